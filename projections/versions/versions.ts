import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Position, type Recorded, streamName } from '../../domain/event.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import { ERASED } from '../../domain/personal-data/erased.ts';
import { personalFieldsOfEvent } from '../../domain/personal-data/personal-events.ts';
import { replacePersonal } from '../../domain/personal-data/personal-fields.ts';
import { inTurns } from '../in-turns.ts';
import { emptyMemory, type LetterMemory, recall } from '../letter-memory.ts';
import { carryOut, copyRows, deleteRows, inOne, insertions } from '../rows.ts';
import type { LastStatement, Projection } from '../runner/projection.ts';
import {
  addVersions,
  type Ending,
  type FoldedLetter,
  foldLetter,
  isCorrection,
  noVersions,
  type Version,
} from './letter-versions.ts';
import { writeRegisterVersions } from './register-versions.ts';
import {
  createVersionIndexes,
  createVersionTables,
  type LetterVersionRow,
  letterVersionTables,
  NOW,
  type VersionTables,
  versionTables,
} from './tables.ts';

type Tx = Transaction<VersionTables>;
type Event = Recorded<LetterEvent>;

type FoldedLetters = LetterMemory<FoldedLetter>;

const isLetterEvent = (event: Recorded<ChanceryEvent>): event is Event =>
  categoryOf(event.stream) === 'letter';

/** What lists are found by is folded from this: texts are no part of it, and no personal data, which may be erased. */
const impersonal = ({ stream, revision, position, type, data, metadata }: Event): Event => {
  const fields = personalFieldsOfEvent(type);
  const erased = fields ? replacePersonal<unknown>(fields, data, idOf(stream), () => ERASED) : data;
  const { text: _, ...rest } = erased as { text?: string } & Record<string, unknown>;
  const { at, actor, onBehalfOf } = metadata;
  const told = { at, actor, ...(onBehalfOf && { onBehalfOf }) };
  return { stream, revision, position, type, data: rest, metadata: told } as unknown as Event;
};

const eventRow = ({ stream, revision, position, type, data, metadata }: Event) => ({
  letter_id: idOf(stream),
  revision,
  position,
  event: { type, data, metadata },
});

/** The events of these letters that were taken in before, in their order. */
const eventsBefore = async (
  tx: Tx,
  letterIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Event[]>> => {
  if (letterIds.length === 0) return new Map();
  const { rows } = await sql<ReturnType<typeof eventRow>>`
    select letter_id, revision, position, event from versioned_events
    where letter_id = any(${[...letterIds]}::uuid[]) order by letter_id, revision`.execute(tx);
  const events = rows.map(({ letter_id, revision, position, event }) => ({
    ...event,
    stream: streamName('letter', letter_id),
    revision,
    position: position as Position,
  }));
  return Map.groupBy(events as unknown as readonly Event[], ({ stream }) => idOf(stream));
};

const endings = (ended: readonly Ending[]): readonly RawBuilder<unknown>[] =>
  [...Map.groupBy(ended, ({ table }) => table)].map(
    ([table, list]) => sql`${sql.id(`ended_${table}`)} as (
      update ${sql.table(table)} v set to_position = ended.until
      from unnest(
        ${list.map(({ letterId }) => letterId)}::uuid[], ${list.map(({ key }) => key)}::text[],
        ${list.map(({ to }) => to)}::text[]
      ) as ended (letter_id, key, until)
      where v.letter_id = ended.letter_id and v.key = ended.key and v.to_position = ${NOW})`,
  );

/** The days on which a letter was dated or changed that have not been told of before. */
const newDays = (versions: readonly Version[]): readonly RawBuilder<unknown>[] => {
  const first = new Map<string, string>();
  for (const version of versions) {
    const { dated, updated_at, from_position: from } = version as unknown as LetterVersionRow;
    for (const day of [`dated ${dated}`, `updated ${updated_at.slice(0, 10)}`]) {
      if (from < (first.get(day) ?? NOW)) first.set(day, from);
    }
  }
  if (first.size === 0) return [];
  const days = [...first.keys()].map((day) => day.split(' '));
  return [
    sql`days as (
      insert into letter_days (kind, day, first_position)
      select * from unnest(
        ${days.map(([kind]) => kind)}::text[], ${days.map(([, day]) => day)}::date[], ${[...first.values()]}::text[]
      )
      on conflict (kind, day) do update set first_position = excluded.first_position
      where excluded.first_position < letter_days.first_position)`,
  ];
};

const writeLetterVersions = async (
  tx: Tx,
  events: readonly Event[],
  fresh: boolean,
  memory: FoldedLetters | undefined,
): Promise<LastStatement> => {
  const byLetter = Map.groupBy(events, ({ stream }) => idOf(stream));
  // A correction changes what there is to say of the time before it, so all of that is needed.
  const goneOn = [...byLetter].flatMap(([letterId, all]) => (all.some(isCorrection) ? [] : [letterId]));
  const { known: letters } = recall(memory, goneOn);
  const before = await eventsBefore(
    tx,
    [...byLetter.keys()].filter((letterId) => !letters.has(letterId)),
  );
  const taken: Event[] = [];
  const anew: string[] = [];
  const versions = noVersions();
  await inTurns(byLetter, ([letterId, all]) => {
    const known = before.get(letterId) ?? [];
    const letter = letters.get(letterId) ?? foldLetter(known);
    const added = all.filter(({ revision }) => revision >= (letter?.events ?? 0)).map(impersonal);
    if (added.length === 0) return;
    taken.push(...added);
    const isRewritten = letter !== undefined && added.some(isCorrection);
    if (isRewritten) anew.push(letterId);
    const after = isRewritten
      ? addVersions(versions, letterId, undefined, [...known, ...added])
      : addVersions(versions, letterId, letter, added);
    memory?.set(letterId, after);
  });
  if (taken.length === 0) return undefined;
  if (anew.length > 0) {
    for (const table of letterVersionTables) await deleteRows(tx, table, 'letter_id', anew);
  }
  const rows = { ...versions.begun, versioned_events: await inTurns(taken, eventRow) };
  const changes = [...endings(versions.ended), ...newDays(versions.begun.letter_versions)];
  // A row that begins is none of those that end: it is not there yet when they are looked for.
  if (!fresh) return inOne([...changes, ...insertions(rows)]);
  await carryOut(tx, changes);
  await copyRows(tx, rows);
  return undefined;
};

/**
 * What lists of letters and tasks are found by, with from when to when each was so: lists as of any moment are read from
 * it as today's are from `correspondence`. What a letter said is in its stream and is folded from there.
 */
export const versions: Projection<VersionTables, FoldedLetters> = {
  name: 'versions',
  version: 2,
  tables: versionTables,
  looksBack: true,
  concerns: ({ stream }) => ['letter', 'counterparty', 'project'].includes(categoryOf(stream)),
  create: (tx) => createVersionTables(tx as Transaction<unknown>),
  createIndexes: (tx) => createVersionIndexes(tx as Transaction<unknown>),
  remember: emptyMemory<FoldedLetter>,
  async apply(tx, events, fresh = false, memory) {
    const ofLetters = events.filter(isLetterEvent);
    await writeRegisterVersions(tx, events, fresh);
    return ofLetters.length > 0 ? writeLetterVersions(tx, ofLetters, fresh, memory) : undefined;
  },
};
