import canonicalize from 'canonicalize';
import { type Recorded, SYSTEM } from '../event.ts';
import type { AssigneeReference } from '../letter/letter.ts';
import { calendarOf } from '../organization/calendars.ts';
import type { OrganizationEvent, WorkingCalendar } from '../organization/events.ts';
import { emptyOrganization, evolveOrganization, type Organization } from '../organization/organization.ts';
import { responsibleFor } from '../organization/responsible.ts';

import { newClock, type WorkingClock, withCalendar } from './working-clock.ts';

/** The organisation's own clock; those of departments that have a calendar of their own go by their ids. */
export const COMMON_CLOCK = '';

/** The organisation with the working clocks that it has gone by since its founding. */
export interface FigureOrganization {
  readonly organization: Organization;
  readonly clocks: ReadonlyMap<string, WorkingClock>;
}

export const emptyFigureOrganization: FigureOrganization = {
  organization: emptyOrganization,
  clocks: new Map([[COMMON_CLOCK, newClock(emptyOrganization.calendar)]]),
};

const isSame = (one: WorkingCalendar | undefined, other: WorkingCalendar): boolean =>
  one === other || canonicalize(one) === canonicalize(other);

/** The organisation after one of its events. */
export const evolveFigureOrganization = (
  { organization: before, clocks }: FigureOrganization,
  event: Recorded<OrganizationEvent>,
): FigureOrganization => {
  const organization = evolveOrganization(before, event);
  const { at } = event.metadata;
  const next = new Map(clocks);
  const common = calendarOf(organization, undefined);
  const advance = (name: string, calendar: WorkingCalendar): void => {
    const clock = clocks.get(name) ?? clocks.get(COMMON_CLOCK) ?? newClock(calendar);
    if (!isSame(clock.at(-1)?.calendar, calendar)) next.set(name, withCalendar(clock, at, calendar));
  };
  for (const id of organization.departments.keys()) {
    const own = calendarOf(organization, id);
    // Departments that have always gone by the common clock need none of their own.
    if (clocks.has(id) || own !== common) advance(id, own);
  }
  advance(COMMON_CLOCK, common);
  return { organization, clocks: next };
};

/** The name of the clock that a department works by. */
export const clockNameOf = ({ clocks }: FigureOrganization, departmentId: string | undefined): string =>
  departmentId !== undefined && clocks.has(departmentId) ? departmentId : COMMON_CLOCK;

/** The department whose the task is, where it is one's: the employee's, or the one whose head must act. */
export const departmentOfReference = (
  { organization }: FigureOrganization,
  reference: AssigneeReference,
): string | undefined => {
  switch (reference.kind) {
    case 'employee':
      return organization.employees.get(reference.employeeId)?.departmentId;
    case 'headOf':
      return reference.departmentId;
    case 'role':
      return undefined;
    default:
      return reference satisfies never;
  }
};

/** Whose a task is, or was. */
export interface Holder {
  /** None where several are responsible and none of them did it. */
  readonly employeeId: string | undefined;
  readonly departmentId: string | undefined;
}

/**
 * Who holds what the reference names: whoever is responsible; of several, the one among `actors`, those who did it or in
 * whose name it was done.
 */
export const holderOf = (
  figures: FigureOrganization,
  reference: AssigneeReference,
  actors: readonly (string | undefined)[] = [],
): Holder => {
  const responsible = responsibleFor(figures.organization, reference);
  const employeeId =
    responsible.length === 1
      ? responsible[0]
      : actors.find((actor) => actor !== undefined && actor !== SYSTEM && responsible.includes(actor));
  const departmentId =
    departmentOfReference(figures, reference) ??
    (employeeId === undefined ? undefined : figures.organization.employees.get(employeeId)?.departmentId);
  return { employeeId, departmentId };
};
