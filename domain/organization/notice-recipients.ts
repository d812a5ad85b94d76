import type { Instant } from '../fields.ts';
import type { AssigneeReference } from '../letter/letter.ts';
import { today } from './deadline-policy.ts';
import type { Organization } from './organization.ts';
import { headsAbove, holdersOf, responsibleFor } from './responsible.ts';

/** Who is told, and whom the substitutes among them stand in for. */
export interface Recipients {
  readonly recipientIds: readonly string[];
  readonly onBehalfOfIds?: readonly string[];
}

/** Each of the people, or, where somebody substitutes them that day, whoever does. */
const orSubstitutes = (
  organization: Organization,
  employeeIds: readonly string[],
  now: Instant,
): Recipients => {
  const day = today(organization, now);
  const inForce = [...organization.substitutions.values()].filter(
    ({ from, to, substituteId }) =>
      from <= day && day <= to && organization.employees.get(substituteId)?.dismissed === false,
  );
  const recipientIds = new Set<string>();
  const onBehalfOfIds: string[] = [];
  for (const id of employeeIds) {
    const substitutes = inForce.filter(({ employeeId }) => employeeId === id);
    if (substitutes.length === 0) recipientIds.add(id);
    else onBehalfOfIds.push(id);
    for (const { substituteId } of substitutes) recipientIds.add(substituteId);
  }
  return {
    recipientIds: [...recipientIds],
    ...(onBehalfOfIds.length > 0 && { onBehalfOfIds }),
  };
};

/** Who is reminded of a task: those responsible for it, or their substitutes of that day. */
export const reminderRecipients = (
  organization: Organization,
  assignee: AssigneeReference,
  now: Instant,
): Recipients => orSubstitutes(organization, responsibleFor(organization, assignee), now);

interface Told {
  readonly kind: 'reminder' | 'escalation';
  readonly recipientIds: readonly string[];
  readonly onBehalfOfIds?: readonly string[];
}

/**
 * Who is told that a task is overdue, at a level: 1 is the head over those responsible, 2 that head's head, and so on; above
 * the topmost the administrators. Nobody who is responsible for it or was told of it before.
 */
export const escalationRecipients = (
  organization: Organization,
  assignee: AssigneeReference,
  level: number,
  told: readonly Told[],
  now: Instant,
): Recipients => {
  const responsible = responsibleFor(organization, assignee);
  const known = new Set([
    ...responsible,
    ...told.flatMap(({ kind, recipientIds, onBehalfOfIds = [] }) =>
      kind === 'escalation' ? [...recipientIds, ...onBehalfOfIds] : [],
    ),
  ]);
  const unknownAmong = (ids: readonly string[]): readonly string[] =>
    [...new Set(ids)].filter((id) => !known.has(id));
  const heads = unknownAmong(responsible.flatMap((id) => headsAbove(organization, id)[level - 1] ?? []));
  const named = heads.length > 0 ? heads : unknownAmong(holdersOf(organization, 'administrator'));
  const { recipientIds, onBehalfOfIds } = orSubstitutes(organization, named, now);
  // A head may have named the one who is late as their substitute: then the head is told all the same.
  const others = recipientIds.filter((id) => !known.has(id));
  return others.length > 0
    ? { recipientIds: others, ...(onBehalfOfIds && { onBehalfOfIds }) }
    : { recipientIds: named };
};
