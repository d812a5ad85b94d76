import type { RawBuilder, Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Recorded } from '../../domain/event.ts';

/** What is left to be written when everything else is, in the same transaction, if there is anything. */
export type LastStatement = RawBuilder<unknown> | undefined;

/**
 * A read model: tables that follow from the log and from nothing else.
 *
 * Its tables live in a schema of its version, which is first in the search path while it works, so it names
 * them without one. Queries read them as `read.<table>`, whichever version is live.
 */
// biome-ignore lint/suspicious/noExplicitAny: a projection's tables are its own; the runner knows none of them.
export interface Projection<Tables = any, Memory = any> {
  readonly name: string;
  /** Raised when the tables or what is written to them change: the runner then builds it anew from the log. */
  readonly version: number;
  readonly tables: readonly string[];
  /** It answers questions about the past alone: whoever has written something need not wait for it to see that. */
  readonly looksBack?: boolean;
  /** Creates the tables, with the indexes that `apply` needs. */
  create(tx: Transaction<Tables>): Promise<void>;
  /** Creates what other indexes queries need: a rebuild does so last, when each is made of all rows at once. */
  createIndexes?(tx: Transaction<Tables>): Promise<void>;
  /** Whether the event can change the tables. MUST be true of every event that `apply` does anything for. */
  concerns(event: Recorded<ChanceryEvent>): boolean;
  /**
   * Brings the tables up to date with events that come next in the log, but for the statement that it answers with, which the caller
   * carries out: for that alone nobody has to wait. MUST leave the same rows when a batch is delivered again, and however the events
   * are cut into batches.
   *
   * `fresh`: it is being built, and no event of the batch has been taken in before, so that rows which an event brings can
   * be written without looking for them.
   *
   * `memory`: what it has left there itself, of these tables; without one it asks them.
   */
  apply(
    tx: Transaction<Tables>,
    events: readonly Recorded<ChanceryEvent>[],
    fresh?: boolean,
    memory?: Memory,
  ): Promise<LastStatement>;
  /** Room for what `apply` remembers from batch to batch, empty. It MUST be bounded, and what it holds of personal data be gone with the event that erases them. */
  remember?(): Memory;
}

/** Brings the tables up to date, with the statement that is left to be carried out last. */
export const applyWhole = async (
  projection: Projection,
  tx: Transaction<unknown>,
  events: readonly Recorded<ChanceryEvent>[],
  fresh?: boolean,
  memory?: unknown,
): Promise<void> => {
  const last = await projection.apply(tx, events, fresh, memory);
  await last?.execute(tx);
};

/** What a projection or a policy is found to be doing. */
export interface FollowerStatus {
  readonly name: string;
  readonly version: number;
  readonly position: string;
  readonly caughtUp: boolean;
  /** Whether this process is the one that does the work. */
  readonly leader: boolean;
  readonly blockedStreams: number;
  /** Why it stands still, if it does. */
  readonly problem?: string;
}
