import canonicalize from 'canonicalize';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Recorded } from '../event.ts';
import { personalFieldsOf } from '../personal-data/personal-fields.ts';
import { type Decision, refuse } from '../refusal.ts';
import { IncomingCard, LegacyCard, OutgoingCard } from './card.ts';
import type { EitherCommand } from './commands.ts';
import { fact } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { Letter } from './letter.ts';

const validators = {
  incoming: { schema: IncomingCard, validator: Compile(IncomingCard) },
  outgoing: { schema: OutgoingCard, validator: Compile(OutgoingCard) },
  imported: { schema: LegacyCard, validator: Compile(LegacyCard) },
};

/** Corrects fields of the card, what was there before kept on the record. `null` clears an optional field. */
export const correct = (
  letter: Letter,
  command: Extract<EitherCommand, { name: 'correctRegistration' }>,
): Decision<LetterEvent> => {
  const { schema, validator } = validators[letter.status === 'imported' ? 'imported' : letter.direction];
  const card: Readonly<Record<string, unknown>> = letter.card;
  const unknown = Object.keys(command.changes).find((field) => !(field in schema.properties));
  if (unknown) return refuse('INVALID_INPUT', { field: unknown, problem: 'unknown' });

  const changes = Object.entries(command.changes)
    .map(([field, value]) => ({ field, old: card[field] ?? null, new: value ?? null }))
    .filter((change) => canonicalize(change.old) !== canonicalize(change.new));
  if (changes.length === 0) return refuse('NOTHING_TO_CORRECT');

  const corrected = withChanges(card, changes);
  if (!validator.Check(corrected)) {
    const [error] = validator.Errors(corrected);
    const field = error?.instancePath.slice(1).replaceAll('/', '.') || (changes[0]?.field ?? '');
    return refuse('INVALID_INPUT', { field, problem: error?.message ?? 'invalid' });
  }
  const told = [...changes, ...passedOn(schema, card, corrected, changes)].map((change) => ({
    ...change,
    ...(isPersonalToCard(schema, change.field) && subjectsOfChange(card, corrected)),
  }));
  return [fact('RegistrationCorrected', { changes: told, reason: command.reason })];
};

type Card = Readonly<Record<string, unknown>>;
interface Change {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}
type CardSchema = (typeof validators)[keyof typeof validators]['schema'];

/** Whether the field holds personal data of whomever the card names; addressees name themselves whose theirs are. */
const isPersonalToCard = ({ properties }: CardSchema, field: string): boolean => {
  const schema = (properties as Readonly<Record<string, TSchema>>)[field];
  return schema !== undefined && personalFieldsOf(schema)?.kind === 'object';
};

/** Whose data a personal field of the card is, where the field does not say so itself. */
const subjectOf = ({ counterpartyId, signatoryId }: Card): string | undefined =>
  (counterpartyId ?? signatoryId) as string | undefined;

const subjectsOfChange = (old: Card, corrected: Card) => {
  const [oldSubjectId, newSubjectId] = [subjectOf(old), subjectOf(corrected)];
  return { ...(oldSubjectId && { oldSubjectId }), ...(newSubjectId && { newSubjectId }) };
};

/**
 * Personal fields of a card that turns out to be another's: what stays as it was is recorded again, as the other's, since
 * it is erased with them.
 */
const passedOn = (
  schema: CardSchema,
  card: Card,
  corrected: Card,
  changes: readonly Change[],
): readonly Change[] => {
  if (subjectOf(card) === subjectOf(corrected)) return [];
  return Object.keys(schema.properties)
    .filter((field) => isPersonalToCard(schema, field) && card[field] !== undefined)
    .filter((field) => !changes.some((change) => change.field === field))
    .map((field) => ({ field, old: card[field], new: card[field] }));
};

export const withChanges = <Card extends object>(
  card: Card,
  changes: readonly { readonly field: string; readonly new: unknown }[],
): Card => {
  const corrected = { ...card } as Record<string, unknown>;
  for (const { field, new: value } of changes) {
    if (value === null) delete corrected[field];
    else corrected[field] = value;
  }
  return corrected as Card;
};

/**
 * The letter with the corrections among the events that came after it. A correction of a field counts from the moment at
 * which the card took the value that was corrected; so not before a revision that made the field another.
 */
export const withLaterCorrections = (letter: Letter, later: readonly Recorded<LetterEvent>[]): Letter => {
  let card: Letter['card'] = letter.card;
  let known: Letter['card'] = letter.card;
  const replaced = new Set<string>();
  for (const event of later) {
    if (event.type === 'Revised') {
      for (const field of changedFields(known, event.data.card)) replaced.add(field);
      known = event.data.card;
    } else if (event.type === 'RegistrationCorrected') {
      known = withChanges(known, event.data.changes);
      card = withChanges(
        card,
        event.data.changes.filter(({ field }) => !replaced.has(field)),
      );
    }
  }
  return card === letter.card ? letter : ({ ...letter, card } as Letter);
};

const changedFields = (one: object, other: object): readonly string[] => {
  const [before, after] = [one, other] as Readonly<Record<string, unknown>>[];
  return Object.keys({ ...before, ...after }).filter(
    (field) => canonicalize(before?.[field]) !== canonicalize(after?.[field]),
  );
};
