import { performance } from 'node:perf_hooks';
import type { EventStore } from '../../application/ports/event-store.ts';
import { idOf, type Position } from '../../domain/event.ts';
import { compose } from '../../infrastructure/composition.ts';
import type { LogWaker } from '../../infrastructure/event-store/log-source.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { createServer } from '../../infrastructure/http/server.ts';
import { openDevelopmentIssuer } from '../../infrastructure/identity/development-issuer.ts';
import { createTokenVerifier } from '../../infrastructure/identity/token-verifier.ts';
import { createPool } from '../../infrastructure/postgres/connection.ts';
import { benchLog } from '../chancery.ts';

/**
 * Chancery with a watch on its event store: from the moment when an append was answered to the moment when every
 * read model has it. Composed as the program composes it, but for the watch. Lags are handed out on GET /lags.
 */
const tokens = {
  source: { kind: 'development' },
  issuer: 'chancery-development',
  audience: 'chancery',
  algorithms: ['EdDSA'],
} as const;
const GIVE_UP_MS = 30_000;
/** Every so many, the tables themselves are asked whether they show it. */
const VERIFIED = 50;

const dataFolder = process.env.DATA_DIR ?? '';
const pool = createPool({ connectionString: process.env.DATABASE_URL ?? '' }, benchLog);
const store = new PostgresEventStore(pool, benchLog);
let lags: number[] = [];
let problem: string | undefined;
let appended = 0;

const verify = async (stream: string, revision: number): Promise<void> => {
  const { rows } = await pool.query<{ revision: number }>('select revision from read.letters where id = $1', [
    idOf(stream),
  ]);
  if ((rows[0]?.revision ?? -1) < revision)
    problem = `${stream} is said to be shown at ${revision} and is not`;
};

const watch = async (since: number, stream: string, position: Position, revision: number): Promise<void> => {
  if (!(await composition.readModels.waitFor(position, GIVE_UP_MS))) {
    problem = `${position} was not shown within ${GIVE_UP_MS} ms`;
    return;
  }
  lags.push(performance.now() - since);
  appended += 1;
  if (appended % VERIFIED === 0 && stream.startsWith('letter-')) await verify(stream, revision);
};

const watched: EventStore & LogWaker = {
  maxEventBytes: store.maxEventBytes,
  read: (...args) => store.read(...args),
  readAll: (...args) => store.readAll(...args),
  readAnnounced: (...args) => store.readAnnounced(...args),
  head: () => store.head(),
  subscribe: (...args) => store.subscribe(...args),
  onAppend: (waker) => store.onAppend(waker),
  close: () => store.close(),
  async append(stream, ...rest) {
    const result = await store.append(stream, ...rest);
    if (result.ok) void watch(performance.now(), stream, result.position, result.revision);
    return result;
  },
};

const composition = compose({
  pool,
  dataFolder,
  maxFileBytes: 1_000_000,
  log: benchLog,
  eventStore: watched,
});
await composition.start();
const issuer = await openDevelopmentIssuer(dataFolder, tokens);
const app = await createServer({
  composition,
  verifier: await createTokenVerifier(tokens, issuer),
  issuer,
  readModelWaitMs: 5_000,
  log: benchLog,
});
app.get('/lags', async () => {
  const taken = lags;
  lags = [];
  if (problem) throw new Error(problem);
  return taken;
});
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => composition.stop())
    .then(() => pool.end())
    .then(() => process.exit(0));
});
process.stdout.write(`Listening at ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
