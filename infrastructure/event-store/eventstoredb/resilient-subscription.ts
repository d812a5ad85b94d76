import type { AllStreamResolvedEvent, AllStreamSubscription } from '@eventstore/db-client';
import type { Logger } from 'pino';
import type { StoredEvent, Subscription } from '../../../application/ports/event-store.ts';
import type { Position } from '../../../domain/event.ts';
import { backOff } from './backoff.ts';
import { callFailure } from './call-failure.ts';

/** Enough for a handler to work on while the next come; what exceeds it waits at the server. */
const BATCH = 256;
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

export interface SubscriptionSource {
  /** After which position it begins. */
  start(): Promise<Position>;
  /** A subscription to what follows `after`; `heard` is called for each sign of life that is no event. */
  open(after: Position, heard: () => void): AllStreamSubscription;
  decode(event: AllStreamResolvedEvent): StoredEvent | undefined;
  /** Whether there is anything to deliver after that position. */
  grown(after: Position): Promise<boolean>;
  /** After so long without a sign of life, the log is asked whether there is something that was not delivered. */
  readonly silenceMs: number;
}

/** The subscription is open, and delivers nothing of what there is. */
class SilentSubscription extends Error {
  override readonly name = 'SilentSubscription';
}

/**
 * A subscription that outlives its connections: whenever one is lost, refused, ended for being slow, or silent
 * although the log has grown, the next begins after the last event that was handed on.
 *
 * It never goes on from a checkpoint of the server's, which may stand before an event that was not delivered:
 * 23.10 begins after the first event at or after the position (`Subscribe` in the server's
 * src/EventStore.Core/Services/Transport/Enumerators/Enumerator.AllSubscriptionFiltered.cs, with checkpoints whose
 * prepare position is 0, https://github.com/kurrent-io/KurrentDB/issues/3989), and would leave that one out.
 */
export const subscribeForGood = (
  source: SubscriptionSource,
  handler: (batch: readonly StoredEvent[]) => Promise<void>,
  log: Logger,
): Subscription => {
  let open = true;
  let after: Position | undefined;
  let failures = 0;
  let rouse = (): void => undefined;

  /** The position after which to go on. */
  const deliver = async (events: readonly StoredEvent[], from: Position): Promise<Position> => {
    const fresh = events.filter(({ position }) => position > from);
    const last = fresh.at(-1);
    if (!last) return from;
    await handler(fresh).catch((error: unknown) => {
      throw new HandlerFailed(error);
    });
    failures = 0;
    return last.position;
  };

  /** Delivers from one connection, until it is lost. */
  const follow = async (): Promise<unknown> => {
    after ??= await source.start();
    if (!open) return undefined;
    let lost: { readonly error: unknown } | undefined;
    let heardAt = Date.now();
    const heard = (): void => {
      heardAt = Date.now();
      rouse();
    };
    const stream = source.open(after, heard);
    const lose = (error: unknown): void => {
      lost ??= { error };
      rouse();
    };
    // Stays for good: an error that comes after the end would otherwise end the process.
    stream.on('error', lose);
    stream.once('end', () => lose(new Error('The server ended the subscription')));
    stream.once('close', () => lose(new Error('The subscription was closed')));
    stream.on('confirmation', heard);
    stream.on('readable', () => rouse());
    try {
      while (open && !lost) {
        const events: StoredEvent[] = [];
        for (let chunk = read(stream); chunk; chunk = events.length < BATCH ? read(stream) : undefined) {
          const event = source.decode(chunk);
          if (event) events.push(event);
        }
        if (events.length > 0) {
          after = await deliver(events, after);
          heardAt = Date.now();
          continue;
        }
        const quiet = heardAt + source.silenceMs - Date.now();
        if (quiet <= 0) {
          if ((await source.grown(after)) && stream.readableLength === 0) {
            return new SilentSubscription('The subscription delivers nothing of what there is');
          }
          heardAt = Date.now();
          continue;
        }
        await new Promise<void>((settle) => {
          const timer = setTimeout(settle, quiet);
          timer.unref();
          rouse = () => {
            clearTimeout(timer);
            settle();
          };
        });
      }
      return lost?.error;
    } finally {
      // Settles when the call has begun, which it may never do.
      stream.unsubscribe().catch(() => undefined);
    }
  };

  const run = async (): Promise<void> => {
    while (open) {
      const error = await follow().catch((thrown: unknown) => thrown);
      if (error instanceof HandlerFailed) throw error.cause;
      if (!open) return;
      if (error !== undefined && isFinal(error)) throw error;
      failures += 1;
      log.info(
        { err: error, attempt: failures },
        'A subscription to the event store was lost and is renewed',
      );
      await Promise.race([
        backOff(failures, FIRST_RETRY_MS, LAST_RETRY_MS),
        new Promise<void>((settle) => (rouse = settle)),
      ]);
    }
  };

  const closed = run().finally(() => {
    open = false;
  });
  closed.catch(() => undefined);
  return {
    closed,
    async close() {
      open = false;
      rouse();
      await closed.catch(() => undefined);
    },
  };
};

class HandlerFailed extends Error {
  override readonly name = 'HandlerFailed';
  constructor(cause: unknown) {
    super('The handler failed', { cause });
  }
}

const read = (stream: AllStreamSubscription): AllStreamResolvedEvent | undefined =>
  (stream.read() as AllStreamResolvedEvent | null) ?? undefined;

/** The server's refusals: no access, a position that is none. Whatever the network does passes. */
const isFinal = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && callFailure(error) === 'refused';
