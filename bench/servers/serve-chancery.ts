import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import type { EventStore } from '../../application/ports/event-store.ts';
import { type Composition, compose } from '../../infrastructure/composition.ts';
import type { LogWaker } from '../../infrastructure/event-store/log-source.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { createServer } from '../../infrastructure/http/server.ts';
import { openDevelopmentIssuer } from '../../infrastructure/identity/development-issuer.ts';
import { developmentTokens } from '../../infrastructure/identity/development-tokens.ts';
import { createTokenVerifier } from '../../infrastructure/identity/token-verifier.ts';
import { createPool } from '../../infrastructure/postgres/connection.ts';
import { benchLog } from '../chancery.ts';
import { listening } from './peer-pool.ts';

type Store = EventStore & LogWaker;

/** The store as it is. */
const unchanged = (store: PostgresEventStore): Store => ({
  maxEventBytes: store.maxEventBytes,
  append: (...args) => store.append(...args),
  read: (...args) => store.read(...args),
  readAll: (...args) => store.readAll(...args),
  readAnnounced: (...args) => store.readAnnounced(...args),
  head: () => store.head(),
  subscribe: (...args) => store.subscribe(...args),
  onAppend: (waker) => store.onAppend(waker),
  close: () => store.close(),
});

export interface ServedChancery {
  readonly pool: pg.Pool;
  readonly composition: Composition;
  readonly app: FastifyInstance;
  /** Says where the server is, until it is told to end. */
  listen(): Promise<void>;
}

/** Chancery as the program composes it, but for what is put in place of its event store's methods. */
export const serveChancery = async (
  readModelWaitMs: number,
  instead: (store: PostgresEventStore) => Partial<Store>,
): Promise<ServedChancery> => {
  const dataFolder = process.env.DATA_DIR ?? '';
  const pool = createPool({ connectionString: process.env.DATABASE_URL ?? '' }, benchLog);
  const store = new PostgresEventStore(pool, benchLog);
  const eventStore = { ...unchanged(store), ...instead(store) };
  const composition = compose({ pool, dataFolder, maxFileBytes: 1_000_000, log: benchLog, eventStore });
  await composition.start();
  const issuer = await openDevelopmentIssuer(dataFolder, developmentTokens);
  const verifier = await createTokenVerifier(developmentTokens, issuer);
  const app = await createServer({ composition, verifier, issuer, readModelWaitMs, log: benchLog });
  return {
    pool,
    composition,
    app,
    async listen() {
      process.on('SIGTERM', () => {
        void app
          .close()
          .then(() => composition.stop())
          .then(() => pool.end())
          .then(() => process.exit(0));
      });
      listening(await app.listen({ host: '127.0.0.1', port: 0 }));
    },
  };
};
