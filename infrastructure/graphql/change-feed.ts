import type { Logger } from 'pino';
import type { EventStore, Subscription } from '../../application/ports/event-store.ts';
import { categoryOf, type EventMetadata, idOf, type StreamName } from '../../domain/event.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';

/** What has changed since a listener last asked. */
export interface Changes {
  readonly letterIds: ReadonlySet<string>;
  /** Roles, heads, substitutions: any of which may move tasks between people. */
  readonly organization: boolean;
}

/** Is told of each value that a subscription tells: by which commands it came to be, and when the first of them was heard of. */
export type DeliveryWatcher = (subscription: string, commandIds: readonly string[], heardAt: number) => void;

/** What an event changed: a letter, or the organisation. */
type Changed = { readonly letterId: string } | 'organization';

interface Listener {
  letterIds: Set<string>;
  organization: boolean;
  /** What each command changed, kept only where deliveries are watched. */
  commands: Map<string, Changed>;
  heardAt: number | undefined;
  wake: () => void;
}

const READ_MODEL_WAIT_MS = 10_000;
/** Of a listener that is slow, so many commands are remembered at most. */
const COMMANDS = 100;

/** `undefined` where nobody is told of it. */
const changedBy = (stream: StreamName): Changed | undefined => {
  const category = categoryOf(stream);
  if (category === 'letter') return { letterId: idOf(stream) };
  return ['journal', 'reading', 'ledger', 'mail'].includes(category) ? undefined : 'organization';
};

const asChanges = (changed: Changed): Changes => ({
  letterIds: new Set(typeof changed === 'object' ? [changed.letterId] : []),
  organization: changed === 'organization',
});

/**
 * Tells subscriptions of what has happened, once queries show it. One subscription to the log feeds them all, for as
 * long as there are any, and a listener that is slow gets the changes of a while in one.
 */
export class ChangeFeed {
  readonly #store: EventStore;
  readonly #readModels: ReadModels;
  readonly #log: Logger;
  readonly #watch: DeliveryWatcher | undefined;
  readonly #listeners = new Set<Listener>();
  /** While anybody listens. */
  #subscribed: Promise<Subscription> | undefined;
  #closed = false;

  constructor(store: EventStore, readModels: ReadModels, log: Logger, watch?: DeliveryWatcher) {
    this.#store = store;
    this.#readModels = readModels;
    this.#log = log;
    this.#watch = watch;
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
      const heardAt = Date.now();
      const news = batch.flatMap(({ stream, metadata }) => {
        const changed = changedBy(stream);
        if (!changed) return [];
        return [{ changed, commandId: this.#watch && (JSON.parse(metadata) as EventMetadata).commandId }];
      });
      // Whoever looked again for nothing would be told of what comes next, before that is heard of.
      if (news.length === 0) return;
      await this.#readModels.waitFor(last.position, READ_MODEL_WAIT_MS);
      for (const listener of this.#listeners) {
        for (const { changed, commandId } of news) {
          if (typeof changed === 'object') listener.letterIds.add(changed.letterId);
          else listener.organization = true;
          if (commandId !== undefined && listener.commands.size < COMMANDS) {
            listener.commands.set(commandId, changed);
            listener.heardAt ??= heardAt;
          }
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
   * `concerns` it. `produce` answers `undefined` where there is nothing new, and `done` ends the list. `subscription` is
   * what it is called by those who watch.
   */
  follow<Value>(
    subscription: string,
    concerns: (changes: Changes) => boolean,
    produce: () => Promise<Value | undefined>,
  ): AsyncIterableIterator<Value> {
    const listener: Listener = {
      letterIds: new Set(),
      organization: false,
      commands: new Map(),
      heardAt: undefined,
      wake: () => undefined,
    };
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
    /** What is told now is told of everything that was heard of it. */
    const delivered = (commands: Listener['commands'], heardAt: number | undefined): void => {
      const commandIds = [...commands].flatMap(([id, what]) => (concerns(asChanges(what)) ? [id] : []));
      if (heardAt !== undefined && commandIds.length > 0) this.#watch?.(subscription, commandIds, heardAt);
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
          const { commands, heardAt } = listener;
          listener.commands = new Map();
          listener.heardAt = undefined;
          const news = first || changed();
          first = false;
          if (news) {
            const value = await produce().catch((error: unknown) => {
              end();
              throw error;
            });
            if (value !== undefined) {
              delivered(commands, heardAt);
              return { done: false, value };
            }
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
