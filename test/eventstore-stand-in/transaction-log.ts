import { DataFile } from './data-file.ts';
import { bytesInLog, DELETED_STREAM, type LogRecord, type ProposedRecord } from './log-record.ts';
import {
  isMetastream,
  isSoftDeleted,
  metastreamOf,
  originalStreamOf,
  parseStreamMetadata,
  type StreamMetadata,
} from './stream-metadata.ts';

interface Stream {
  readonly records: LogRecord[];
  tombstoned: boolean;
}

/** The log of a node or of a whole cluster: records in one order, an index by stream, and who listens. */
export class TransactionLog {
  readonly records: LogRecord[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #metadata = new Map<string, StreamMetadata>();
  readonly #listeners = new Set<(record: LogRecord) => void>();
  readonly #file: DataFile | undefined;
  /**
   * Where each event id was written last. The server keeps this in memory alone (`_committedEvents`,
   * src/EventStore.Core/Services/Storage/ReaderIndex/IndexWriter.cs): after a restart, an append at `any`
   * is no longer recognised as a repeat.
   */
  readonly #committed = new Map<string, { readonly stream: string; readonly revision: bigint }>();
  #end: bigint;

  /**
   * @param firstPosition where an empty log begins; beyond 2^53, it finds who calculates with numbers.
   * @param dataFile a file that keeps what is appended; what it holds already is read first.
   */
  constructor(firstPosition = 0n, dataFile?: string) {
    this.#end = firstPosition;
    if (dataFile === undefined) return;
    this.#file = new DataFile(dataFile);
    for (const record of this.#file.readAll()) this.#index(record);
  }

  /** Where the next record will begin. */
  get end(): bigint {
    return this.#end;
  }

  /** Position of the last record, -1 for none. */
  get lastPosition(): bigint {
    return this.records.at(-1)?.position ?? -1n;
  }

  /** -1 for a stream that has never been; `DELETED_STREAM` for one with a tombstone. */
  lastRevision(stream: string): bigint {
    const found = this.#streams.get(stream);
    if (!found) return -1n;
    return found.tombstoned ? DELETED_STREAM : BigInt(found.records.length) - 1n;
  }

  recordAt(stream: string, revision: bigint): LogRecord | undefined {
    if (revision < 0n || revision > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
    return this.#streams.get(stream)?.records[Number(revision)];
  }

  streamRecords(stream: string): readonly LogRecord[] {
    return this.#streams.get(stream)?.records ?? [];
  }

  metadataOf(stream: string): StreamMetadata {
    // A metastream keeps its last event only (`metastreamMetadata`, IndexReader.cs).
    if (isMetastream(stream)) return { maxCount: 1n };
    return this.#metadata.get(stream) ?? {};
  }

  committed(id: string): { readonly stream: string; readonly revision: bigint } | undefined {
    return this.#committed.get(id);
  }

  /** What a restart forgets. */
  forgetCommitted(): void {
    this.#committed.clear();
  }

  /** Index of the first record at or after `position`. */
  indexOf(position: bigint): number {
    let low = 0;
    for (let high = this.records.length; low < high; ) {
      const middle = (low + high) >>> 1;
      if ((this.records[middle]?.position ?? 0n) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Writes without asking: the caller has decided. All of the records are on file when it returns. */
  write(stream: string, proposed: readonly ProposedRecord[]): readonly LogRecord[] {
    const softDeleted = isSoftDeleted(this.metadataOf(stream));
    const first = this.lastRevision(stream) + 1n;
    const written = this.#commit(stream, proposed, first);
    // An append brings a softly deleted stream back, from its next revision (SoftUndeleteStream,
    // StorageWriterService.cs).
    if (softDeleted) this.#undelete(stream, first);
    return written;
  }

  /** Ends a stream for good: no append to it will succeed again. */
  tombstone(stream: string, id: string): LogRecord {
    const record = {
      id,
      type: '$streamDeleted',
      json: false,
      data: Buffer.alloc(0),
      metadata: Buffer.alloc(0),
    };
    return this.#commit(stream, [record], DELETED_STREAM)[0] as LogRecord;
  }

  /** Takes over records of the leader's log, which come behind what is here already. */
  replicate(records: readonly LogRecord[]): void {
    for (const record of records) this.#index(record);
    for (const record of records) for (const listener of this.#listeners) listener(record);
  }

  /** Calls `listener` with each record when it is committed, in order; the answer ends that. */
  onCommitted(listener: (record: LogRecord) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#file?.close();
  }

  #undelete(stream: string, from: bigint): void {
    const data = Buffer.from(`{"$tb":${from}}`);
    const record = { type: '$metadata', json: true, data, metadata: Buffer.alloc(0) };
    const metastream = metastreamOf(stream);
    this.#commit(metastream, [{ ...record, id: crypto.randomUUID() }], this.lastRevision(metastream) + 1n);
  }

  #commit(stream: string, proposed: readonly ProposedRecord[], first: bigint): readonly LogRecord[] {
    const created = Date.now();
    let position = this.#end;
    const written = proposed.map((record, offset): LogRecord => {
      const postPosition = position + BigInt(bytesInLog(stream, record));
      const revision = first + BigInt(offset);
      const kept = { ...record, stream, revision, position, postPosition, created };
      position = postPosition;
      return kept;
    });
    this.#file?.append(written);
    for (const record of written) {
      this.#index(record);
      this.#committed.set(record.id, { stream, revision: record.revision });
    }
    for (const record of written) for (const listener of this.#listeners) listener(record);
    return written;
  }

  #index(record: LogRecord): void {
    this.records.push(record);
    this.#end = record.postPosition;
    const stream = this.#streams.get(record.stream) ?? { records: [], tombstoned: false };
    this.#streams.set(record.stream, stream);
    if (record.revision === DELETED_STREAM) stream.tombstoned = true;
    else stream.records.push(record);
    if (isMetastream(record.stream)) {
      this.#metadata.set(originalStreamOf(record.stream), parseStreamMetadata(record));
    }
  }
}
