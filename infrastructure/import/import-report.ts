import type { Refusal } from '../../domain/refusal.ts';

/** A row or a message that was not taken, or not linked, and why. */
export interface RefusedRow {
  /** Line of the file, from 1, or the file's name. */
  readonly where: string;
  readonly key: string;
  readonly code: string;
  readonly detail: string;
}

/** What an import did. */
export interface ImportReport {
  readonly added: number;
  /** Taken by an earlier run. */
  readonly known: number;
  readonly counterpartiesAdded: number;
  readonly linksAdded: number;
  /** That the letters, added and known, belong to. */
  readonly threads: number;
  readonly refused: readonly RefusedRow[];
}

/** The row of a refusal that Chancery itself gave. */
export const refusedRow = (where: string, key: string, { refused, details }: Refusal): RefusedRow => ({
  where,
  key,
  code: refused,
  detail: JSON.stringify(details),
});

export type Progress = (phase: string, done: number, total: number) => void;

/** Does the work for every item, so many at a time: each wave of appends goes down to the disk as one. */
export const inParallel = async <Item>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<void>,
  onDone: (done: number) => void = () => undefined,
): Promise<void> => {
  let next = 0;
  let done = 0;
  const worker = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) {
      await work(item);
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
};
