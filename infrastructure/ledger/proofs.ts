import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { StreamName } from '../../domain/event.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { consistencyProof, consistencySubtrees } from '../../domain/ledger/consistency-proof.ts';
import { inclusionProof, inclusionSubtrees, verifyInclusion } from '../../domain/ledger/inclusion-proof.ts';
import { joined } from '../../domain/ledger/merkle-tree.ts';
import { completeSubtrees, type SubtreeHash } from '../../domain/ledger/subtrees.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { leafOf } from './leaf-of-event.ts';
import type { LedgerKeeper } from './ledger-keeper.ts';
import { keyOf, type LedgerTables } from './ledger-tables.ts';
import { TilesDamaged } from './ledger-tree.ts';

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

/** Makes proofs out of hashes that are stored: a few dozen in one statement, however long the log is. */
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
   * @throws LedgerMismatch when nothing is signed any more and the event is not covered; TilesDamaged.
   */
  async inclusion(stream: StreamName, revision: number, size?: number): Promise<InclusionProof | Refusal> {
    const { tables } = this.#keeper;
    const [event] = await this.#store.read(stream, revision, 1);
    if (!event) return refuse('NOT_FOUND', { what: 'event', stream, revision });
    let latest = await tables.latestCheckpoint();
    let index = (await tables.indexes([event.position])).get(event.position);
    if (index === undefined || index >= (latest?.size ?? 0)) {
      latest = await this.#keeper.sealNow();
      index = (await tables.indexes([event.position])).get(event.position);
    }
    const sealed = latest?.size ?? 0;
    const wanted = size ?? sealed;
    if (index === undefined || index >= wanted || wanted > sealed) return noSize(wanted, sealed);
    const note = wanted === sealed ? latest?.note : (await tables.checkpoint(wanted))?.note;
    const [proof] = await proofsOf([{ index, event }], wanted, tables);
    if (!proof) throw new Error(`There is no proof of event ${index}`);
    return { ...proof, ...(note !== undefined && { note }) };
  }

  /**
   * Of each of these events, as the log keeps them, under the last checkpoint; none where that does not cover it. Three
   * statements, however many events there are.
   *
   * @throws TilesDamaged
   */
  async ofEvents(events: readonly StoredEvent[]): Promise<readonly (InclusionProof | undefined)[]> {
    const { tables } = this.#keeper;
    const [latest, indexes] = await Promise.all([
      tables.latestCheckpoint(),
      tables.indexes(events.map(({ position }) => position)),
    ]);
    if (!latest) return events.map(() => undefined);
    const covered = events.flatMap((event) => {
      const index = indexes.get(event.position);
      return index === undefined || index >= latest.size ? [] : [{ index, event }];
    });
    const proofs = new Map(
      (await proofsOf(covered, latest.size, tables)).map((proof, at) => [covered[at]?.event, proof]),
    );
    return events.map((event) => {
      const proof = proofs.get(event);
      if (proof && !sameBytes(proof.root, latest.root)) {
        throw new TilesDamaged(`The tiles do not give the root that was signed of ${latest.size} events`);
      }
      return proof && { ...proof, note: latest.note };
    });
  }

  async consistency(from: number, to: number): Promise<ConsistencyProof | Refusal> {
    const { tables } = this.#keeper;
    const sealed = (await tables.latestCheckpoint())?.size ?? 0;
    if (from < 0 || from > to || to > sealed) return noSize(to, sealed);
    const roots = [from, to].map((size) => completeSubtrees(0, size));
    const hashOf = await hashesOf([...consistencySubtrees(from, to), ...roots.flat()], tables);
    const [fromRoot, toRoot] = roots.map((subtrees) => joined(subtrees.map(hashOf))) as [
      Uint8Array,
      Uint8Array,
    ];
    return { from, to, hashes: consistencyProof(from, to, hashOf), fromRoot, toRoot };
  }
}

/**
 * Proofs in the tree of `size` leaves. None is handed out that does not hold: a hash that is stored wrongly is found here.
 *
 * @throws TilesDamaged
 */
const proofsOf = async (
  events: readonly { readonly index: number; readonly event: StoredEvent }[],
  size: number,
  tables: LedgerTables,
): Promise<readonly InclusionProof[]> => {
  const rootNodes = completeSubtrees(0, size);
  const needed = events.flatMap(({ index }) => inclusionSubtrees(index, size));
  const hashOf = await hashesOf([...rootNodes, ...needed], tables);
  const root = joined(rootNodes.map(hashOf));
  return events.map(({ index, event }) => {
    const leafHash = leafOf(index, event);
    const hashes = inclusionProof(index, size, hashOf);
    if (!verifyInclusion({ index, size, leafHash, proof: hashes, root }).ok) {
      throw new TilesDamaged(`The tiles do not give a proof of event ${index}`);
    }
    return { index, size, leafHash, hashes, root };
  });
};

const hashesOf = async (
  subtrees: Parameters<LedgerTables['hashes']>[0],
  tables: LedgerTables,
): Promise<SubtreeHash> => {
  const found = await tables.hashes(subtrees);
  return (subtree) => {
    const hash = found.get(keyOf(subtree));
    if (!hash) throw new TilesDamaged(`The hash of subtree ${keyOf(subtree)} is missing`);
    return hash;
  };
};

const noSize = (wanted: number, sealed: number): Refusal =>
  refuse('INVALID_INPUT', { field: 'size', problem: `${wanted}, of ${sealed} that are sealed` });
