import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { AppendResult, EventStore, NewEvent, StoredEvent } from '../application/ports/event-store.ts';
import { BEGINNING, type Category, type StreamName, streamName } from '../domain/event.ts';
import { migrateLog } from '../infrastructure/event-store/migrate-log.ts';
import { type OpenLog, openLog, withoutSecrets } from '../infrastructure/event-store/open-log.ts';
import { inThisProcess } from './command-line.ts';
import { createTestDatabase, silent, type TestDatabase, urlOf } from './database.ts';
import { startStandIn } from './eventstore-stand-in/stand-in.ts';
import { everything } from './whole-log.ts';

/** A store of its own for one test, as `migrate-log` opens it. */
interface TestLog extends OpenLog {
  readonly address: string;
  /** Breaks every connection once, so that what is under way fails, and an answer is lost. */
  interrupt(): Promise<void>;
}

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Emptied after each test and used by the next: to clone one and drop it costs more than most of what is tried here. */
const idle: TestDatabase[] = [];
afterAll(async () => {
  for (const database of idle) await database.close();
});

const opened = async (address: string, interrupt: () => Promise<void>): Promise<TestLog> => {
  const log = await openLog(address, '', silent);
  cleanups.push(() => log.close());
  return { ...log, address, interrupt };
};

const postgresDatabase = async (): Promise<TestDatabase> => {
  const database = idle.pop() ?? (await createTestDatabase());
  cleanups.push(async () => {
    await database.pool.query('truncate log.events; update log.head set position = 0');
    idle.push(database);
  });
  return database;
};

const postgresLog = async (): Promise<TestLog> => {
  const database = await postgresDatabase();
  return opened(urlOf(database.connection), () => database.interrupt());
};

const eventStoreDbLog = async (): Promise<TestLog> => {
  const standIn = await startStandIn();
  cleanups.push(() => standIn.close());
  return opened(standIn.connectionString, async () => {
    standIn.faults.refuseAppends(1, 'unavailable');
    standIn.faults.loseAnswers(1);
    await standIn.faults.dropConnections();
  });
};

const stores: Readonly<Record<string, () => Promise<TestLog>>> = {
  PostgreSQL: postgresLog,
  EventStoreDB: eventStoreDbLog,
};

const directions = Object.keys(stores).flatMap((from) =>
  Object.keys(stores).map((to) => [from, to] as const),
);

const open = (kind: string): Promise<TestLog> => {
  const start = stores[kind];
  if (!start) throw new Error(`No store ${kind}`);
  return start();
};

const newStream = (category: Category = 'letter'): StreamName => streamName(category, randomUUID());

const event = (commandId: string, payload: unknown = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Registered',
  data: JSON.stringify(payload),
  metadata: JSON.stringify({ commandId, version: 1 }),
});

const record = async (
  store: EventStore,
  stream: StreamName,
  revision: number,
  events: readonly NewEvent[],
  commandId: string,
): Promise<void> => {
  const result = await store.append(stream, revision < 0 ? 'none' : revision, events, commandId);
  if (!result.ok) throw new Error(result.conflict);
};

/** How many events the log has, asked again and again: only those are read that have come since. */
const countOf = (store: EventStore): (() => Promise<number>) => {
  let [count, after] = [0, BEGINNING];
  return async () => {
    for (;;) {
      const batch = await store.readAll(after, 500);
      const last = batch.at(-1);
      if (!last) return count;
      count += batch.length;
      after = last.position;
    }
  };
};

/** All that a copy keeps of an event. */
const kept = ({ stream, revision, id, type, data, metadata }: StoredEvent) => ({
  stream,
  revision,
  id,
  type,
  data: data.toString(),
  metadata: metadata,
});

const contents = async (store: EventStore) => (await everything(store)).map(kept);

/** A log in which streams of all categories were written to at the same time, by commands of one to four events. */
const fill = async (store: EventStore, streams = 12, commands = 6): Promise<void> => {
  const categories = ['letter', 'journal', 'organization', 'counterparty', 'project'] as const;
  await Promise.all(
    Array.from({ length: streams }, async (_, n) => {
      const stream = newStream(categories[n % categories.length]);
      let revision = -1;
      for (let command = 0; command < commands; command += 1) {
        const commandId = randomUUID();
        const count = 1 + ((n + command) % 4);
        const events = Array.from({ length: count }, (_, index) =>
          event(commandId, { n, command, index, text: 'Письмо № 42 «на Ваш исх.» 😀', z: 1, a: [] }),
        );
        await record(store, stream, revision, events, commandId);
        revision += count;
      }
    }),
  );
};

/** The store, but for what is replaced; appends are passed through `append`. */
const over = (store: EventStore, replaced: Partial<EventStore>): EventStore => ({
  maxEventBytes: store.maxEventBytes,
  append: (...args) => store.append(...args),
  read: (...args) => store.read(...args),
  readAll: (...args) => store.readAll(...args),
  head: () => store.head(),
  subscribe: (...args) => store.subscribe(...args),
  close: () => store.close(),
  ...replaced,
});

describe.each(directions)('a log copied from %s to %s', (from, to) => {
  const pair = async () => ({ source: await open(from), target: await open(to) });

  it('is the same to the byte and in the same order, written in the same writes', async () => {
    const { source, target } = await pair();
    await fill(source.store);
    const writes: (readonly [string, StreamName, number])[] = [];
    const spied = over(target.store, {
      append: (stream, expected, events, commandId) => {
        writes.push([commandId, stream, events.length]);
        return target.store.append(stream, expected, events, commandId);
      },
    });
    const report = await migrateLog(source.store, spied);

    const originals = await everything(source.store);
    expect(originals.length).toBeGreaterThan(150);
    expect((await everything(target.store)).map(kept)).toEqual(originals.map(kept));
    expect(report).toMatchObject({ found: 0, copied: originals.length, sourceGrew: false });
    expect(report.difference).toBeUndefined();
    expect(report.target).toEqual(report.source);
    expect(report.source).toMatchObject({ events: originals.length, streams: 12 });
    expect(writes).toHaveLength(12 * 6);
    expect(new Set(writes.map(([commandId]) => commandId)).size).toBe(12 * 6);
  });

  it('answers a command that is repeated there as the source did', async () => {
    const { source, target } = await pair();
    const [stream, commandId] = [newStream(), randomUUID()];
    const events = [event(commandId, { a: 1 }), event(commandId, { b: 2 }), event(commandId, { c: 3 })];
    await record(source.store, stream, -1, events, commandId);
    await record(source.store, stream, 2, [event('next')], 'next');
    await migrateLog(source.store, target.store);
    const again = await target.store.append(stream, 'none', events, commandId);
    expect(again).toMatchObject({ ok: true, revision: 2, repeated: true });
    const others = [event(commandId, { a: 2 }), event(commandId, { b: 2 })];
    expect(await target.store.append(stream, 'none', others, commandId)).toEqual({
      ok: false,
      conflict: 'command-id-reused',
    });
    expect(await everything(target.store)).toHaveLength(4);
  });

  it('is left alone by a second run', async () => {
    const { source, target } = await pair();
    await fill(source.store, 5, 3);
    const first = await migrateLog(source.store, target.store);
    const second = await migrateLog(
      source.store,
      over(target.store, {
        append: async () => {
          throw new Error('It wrote');
        },
      }),
    );
    expect(second).toMatchObject({
      found: first.copied,
      copied: 0,
      source: first.source,
      target: first.source,
    });
  });

  it('is completed from wherever a run broke off', async () => {
    const source = await open(from);
    await fill(source.store, 6, 3);
    const originals = await contents(source.store);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(17), { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (breaks, late) => {
          const target = await open(to);
          for (const survived of breaks) {
            let appends = 0;
            const breaking = over(target.store, {
              append: async (...args): Promise<AppendResult> => {
                if (appends++ < survived) return target.store.append(...args);
                // The process dies before the write, or after it, before it learns of it.
                if (late) await target.store.append(...args);
                throw new Error('died');
              },
            });
            await migrateLog(source.store, breaking).catch((error: Error) =>
              expect(error.message).toBe('died'),
            );
          }
          const report = await migrateLog(source.store, target.store);
          expect(report.difference).toBeUndefined();
          expect(await contents(target.store)).toEqual(originals);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('is equal though connections break and answers are lost while it is copied', async () => {
    const { source, target } = await pair();
    await fill(source.store, 16, 6);
    let copying = true;
    const breaking = (async () => {
      for (let n = 0; copying && n < 6; n += 1, await sleep(60)) {
        await source.interrupt();
        await target.interrupt();
      }
    })();
    const report = await migrateLog(source.store, target.store).finally(() => (copying = false));
    await breaking;
    expect(report.difference).toBeUndefined();
    expect(await contents(target.store)).toEqual(await contents(source.store));
  });

  it('says that the source has grown, and is completed by another run', async () => {
    const { source, target } = await pair();
    await fill(source.store, 5, 3);
    const before = (await everything(source.store)).length;
    let grown = false;
    const growing = over(target.store, {
      append: async (...args) => {
        if (!grown) {
          grown = true;
          await fill(source.store, 2, 2);
        }
        return target.store.append(...args);
      },
    });
    const first = await migrateLog(source.store, growing);
    expect(first).toMatchObject({ copied: before, sourceGrew: true, target: { events: before } });
    expect(first.difference).toBeUndefined();
    const second = await migrateLog(source.store, target.store);
    expect(second).toMatchObject({ found: before, sourceGrew: false });
    expect(await contents(target.store)).toEqual(await contents(source.store));
  });

  it.each([
    ['of another organisation', async (target: EventStore) => fill(target, 2, 2)],
    [
      'that follow on the whole of the source',
      async (target: EventStore, source: EventStore) => {
        await migrateLog(source, target);
        await record(target, newStream(), -1, [event('more')], 'more');
      },
    ],
    [
      'that part from the source after its beginning',
      async (target: EventStore, source: EventStore) => {
        const [first] = await everything(source);
        if (!first) throw new Error('no events');
        const { commandId } = JSON.parse(first.metadata) as { commandId: string };
        await record(target, first.stream, -1, [first], commandId);
        await record(target, first.stream, 0, [event('another')], 'another');
      },
    ],
  ])('is refused, and nothing written, where the target has events %s', async (_, prepare) => {
    const { source, target } = await pair();
    await fill(source.store, 3, 2);
    await prepare(target.store, source.store);
    const before = await contents(target.store);
    await expect(migrateLog(source.store, target.store)).rejects.toThrow(/^TARGET_HAS_OTHER_EVENTS: /);
    expect(await contents(target.store)).toEqual(before);
  });

  it('is refused, and nothing written, when an event is not of any command or too large for the target', async () => {
    const { source, target } = await pair();
    await fill(source.store, 2, 2);
    const small = over(target.store, { maxEventBytes: 200 });
    const commandId = randomUUID();
    await record(source.store, newStream(), -1, [event(commandId, { text: 'x'.repeat(300) })], commandId);
    await expect(migrateLog(source.store, small)).rejects.toThrow(/^EVENT_TOO_LARGE: /);
    const orphan = { ...event(''), metadata: '{"version":1}' };
    await record(source.store, newStream(), -1, [orphan], randomUUID());
    await expect(migrateLog(source.store, target.store)).rejects.toThrow(/^EVENT_WITHOUT_COMMAND: /);
    expect(await everything(target.store)).toEqual([]);
  });

  it('is refused when the source lacks the beginning of a stream', async () => {
    const { source, target } = await pair();
    const stream = newStream();
    for (const n of [0, 1, 2]) await record(source.store, stream, n - 1, [event(`${n}`)], `${n}`);
    const truncated = over(source.store, {
      readAll: async (after, limit) =>
        (await source.store.readAll(after, limit)).filter(({ revision }) => revision > 1),
    });
    await expect(migrateLog(truncated, target.store)).rejects.toThrow(
      /^SOURCE_INCOMPLETE: .* before revision 2/,
    );
  });

  it('is refused when somebody else writes to the target meanwhile', async () => {
    const { source, target } = await pair();
    await fill(source.store, 3, 3);
    let disturbed = false;
    const shared = over(target.store, {
      append: async (stream, expected, events, commandId) => {
        if (!disturbed && expected !== 'none') {
          disturbed = true;
          await record(target.store, stream, expected, [event('intruder')], 'intruder');
        }
        return target.store.append(stream, expected, events, commandId);
      },
    });
    await expect(migrateLog(source.store, shared)).rejects.toThrow(/^TARGET_CHANGED: /);
  });

  it.each(['data', 'metadata', 'id', 'type', 'missing'] as const)(
    'that differs in %s is found out, and the first such event is named',
    async (field) => {
      const { source, target } = await pair();
      await fill(source.store, 4, 3);
      const spoilt = 5;
      let copied = 0;
      const spoiling = over(target.store, {
        append: async (stream, expected, events, commandId) => {
          const first = copied;
          copied += events.length;
          if (field === 'missing' || first > spoilt || copied <= spoilt) {
            return target.store.append(stream, expected, events, commandId);
          }
          const others = {
            data: { data: '{"other":1}' },
            metadata: { metadata: `{"commandId":"${commandId}","other":1}` },
            id: { id: randomUUID() },
            type: { type: 'Annulled' },
          }[field];
          const altered = events.map((one, index) =>
            first + index === spoilt ? { ...one, ...others } : one,
          );
          return target.store.append(stream, expected, altered, commandId);
        },
      });
      // Somebody appends when the copy is complete but not yet proved.
      const adding = over(spoiling, {
        readAll: async (after, limit) => {
          if (field === 'missing' && copied > 0 && after === BEGINNING) {
            await record(target.store, newStream(), -1, [event('late')], 'late');
          }
          return spoiling.readAll(after, limit);
        },
      });
      const report = await migrateLog(source.store, adding);
      const number = field === 'missing' ? copied + 1 : spoilt + 1;
      expect(report.difference).toMatchObject({ event: number, in: field });
      const theirs = (await everything(target.store))[number - 1];
      expect(report.difference?.target).toEqual(theirs);
      expect(report.target.sha256).not.toBe(report.source.sha256);
    },
  );
});

describe.each(Object.keys(stores))('a log copied from PostgreSQL to %s', (to) => {
  it('is the same though a command wrote more at once than EventStoreDB takes', async () => {
    const source = await postgresLog();
    const target = await open(to);
    const [stream, commandId] = [newStream('organization'), randomUUID()];
    const large = Array.from({ length: 5 }, (_, n) => event(commandId, { n, text: 'x'.repeat(400_000) }));
    await record(source.store, stream, -1, large, commandId);
    await record(source.store, stream, 4, [event('next')], 'next');
    const report = await migrateLog(source.store, target.store);
    expect(report.difference).toBeUndefined();
    expect(await contents(target.store)).toEqual(await contents(source.store));
  });
});

describe('chancery migrate-log', () => {
  const main = fileURLToPath(new URL('../infrastructure/main.ts', import.meta.url));
  const start = (...args: string[]) => {
    const child = spawn(process.execPath, [main, 'migrate-log', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const told = { out: '', err: '' };
    child.stdout.on('data', (chunk) => (told.out += chunk));
    child.stderr.on('data', (chunk) => (told.err += chunk));
    const ended = once(child, 'close').then(([code, signal]) => ({ ...told, code: code ?? signal }));
    return { child, ended };
  };

  // There and back: processes take long to start, and how a broken-off copy is completed is tried above for every direction.
  it.each(directions.filter(([from, to]) => from !== to))(
    'killed again and again from %s to %s, goes on where it was and ends equal',
    async (from, to) => {
      const [source, target] = [await open(from), await open(to)];
      await fill(source.store, 60, 6);
      const originals = await contents(source.store);
      const count = countOf(target.store);
      let kills = 0;
      for (let reached = 0; kills < 2; ) {
        const { child, ended } = start('--from', source.address, '--to', target.address);
        let over = false;
        void ended.then(() => (over = true));
        const before = reached;
        while (!over && reached < before + originals.length / 4) {
          await sleep(5);
          reached = await count();
        }
        if (over) break;
        child.kill('SIGKILL');
        await ended;
        kills += 1;
      }
      expect(kills).toBeGreaterThan(0);
      const last = await start('--from', source.address, '--to', target.address).ended;
      expect(last.err).toMatch(/proved/);
      expect(last).toMatchObject({ code: 0 });
      expect(last.out).toMatch(
        new RegExp(
          `^source +${originals.length} events, 60 streams, sha256 ([0-9a-f]{64})\\ntarget +${originals.length} events, 60 streams, sha256 \\1$`,
          'm',
        ),
      );
      expect(last.out).toContain('The logs are equal');
      expect(await contents(target.store)).toEqual(originals);
      const again = await inThisProcess({})('migrate-log', '--from', source.address, '--to', target.address);
      expect(again.stdout).toMatch(/^copied +0 events$/m);
    },
    120_000,
  );

  it('ends with 1 and names the event when the logs differ, and with 1 when it refuses', async () => {
    // A target that does not keep what it is given, and so of no use to another test.
    const [source, target] = [await postgresLog(), await createTestDatabase()];
    cleanups.push(() => target.close());
    await fill(source.store, 3, 2);
    await target.pool.query(`
      create function spoil() returns trigger language plpgsql as $$
      begin new.type := 'Annulled'; return new; end $$;
      create trigger spoil before insert on log.events for each row when (new.position = 4) execute function spoil()`);
    const copied = () =>
      inThisProcess({})('migrate-log', '--from', source.address, '--to', urlOf(target.connection));
    const first = await copied();
    const fourth = (await everything(source.store))[3];
    expect(first.code).toBe(1);
    expect(first.stdout).toContain(
      'LOGS_DIFFER: event 4 of the log is the first that is not the same (type).',
    );
    expect(first.stdout).toContain(`source: Registered ${fourth?.id}`);
    expect(first.stdout).toContain(`target: Annulled ${fourth?.id}`);
    const second = await copied();
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(/^TARGET_HAS_OTHER_EVENTS: .*event 4/m);
  });

  it.each([
    ['postgres://me:secret@host/log?sslrootcert=/ca', 'postgres://me@host/log'],
    ['esdb://me:secret@a:2113,b:2113?tlsCAFile=/ca', 'esdb://me@a:2113,b:2113'],
    ['esdb+discover://me:se/c@ret@cluster:2113', 'esdb+discover://me@cluster:2113'],
    ['kurrentdb://a:2113,b:2113', 'kurrentdb://a:2113,b:2113'],
    ['embedded:/data/with:colon', 'embedded:/data/with:colon'],
  ])('names %s without its password', (address, named) => {
    expect(withoutSecrets(address)).toBe(named);
  });

  it('ends with 2 for an address that is none, and never tells a password', async () => {
    const { code, err } = await start('--from', 'mysql://me:secret@host/log', '--to', 'embedded').ended;
    expect(code).toBe(2);
    expect(err).toMatch(/^UNKNOWN_STORE: “mysql:\/\/me@host\/log”/);
    const run = inThisProcess({});
    const same = await run('migrate-log', '--from', 'embedded:x', '--to', 'embedded:x');
    expect(same.code).toBe(2);
    expect(same.stderr).toMatch(/^SAME_LOG: /);
    const away = await run(
      'migrate-log',
      '--from',
      'postgres://me:secret@127.0.0.1:1/log',
      '--to',
      'embedded',
    );
    expect(away.code).toBe(1);
    expect(away.stderr).toMatch(/^STORE_UNAVAILABLE: postgres:\/\/me@127.0.0.1:1\/log cannot be used: /);
    expect(away.stderr).not.toContain('secret');
  });
});
