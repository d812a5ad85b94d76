import { randomUUID } from 'node:crypto';
import { derivedId } from '../../application/derived-id.ts';
import { SYSTEM } from '../../domain/event.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { refusalText } from '../messages/refusals.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { say } from './say.ts';

export interface AdministratorOptions {
  readonly name: string;
  readonly organization: string;
}

/** Founds what an administrator needs and is not there yet: a department at the top, and them. */
export const nameAdministrator = (login: string, options: AdministratorOptions): Promise<void> =>
  atWork(async ({ chancery }) => {
    const { employees, departments } = await chancery.currentOrganization();
    const known = [...employees.values()].find((employee) => employee.login === login);
    const root = [...departments.values()].find(({ parentId, closed }) => !parentId && !closed);
    const departmentId = root?.id ?? derivedId('department', 'root');
    const employeeId = known?.id ?? derivedId('employee', 'administrator', login);
    const commands: OrganizationCommand[] = [
      ...(root
        ? []
        : [{ name: 'createDepartment' as const, departmentId, departmentName: options.organization }]),
      ...(known
        ? []
        : [{ name: 'hireEmployee' as const, employeeId, login, employeeName: options.name, departmentId }]),
      { name: 'grantRole', employeeId, role: 'administrator' },
    ];
    const outcome = await chancery.organization.execute({ actor: SYSTEM, commandId: randomUUID() }, commands);
    if (isRefusal(outcome)) throw new SpeakingError(refusalText(outcome, 'en'));
    say(`${login} is an administrator.`);
  });
