import { createHash } from 'node:crypto';
import pg from 'pg';
import { decode } from '../../application/event-codec.ts';
import { type Position, SYSTEM, streamName } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { allProjections } from '../../projections/all.ts';
import { openChancery } from '../chancery.ts';
import type { BenchContext } from '../context.ts';
import type { BenchServer } from '../database.ts';
import { copyEvents } from './copy.ts';
import { type Distribution, distribution } from './distribution.ts';
import { encodeGenerated, generateLog, type LoggedEvent } from './log.ts';
import {
  benchOrganization,
  counterpartyId,
  PROJECTS,
  projectId,
  projectMembers,
  secretaryId,
} from './organization.ts';
import { Random } from './random.ts';

/** So many letters have a little over a million events. */
export const MILLION_EVENTS = 130_000;

/** Raised when what is generated changes. */
const GENERATOR = 3;
/** How many events of a new corpus are decoded and checked by their schemas. */
const CHECKED = 5_000;
const CATCH_UP_MS = 600_000;

/** An organisation with that many letters, in a database that is kept between runs. */
export interface Corpus {
  readonly database: string;
  readonly letters: number;
  readonly events: number;
  /** Of data and metadata, on the average. */
  readonly bytesPerEvent: number;
  readonly distribution: string;
}

const counterpartiesOf = (letters: number): number =>
  Math.min(Math.max(Math.round(letters / 20), 200), 20_000);

const identity = (letters: number, { name }: Distribution): string => {
  const parts = [GENERATOR, name, JSON.stringify(benchOrganization)];
  const hash = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 8);
  return `letters_${letters}_${hash}`;
};

/** Counterparties and projects, before there are letters. */
function* registersLog(counterparties: number, by: Distribution, at: string): Generator<LoggedEvent> {
  const random = new Random(3);
  const write = (stream: LoggedEvent['stream'], event: { type: string; data: unknown }): LoggedEvent => {
    const commandId = random.uuid();
    const encoded = encodeGenerated(random, event, {
      actor: secretaryId,
      at,
      commandId,
      command: event.type,
    });
    return { ...encoded, stream, revision: 0, commandId };
  };
  for (const [index, name] of by.correspondents(counterparties).entries()) {
    const id = counterpartyId(index);
    const details = { kind: 'organization', name, addresses: [], contacts: [] };
    yield write(streamName('counterparty', id), {
      type: 'CounterpartyAdded',
      data: { counterpartyId: id, details },
    });
  }
  for (let index = 0; index < PROJECTS; index += 1) {
    const details = {
      code: `П-${index + 1}`,
      name: `Объект ${index + 1}`,
      counterpartyIds: [counterpartyId(index)],
      memberIds: [...projectMembers(index)],
    };
    yield write(streamName('project', projectId(index)), { type: 'ProjectOpened', data: { details } });
  }
}

function* inTurn<Value>(...lists: readonly Iterable<Value>[]): Generator<Value> {
  for (const list of lists) yield* list;
}

/** Every event of the first few is read back as the product reads it. */
function* checked(events: Iterable<LoggedEvent>, count: number): Generator<LoggedEvent> {
  let seen = 0;
  for (const event of events) {
    if (seen < count) decode({ ...event, position: '' as Position });
    seen += 1;
    yield event;
  }
}

/** A log without read models: the organisation is founded by commands, everything after that is copied in. */
const fill = async (
  server: BenchServer,
  database: string,
  letters: number,
  from: Distribution,
  progress: (text: string) => void,
): Promise<void> => {
  const chancery = await openChancery(server, database);
  try {
    const founded = await chancery.chancery.organization.execute(
      { actor: SYSTEM, commandId: 'a0000000-0000-4000-8000-000000000001' },
      benchOrganization,
    );
    if (isRefusal(founded)) throw new Error(`The organisation was refused: ${JSON.stringify(founded)}`);
    const client = await chancery.pool.connect();
    try {
      const { rows } = await client.query<{ position: string }>('select position from log.head');
      const head = Number(rows[0]?.position ?? 0);
      const counterparties = counterpartiesOf(letters);
      const end = new Date();
      const start = new Date(end.getTime() - 20 * 365 * 86_400_000).toISOString();
      const events = checked(
        inTurn(
          registersLog(counterparties, from, start),
          generateLog({ letters, distribution: from, counterparties, end }),
        ),
        CHECKED + counterparties,
      );
      // Indexes over streams are built after the fact: one row at a time they would be written all over.
      const constraints = await client.query<{ name: string; definition: string }>(
        `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
         where conrelid = 'log.events'::regclass and contype = 'u'`,
      );
      for (const { name } of constraints.rows) {
        await client.query(`alter table log.events drop constraint ${pg.escapeIdentifier(name)}`);
      }
      const copied = await copyEvents(client, 'log.events', events, head + 1, (count) =>
        progress(`${letters} letters · ${count} events written`),
      );
      progress(`${letters} letters · the index over streams`);
      await client.query(`set maintenance_work_mem = '1GB'`);
      for (const { name, definition } of constraints.rows) {
        await client.query(
          `alter table log.events add constraint ${pg.escapeIdentifier(name)} ${definition}`,
        );
      }
      await client.query('update log.head set position = $1', [head + copied.events]);
      await client.query('vacuum analyze log.events');
      await client.query(`create schema bench`);
      await client.query(
        `create table bench.corpus (letters int, events bigint, bytes bigint, distribution text, head bigint)`,
      );
      await client.query('insert into bench.corpus values ($1, $2, $3, $4, $5)', [
        letters,
        copied.events,
        copied.bytes,
        from.name,
        head + copied.events,
      ]);
    } finally {
      client.release();
    }
  } finally {
    await chancery.close();
  }
};

/**
 * Builds the read models that are not there or are of another version, brings the others to the log's end, and lets the policies
 * begin there.
 */
const buildReadModels = async (
  server: BenchServer,
  database: string,
  progress: (text: string) => void,
): Promise<void> => {
  const chancery = await openChancery(server, database);
  try {
    const { rows } = await chancery.pool.query<{ name: string; version: number; position: string }>(
      `select c.name, c.version, c.position from projections.checkpoints c, log.head
       where c.status = 'live' and c.position <> '' and c.position::bigint <= head.position`,
    );
    const live = ({ name, version }: (typeof allProjections)[number]) =>
      rows.find((one) => one.name === name && one.version === version);
    const missing = allProjections.filter((projection) => !live(projection));
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name);
      await chancery.rebuild(names, ({ events }) => progress(`${database} · read models · ${events} events`));
    }
    const head = await chancery.eventStore.head();
    if (allProjections.some((projection) => (live(projection)?.position ?? head) < head)) {
      progress(`${database} · read models · the log's end`);
      await chancery.readModels.start();
      if (!(await chancery.readModels.waitFor(head, CATCH_UP_MS)))
        throw new Error(`The read models of ${database} did not reach ${head}`);
    }
    // With the event, or the log would be taken for another one: the policies would go through all of it while it is measured.
    for (const { name } of chancery.chancery.policies) {
      await chancery.pool.query(
        `insert into projections.checkpoints (key, name, version, status, position, event)
         select $1::text, $1::text, 1, 'live', $2::text, stream || '@' || revision || ' ' || id from log.events where position = $2::text::bigint
         on conflict (key) do update set (position, event) = (excluded.position, excluded.event)`,
        [`policy:${name}`, head],
      );
    }
    if (missing.length > 0) await chancery.pool.query('vacuum analyze');
  } finally {
    await chancery.close();
  }
};

/**
 * Takes what a benchmark has appended out of the log again, also after one that was broken off. What a server wrote stays, as its
 * timekeeper does: the read models have taken it in.
 */
export const trim = async (server: BenchServer, database: string): Promise<void> => {
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `update log.head set position = greatest(
         (select head from bench.corpus),
         (select max(c.position::bigint) from projections.checkpoints c
          where status = 'live' and name = any($1) and c.position <> '' and c.position::bigint <= head.position))`,
      [allProjections.map(({ name }) => name)],
    );
    await client.query('delete from log.events where position > (select position from log.head)');
    // What was signed of those events would be missed, and no server would start on a log that is shorter.
    await client.query('delete from ledger.tiles');
    await client.query('delete from ledger.checkpoints');
    await client.query('update ledger.state set size = 0, swept_to = 0');
    await client.query('commit');
  } finally {
    await client.end();
  }
};

/** The corpus of that many letters: made where it is not there, brought up to date where the read models are older. */
export const corpus = async (
  server: BenchServer,
  letters: number,
  progress: (text: string) => void,
  options: { readonly readModels: boolean } = { readModels: true },
): Promise<Corpus> => {
  const from = distribution();
  const database = identity(letters, from);
  for (const other of await server.list()) {
    if (other.startsWith(`letters_${letters}_`) && other !== database) await server.drop(other);
  }
  const isThere = (await server.exists(database)) && (await describe(server, database));
  if (!isThere) {
    await server.create(database);
    await fill(server, database, letters, from, progress);
  }
  await trim(server, database);
  if (options.readModels) await buildReadModels(server, database, progress);
  const made = await describe(server, database);
  if (!made) throw new Error(`${database} was not made`);
  return { ...made, database };
};

/** Those of these sizes that the mode goes to: the first in the short, up to the largest in the full. */
export const corpora = async (
  { server, pick, largest, progress }: Pick<BenchContext, 'server' | 'pick' | 'largest' | 'progress'>,
  sizes: readonly [number, ...number[]],
  options?: { readonly readModels: boolean },
): Promise<readonly Corpus[]> => {
  const made: Corpus[] = [];
  for (const letters of pick(
    sizes.slice(0, 1),
    sizes.filter((size) => size <= largest),
  )) {
    made.push(await corpus(server, letters, progress, options));
  }
  return made;
};

/** Undefined for one whose making was interrupted. */
const describe = async (
  server: BenchServer,
  database: string,
): Promise<Omit<Corpus, 'database'> | undefined> => {
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('bench.corpus') is not null as there`,
    );
    if (!rows[0]?.there) return undefined;
    const made = await client.query<{ letters: number; events: string; bytes: string; distribution: string }>(
      'select letters, events, bytes, distribution from bench.corpus',
    );
    const [row] = made.rows;
    if (!row) return undefined;
    const events = Number(row.events);
    const { letters, distribution: name } = row;
    return { letters, events, distribution: name, bytesPerEvent: Number(row.bytes) / events };
  } finally {
    await client.end();
  }
};
