import { DELETED_STREAM, type ProposedRecord } from './log-record.ts';
import { isSoftDeleted, metastreamOf } from './stream-metadata.ts';
import type { TransactionLog } from './transaction-log.ts';

/** The revision that a writer expects: an exact one, or one of the words. */
export type Expected = bigint | 'noStream' | 'any' | 'streamExists';

/** -1 stands for no stream, in `current` too. */
export type CommitDecision =
  | { readonly decision: 'ok' }
  | { readonly decision: 'idempotent'; readonly last: bigint; readonly position: bigint }
  | { readonly decision: 'wrongExpectedVersion'; readonly current: bigint }
  | { readonly decision: 'deleted' };

/** `ExpectedVersion` on the server: NoStream -1, Any -2, StreamExists -4 (src/EventStore.Core/Data/ExpectedVersion.cs). */
export const expectedVersion = (expected: Expected): bigint =>
  expected === 'noStream' ? -1n : expected === 'any' ? -2n : expected === 'streamExists' ? -4n : expected;

/** The place under which a reader would find the repeated event; -1 where it is truncated away. */
const idempotent = (log: TransactionLog, stream: string, last: bigint): CommitDecision => {
  const { truncateBefore = 0n, maxCount } = log.metadataOf(stream);
  const lowest = maxCount === undefined ? 0n : log.lastRevision(stream) - maxCount + 1n;
  const readable = last >= truncateBefore && last >= lowest;
  const position = readable ? (log.recordAt(stream, last)?.position ?? -1n) : -1n;
  return { decision: 'idempotent', last, position };
};

/**
 * What becomes of an append, as `IndexWriter.CheckCommit` decides it
 * (src/EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs): only ids are compared, never data; at an
 * exact revision an id must stand at its very place; at `any` it is looked up in what this process has
 * committed. Some ids there and others not is `CorruptedIdempotency`, which the writer answers as a wrong
 * expected version (`ActOnCommitCheckFailure`, StorageWriterService.cs).
 */
export const checkCommit = (
  log: TransactionLog,
  stream: string,
  expected: Expected,
  events: readonly Pick<ProposedRecord, 'id'>[],
): CommitDecision => {
  const current = log.lastRevision(stream);
  if (current === DELETED_STREAM) return { decision: 'deleted' };
  const wrong: CommitDecision = { decision: 'wrongExpectedVersion', current };
  const softDeleted = isSoftDeleted(log.metadataOf(stream));

  if (expected === 'streamExists') {
    if (softDeleted) return { decision: 'deleted' };
    if (current < 0n && log.lastRevision(metastreamOf(stream)) < 0n) return wrong;
  }

  if (expected === 'any' || expected === 'streamExists') {
    let last: bigint | undefined;
    for (const { id } of events) {
      const found = log.committed(id);
      if (found?.stream !== stream) return last === undefined ? { decision: 'ok' } : wrong;
      last = found.revision;
    }
    return last === undefined ? { decision: 'ok' } : idempotent(log, stream, last);
  }

  const version = expectedVersion(expected);
  if (version > current) return wrong;
  if (version === current) return { decision: 'ok' };

  let revision = version;
  for (const { id } of events) {
    revision += 1n;
    if (log.recordAt(stream, revision)?.id === id) continue;
    const first = revision === version + 1n;
    return first && expected === 'noStream' && softDeleted ? { decision: 'ok' } : wrong;
  }
  return revision === version ? wrong : idempotent(log, stream, revision);
};
