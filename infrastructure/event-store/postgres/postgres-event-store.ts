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
  payloadBytes,
  type StoredEvent,
  type Subscription,
} from '../../../application/ports/event-store.ts';
import { BEGINNING, type Position, type StreamName } from '../../../domain/event.ts';
import { createOwnConnection } from '../../postgres/connection.ts';
import { subscribeByReading } from '../subscription.ts';
import {
  type Appended,
  appendStatement,
  isOvertaken,
  revisionsStatement,
  toRevision,
  type Whereabouts,
} from './append-statements.ts';
import { type AppendRequest, GroupCommit } from './group-commit.ts';
import { LatestAppends } from './latest-appends.ts';
import { LogListener } from './log-listener.ts';
import { type LogPage, ReadAhead } from './read-ahead.ts';
import { type ReadRequest, ReadTogether } from './read-together.ts';

/** Rows come as arrays, since a client takes a quarter longer to make objects of them that would be made anew anyway. */
type EventRow<More extends readonly unknown[] = readonly []> = readonly [
  position: string,
  revision: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
  ...more: More,
];

const COLUMNS = 'position, revision, id, type, data, metadata';

/** EventStoreDB takes 1 MiB; a log that is kept here must be able to move there. */
const MAX_EVENT_BYTES = 1_000_000;

/** At most, in UTF-8, of a code unit of UTF-16. */
const BYTES_OF_A_CHARACTER = 3;

/** Twenty digits, padded: text that sorts as the number does. */
const toPosition = (position: string | bigint): Position => String(position).padStart(20, '0') as Position;

const toNumber = (position: Position): string => (position === BEGINNING ? '0' : BigInt(position).toString());

const toStored = (
  stream: StreamName,
  [position, revision, id, type, data, metadata]: EventRow<readonly unknown[]>,
): StoredEvent => ({
  id,
  type,
  data,
  metadata,
  stream,
  revision,
  position: toPosition(position),
});

/** Of one stream, whose name need not be told with every event. */
const READ = `select ${COLUMNS} from log.events
  where stream = $1 and revision >= $2 order by revision limit $3`;
/** Of several streams at once. As JSON they look alike to the planner, however many there are, which plans once then. */
const READ_STREAMS = `select e.*, r.number
  from json_to_recordset($1::json) as r (number int, stream text, "from" int, "limit" int)
  cross join lateral (
    select ${COLUMNS} from log.events
    where stream = r.stream and revision >= r."from" order by revision limit r."limit"
  ) e
  order by r.number, e.revision`;
const READ_ALL = `select ${COLUMNS}, stream from log.events
  where position > $1 order by position limit $2`;
const READ_CATEGORIES = `select ${COLUMNS}, stream from log.events
  where position > $1 and split_part(stream, '-', 1) = any($3) order by position limit $2`;
const READ_APPEND = `select position, revision, type, data, command_id from log.events
  where stream = $1 and revision >= $2 and revision < $3 order by revision`;

/** What became of an append that may have been made already. */
interface AppendedRow extends Pick<StoredEvent, 'revision' | 'type' | 'data'> {
  readonly position: string;
  readonly command_id: string;
}

/** The log in PostgreSQL. See `EventStore` for what it promises and `001-log` for how. */
export class PostgresEventStore implements EventStore {
  readonly maxEventBytes = MAX_EVENT_BYTES;
  readonly #pool: pg.Pool;
  /** The one connection that appends. */
  readonly #appending: pg.Pool;
  readonly #listener: LogListener;
  readonly #latest = new LatestAppends();
  readonly #appends = new GroupCommit((group) => this.#write(group));
  readonly #reads = new ReadTogether((requests) => this.#readStreams(requests));
  readonly #pages = new ReadAhead((page) => this.#readPage(page));
  readonly #subscriptions = new Set<Subscription>();
  readonly #onGroup: (appends: number) => void;

  /** The pool remains its owner's to end. `onGroup`: told of each group of appends that went down together. */
  constructor(pool: pg.Pool, log: Logger, onGroup: (appends: number) => void = () => undefined) {
    this.#onGroup = onGroup;
    this.#pool = pool;
    this.#appending = appendingPool(pool, log);
    this.#listener = new LogListener(pool, log, () => this.#latest.hear());
  }

  async append(
    stream: StreamName,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    commandId: string,
  ): Promise<AppendResult> {
    let bytes = 0;
    for (const event of events) {
      let size = BYTES_OF_A_CHARACTER * (event.data.length + event.metadata.length);
      // Bytes are counted only where there may be too many.
      if (size > this.maxEventBytes) size = payloadBytes(event);
      if (size > this.maxEventBytes) throw new EventTooLarge(event.type, size, this.maxEventBytes);
      bytes += size;
    }
    return this.#appends.append({ stream, expected, events, commandId, bytes });
  }

  async read(stream: StreamName, from = 0, limit?: number): Promise<readonly StoredEvent[]> {
    return this.#reads.read({ stream, from, limit });
  }

  async #readStreams(requests: readonly ReadRequest[]): Promise<readonly (readonly StoredEvent[])[]> {
    const [request] = requests;
    if (requests.length === 1 && request) {
      const { stream, from, limit } = request;
      const rows = await this.#select<EventRow>('log-read', READ, [stream, from, limit ?? null]);
      return [rows.map((row) => toStored(stream, row))];
    }
    const asked = requests.map(({ stream, from, limit }, number) => ({ number, stream, from, limit }));
    const rows = await this.#select<EventRow<[number: number]>>('log-read-streams', READ_STREAMS, [
      JSON.stringify(asked),
    ]);
    const answers = requests.map(({ stream }) => ({ stream, events: [] as StoredEvent[] }));
    for (const row of rows) {
      const answer = answers[row[6]];
      answer?.events.push(toStored(answer.stream, row));
    }
    return answers.map(({ events }) => events);
  }

  async readAll(after: Position, limit: number, filter?: LogFilter): Promise<readonly StoredEvent[]> {
    return this.#pages.read({ after, limit, categories: filter?.categories });
  }

  async #readPage({ after, limit, categories }: LogPage): Promise<readonly StoredEvent[]> {
    // Positions are given out under a lock that is held until the commit, so whoever sees a position sees all before it.
    type Row = EventRow<[stream: StreamName]>;
    const rows = categories
      ? await this.#select<Row>('log-read-categories', READ_CATEGORIES, [toNumber(after), limit, categories])
      : await this.#select<Row>('log-read-all', READ_ALL, [toNumber(after), limit]);
    return rows.map((row) => toStored(row[6], row));
  }

  /**
   * As `readAll`, but an event that another process has appended is certain to be among them only once `onAppend` has told of
   * it: what this process has appended itself is not asked for.
   */
  async readAnnounced(after: Position, limit: number): Promise<readonly StoredEvent[]> {
    const known = this.#latest.after(after, limit);
    if (known) return known;
    const { asked } = this.#latest;
    const events = await this.readAll(after, limit);
    if (events.length < limit) this.#latest.ended(asked, events.at(-1)?.position ?? after);
    return events;
  }

  async head(): Promise<Position> {
    const text = 'select position from log.head';
    const [head] = await this.#query<{ position: string }>({ name: 'log-head', text });
    const position = head?.position ?? '0';
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
    await this.#listener.close();
    if (!this.#appending.ending) await this.#appending.end();
  }

  #select<Row extends readonly unknown[]>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<readonly Row[]> {
    return this.#query<Row>({ name, text, values, rowMode: 'array' });
  }

  async #query<Row>(statement: pg.QueryConfig & { readonly rowMode?: 'array' }): Promise<readonly Row[]> {
    try {
      return (await this.#pool.query(statement)).rows as Row[];
    } catch (error) {
      throw unavailable(error, false);
    }
  }

  async #write(group: readonly AppendRequest[]): Promise<readonly AppendResult[]> {
    const base = await this.#send(appendStatement(group));
    if (base === undefined) return this.#writeApart(group);
    const appended = placed(group, BigInt(base));
    this.#latest.add(toPosition(base), appended.flat());
    this.#listener.announce();
    this.#onGroup(group.length);
    return appended.map((events) => {
      const { position, revision } = events.at(-1) as StoredEvent;
      return { ok: true, position, revision, repeated: false };
    });
  }

  /** A stream of the group is elsewhere, and nothing was written: those that are in place go down without it. */
  async #writeApart(group: readonly AppendRequest[]): Promise<readonly AppendResult[]> {
    if (group.length === 1) return Promise.all(group.map((request) => this.#rejected(request)));
    const revisions = await this.#query<Whereabouts>(revisionsStatement(group.map(({ stream }) => stream)));
    const inPlace = group.filter(
      ({ expected }, index) => revisions[index]?.revision === toRevision(expected),
    );
    // Where all are by now in place, the same would be tried without end: they are told, and load again.
    const again = inPlace.length < group.length ? inPlace : [];
    const rejected = new Map<AppendRequest, AppendResult>();
    for (const request of group) {
      if (!again.includes(request)) rejected.set(request, await this.#rejected(request));
    }
    // Last, since nothing may fail once something is written.
    const written = again.length > 0 ? await this.#write(again) : [];
    return group.map((request) => (rejected.get(request) ?? written[again.indexOf(request)]) as AppendResult);
  }

  /** @returns the position before the first event, or `undefined` when a stream was elsewhere and nothing was written. */
  async #send(statement: pg.QueryConfig): Promise<string | undefined> {
    let client: pg.PoolClient;
    try {
      client = await this.#appending.connect();
    } catch (error) {
      throw unavailable(error, false);
    }
    try {
      const { rows } = await client.query<Appended>(statement);
      client.release();
      return rows[0]?.base;
    } catch (error) {
      const failure = unavailable(error, true);
      client.release(failure instanceof EventStoreUnavailable);
      // It may have been written all the same.
      this.#listener.hear();
      if (isOvertaken(failure)) return undefined;
      throw failure;
    }
  }

  /** The stream is elsewhere: because of this very append, when it is being repeated, or because of another. */
  async #rejected(request: AppendRequest): Promise<AppendResult> {
    const { stream, events, commandId } = request;
    const first = toRevision(request.expected) + 1;
    const values = [stream, first, first + events.length];
    const rows = await this.#query<AppendedRow>({ name: 'log-read-append', text: READ_APPEND, values });
    if (rows[0]?.command_id !== commandId) {
      return { ok: false, conflict: 'wrong-revision', actual: await this.#revision(stream) };
    }
    const same = events.every(({ type, data }, index) => {
      const row = rows[index];
      return row?.command_id === commandId && row.type === type && row.data === data;
    });
    const last = rows.at(-1);
    if (!same || !last) return { ok: false, conflict: 'command-id-reused' };
    return { ok: true, position: toPosition(last.position), revision: last.revision, repeated: true };
  }

  async #revision(stream: StreamName): Promise<ExpectedRevision> {
    const [found] = await this.#query<Whereabouts>(revisionsStatement([stream]));
    return !found || found.revision < 0 ? 'none' : found.revision;
  }
}

/** The events of a group as the log has them, after the position `base`. */
const placed = (group: readonly AppendRequest[], base: bigint): readonly (readonly StoredEvent[])[] => {
  let position = base;
  return group.map(({ stream, expected, events }) =>
    events.map((event, index) => {
      position += 1n;
      return { ...event, stream, revision: toRevision(expected) + 1 + index, position: toPosition(position) };
    }),
  );
};

/**
 * To the same database, with plans made once: the planner would make one anew for every append, since arrays of one
 * length and of another look different to it, and takes longer than the append does.
 */
const appendingPool = (pool: pg.Pool, log: Logger): pg.Pool => {
  const appending = createOwnConnection(pool, log);
  appending.on('connect', (client) => {
    client.query('set plan_cache_mode = force_generic_plan').catch(() => undefined);
  });
  return appending;
};

/** SQLSTATE classes of a server that is not there, is going, or has no room; connection errors have no SQLSTATE. */
const UNAVAILABLE = /^(08|53|57P)/;

const unavailable = (error: unknown, sent: boolean): unknown => {
  if (error instanceof EventStoreUnavailable) return error;
  const { code, message = '' } = error as { code?: string; message?: string };
  // With a digit: EPIPE is a broken socket.
  const isSqlState = code !== undefined && /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
  const lost = isSqlState
    ? UNAVAILABLE.test(code)
    : code !== undefined || /terminat|connect|timeout/i.test(message);
  return lost ? new EventStoreUnavailable(error, sent) : error;
};
