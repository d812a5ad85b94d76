import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../application/event-codec.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { openEventStoreDb } from '../infrastructure/event-store/eventstoredb/open-event-store.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { openDevelopmentIssuer } from '../infrastructure/identity/development-issuer.ts';
import { developmentTokens } from '../infrastructure/identity/development-tokens.ts';
import { inThisProcess } from './command-line.ts';
import { silent, type TestDatabase, urlOf } from './database.ts';
import { type House, openHouse } from './house.ts';
import { type LogPlace, logPlaces } from './log-places.ts';
import { openedLog } from './opened-log.ts';
import { type SpawnedServer, spawnServer } from './spawned-server.ts';
import { everything } from './whole-log.ts';

const INSTANCES = 3;
const WORKERS = 3;
/** That there are at least. */
const LETTERS = 24;

describe.each(logPlaces)('three servers on one %s, killed and started again,', (_, openPlace) => {
  let database: TestDatabase;
  let place: LogPlace;
  let dataFolder: string;
  const servers: SpawnedServer[] = [];
  let tokens: ReadonlyMap<string, string>;

  const environment = () => ({
    DATABASE_URL: urlOf(database.connection),
    EVENTSTORE_URL: place.options.eventStoreUrl,
    DEVELOPMENT: 'true',
    DATA_DIR: dataFolder,
  });
  const start = async (index: number): Promise<void> => {
    servers[index] = await spawnServer({ ...environment(), LOG_LEVEL: 'error' });
  };

  beforeAll(async () => {
    place = await openPlace();
    const founded: House = await openHouse(place.options);
    database = founded.database;
    await founded.stop();
    // With the master key in it, which all of them need.
    dataFolder = founded.dataFolder;
    const issuer = await openDevelopmentIssuer(dataFolder, developmentTokens);
    const logins = ['sokolova', 'lisitsyna', 'ezhov'];
    tokens = new Map(
      await Promise.all(logins.map(async (login) => [login, (await issuer.issue(login)).token] as const)),
    );
    await Promise.all(Array.from({ length: INSTANCES }, (_, index) => start(index)));
  });
  afterAll(async () => {
    for (const server of servers) server.process.kill('SIGKILL');
    await place.close();
    await database.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  /** Gives the command to any server, and again to any other with the same id until one answers. */
  const command = async (login: string, mutation: string, type: string, input: object) => {
    const commandId = randomUUID();
    const body = JSON.stringify({
      query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { letter { id } } }`,
      variables: { input: { ...input, commandId } },
    });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const server = servers[Math.floor(Math.random() * servers.length)];
      try {
        const response = await fetch(`${server?.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${tokens.get(login)}` },
          body,
        });
        const answer = (await response.json()) as {
          data?: Record<string, { letter: { id: string } }>;
          errors?: { extensions: { code: string } }[];
        };
        const id = answer.data?.[mutation]?.letter.id;
        if (id) return id;
        throw new Error(answer.errors?.[0]?.extensions.code ?? JSON.stringify(answer));
      } catch (error) {
        // A server that is gone is a failed fetch; anything that a server says is an answer.
        if (!(error instanceof TypeError) && !(error instanceof SyntaxError)) throw error;
        await sleep(50);
      }
    }
    throw new Error(`Nobody answered ${mutation}`);
  };

  it('do nothing twice and lose nothing', async () => {
    let working = true;
    const replied: string[] = [];
    let registered = 0;
    const worker = async (): Promise<void> => {
      while (working || registered < LETTERS) {
        const letterId = await command('sokolova', 'registerIncomingLetter', 'RegisterIncomingLetterInput', {
          card: {
            counterpartyId: demoCounterpartyId('stroyinvest'),
            subject: 'О сроках поставки',
            addressee: { departmentId: demoDepartmentId('design') },
            channel: 'email',
          },
        });
        registered += 1;
        const executorId = demoEmployeeId('ezhov');
        await command('lisitsyna', 'assignExecutor', 'AssignExecutorInput', { letterId, executorId });
        await command('ezhov', 'draftReply', 'DraftReplyInput', { letterId, text: 'Поставим.' });
        replied.push(letterId);
        // Work at full speed would leave no processor to the servers that start.
        await sleep(200);
      }
    };
    const workers = Array.from({ length: WORKERS }, worker);
    // Whoever takes over takes in what comes as if nothing had been.
    const putAside = new Set<string>();
    const looking = setInterval(() => {
      database.pool.query<{ error: string }>('select key, error from projections.blocked_streams').then(
        ({ rows }) => {
          for (const row of rows) putAside.add(JSON.stringify(row));
        },
        () => undefined,
      );
    }, 50).unref();
    for (let index = 0; index < INSTANCES; index += 1) {
      await sleep(400);
      const killed = servers[index]?.process as ChildProcess;
      killed.kill('SIGKILL');
      await once(killed, 'exit');
      await start(index);
    }
    working = false;
    await Promise.all(workers);

    // The servers that are left finish what the policies have to do.
    const { eventStoreUrl } = place.options;
    const store = eventStoreUrl
      ? openEventStoreDb(eventStoreUrl, silent)
      : new PostgresEventStore(database.pool, silent);
    const opened = openedLog(store, database.pool, dataFolder);
    const replies = async () => {
      const events = (await everything(opened)).map(decode);
      const drafted = events.flatMap((event) => (event.type === 'Drafted' ? [event.data.answers] : []));
      return { events, drafted };
    };
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
      if ((await replies()).drafted.length >= replied.length) break;
    }
    const { events, drafted } = await replies();
    await store.close();

    expect(registered).toBeGreaterThan(20);
    expect(events.filter(({ type }) => type === 'Registered')).toHaveLength(registered);
    expect(drafted.toSorted()).toEqual(replied.toSorted());
    const numbers = events.flatMap((event) =>
      event.type === 'Registered' ? [event.data.number.sequence] : [],
    );
    expect(numbers.toSorted((one, other) => one - other)).toEqual(numbers.map((_, index) => index + 1));
    const facts = events
      .filter(({ stream }) => stream.startsWith('letter-'))
      .map(({ stream, metadata, type }) => `${stream} ${metadata.commandId} ${type}`);
    expect(new Set(facts).size).toBe(facts.length);

    // Read models that changed hands at every kill are what the log says, row by row.
    const rows = async (): Promise<Record<string, readonly string[]>> => {
      const { rows: tables } = await database.pool.query(
        `select table_name as name from information_schema.views where table_schema = 'read' order by 1`,
      );
      const all = await Promise.all(
        tables.map(({ name }) =>
          database.pool.query(
            `select (to_jsonb(r) - 'row_version')::text as row from read.${name} r order by (to_jsonb(r) - 'row_version')::text collate "C"`,
          ),
        ),
      );
      return Object.fromEntries(
        tables.map(({ name }, index) => [name, all[index]?.rows.map(({ row }) => row) ?? []]),
      );
    };
    const url = servers[0]?.url;
    for (const deadline = Date.now() + 20_000; Date.now() < deadline; await sleep(100)) {
      const ready = (await (await fetch(`${url}/ready`)).json()) as { followers: { lag: number }[] };
      if (ready.followers.every(({ lag }) => lag === 0)) break;
    }
    clearInterval(looking);
    expect([...putAside]).toEqual([]);
    const live = await rows();
    expect((await inThisProcess(environment())('rebuild')).code).toBe(0);
    expect(await rows()).toEqual(live);
  }, 120_000);
});
