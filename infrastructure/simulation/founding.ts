import type { Chancery } from '../../application/chancery.ts';
import { derivedId } from '../../application/derived-id.ts';
import { SYSTEM } from '../../domain/event.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import { defaultMinutes } from '../../domain/organization/deadline-policy.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { taskKinds } from '../../domain/task-kinds.ts';
import { InvalidScenario, type Scenario } from './scenario.ts';
import type { World } from './world.ts';

const loginsOf = (founding: readonly OrganizationCommand[]): ReadonlyMap<string, string> =>
  new Map(
    founding.flatMap((command) =>
      command.name === 'hireEmployee' ? [[command.login, command.employeeId] as const] : [],
    ),
  );

/** Founds the organisation of the world under the policies of the scenario, in one write. @throws InvalidScenario */
export const found = async (
  chancery: Chancery,
  { founding, calendar }: World,
  { name, deadlines, reminders, escalations, approvalRules, lineApproval }: Scenario,
): Promise<void> => {
  const logins = loginsOf(founding);
  const employeeOf = (login: string): string => {
    const id = logins.get(login);
    if (!id) throw new InvalidScenario(`${name}: nobody of the organisation has the login ${login}`);
    return id;
  };
  const commands: readonly OrganizationCommand[] = [
    ...founding,
    { name: 'setCalendar', calendar },
    // Sequential is what a new organisation has.
    ...(lineApproval === 'parallel' ? [{ name: 'setApprovalLine' as const, line: lineApproval }] : []),
    ...taskKinds.map(
      (task): OrganizationCommand => ({
        name: 'setDeadlinePolicy',
        task,
        workingMinutes: deadlines[task] ?? defaultMinutes[task],
        reminders,
        escalations,
      }),
    ),
    ...approvalRules.map(
      (rule): OrganizationCommand => ({
        name: 'setApprovalRule',
        ruleId: derivedId('simulation', 'rule', rule.name),
        ruleName: rule.name,
        documentKinds: [],
        approverIds: rule.approvers.map(employeeOf),
        mode: rule.mode,
        place: rule.place,
      }),
    ),
  ];
  const caller = { actor: SYSTEM, commandId: derivedId('simulation', 'founding') };
  const outcome = await chancery.organization.execute(caller, commands);
  if (isRefusal(outcome)) {
    throw new InvalidScenario(
      `The organisation was refused: ${outcome.refused} ${JSON.stringify(outcome.details)}`,
    );
  }
};
