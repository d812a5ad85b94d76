import type pg from 'pg';
import type { Logger } from 'pino';
import {
  type AppendResult,
  type EventStore,
  EventStoreUnavailable,
  EventTooLarge,
  type ExpectedRevision,
  type LogFilter,
  type NewEvent,
  type StoredEvent,
  type Subscription,
} from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position, type StreamName } from '../../../domain/event.ts';
import { subscribeByReading } from '../subscription.ts';
import { type AppendRequest, GroupCommit } from './group-commit.ts';
import { LogListener } from './log-listener.ts';

interface EventRow {
  readonly position: string;
  readonly stream: StreamName;
  readonly revision: number;
  readonly id: string;
  readonly type: string;
  readonly data: Buffer;
  readonly metadata: Buffer;
}

/** EventStoreDB takes 1 MiB; a log that is kept here must be able to move there. */
const MAX_EVENT_BYTES = 1_000_000;

/** Twenty digits, padded: text that sorts as the number does. */
const toPosition = (position: string | bigint): Position => String(position).padStart(20, '0') as Position;

const toNumber = (position: Position): string => (position === BEGINNING ? '0' : BigInt(position).toString());

const toStored = (row: EventRow): StoredEvent => ({ ...row, position: toPosition(row.position) });

const APPEND = 'select * from log.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)';
const READ = `select position, stream, revision, id, type, data, metadata from log.events
  where stream = $1 and revision >= $2 order by revision limit $3`;
const READ_ALL = `select position, stream, revision, id, type, data, metadata from log.events
  where position > $1 order by position limit $2`;
const READ_CATEGORIES = `select position, stream, revision, id, type, data, metadata from log.events
  where position > $1 and split_part(stream, '-', 1) = any($3) order by position limit $2`;

/** The log in PostgreSQL. See `EventStore` for what it promises and `001-log` for how. */
export class PostgresEventStore implements EventStore {
  readonly maxEventBytes = MAX_EVENT_BYTES;
  readonly #pool: pg.Pool;
  readonly #listener: LogListener;
  readonly #appends = new GroupCommit((group) => this.#write(group));
  readonly #subscriptions = new Set<Subscription>();

  /** The pool remains its owner's to end. */
  constructor(pool: pg.Pool, log: Logger) {
    this.#pool = pool;
    this.#listener = new LogListener(pool, log);
  }

  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    commandId: string,
  ): Promise<AppendResult> {
    let bytes = 0;
    for (const { type, data, metadata } of events) {
      const size = data.length + metadata.length;
      if (size > this.maxEventBytes) throw new EventTooLarge(type, size, this.maxEventBytes);
      bytes += size;
    }
    return this.#appends.append({ stream, expected, events, commandId, bytes });
  }

  async read(stream: StreamName, from = 0, limit?: number): Promise<readonly StoredEvent[]> {
    return this.#select('log-read', READ, [stream, from, limit ?? null]);
  }

  async readAll(after: Position, limit: number, filter?: LogFilter): Promise<readonly StoredEvent[]> {
    // Positions are given out under a lock that is held until the commit, so whoever sees a position sees all before it.
    return filter?.categories
      ? this.#select('log-read-categories', READ_CATEGORIES, [toNumber(after), limit, filter.categories])
      : this.#select('log-read-all', READ_ALL, [toNumber(after), limit]);
  }

  async head(): Promise<Position> {
    const { rows } = await this.#query<{ position: string }>('log-head', 'select position from log.head', []);
    const position = rows[0]?.position ?? '0';
    return position === '0' ? BEGINNING : toPosition(position);
  }

  subscribe(
    after: Position,
    handler: (batch: readonly StoredEvent[]) => Promise<void>,
    filter?: LogFilter,
  ): Subscription {
    const subscription = subscribeByReading(
      (position, limit) => this.readAll(position, limit, filter),
      (waker) => this.onAppend(waker),
      after,
      handler,
    );
    this.#subscriptions.add(subscription);
    subscription.closed.catch(() => undefined).finally(() => this.#subscriptions.delete(subscription));
    return subscription;
  }

  /** Calls `waker` whenever the log may have grown. */
  onAppend(waker: () => void): () => void {
    return this.#listener.add(waker);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#listener.close();
  }

  async #select(name: string, text: string, values: unknown[]): Promise<readonly StoredEvent[]> {
    const { rows } = await this.#query<EventRow>(name, text, values);
    return rows.map(toStored);
  }

  async #query<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]) {
    try {
      return await this.#pool.query<Row>({ name, text, values });
    } catch (error) {
      throw unavailable(error, false);
    }
  }

  async #write(group: readonly AppendRequest[]): Promise<readonly AppendResult[]> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      throw unavailable(error, false);
    }
    try {
      const { rows } = await client.query<{ request: number; actual: number; first_position: string | null }>(
        {
          name: 'log-append',
          text: APPEND,
          values: parameters(group),
        },
      );
      client.release();
      this.#listener.wake();
      const answers = new Map(rows.map((row) => [row.request, row]));
      return await Promise.all(
        group.map((request, index) => {
          const answer = answers.get(index + 1);
          if (!answer) throw new Error(`log.append did not answer for request ${index + 1}`);
          if (answer.first_position === null) return this.#rejected(request, answer.actual);
          const last = request.events.length - 1;
          return {
            ok: true as const,
            position: toPosition(BigInt(answer.first_position) + BigInt(last)),
            revision: answer.actual + 1 + last,
            repeated: false,
          };
        }),
      );
    } catch (error) {
      const failure = unavailable(error, true);
      client.release(failure instanceof EventStoreUnavailable);
      throw failure;
    }
  }

  /** The stream is elsewhere: because of this very append, when it is being repeated, or because of another. */
  async #rejected(request: AppendRequest, actual: number): Promise<AppendResult> {
    const { stream, events, commandId } = request;
    const first = toRevision(request.expected) + 1;
    const { rows } = await this.#pool.query<EventRow & { command_id: string }>({
      name: 'log-read-append',
      text: `select position, stream, revision, id, type, data, metadata, command_id from log.events
        where stream = $1 and revision >= $2 and revision < $3 order by revision`,
      values: [stream, first, first + events.length],
    });
    if (rows[0]?.command_id !== commandId) {
      return { ok: false, conflict: 'wrong-revision', actual: actual < 0 ? 'none' : actual };
    }
    const same = events.every(({ type, data }, index) => {
      const row = rows[index];
      return row?.command_id === commandId && row.type === type && row.data.equals(data);
    });
    const last = rows.at(-1);
    if (!same || !last) return { ok: false, conflict: 'command-id-reused' };
    return { ok: true, position: toPosition(last.position), revision: last.revision, repeated: true };
  }
}

const toRevision = (expected: ExpectedRevision): number => (expected === 'none' ? -1 : expected);

const parameters = (group: readonly AppendRequest[]): unknown[] => {
  const requests: [string[], number[], string[], number[]] = [[], [], [], []];
  const events: [number[], number[], string[], string[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
    [],
    [],
  ];
  const payloads: Buffer[] = [];
  let offset = 0;
  for (const [number, request] of group.entries()) {
    requests[0].push(request.stream);
    requests[1].push(toRevision(request.expected));
    requests[2].push(request.commandId);
    requests[3].push(request.events.length);
    for (const [index, { id, type, data, metadata }] of request.events.entries()) {
      events[0].push(number + 1);
      events[1].push(index);
      events[2].push(id);
      events[3].push(type);
      events[4].push(offset);
      events[5].push(data.length);
      events[6].push(metadata.length);
      payloads.push(data, metadata);
      offset += data.length + metadata.length;
    }
  }
  return [...requests, ...events, Buffer.concat(payloads)];
};

/** SQLSTATE classes of a server that is not there, is going, or has no room; connection errors have no SQLSTATE. */
const UNAVAILABLE = /^(08|53|57P)/;

const unavailable = (error: unknown, sent: boolean): unknown => {
  if (error instanceof EventStoreUnavailable) return error;
  const { code, message = '' } = error as { code?: string; message?: string };
  const isSqlState = code !== undefined && /^[0-9A-Z]{5}$/.test(code);
  const lost = isSqlState
    ? UNAVAILABLE.test(code)
    : code !== undefined || /terminat|connect|timeout/i.test(message);
  return lost ? new EventStoreUnavailable(error, sent) : error;
};
