import { performance } from 'node:perf_hooks';
import { openChancery } from '../chancery.ts';
import { corpus } from '../letters/corpus.ts';
import { distribution } from '../letters/distribution.ts';
import { generateLog } from '../letters/log.ts';
import { openBareCopy } from '../peers/bare-copy.ts';
import { openEmmett } from '../peers/emmett.ts';
import { buildEmmettProjection } from '../peers/emmett-projections.ts';
import { fillEmmett } from '../peers/fill-emmett.ts';
import { peerPool } from '../peers/pool.ts';
import { atLeast, type Contender, rate, type Scenario } from '../scenario.ts';

/** So many builds of the short mode until one takes what the next takes. */
const WARMING = 3;

export const rebuild: Scenario = {
  name: 'rebuild',
  title: 'Building read models anew from the whole log',
  async *cases({ server, pick, progress }) {
    const from = await corpus(server, pick(2_000, 10_000), progress);
    const database = 'bench_rebuild_chancery';
    await server.create(database, from.database);
    const chancery = await openChancery(server, database);
    const bare = await openBareCopy(server, database);
    const emmett = await openEmmett(server, 'bench_rebuild_emmett', 16);
    const reader = peerPool(server, 'bench_rebuild_emmett', 2);
    try {
      const log = generateLog({
        letters: pick(100, 1_000),
        distribution: distribution(),
        counterparties: 200,
        end: new Date(),
      });
      const events = [...log].filter(({ stream }) => stream.startsWith('letter-'));
      const letters = new Set(events.map(({ stream }) => stream)).size;
      const types = [...new Set(events.map(({ type }) => type))];
      progress('rebuild · the log of Emmett');
      await fillEmmett(emmett, events);
      const { rows } = await chancery.pool.query<{ count: string }>('select count(*) from log.events');
      const logged = Number(rows[0]?.count);
      let built = 0;

      const emmettBuilds = (name: string, kind: 'table' | 'documents', table: string): Contender => ({
        name,
        async round() {
          await reader.query(`drop table if exists ${table} cascade`);
          const begun = performance.now();
          built += 1;
          await buildEmmettProjection(emmett.url, kind, types, `build-${built}`);
          const seconds = (performance.now() - begun) / 1_000;
          const counted = await reader.query<{ count: string }>(`select count(*) from ${table}`);
          if (Number(counted.rows[0]?.count) !== letters) {
            throw new Error(`${name} has ${counted.rows[0]?.count} of ${letters} letters`);
          }
          return { rate: events.length / seconds };
        },
      });

      // Code is compiled while it is used, in each thread that builds, and a build of this size is over before that.
      for (let build = 0; build < WARMING; build += 1) await chancery.rebuild(chancery.readModels.names);

      yield {
        name: 'all',
        title: `all of ours from ${logged.toLocaleString('en')} events, one of Emmett's from ${events.length.toLocaleString('en')}`,
        metrics: [rate('events/s')],
        rounds: pick(3, 7),
        warmUp: pick(0, 1),
        bars: [
          { text: '≥ 10,000 events/s', contender: 'chancery', metric: 'rate', atLeast: 10_000 },
          atLeast(5, 'chancery', 'emmett, table'),
          atLeast(5, 'chancery', 'emmett, documents'),
        ],
        notes: [
          'Ours are eleven tables of letters, three of registers and two of journals, with search, threads and tasks. Emmett builds one table, or one collection, of letters.',
          'Bare COPY writes the rows that all of ours consist of into tables like theirs, over two connections, and makes their indexes: nothing is read from the log, decoded or folded. It is the least that this PostgreSQL takes.',
        ],
        contenders: [
          {
            name: 'chancery',
            async round() {
              const begun = performance.now();
              await chancery.rebuild(chancery.readModels.names);
              return { rate: (logged / (performance.now() - begun)) * 1_000 };
            },
          },
          {
            name: 'bare COPY of the same rows',
            async round() {
              const begun = performance.now();
              await bare.write();
              return { rate: (logged / (performance.now() - begun)) * 1_000 };
            },
          },
          emmettBuilds('emmett, table', 'table', 'letters'),
          emmettBuilds('emmett, documents', 'documents', 'letter_documents'),
        ],
      };
    } finally {
      await bare.close();
      await chancery.close();
      await reader.end();
      await emmett.close();
      await server.drop(database);
    }
  },
};
