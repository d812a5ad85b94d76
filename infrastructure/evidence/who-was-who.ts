import type { Recorded } from '../../domain/event.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import {
  emptyOrganization,
  evolveOrganization,
  type Organization,
} from '../../domain/organization/organization.ts';
import { rolesOf } from '../../domain/organization/rights.ts';

/** Somebody as the organisation knew them at a moment. */
export interface PersonThen {
  readonly employeeId: string;
  readonly name: string;
  readonly post?: string;
  readonly department?: string;
  readonly roles: readonly string[];
}

/** The same, from the event of that index on, until the next entry of the same person. */
export interface PersonFrom extends PersonThen {
  readonly from: number;
}

/** Who acted when: the event's index and position, and the people it names. */
export interface Act {
  readonly index: number;
  readonly position: string;
  readonly employeeIds: readonly string[];
}

const personIn = (organization: Organization, employeeId: string): PersonThen | undefined => {
  const employee = organization.employees.get(employeeId);
  if (!employee) return undefined;
  const { name, post, departmentId } = employee;
  const department = organization.departments.get(departmentId)?.name;
  return {
    employeeId,
    name,
    ...(post !== undefined && { post }),
    ...(department !== undefined && { department }),
    roles: [...rolesOf(organization, employeeId)].sort(),
  };
};

/**
 * People as they were when each act was done, by the act's index; and, without repetition, since when they were so.
 *
 * @param organization its events, in their order.
 * @param acts in the order of the log.
 */
export const whoWasWho = (
  organization: readonly Recorded<OrganizationEvent>[],
  acts: readonly Act[],
): {
  readonly at: (index: number, employeeId: string) => PersonThen | undefined;
  readonly all: readonly PersonFrom[];
} => {
  let state = emptyOrganization;
  let next = 0;
  const people = new Map<string, PersonFrom[]>();
  for (const { index, position, employeeIds } of acts) {
    for (let event = organization[next]; event && event.position < position; event = organization[next]) {
      state = evolveOrganization(state, event);
      next += 1;
    }
    for (const employeeId of employeeIds) {
      const person = personIn(state, employeeId);
      if (!person) continue;
      const known = people.get(employeeId) ?? [];
      const last = known.at(-1);
      if (!last || JSON.stringify({ ...last, from: 0 }) !== JSON.stringify({ ...person, from: 0 })) {
        known.push({ ...person, from: index });
      }
      people.set(employeeId, known);
    }
  }
  return {
    at: (index, employeeId) => people.get(employeeId)?.findLast(({ from }) => from <= index),
    all: [...people.values()]
      .flat()
      .sort((one, other) => one.from - other.from || (one.employeeId < other.employeeId ? -1 : 1)),
  };
};
