import type { AssigneeReference } from '../letter/letter.ts';
import type { WorkingCalendar } from './events.ts';
import { lineage, type Organization } from './organization.ts';
import { holdersOf } from './responsible.ts';

/** The calendar that a department works by: its own, that of the nearest one above it, or the organisation's. */
export const calendarOf = (organization: Organization, departmentId: string | undefined): WorkingCalendar => {
  const { calendar, calendars } = organization;
  if (departmentId === undefined || calendars.size === 0) return calendar;
  const nearest = lineage(organization, departmentId).find(({ id }) => calendars.has(id));
  return (nearest && calendars.get(nearest.id)) ?? calendar;
};

/** The department that is responsible for a task; of a role, the one in which everybody works who holds it, if it is one. */
const departmentOf = (organization: Organization, assignee: AssigneeReference): string | undefined => {
  switch (assignee.kind) {
    case 'employee':
      return organization.employees.get(assignee.employeeId)?.departmentId;
    case 'headOf':
      return assignee.departmentId;
    case 'role': {
      const departments = new Set(
        holdersOf(organization, assignee.role).map((id) => organization.employees.get(id)?.departmentId),
      );
      return departments.size === 1 ? [...departments][0] : undefined;
    }
    default:
      return assignee satisfies never;
  }
};

/** The calendar by which the time of a task counts. */
export const calendarOfTask = (organization: Organization, assignee: AssigneeReference): WorkingCalendar =>
  organization.calendars.size === 0
    ? organization.calendar
    : calendarOf(organization, departmentOf(organization, assignee));
