import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { Letter, LetterState } from '../../domain/letter/letter.ts';
import { deleteRows, insertRows } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';
import { eraseLetters } from './erased-letters.ts';
import {
  dependentRows,
  dependentTables,
  eventRow,
  type FoldedLetter,
  letterRow,
  revisionRow,
  subjectRows,
} from './letter-rows.ts';
import { changesSearch, refreshDocuments, searchRow, takeNames } from './search-documents.ts';
import { type CorrespondenceTables, correspondenceTables, createCorrespondenceTables } from './tables.ts';
import { type Edge, joinThreads, splitThreads } from './threads.ts';

type Tx = Transaction<CorrespondenceTables>;

interface Known {
  readonly state: Letter;
  readonly first_position: string;
  readonly thread_id: string;
}

interface Changed extends FoldedLetter {
  readonly before: Known | undefined;
  readonly events: readonly Recorded<LetterEvent>[];
}

const isLetterEvent = (event: Recorded<ChanceryEvent>): event is Recorded<LetterEvent> =>
  categoryOf(event.stream) === 'letter';

const linkKey = ({ letterId, kind }: { letterId: string; kind: string }): string => `${kind}:${letterId}`;

/** The letters that the events change, folded on; events that were taken in before are passed over. */
const foldChanges = async (tx: Tx, events: readonly Recorded<LetterEvent>[]): Promise<readonly Changed[]> => {
  const byLetter = Map.groupBy(events, ({ stream }) => idOf(stream));
  const { rows } = await sql<Known & { id: string }>`
    select id, state, first_position, thread_id from letters where id = any(${[...byLetter.keys()]}::uuid[])`.execute(
    tx,
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return [...byLetter].flatMap(([id, all]): readonly Changed[] => {
    const before = known.get(id);
    const added = all.filter(({ revision }) => revision > (before?.state.revision ?? -1));
    const [first] = added;
    const last = added.at(-1);
    if (!first || !last) return [];
    const letter = added.reduce<LetterState>(evolveLetter, before?.state);
    // A registration that was abandoned is no letter; its number is told of by the journal.
    if (!letter || letter.status === 'abandoned') return [];
    return [
      {
        letter,
        before,
        events: added,
        firstPosition: before?.first_position ?? first.position,
        updatedAt: last.metadata.at,
      },
    ];
  });
};

const writeLetters = async (tx: Tx, changed: readonly Changed[]): Promise<void> => {
  const rows = changed.map((folded) => letterRow(folded, folded.before?.thread_id ?? folded.letter.id));
  await sql`
    insert into letters select * from jsonb_populate_recordset(null::letters, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set (
      revision, direction, status, is_open, confidential, number, number_key, dated, updated_at, subject,
      document_kind, department_id, responsible_department_id, executor_id, author_id, case_reference, message_id,
      due_at, state
    ) = (
      excluded.revision, excluded.direction, excluded.status, excluded.is_open, excluded.confidential,
      excluded.number, excluded.number_key, excluded.dated, excluded.updated_at, excluded.subject,
      excluded.document_kind, excluded.department_id, excluded.responsible_department_id, excluded.executor_id,
      excluded.author_id, excluded.case_reference, excluded.message_id, excluded.due_at, excluded.state
    )`.execute(tx);
};

const writeDependents = async (tx: Tx, changed: readonly Changed[]): Promise<void> => {
  const known = changed.filter(({ before }) => before).map(({ letter }) => letter.id);
  if (known.length > 0) await deleteRows(tx, dependentTables, 'letter_id', known);
  const found = changed.filter(({ events }) => events.some(changesSearch));
  const ids = found.flatMap(({ letter, before }) => (before ? [letter.id] : []));
  if (ids.length > 0) await deleteRows(tx, ['search_documents'], 'letter_id', ids);

  const dependents = changed.map(({ letter }) => dependentRows(letter));
  await insertRows(tx, {
    ...Object.fromEntries(
      dependentTables.map((table) => [table, dependents.flatMap((rows): readonly object[] => rows[table])]),
    ),
    letter_revisions: changed.flatMap(({ events, letter }) =>
      events.flatMap((event) => revisionRow(event, letter.id) ?? []),
    ),
    letter_subjects: changed.flatMap(({ events, letter }) => subjectRows(events, letter.id)),
    letter_events: changed.flatMap(({ events, letter }) => events.map((event) => eventRow(event, letter.id))),
    search_documents: found.map(({ letter }) => searchRow(letter)),
  });
};

const writeThreads = async (tx: Tx, changed: readonly Changed[]): Promise<void> => {
  const added: Edge[] = [];
  const undone = new Set<string>();
  for (const { letter, before } of changed) {
    const now = new Set(letter.links.map(linkKey));
    const then = new Set(before?.state.links.map(linkKey));
    for (const link of letter.links) {
      if (!then.has(linkKey(link))) added.push({ from: letter.id, to: link.letterId });
    }
    if (before?.state.links.some((link) => !now.has(linkKey(link)))) undone.add(letter.id);
  }
  const arrived = changed.filter(({ before }) => !before).map(({ letter }) => letter.id);
  if (arrived.length > 0) {
    // Links that were there before the letter that they lead to.
    const { rows } = await sql<Edge>`
      select letter_id as "from", target_id as "to" from letter_links
      where target_id = any(${arrived}::uuid[])`.execute(tx);
    added.push(...rows);
  }
  await joinThreads(tx, added);
  await splitThreads(tx, [...undone]);
};

/** Letters with their threads, tasks, timelines and what they are found by. */
export const correspondence: Projection<CorrespondenceTables> = {
  name: 'correspondence',
  version: 2,
  tables: correspondenceTables,
  concerns: ({ stream }) => categoryOf(stream) !== 'journal',
  create: (tx) => createCorrespondenceTables(tx as Transaction<unknown>),
  async apply(tx, events) {
    const renamed = await takeNames(tx, events);
    const letterEvents = events.filter(isLetterEvent);
    const changed = letterEvents.length > 0 ? await foldChanges(tx, letterEvents) : [];
    if (changed.length > 0) {
      await writeLetters(tx, changed);
      await writeDependents(tx, changed);
      await writeThreads(tx, changed);
    }
    const found = changed
      .filter((letter) => letter.events.some(changesSearch))
      .map(({ letter }) => letter.id);
    const erased = await eraseLetters(tx, events);
    await refreshDocuments(tx, [...new Set([...renamed, ...found, ...erased])]);
  },
};
