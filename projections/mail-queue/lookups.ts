import { type RawBuilder, sql } from 'kysely';
import type { ReadModel } from '../read-model.ts';

const counterparties = async (db: ReadModel, where: RawBuilder<unknown>): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(k.merged_into, k.id) as id
    from read.correspondents c join read.counterparties k on k.id = c.counterparty_id
    where ${where} order by 1 limit 3`.execute(db);
  return rows.map(({ id }) => id);
};

/** Counterparties with that address, each as the one that it was merged into; three at most. */
export const counterpartiesByAddress = (db: ReadModel, address: string): Promise<readonly string[]> =>
  counterparties(db, sql`c.address = ${address}`);

/** Counterparties with an address in that domain, as above. */
export const counterpartiesByDomain = (db: ReadModel, domain: string): Promise<readonly string[]> =>
  counterparties(db, sql`c.domain = ${domain}`);

/** Of these Message-IDs the letters that came or went with them; of several letters the first that came into the log. */
export const lettersByTheirMessageId = async (
  db: ReadModel,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly direction: 'incoming' | 'outgoing' }>> => {
  if (messageIds.length === 0) return new Map();
  const { rows } = await sql<{ message_id: string; id: string; direction: 'incoming' | 'outgoing' }>`
    select distinct on (m.message_id) m.message_id, letters.id, letters.direction
    from read.letter_messages m join read.letters on letters.id = m.letter_id
    where m.message_id = any(${[...messageIds]}::text[])
    order by m.message_id, letters.first_position`.execute(db);
  return new Map(rows.map(({ message_id, id, direction }) => [message_id, { id, direction }]));
};

/** The first message with that Message-ID that is no copy, with its sender's address. */
export const firstMailWith = async (
  db: ReadModel,
  messageId: string,
): Promise<{ readonly id: string; readonly sender?: string } | undefined> => {
  const { rows } = await sql<{ id: string; sender_address: string | null }>`
    select id, sender_address from read.mail
    where message_id = ${messageId} and details -> 'received' ->> 'duplicateOf' is null
    order by position limit 1`.execute(db);
  const [row] = rows;
  return row && { id: row.id, ...(row.sender_address !== null && { sender: row.sender_address }) };
};

/** Messages from these counterparties: registered as their letters, or with a sender of theirs. */
export const mailFromCounterparties = async (
  db: ReadModel,
  counterpartyIds: readonly string[],
): Promise<readonly string[]> => {
  const ids = sql`${[...counterpartyIds]}::uuid[]`;
  const { rows } = await sql<{ id: string }>`
    select id from read.mail where counterparty_id = any(${ids}) and letter_id is null
    union select m.id from read.mail m join read.letter_counterparties c on c.letter_id = m.letter_id
      where c.counterparty_id = any(${ids})
    order by 1`.execute(db);
  return rows.map(({ id }) => id);
};
