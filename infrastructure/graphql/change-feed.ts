import type { Logger } from 'pino';
import type { EventStore, Subscription } from '../../application/ports/event-store.ts';
import { categoryOf, idOf } from '../../domain/event.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';

/** What has changed since a listener last asked. */
export interface Changes {
  readonly letterIds: ReadonlySet<string>;
  /** Roles, heads, substitutions: any of which may move tasks between people. */
  readonly organization: boolean;
}

interface Listener {
  letterIds: Set<string>;
  organization: boolean;
  wake: () => void;
}

const READ_MODEL_WAIT_MS = 10_000;

/**
 * Tells subscriptions of what has happened, once queries show it. One subscription to the log feeds them all, for as
 * long as there are any, and a listener that is slow gets the changes of a while in one.
 */
export class ChangeFeed {
  readonly #store: EventStore;
  readonly #readModels: ReadModels;
  readonly #log: Logger;
  readonly #listeners = new Set<Listener>();
  /** While anybody listens. */
  #subscribed: Promise<Subscription> | undefined;
  #closed = false;

  constructor(store: EventStore, readModels: ReadModels, log: Logger) {
    this.#store = store;
    this.#readModels = readModels;
    this.#log = log;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const listener of this.#listeners) listener.wake();
    this.#listeners.clear();
    await this.#unsubscribe();
  }

  async #subscribe(): Promise<Subscription> {
    const subscription = this.#store.subscribe(await this.#store.head(), async (batch) => {
      const last = batch.at(-1);
      if (!last || this.#listeners.size === 0) return;
      await this.#readModels.waitFor(last.position, READ_MODEL_WAIT_MS);
      for (const listener of this.#listeners) {
        for (const { stream } of batch) {
          const category = categoryOf(stream);
          if (category === 'letter') listener.letterIds.add(idOf(stream));
          else if (!['journal', 'reading', 'ledger', 'mail'].includes(category)) listener.organization = true;
        }
        listener.wake();
      }
    });
    subscription.closed.catch((error: unknown) => {
      this.#log.error({ err: error }, 'The feed of changes was lost and begins anew');
      this.#subscribed = this.#listeners.size > 0 && !this.#closed ? this.#subscribe() : undefined;
      // Nobody knows what was missed: all look again.
      this.#subscribed?.then(
        () => {
          for (const listener of this.#listeners) {
            listener.organization = true;
            listener.wake();
          }
        },
        () => undefined,
      );
    });
    return subscription;
  }

  async #unsubscribe(): Promise<void> {
    const subscribed = this.#subscribed;
    this.#subscribed = undefined;
    await subscribed?.then((subscription) => subscription.close()).catch(() => undefined);
  }

  #leave(listener: Listener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) void this.#unsubscribe();
  }

  /**
   * An endless list of values: the first at once, then one whenever `produce` answers anew after a change that
   * `concerns` it. `produce` answers `undefined` where there is nothing new, and `done` ends the list.
   */
  follow<Value>(
    concerns: (changes: Changes) => boolean,
    produce: () => Promise<Value | undefined>,
  ): AsyncIterableIterator<Value> {
    const listener: Listener = { letterIds: new Set(), organization: false, wake: () => undefined };
    this.#listeners.add(listener);
    this.#subscribed ??= this.#subscribe();
    const subscribed = this.#subscribed;
    subscribed.catch(() => undefined);
    let first = true;
    let open = !this.#closed;
    const changed = (): boolean => {
      const changes = { letterIds: listener.letterIds, organization: listener.organization };
      listener.letterIds = new Set();
      listener.organization = false;
      return concerns(changes);
    };
    const end = (): IteratorResult<Value> => {
      open = false;
      this.#leave(listener);
      listener.wake();
      return { done: true, value: undefined };
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: async () => {
        // What changes from now on is heard of; then the first value can be produced.
        if (first) {
          await subscribed.catch((error: unknown) => {
            this.#subscribed = undefined;
            end();
            throw error;
          });
        }
        while (open && !this.#closed) {
          const news = first || changed();
          first = false;
          if (news) {
            const value = await produce().catch((error: unknown) => {
              end();
              throw error;
            });
            if (value !== undefined) return { done: false, value };
          }
          if (open && listener.letterIds.size === 0 && !listener.organization) {
            await new Promise<void>((settle) => (listener.wake = settle));
          }
        }
        return end();
      },
      return: async () => end(),
    };
  }
}
