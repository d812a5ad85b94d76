import DataLoader from 'dataloader';
import type { EventPlace, TypedPlace } from '../../application/history/recorded-events.ts';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Counterparty } from '../../domain/counterparty/counterparty.ts';
import type { Recorded } from '../../domain/event.ts';
import type { FieldChange, TextChange } from '../../domain/history/changes.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import type { ErasedFile } from '../../domain/personal-data/erased-files.ts';
import type { Project } from '../../domain/project/project.ts';
import type { SeenLink, TextRevision } from '../../projections/correspondence/letter-queries.ts';
import type { Page, PageRequest } from '../../projections/page.ts';
import type { InclusionProof } from '../ledger/proofs.ts';

/** Everything that a request looks up by id, each kind of thing in one query however many there are. */
export interface Loaders {
  readonly letter: DataLoader<string, Letter | undefined>;
  /** As they are now, of whichever moment is told: what was erased is erased in every one. */
  readonly erasedFiles: DataLoader<string, readonly ErasedFile[]>;
  readonly threadId: DataLoader<string, string | undefined>;
  readonly links: DataLoader<string, readonly SeenLink[]>;
  readonly latestText: DataLoader<string, TextRevision | undefined>;
  readonly revisions: DataLoader<string, readonly TextRevision[]>;
  readonly counterparty: DataLoader<string, Counterparty | undefined>;
  readonly project: DataLoader<string, Project | undefined>;
  /** What is at a place of the log. */
  readonly recorded: DataLoader<EventPlace, Recorded<ChanceryEvent>, string>;
  /** The same as the log keeps it. */
  readonly stored: DataLoader<EventPlace, StoredEvent, string>;
  /** That it is in the log; none while no checkpoint covers it. */
  readonly inclusion: DataLoader<EventPlace, InclusionProof | undefined, string>;
  readonly changes: DataLoader<TypedPlace, readonly FieldChange[], string>;
  readonly texts: DataLoader<TypedPlace, TextChange | undefined, string>;
}

export const byPlace = <Place extends EventPlace, Value>(
  find: (places: readonly Place[]) => Promise<readonly Value[]>,
): DataLoader<Place, Value, string> =>
  new DataLoader(find, { cacheKeyFn: ({ stream, revision }) => `${stream}@${revision}` });

export const one = <Value>(
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | undefined> =>
  new DataLoader(async (ids) => {
    const found = await find(ids);
    return ids.map((id) => found.get(id));
  });

/**
 * The same for all requests, of what everybody sees alike: what they ask for in one turn of the event loop is found in one query, since
 * under load a statement costs more than what it brings. It remembers nothing, so nobody is told of what was before they asked.
 */
export const together = <Value>(
  find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
): DataLoader<string, Value | undefined> =>
  new DataLoader(
    async (ids) => {
      const found = await find([...new Set(ids)]);
      return ids.map((id) => found.get(id));
    },
    { cache: false, batchScheduleFn: setImmediate },
  );

export const many = <Value>(
  find: (ids: readonly string[]) => Promise<readonly Value[]>,
  key: (value: Value) => string,
): DataLoader<string, readonly Value[]> =>
  new DataLoader(async (ids) => {
    const found = Map.groupBy(await find(ids), key);
    return ids.map((id) => found.get(id) ?? []);
  });

/** The same page of a list of several owners, read in one query for all that ask for it at a time. */
export class ListLoaders {
  readonly #lists = new Map<string, unknown>();

  of<Node>(
    what: string,
    { first, after, cursors }: PageRequest,
    find: (ids: readonly string[]) => Promise<ReadonlyMap<string, Page<Node>>>,
  ): DataLoader<string, Page<Node>> {
    const key = `${what} ${first} ${cursors} ${after ?? ''}`;
    const known = this.#lists.get(key) as DataLoader<string, Page<Node>> | undefined;
    const loader =
      known ??
      new DataLoader<string, Page<Node>>(async (ids) => {
        const pages = await find(ids);
        return ids.map((id) => pages.get(id) ?? new Error(`No list of ${what} for ${id}`));
      });
    this.#lists.set(key, loader);
    return loader;
  }

  clear(): void {
    this.#lists.clear();
  }
}
