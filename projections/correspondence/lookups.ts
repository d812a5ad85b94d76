import { sql } from 'kysely';
import { numberKey } from '../../domain/journal/number-key.ts';
import type { FileReference, NumberReference } from '../../domain/letter/card.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import type { ReadModel } from '../read-model.ts';
import { visibleTo } from './visibility.ts';

/** Incoming letters that are not annulled, of the same counterparty with the same number and date, or with a file in common. */
export const possibleDuplicates = async (
  db: ReadModel,
  candidate: {
    readonly counterpartyId: string;
    readonly counterpartyNumber?: string;
    readonly counterpartyDate?: string;
    readonly fileHashes: readonly string[];
  },
): Promise<readonly string[]> => {
  const { counterpartyId, counterpartyNumber, counterpartyDate, fileHashes } = candidate;
  const sameNumber = sql`
    select c.letter_id from read.letter_counterparties c
    where c.counterparty_id = ${counterpartyId}::uuid and c.number_key = ${numberKey(counterpartyNumber ?? '')}
      and c.date is not distinct from ${counterpartyDate ?? null}::date`;
  const sameFile = sql`
    select f.letter_id from read.letter_files f where f.sha256 = any(${[...fileHashes]}::text[])`;
  const candidates = [
    ...(counterpartyNumber ? [sameNumber] : []),
    ...(fileHashes.length > 0 ? [sameFile] : []),
  ];
  if (candidates.length === 0) return [];
  // Joined, and not asked of each letter by `or`: for that PostgreSQL goes through all letters there are.
  const { rows } = await sql<{ id: string }>`
    select letters.id from read.letters
    where letters.id in (${sql.join(candidates, sql` union `)})
      and letters.direction = 'incoming' and letters.status <> 'annulled'
    order by letters.dated, letters.id limit 20`.execute(db);
  return rows.map(({ id }) => id);
};

/** Outgoing letters with that number of ours, and, where it is given, that date. */
export const lettersByOurNumber = async (
  db: ReadModel,
  { number, date }: NumberReference,
): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`
    select id from read.letters
    where direction = 'outgoing' and number_key = ${numberKey(number)}
      and (${date ?? null}::date is null or dated = ${date ?? null}::date)
    order by dated, id limit 20`.execute(db);
  return rows.map(({ id }) => id);
};

/** The file as it is on a letter that the viewer may see. */
export const fileOnVisibleLetter = async (
  db: ReadModel,
  sha256: string,
  viewer: Viewer,
): Promise<FileReference | undefined> => {
  const { rows } = await sql<{ sha256: string; name: string; size: string; media_type: string }>`
    select f.sha256, f.name, f.size, f.media_type
    from read.letter_files f join read.letters on letters.id = f.letter_id
    where f.sha256 = ${sha256} and ${visibleTo(viewer)} limit 1`.execute(db);
  const [file] = rows;
  return file && { sha256, name: file.name, size: Number(file.size), mediaType: file.media_type };
};

/** Imported letters by the Message-ID that they came with. */
export const lettersByMessageId = async (
  db: ReadModel,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ id: string; message_id: string }>`
    select id, message_id from read.letters where message_id = any(${[...messageIds]}::text[])`.execute(db);
  return new Map(rows.map(({ id, message_id }) => [message_id, id]));
};

/** The letter of each case that came into the log first. */
export const firstLettersOfCases = async (
  db: ReadModel,
  cases: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ case_reference: string; id: string }>`
    select distinct on (case_reference) case_reference, id from read.letters
    where case_reference = any(${[...cases]}::text[])
    order by case_reference, first_position`.execute(db);
  return new Map(rows.map(({ case_reference, id }) => [case_reference, id]));
};

/** Letters by number, ours or a register's; numbers that several letters have are nobody's. */
export const lettersByNumber = async (
  db: ReadModel,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const keys = new Map(numbers.map((number) => [numberKey(number), number]));
  const { rows } = await sql<{ number_key: string; id: string }>`
    select number_key, min(id::text) as id from read.letters
    where number_key = any(${[...keys.keys()]}::text[]) group by number_key having count(*) = 1`.execute(db);
  return new Map(rows.map(({ number_key, id }) => [keys.get(number_key) ?? '', id]));
};

/** Letters that carry one of these numbers of our journals. */
export const carriersOf = async (
  db: ReadModel,
  texts: readonly string[],
): Promise<readonly { readonly text: string; readonly letterId: string }[]> => {
  const { rows } = await sql<{ text: string; letterId: string }>`
    select number as text, id as "letterId" from read.letters
    where number_key = any(${texts.map(numberKey)}::text[]) and number = any(${[...texts]}::text[])
      and status <> 'imported'`.execute(db);
  return rows;
};

/** How many threads these letters belong to. */
export const countThreads = async (db: ReadModel, letterIds: readonly string[]): Promise<number> => {
  const { rows } = await sql<{ count: string }>`
    select count(distinct thread_id) from read.letters where id = any(${[...letterIds]}::uuid[])`.execute(db);
  return Number(rows[0]?.count ?? 0);
};
