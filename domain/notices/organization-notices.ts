import { DateTime } from 'luxon';
import type { Recorded } from '../event.ts';
import type { AssigneeReference } from '../letter/letter.ts';
import type { OrganizationEvent } from '../organization/events.ts';
import type { Organization } from '../organization/organization.ts';
import { dateIn } from '../organization/working-time.ts';
import type { Notice } from './notice.ts';

/** Who is told what because of an event of the organisation: whoever is to stand in, when the first day of it begins. */
export const organizationNotices = (
  event: Recorded<OrganizationEvent>,
  { calendar }: Organization,
): readonly Notice[] => {
  if (event.type !== 'SubstitutionSet') return [];
  const { substitutionId, employeeId, substituteId, from, to } = event.data;
  const { at, actor } = event.metadata;
  const isOver = to < dateIn(calendar.timeZone, at);
  if (isOver || actor === substituteId) return [];
  const begins = DateTime.fromISO(from, { zone: calendar.timeZone }).startOf('day').toMillis();
  return [
    {
      recipientId: substituteId,
      kind: 'substitutionBegins',
      parameters: { employeeId, substitutionId, until: to },
      ...(begins > Date.parse(at) && { from: new Date(begins).toISOString() }),
    },
  ];
};

/** Whose tasks pass to somebody else because of the event, and from whom where that is known. */
export const passedOn = (
  event: Recorded<OrganizationEvent>,
): { readonly reference: AssigneeReference; readonly fromId?: string } | undefined => {
  if (event.type === 'EmployeeDismissed') {
    const { employeeId } = event.data;
    return { reference: { kind: 'employee', employeeId }, fromId: employeeId };
  }
  if (event.type === 'HeadAppointed' && event.data.employeeId) {
    return { reference: { kind: 'headOf', departmentId: event.data.departmentId } };
  }
  return undefined;
};
