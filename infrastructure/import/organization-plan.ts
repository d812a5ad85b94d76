import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { SpeakingError } from '../speaking-error.ts';

/** An organisation as another system tells of it; parents before children. */
export interface OrganizationPlan {
  readonly departments: readonly {
    readonly id: string;
    readonly name: string;
    readonly parentId?: string;
    readonly headId?: string;
    /** It was only mentioned: of one that is there already, name and place are left as they are. */
    readonly onlyMentioned?: boolean;
  }[];
  readonly employees: readonly {
    readonly id: string;
    readonly login: string;
    readonly name: string;
    readonly email?: string;
    readonly post?: string;
    readonly departmentId: string;
  }[];
  /** What could not be taken over, and why. */
  readonly remarks: readonly string[];
}

/** A file that does not tell of an organisation. */
export class InvalidOrganization extends SpeakingError {
  override readonly name = 'InvalidOrganization';
}

/** What is to be done so that the organisation is as the plan has it. Who is not in the plan stays. */
export const commandsFor = (
  organization: Organization,
  { departments, employees }: OrganizationPlan,
): readonly OrganizationCommand[] => {
  const commands: OrganizationCommand[] = [];
  for (const { id: departmentId, name: departmentName, parentId, onlyMentioned } of departments) {
    const known = organization.departments.get(departmentId);
    const parent = parentId === undefined ? {} : { parentId };
    if (!known) {
      commands.push({ name: 'createDepartment', departmentId, departmentName, ...parent });
      continue;
    }
    if (onlyMentioned) continue;
    if (known.name !== departmentName)
      commands.push({ name: 'renameDepartment', departmentId, departmentName });
    if (known.parentId !== parentId) commands.push({ name: 'moveDepartment', departmentId, ...parent });
  }
  for (const { id: employeeId, name: employeeName, departmentId, ...details } of employees) {
    const known = organization.employees.get(employeeId);
    if (!known) {
      commands.push({ name: 'hireEmployee', employeeId, employeeName, departmentId, ...details });
      continue;
    }
    const changed =
      known.name !== employeeName ||
      known.login !== details.login ||
      (details.email !== undefined && known.email !== details.email) ||
      (details.post !== undefined && known.post !== details.post);
    if (changed && !known.dismissed) {
      commands.push({ name: 'changeEmployee', employeeId, employeeName, ...details });
    }
    if (known.departmentId !== departmentId && !known.dismissed) {
      commands.push({ name: 'transferEmployee', employeeId, departmentId });
    }
  }
  for (const { id: departmentId, headId: employeeId } of departments) {
    if (employeeId && organization.departments.get(departmentId)?.headId !== employeeId) {
      commands.push({ name: 'appointHead', departmentId, employeeId });
    }
  }
  return commands;
};
