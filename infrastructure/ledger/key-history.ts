import { decode } from '../../application/event-codec.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { AcceptedFork } from '../../domain/ledger-keys/events.ts';
import { keyAt, type PlacedKey } from '../../domain/ledger-keys/key-at.ts';
import { LEDGER_STREAM } from '../../domain/ledger-keys/ledger-keys.ts';
import type { LedgerTables } from './ledger-tables.ts';
import type { LogLeaf } from './log-walk.ts';

export interface PlacedFork extends AcceptedFork {
  readonly index: number;
}

/** Which keys the log itself says that its checkpoints are signed by, and what was accepted of it. */
export class KeyHistory {
  #origin: string | undefined;
  readonly #keys: PlacedKey[] = [];
  readonly #forks: PlacedFork[] = [];
  #size = 0;

  /** How many events of the log were looked through. */
  get size(): number {
    return this.#size;
  }

  /** The events up to there say nothing more of keys. */
  lookedThrough(size: number): void {
    this.#size = size;
  }

  /** Undefined before the first key. */
  get origin(): string | undefined {
    return this.#origin;
  }

  get keys(): readonly PlacedKey[] {
    return this.#keys;
  }

  get forks(): readonly PlacedFork[] {
    return this.#forks;
  }

  /** The key that signs a checkpoint of that size. */
  keyAt(size: number): PlacedKey | undefined {
    return keyAt(this.#keys, size);
  }

  /** Takes in what the leaf says of keys; most say nothing. Leaves come in the log's order. */
  take({ index, event }: Pick<LogLeaf, 'index' | 'event'>): void {
    this.#size = index + 1;
    if (event.stream !== LEDGER_STREAM) return;
    const { type, data } = decode(event);
    switch (type) {
      case 'SigningKeyIntroduced':
        this.#origin = data.origin;
        this.#keys.push({ from: index, verifierKey: data.verifierKey });
        return;
      case 'SigningKeyRotated':
      case 'SigningKeyReplaced':
        this.#keys.push({ from: index, verifierKey: data.verifierKey });
        return;
      case 'LedgerForkAccepted':
        this.#forks.push({ index, ...data });
    }
  }
}

/** The history up to the first `size` events, whose indexes are found by the tiles. */
export const readKeyHistory = async (
  size: number,
  tables: LedgerTables,
  store: Pick<EventStore, 'read'>,
): Promise<KeyHistory> => {
  const history = new KeyHistory();
  const events = await store.read(LEDGER_STREAM);
  const indexes = await tables.indexes(events.map(({ position }) => position));
  for (const event of events) {
    const index = indexes.get(event.position);
    if (index === undefined || index >= size) break;
    history.take({ index, event });
  }
  history.lookedThrough(size);
  return history;
};
