import canonicalize from 'canonicalize';
import { Compile } from 'typebox/compile';
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
  return [fact('RegistrationCorrected', { changes, reason: command.reason })];
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
