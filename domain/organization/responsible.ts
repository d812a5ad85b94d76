import type { AssigneeReference } from '../letter/letter.ts';
import { lineage, type Organization } from './organization.ts';

/** Living employees with the role. */
export const holdersOf = (
  organization: Organization,
  role: 'secretary' | 'administrator',
): readonly string[] =>
  [...organization.employees.values()]
    .filter((employee) => !employee.dismissed && employee.roles.includes(role))
    .map(({ id }) => id);

/** The living head of the department, or of the nearest one above it that has one. */
export const headOf = (organization: Organization, departmentId: string): string | undefined =>
  lineage(organization, departmentId).find(({ headId }) => headId !== undefined)?.headId;

/** The heads above an employee, from the nearest up, without themselves and each once. */
export const headsAbove = (organization: Organization, employeeId: string): readonly string[] => {
  const employee = organization.employees.get(employeeId);
  if (!employee) return [];
  const heads = lineage(organization, employee.departmentId).flatMap(({ headId }) => headId ?? []);
  return [...new Set(heads)].filter((id) => id !== employeeId);
};

/** The nearest head above an employee; of the topmost there is none. */
export const headOver = (organization: Organization, employeeId: string): string | undefined =>
  headsAbove(organization, employeeId)[0];

/**
 * The living employees who must do what is asked of the reference. Whoever has left is succeeded by the head
 * over them, a vacant post by the one above, and everything at last by the administrators: while one of
 * those lives, the answer is never empty.
 */
export const responsibleFor = (
  organization: Organization,
  reference: AssigneeReference,
): readonly string[] => {
  switch (reference.kind) {
    case 'employee': {
      const employee = organization.employees.get(reference.employeeId);
      if (employee && !employee.dismissed) return [employee.id];
      return employee
        ? responsibleFor(organization, { kind: 'headOf', departmentId: employee.departmentId })
        : holdersOf(organization, 'administrator');
    }
    case 'headOf': {
      const head = headOf(organization, reference.departmentId);
      return head ? [head] : holdersOf(organization, 'administrator');
    }
    case 'role': {
      const holders = holdersOf(organization, reference.role);
      return holders.length > 0 ? holders : holdersOf(organization, 'administrator');
    }
    default:
      return reference satisfies never;
  }
};

/** What comes down to certain people: the inverse of `responsibleFor`, for lists of their tasks. */
export interface Responsibility {
  readonly employeeIds: readonly string[];
  readonly departmentIds: readonly string[];
  readonly roles: readonly 'secretary'[];
}

export const responsibilityOf = (
  organization: Organization,
  employeeIds: readonly string[],
): Responsibility => {
  const falls = (reference: AssigneeReference): boolean =>
    responsibleFor(organization, reference).some((id) => employeeIds.includes(id));
  return {
    // The living answer for themselves; of those who have left, whoever succeeds them.
    employeeIds: [...organization.employees.values()]
      .filter(({ id, dismissed }) =>
        dismissed ? falls({ kind: 'employee', employeeId: id }) : employeeIds.includes(id),
      )
      .map(({ id }) => id),
    departmentIds: [...organization.departments.keys()].filter((departmentId) =>
      falls({ kind: 'headOf', departmentId }),
    ),
    roles: falls({ kind: 'role', role: 'secretary' }) ? ['secretary'] : [],
  };
};
