import type { CalendarDate } from '../fields.ts';
import type { AssigneeReference } from '../letter/letter.ts';
import type { Organization } from '../organization/organization.ts';
import { responsibleFor } from '../organization/responsible.ts';

/** Somebody who is to be told; as whose substitute, if not for themselves. */
export interface Recipient {
  readonly recipientId: string;
  readonly onBehalfOfId?: string;
}

/** The living substitutes in force of the employee. */
const substitutesOf = (
  organization: Organization,
  employeeId: string,
  today: CalendarDate,
): readonly string[] =>
  [...organization.substitutions.values()]
    .filter(
      ({ employeeId: id, substituteId, from, to }) =>
        id === employeeId &&
        from <= today &&
        today <= to &&
        organization.employees.get(substituteId)?.dismissed === false,
    )
    .map(({ substituteId }) => substituteId);

/** The employees themselves and their substitutes of the day, each once; whoever is meant themselves is so first of all. */
export const withSubstitutes = (
  organization: Organization,
  employeeIds: readonly string[],
  today: CalendarDate,
): readonly Recipient[] => {
  const living = employeeIds.filter((id) => organization.employees.get(id)?.dismissed === false);
  const found = new Map<string, Recipient>(living.map((recipientId) => [recipientId, { recipientId }]));
  for (const onBehalfOfId of living) {
    for (const recipientId of substitutesOf(organization, onBehalfOfId, today)) {
      if (!found.has(recipientId)) found.set(recipientId, { recipientId, onBehalfOfId });
    }
  }
  return [...found.values()];
};

/** Who is told of what the reference must do. */
export const recipientsOf = (
  organization: Organization,
  reference: AssigneeReference,
  today: CalendarDate,
): readonly Recipient[] => withSubstitutes(organization, responsibleFor(organization, reference), today);
