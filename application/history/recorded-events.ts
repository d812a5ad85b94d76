import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Recorded, StreamName } from '../../domain/event.ts';
import {
  changesIn,
  changesSomething,
  changesText,
  type FieldChange,
  type TextChange,
  textChange,
} from '../../domain/history/changes.ts';
import { decode } from '../event-codec.ts';
import type { EventStore, StoredEvent } from '../ports/event-store.ts';

/** Where an event is. */
export interface EventPlace {
  readonly stream: StreamName;
  readonly revision: number;
}

/** The same, where the event's type is known before it is read. */
export interface TypedPlace extends EventPlace {
  readonly type: string;
}

/** Between two wanted revisions so many may lie that are read along with them. */
const GAP = 20;
/** Streams that are read at a time: whoever reads a long history must not keep the others from the database. */
const AT_A_TIME = 4;

const key = ({ stream, revision }: EventPlace): string => `${stream}@${revision}`;

/** The revisions, ascending, as stretches that are read in one go: `[first, last]`. */
const stretches = (revisions: readonly number[]): readonly (readonly [number, number])[] => {
  const found: [number, number][] = [];
  for (const revision of [...revisions].sort((one, other) => one - other)) {
    const last = found.at(-1);
    if (last && revision - last[1] <= GAP) last[1] = revision;
    else found.push([revision, revision]);
  }
  return found;
};

/**
 * The events at these places, in their order, as this log gives them.
 *
 * @throws Error for a place where the log has nothing; EventStoreUnavailable.
 */
export const storedAt = async (
  store: Pick<EventStore, 'read'>,
  places: readonly EventPlace[],
): Promise<readonly StoredEvent[]> => {
  const wanted = new Set(places.map(key));
  const found = new Map<string, StoredEvent>();
  const reads = [...Map.groupBy(places, ({ stream }) => stream)].flatMap(([stream, list]) =>
    stretches(list.map(({ revision }) => revision)).map(([first, last]) => ({ stream, first, last })),
  );
  for (let start = 0; start < reads.length; start += AT_A_TIME) {
    await Promise.all(
      reads.slice(start, start + AT_A_TIME).map(async ({ stream, first, last }) => {
        for (const stored of await store.read(stream, first, last - first + 1)) {
          if (wanted.has(key(stored))) found.set(key(stored), stored);
        }
      }),
    );
  }
  return places.map((place) => {
    const event = found.get(key(place));
    if (!event) throw new Error(`The log has nothing at ${key(place)}, where the read model has something`);
    return event;
  });
};

/** The same, as they are read today. @throws InvalidEvent, and as `storedAt`. */
export const eventsAt = async (
  store: EventStore,
  places: readonly EventPlace[],
): Promise<readonly Recorded<ChanceryEvent>[]> => (await storedAt(store, places)).map(decode);

/** Each stream that one of the places is in, from its first event to the last of those places. @throws as `eventsAt`. */
const streamsUpTo = async (
  store: EventStore,
  places: readonly EventPlace[],
): Promise<ReadonlyMap<StreamName, readonly Recorded<ChanceryEvent>[]>> => {
  const found = new Map<StreamName, readonly Recorded<ChanceryEvent>[]>();
  for (const [stream, list] of Map.groupBy(places, (place) => place.stream)) {
    const last = Math.max(...list.map(({ revision }) => revision));
    found.set(stream, (await store.read(stream, 0, last + 1)).map(decode));
  }
  return found;
};

/** What each of these events changed, in their order; see `changesIn`. @throws as `eventsAt`. */
export const changesAt = async (
  store: EventStore,
  places: readonly TypedPlace[],
): Promise<readonly (readonly FieldChange[])[]> => {
  // Only for these are streams read from their beginning: a journal's may be long.
  const changing = places.filter(changesSomething);
  const changes = new Map(
    [...(await streamsUpTo(store, changing))].map(([stream, events]) => {
      const revisions = changing.filter((place) => place.stream === stream).map(({ revision }) => revision);
      return [stream, changesIn(events, new Set(revisions))] as const;
    }),
  );
  return places.map(({ stream, revision }) => changes.get(stream)?.get(revision) ?? []);
};

/** What each of these events made of the text before it, in their order; see `textChange`. @throws as `eventsAt`. */
export const textsAt = async (
  store: EventStore,
  places: readonly TypedPlace[],
): Promise<readonly (TextChange | undefined)[]> => {
  const streams = await streamsUpTo(store, places.filter(changesText));
  return places.map(({ stream, revision }) => textChange(streams.get(stream) ?? [], revision));
};
