import type { EventStore } from '../../application/ports/event-store.ts';
import type { StreamName } from '../../domain/event.ts';
import { consistencyProof, consistencySubtrees } from '../../domain/ledger/consistency-proof.ts';
import { inclusionProof, inclusionSubtrees } from '../../domain/ledger/inclusion-proof.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { indexOf } from './key-history.ts';
import { leafOf } from './leaf-of-event.ts';
import type { LedgerKeeper } from './ledger-keeper.ts';
import { LedgerTree } from './ledger-tree.ts';

/** That an event is in the log: the hashes beside its way to the root of so many events (RFC 9162 §2.1.3). */
export interface InclusionProof {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly hashes: readonly Uint8Array[];
  readonly root: Uint8Array;
  /** The signed checkpoint of that size, where there is one. */
  readonly note?: string;
}

/** That the log of `from` events is the beginning of that of `to` (RFC 9162 §2.1.4). */
export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly Uint8Array[];
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
}

/** Makes proofs out of a few tiles, however long the log is. */
export class LedgerProofs {
  readonly #keeper: LedgerKeeper;
  readonly #store: EventStore;

  constructor(keeper: LedgerKeeper, store: EventStore) {
    this.#keeper = keeper;
    this.#store = store;
  }

  /**
   * Of the event at that revision of the stream, in the log of `size` events; without a size, as of the last checkpoint,
   * and if that does not cover it, of one that is made for it.
   *
   * @throws LedgerMismatch when nothing is signed any more and the event is not covered.
   */
  async inclusion(stream: StreamName, revision: number, size?: number): Promise<InclusionProof | Refusal> {
    const { tables } = this.#keeper;
    const [event] = await this.#store.read(stream, revision, 1);
    if (!event) return refuse('NOT_FOUND', { what: 'event', stream, revision });
    let latest = await tables.latestCheckpoint();
    let index = await indexOf(event, tables, this.#store);
    if (index === undefined || index >= (latest?.size ?? 0)) {
      latest = await this.#keeper.sealNow();
      index = await indexOf(event, tables, this.#store);
    }
    const sealed = latest?.size ?? 0;
    const wanted = size ?? sealed;
    if (index === undefined || index >= wanted || wanted > sealed) return noSize(wanted, sealed);
    const tree = await LedgerTree.open(tables, wanted);
    const hashOf = await tree.hashesOf(inclusionSubtrees(index, wanted));
    const note = (await tables.checkpoint(wanted))?.note;
    return {
      index,
      size: wanted,
      leafHash: leafOf(index, event),
      hashes: inclusionProof(index, wanted, hashOf),
      root: tree.root,
      ...(note !== undefined && { note }),
    };
  }

  async consistency(from: number, to: number): Promise<ConsistencyProof | Refusal> {
    const { tables } = this.#keeper;
    const sealed = (await tables.latestCheckpoint())?.size ?? 0;
    if (from < 0 || from > to || to > sealed) return noSize(to, sealed);
    const tree = await LedgerTree.open(tables, to);
    const hashOf = await tree.hashesOf(consistencySubtrees(from, to));
    const hashes = consistencyProof(from, to, hashOf);
    return { from, to, hashes, fromRoot: await tree.rootAt(from), toRoot: tree.root };
  }
}

const noSize = (wanted: number, sealed: number): Refusal =>
  refuse('INVALID_INPUT', { field: 'size', problem: `${wanted}, of ${sealed} that are sealed` });
