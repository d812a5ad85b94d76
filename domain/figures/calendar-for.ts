import type { WorkingCalendar } from '../organization/events.ts';
import type { Organization } from '../organization/organization.ts';

/** The calendar that a department works by; the organisation's where none is named. */
export const calendarFor = (organization: Organization, _departmentId?: string): WorkingCalendar =>
  organization.calendar;
