import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Recorded } from '../../domain/event.ts';
import { IncomingCard, OutgoingCard } from '../../domain/letter/card.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import { erasedSubject } from '../../domain/personal-data/erased-subject.ts';
import { personalFieldsOfEvent } from '../../domain/personal-data/personal-events.ts';
import {
  type PersonalFields,
  personalFieldsOf,
  withErased,
} from '../../domain/personal-data/personal-fields.ts';
import type { CorrespondenceTables } from './tables.ts';

type Tx = Transaction<CorrespondenceTables>;

const incoming = personalFieldsOf(IncomingCard);
const outgoing = personalFieldsOf(OutgoingCard);

interface Erasing {
  readonly tx: Tx;
  readonly letterIds: readonly string[];
  readonly erase: <Value>(fields: PersonalFields | undefined, value: Value, letterId: string) => Value;
}

/**
 * Writes over what rows show of those whose data are erased with what is read of it in the log from now on. @returns those
 * letters, as they are read now.
 */
export const eraseLetters = async (
  tx: Tx,
  events: readonly Recorded<ChanceryEvent>[],
): Promise<readonly Letter[]> => {
  const subjects = new Set(events.flatMap((event) => erasedSubject(event) ?? []));
  if (subjects.size === 0) return [];
  const rows = await tx
    .selectFrom('letter_subjects')
    .select('letter_id')
    .distinct()
    .where('subject_id', 'in', [...subjects])
    .execute();
  const letterIds = rows.map(({ letter_id }) => letter_id);
  if (letterIds.length === 0) return [];
  const erasing: Erasing = {
    tx,
    letterIds,
    erase: (fields, value, letterId) => (fields ? withErased(fields, value, letterId, subjects) : value),
  };
  await eraseHistory(erasing);
  await eraseRevisions(erasing);
  return eraseStates(erasing);
};

const eraseHistory = async ({ tx, letterIds, erase }: Erasing): Promise<void> => {
  const { rows } = await sql<{ letter_id: string; revision: number; type: string; data: unknown }>`
    select letter_id, revision, type, data from letter_events where letter_id = any(${[...letterIds]}::uuid[])`.execute(
    tx,
  );
  for (const { letter_id, revision, type, data: shown } of rows) {
    const data = erase(personalFieldsOfEvent(type), shown, letter_id);
    if (data === shown) continue;
    await sql`
      update letter_events set data = ${JSON.stringify(data)}::json
      where letter_id = ${letter_id} and revision = ${revision}`.execute(tx);
  }
};

const eraseRevisions = async ({ tx, letterIds, erase }: Erasing): Promise<void> => {
  const { rows } = await sql<{ letter_id: string; revision_number: number; card: unknown }>`
    select letter_id, revision_number, card from letter_revisions
    where letter_id = any(${[...letterIds]}::uuid[]) and card is not null`.execute(tx);
  for (const { letter_id, revision_number, card: shown } of rows) {
    const card = erase(outgoing, shown, letter_id);
    if (card === shown) continue;
    await sql`
      update letter_revisions set card = ${JSON.stringify(card)}::json
      where letter_id = ${letter_id} and revision_number = ${revision_number}`.execute(tx);
  }
};

const eraseStates = async ({ tx, letterIds, erase }: Erasing): Promise<readonly Letter[]> => {
  const { rows } = await sql<{ id: string; state: Letter }>`
    select id, state from letters where id = any(${[...letterIds]}::uuid[])`.execute(tx);
  const erased = rows.map(({ id, state }) => {
    const card: unknown = erase(state.direction === 'incoming' ? incoming : outgoing, state.card, id);
    return { ...state, card } as Letter;
  });
  await sql`
    update letters set state = erased.state
    from json_to_recordset(${JSON.stringify(erased.map((state) => ({ id: state.id, state })))}::json)
      as erased (id uuid, state json)
    where letters.id = erased.id`.execute(tx);
  return erased;
};
