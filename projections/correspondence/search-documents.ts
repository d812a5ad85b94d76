import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded } from '../../domain/event.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import { participants } from '../../domain/letter/participants.ts';
import { ERASED } from '../../domain/personal-data/erased.ts';
import { inTurns } from '../in-turns.ts';
import { audienceOf } from './audience.ts';
import { dateOf } from './letter-rows.ts';
import { monthOf } from './search-months.ts';
import { searchWords } from './search-words.ts';
import type { CorrespondenceTables } from './tables.ts';

type Tx = Transaction<CorrespondenceTables>;

/** Events after which a letter is found by other words than before. */
const telling: ReadonlySet<LetterEvent['type']> = new Set([
  'Registered',
  'ExecutorAssigned',
  'Drafted',
  'Revised',
  'SubmittedForApproval',
  'ApprovalGranted',
  'ApproverReplaced',
  'Dispatched',
  'IncomingNumberRecorded',
  'LinkedToProject',
  'UnlinkedFromProject',
  'FileAttached',
  'RegistrationCorrected',
  'AcknowledgmentRequested',
  'Imported',
]);

/** Whether a letter is found by other words after these events than before, or by others: of rights no event is left out. */
export const changesSearch = (
  before: Letter | undefined,
  letter: Letter,
  events: readonly LetterEvent[],
): boolean =>
  !before ||
  events.some(({ type }) => telling.has(type)) ||
  audienceOf(before).join() !== audienceOf(letter).join();

const numbersOf = (letter: Letter): readonly string[] => {
  const own =
    letter.status === 'imported'
      ? [letter.card.number, letter.card.caseReference]
      : 'number' in letter
        ? [letter.number.text]
        : [];
  const theirs =
    'deliveries' in letter
      ? letter.deliveries.flatMap(({ outcome, trackingNumber }) => [
          outcome.kind === 'numberRecorded' ? outcome.number : undefined,
          trackingNumber,
        ])
      : 'counterpartyNumber' in letter.card
        ? [letter.card.counterpartyNumber]
        : [];
  return [...own, ...theirs].filter((number) => number !== undefined);
};

const detailsOf = (letter: Letter): readonly (string | undefined)[] => {
  const { card } = letter;
  return [
    card.documentKind,
    ...('fileIndex' in card ? [card.fileIndex] : []),
    ...('correspondentGroup' in card ? [card.correspondentGroup] : []),
    ...('signatory' in card ? [card.signatory?.name, card.signatory?.post] : []),
    ...('inReplyTo' in card ? [card.inReplyTo?.number] : []),
    ...('addressees' in card ? card.addressees.flatMap(({ name, post }) => [name, post]) : []),
    'assignment' in letter ? letter.assignment?.resolution?.text : undefined,
    ...letter.files.map(({ name }) => name),
  ];
};

/** Every number of the letter, to be found by any part. */
export const numbersText = (letter: Letter): string => numbersOf(letter).join(' ').toLowerCase();

/** A letter without what is found in other rows: its latest text and the names of whom it concerns. */
export const searchRow = (letter: Letter) => {
  const { card } = letter;
  const numbers = numbersOf(letter);
  const wholeNumbers = numbers.map((number) => number.toLowerCase());
  const counterpartyIds =
    'addressees' in card
      ? card.addressees.map(({ counterpartyId }) => counterpartyId)
      : [card.counterpartyId].filter((id) => id !== undefined);
  const dated = dateOf(letter);
  return {
    letter_id: letter.id,
    dated,
    month: [monthOf(dated)],
    audience: audienceOf(letter),
    numbers: numbersText(letter),
    whole_numbers: wholeNumbers,
    headline: searchWords([card.subject, ...numbers].join(' ')),
    details: searchWords(detailsOf(letter).filter(Boolean).join(' ')),
    name_ids: [
      ...new Set([
        ...counterpartyIds,
        ...letter.projectIds,
        ...participants(letter).filter((id) => id !== 'system'),
      ]),
    ],
  };
};

const LATEST_TEXT = sql<string>`(
  select r.text from letter_revisions r where r.letter_id = s.letter_id order by r.revision_number desc limit 1)`;

/**
 * The document of the search row `s`: its words, the letter's text and the names of whom it concerns. `russian` stems
 * words in Cyrillic as Russian and words in Latin letters as English.
 */
const documentOf = (text: RawBuilder<string>): RawBuilder<string> => sql`
    setweight(to_tsvector('russian', s.headline), 'A')
    || setweight(to_tsvector('russian', coalesce((
      select string_agg(n.words, ' ' order by n.id) from names n where n.id = any(s.name_ids)), '')), 'B')
    || setweight(to_tsvector('russian', s.details || ' ' || coalesce(
      regexp_replace(translate(normalize(${text}, NFKC), 'ёЁ', 'еЕ'), '[^[:alnum:]]+', ' ', 'g'), '')), 'C')`;

/**
 * Parts of a statement that writes what the letters are found by. The names of whom they concern are there, and so are their
 * texts, but for those `texts`, by letter, that the same statement brings.
 */
export const documents = async (
  letters: readonly Letter[],
  texts: ReadonlyMap<string, string> = new Map(),
): Promise<readonly RawBuilder<unknown>[]> => {
  if (letters.length === 0) return [];
  const rows = await inTurns(letters, searchRow);
  const text = sql<string>`coalesce(${JSON.stringify(Object.fromEntries(texts))}::jsonb ->> s.letter_id::text, ${LATEST_TEXT})`;
  return [
    sql`written_documents as (
      insert into search_documents
      select s.letter_id, s.dated, s.month, s.audience, s.numbers, s.whole_numbers, s.headline, s.details, s.name_ids,
        ${documentOf(text)}
      from jsonb_populate_recordset(null::search_documents, ${JSON.stringify(rows)}::jsonb) s
      on conflict (letter_id) do update set (
        dated, month, audience, numbers, whole_numbers, headline, details, name_ids, document
      ) = (
        excluded.dated, excluded.month, excluded.audience, excluded.numbers, excluded.whole_numbers, excluded.headline,
        excluded.details, excluded.name_ids, excluded.document))`,
  ];
};

/** Makes the documents anew of letters that concern somebody who is called otherwise from now on. */
export const renameInDocuments = async (tx: Tx, letterIds: readonly string[]): Promise<void> => {
  if (letterIds.length === 0) return;
  await sql`
    update search_documents s set document = ${documentOf(LATEST_TEXT)}
    where s.letter_id = any(${[...letterIds]}::uuid[])`.execute(tx);
};

/** What a counterparty, project or employee is called from this event on. */
const nameIn = (event: Recorded<ChanceryEvent>): { id: string; words: string } | undefined => {
  switch (event.type) {
    case 'CounterpartyAdded':
    case 'CounterpartyChanged': {
      const { details, counterpartyId } = event.data;
      return { id: counterpartyId, words: [details.name, details.taxNumber].filter(Boolean).join(' ') };
    }
    case 'ProjectOpened':
    case 'ProjectChanged':
      return { id: idOf(event.stream), words: `${event.data.details.code} ${event.data.details.name}` };
    case 'EmployeeHired':
    case 'EmployeeDetailsChanged':
      return event.data.name ? { id: event.data.employeeId, words: event.data.name } : undefined;
    case 'CounterpartyErased':
      return { id: event.data.counterpartyId, words: ERASED };
    case 'EmployeeErased':
      return { id: event.data.employeeId, words: ERASED };
    default:
      return undefined;
  }
};

/** Takes in new names. @returns the letters that are found by another name than before. */
export const takeNames = async (
  tx: Tx,
  events: readonly Recorded<ChanceryEvent>[],
): Promise<readonly string[]> => {
  const names = new Map<string, string>();
  for (const event of events) {
    const named = nameIn(event);
    if (named) names.set(named.id, searchWords(named.words));
  }
  if (names.size === 0) return [];
  const { rows: changed } = await sql<{ id: string }>`
    insert into names (id, words)
    select * from unnest(${[...names.keys()]}::uuid[], ${[...names.values()]}::text[])
    on conflict (id) do update set words = excluded.words where names.words <> excluded.words
    returning id`.execute(tx);
  if (changed.length === 0) return [];
  const { rows } = await sql<{ letter_id: string }>`
    select letter_id from search_documents where name_ids && ${changed.map(({ id }) => id)}::uuid[]`.execute(
    tx,
  );
  return rows.map(({ letter_id }) => letter_id);
};
