import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { Letter, LetterState } from '../../domain/letter/letter.ts';
import { erasedSubject } from '../../domain/personal-data/erased-subject.ts';
import { inTurns } from '../in-turns.ts';
import { emptyMemory, type LetterMemory, recall } from '../letter-memory.ts';
import {
  buildRows,
  type Change,
  carryOut,
  changeOf,
  changing,
  inOne,
  insertions,
  insertRows,
} from '../rows.ts';
import type { LastStatement, Projection } from '../runner/projection.ts';
import { eraseLetters } from './erased-letters.ts';
import {
  dependentKeys,
  dependentRows,
  eventRow,
  type FoldedLetter,
  letterRow,
  revisionRow,
  subjectRows,
} from './letter-rows.ts';
import { changesSearch, documents, renameInDocuments, takeNames } from './search-documents.ts';
import {
  type CorrespondenceTables,
  correspondenceTables,
  createCorrespondenceIndexes,
  createCorrespondenceTables,
} from './tables.ts';
import { type Edge, joinThreads, splitThreads } from './threads.ts';

type Tx = Transaction<CorrespondenceTables>;

interface Known {
  readonly state: Letter;
  readonly first_position: string;
  readonly thread_id: string;
}

type KnownLetters = LetterMemory<Known>;

interface Changed extends FoldedLetter {
  readonly before: Known | undefined;
  readonly events: readonly Recorded<LetterEvent>[];
}

const isLetterEvent = (event: Recorded<ChanceryEvent>): event is Recorded<LetterEvent> =>
  categoryOf(event.stream) === 'letter';

const linkKey = ({ letterId, kind }: { letterId: string; kind: string }): string => `${kind}:${letterId}`;

/** What the tables have of the letters: what is not remembered, in one query. */
const load = async (
  tx: Tx,
  letterIds: Iterable<string>,
  memory: KnownLetters | undefined,
): Promise<ReadonlyMap<string, Known>> => {
  const { known, unknown } = recall(memory, letterIds);
  if (unknown.length === 0) return known;
  const { rows } = await sql<Known & { id: string }>`
    select id, state, first_position, thread_id from letters where id = any(${unknown}::uuid[])`.execute(tx);
  for (const { id, ...letter } of rows) known.set(id, letter);
  return known;
};

/** The letters that the events change, folded on; events that were taken in before are passed over. */
const foldChanges = async (
  tx: Tx,
  events: readonly Recorded<LetterEvent>[],
  memory: KnownLetters | undefined,
): Promise<readonly Changed[]> => {
  const byLetter = Map.groupBy(events, ({ stream }) => idOf(stream));
  const known = await load(tx, byLetter.keys(), memory);
  const changed = await inTurns(byLetter, ([id, all]): readonly Changed[] => {
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
  return changed.flat();
};

/** @param joined threads that are part of another now. */
const threadOf = ({ before, letter }: Changed, joined: ReadonlyMap<string, string>): string => {
  const thread = before?.thread_id ?? letter.id;
  return joined.get(thread) ?? thread;
};

/** What the tables have of the letters from now on, and of others no more than is so still. */
const keep = (
  memory: KnownLetters,
  changed: readonly Changed[],
  joined: ReadonlyMap<string, string>,
): void => {
  if (joined.size > 0) {
    const moved: string[] = [];
    memory.forEach(({ thread_id }, id) => {
      if (joined.has(thread_id)) moved.push(id);
    });
    for (const id of moved) memory.delete(id);
  }
  for (const each of changed) {
    const { letter, firstPosition } = each;
    memory.set(letter.id, {
      state: letter,
      first_position: firstPosition,
      thread_id: threadOf(each, joined),
    });
  }
};

/**
 * The letters, what depends on them, what has happened to them, and what those `found` are found by; of what was there
 * before, only what has changed.
 *
 * @param joined threads that are part of another now.
 */
const writeLetters = async (
  tx: Tx,
  changed: readonly Changed[],
  found: readonly Changed[],
  joined: ReadonlyMap<string, string>,
  fresh: boolean,
): Promise<LastStatement> => {
  const before = await inTurns(changed, ({ before }) => before && dependentRows(before.state));
  const after = await inTurns(changed, ({ letter }) => dependentRows(letter));
  const dependents = Object.entries(dependentKeys).map(([name, key]): [string, Change] => {
    const table = name as keyof typeof dependentKeys;
    return [
      table,
      changeOf(
        key,
        before.flatMap((rows): readonly object[] => rows?.[table] ?? []),
        after.flatMap((rows): readonly object[] => rows[table]),
      ),
    ];
  });
  const letters: Change = {
    key: ['id'],
    rows: await inTurns(changed, (folded) => letterRow(folded, threadOf(folded, joined))),
    replaced: changed.flatMap(({ before, letter }) => (before ? [{ id: letter.id }] : [])),
    gone: [],
  };
  const changes = { letters, ...Object.fromEntries(dependents) };
  const subjects = (of: readonly Changed[]) =>
    of.flatMap(({ events, letter }) => subjectRows(events, letter.id));
  const happened = {
    letter_revisions: changed.flatMap(({ events, letter }) =>
      events.flatMap((event) => revisionRow(event, letter.id) ?? []),
    ),
    letter_events: changed.flatMap(({ events, letter }) => events.map((event) => eventRow(event, letter.id))),
  };
  const foundLetters = found.map(({ letter }) => letter);
  if (!fresh) {
    const inserted = { ...happened, letter_subjects: subjects(changed) };
    // Of several of a letter the latest, as they come.
    const texts = new Map(happened.letter_revisions.map(({ letter_id, text }) => [letter_id, text]));
    return inOne([...changing(changes), ...insertions(inserted), ...(await documents(foundLetters, texts))]);
  }
  const arrived = changed.filter(({ before }) => !before);
  await buildRows(tx, changes, { ...happened, letter_subjects: subjects(arrived) });
  // Of the others some are there.
  await insertRows(tx, { letter_subjects: subjects(changed.filter(({ before }) => before)) });
  return inOne(await documents(foundLetters));
};

/** Joins the threads that new links join, and says which letters have lost one. */
const joinByLinks = async (
  tx: Tx,
  changed: readonly Changed[],
): Promise<{ readonly joined: ReadonlyMap<string, string>; readonly undone: readonly string[] }> => {
  const added: Edge[] = [];
  const undone: string[] = [];
  for (const { letter, before } of changed) {
    const now = new Set(letter.links.map(linkKey));
    const then = new Set(before?.state.links.map(linkKey));
    for (const link of letter.links) {
      if (!then.has(linkKey(link))) added.push({ from: letter.id, to: link.letterId });
    }
    if (before?.state.links.some((link) => !now.has(linkKey(link)))) undone.push(letter.id);
  }
  const arrived = new Map(
    changed.flatMap(({ letter, before, firstPosition }) =>
      before ? [] : [[letter.id, { first_position: firstPosition }] as const],
    ),
  );
  if (arrived.size > 0) {
    // Links that were there before the letter that they lead to.
    const { rows } = await sql<Edge>`
      select letter_id as "from", target_id as "to" from letter_links
      where target_id = any(${[...arrived.keys()]}::uuid[])`.execute(tx);
    added.push(...rows);
  }
  return { joined: await joinThreads(tx, added, arrived), undone };
};

/** Letters with their threads, tasks, timelines and what they are found by. */
export const correspondence: Projection<CorrespondenceTables, KnownLetters> = {
  name: 'correspondence',
  version: 4,
  tables: correspondenceTables,
  concerns: ({ stream }) => !['journal', 'reading', 'ledger', 'mail'].includes(categoryOf(stream)),
  create: (tx) => createCorrespondenceTables(tx as Transaction<unknown>),
  createIndexes: (tx) => createCorrespondenceIndexes(tx as Transaction<unknown>),
  remember: emptyMemory<Known>,
  async apply(tx, events, fresh = false, memory) {
    const renamed = await takeNames(tx, events);
    const letterEvents = events.filter(isLetterEvent);
    const changed = letterEvents.length > 0 ? await foldChanges(tx, letterEvents, memory) : [];
    const found = changed.filter(({ before, letter, events }) =>
      changesSearch(before?.state, letter, events),
    );
    const { joined, undone } = await joinByLinks(tx, changed);
    const last = changed.length > 0 ? await writeLetters(tx, changed, found, joined, fresh) : undefined;
    if (memory) keep(memory, changed, joined);
    if (undone.length + renamed.length === 0 && !events.some(erasedSubject)) return last;

    // From here on letters are written over that did not have to be read.
    memory?.clear();
    await last?.execute(tx);
    await splitThreads(tx, undone);
    // What was erased is found by what is left of it, whatever else has happened to it meanwhile.
    const erased = await eraseLetters(tx, events);
    await carryOut(tx, await documents(erased));
    const written = new Set([...found.map(({ letter }) => letter), ...erased].map(({ id }) => id));
    await renameInDocuments(
      tx,
      renamed.filter((id) => !written.has(id)),
    );
    return undefined;
  },
};
