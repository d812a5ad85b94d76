import type { Chancery } from '../../application/chancery.ts';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { SubjectKeys } from '../../application/ports/subject-keys.ts';
import { type StreamName, streamName } from '../../domain/event.ts';
import { LEDGER_STREAM } from '../../domain/ledger-keys/ledger-keys.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import {
  type EvidenceScope,
  type LetterInScope,
  lettersInScope,
} from '../../projections/correspondence/evidence-queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { WitnessConfig } from '../config.ts';
import type { FileStore } from '../files/file-store.ts';
import { type KeyHistory, readKeyHistory } from '../ledger/key-history.ts';
import type { LedgerKeeper } from '../ledger/ledger-keeper.ts';
import type { StoredCheckpoint } from '../ledger/ledger-tables.ts';
import { eventsOf, type PlacedEvent, placed } from './placed-events.ts';

/** Where what goes into bundles comes from. */
export interface EvidenceSources {
  readonly chancery: Chancery;
  readonly read: ReadModel;
  /** The log with personal data readable. */
  readonly eventStore: EventStore;
  /** The log as it is stored, which is what is proved. */
  readonly sealedLog: EventStore;
  readonly subjectKeys: SubjectKeys;
  readonly ledger: LedgerKeeper;
  readonly witnesses: readonly WitnessConfig[];
  readonly files: FileStore;
}

/** Letters of which only hashes are shown, and why. */
export interface Withholding {
  readonly letterIds: ReadonlySet<string>;
  readonly reason: string;
}

/** What goes into a bundle, before it is written. */
export interface BundleSource {
  readonly scope: EvidenceScope;
  readonly letters: readonly LetterInScope[];
  /** Why a letter's events are withheld, by the letter's id. */
  readonly withheld: ReadonlyMap<string, string>;
  readonly checkpoint: StoredCheckpoint;
  /** By their streams: those of the letters, of what the scope is about, and the ledger's own. */
  readonly events: ReadonlyMap<StreamName, readonly PlacedEvent[]>;
  readonly keys: KeyHistory;
}

const NO_RIGHT = 'the exporter may not see it';

/** What the scope is about has a history as well. */
const about = ({ kind, id }: EvidenceScope): readonly StreamName[] =>
  kind === 'project' || kind === 'counterparty' ? [streamName(kind, id)] : [];

/**
 * Collects what a bundle of that scope holds, and has it sealed. Everything is proved against the earliest checkpoint
 * that covers the letters: as long as they do not change, the same export is the same bytes.
 *
 * @throws LedgerMismatch when nothing is signed any more.
 */
export const collect = async (
  { read, sealedLog, ledger }: EvidenceSources,
  viewer: Viewer,
  scope: EvidenceScope,
  { letterIds, reason }: Withholding,
): Promise<BundleSource | Refusal> => {
  const letters = await lettersInScope(read, viewer, scope);
  if (!letters.some(({ isVisible }) => isVisible))
    return refuse('NOT_FOUND', { what: scope.kind, id: scope.id });
  const withheld = new Map(
    letters.flatMap(({ id, isVisible }): [string, string][] => {
      if (!isVisible) return [[id, NO_RIGHT]];
      return letterIds.has(id) ? [[id, reason]] : [];
    }),
  );
  const deciding = await eventsOf(
    [...letters.map(({ id }) => streamName('letter', id)), LEDGER_STREAM],
    sealedLog,
  );
  const covered = await sealed(deciding, ledger);
  const newest = covered.at(-1)?.index ?? 0;
  const [checkpoint] = await ledger.tables.checkpointsAfter(newest, 1);
  if (!checkpoint) throw new Error(`No checkpoint covers event ${newest}, which is sealed`);
  const others = await placed(await eventsOf(about(scope), sealedLog), ledger.tables);
  const all = [...covered, ...others].filter(({ index }) => index < checkpoint.size);
  return {
    scope,
    letters,
    withheld,
    checkpoint,
    events: Map.groupBy(all, ({ stored }) => stored.stream),
    keys: await readKeyHistory(checkpoint.size, ledger.tables, sealedLog),
  };
};

/** These events with their places, in the log's order; what is not sealed yet is sealed now. */
const sealed = async (
  events: readonly StoredEvent[],
  ledger: LedgerKeeper,
): Promise<readonly PlacedEvent[]> => {
  const found = await placed(events, ledger.tables);
  const latest = await ledger.tables.latestCheckpoint();
  if (found.length === events.length && (found.at(-1)?.index ?? 0) < (latest?.size ?? 0)) return found;
  await ledger.sealNow();
  return placed(events, ledger.tables);
};
