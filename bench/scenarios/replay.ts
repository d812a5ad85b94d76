import { performance } from 'node:perf_hooks';
import { BEGINNING, type Position } from '../../domain/event.ts';
import { logSource } from '../../infrastructure/event-store/log-source.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { benchLog, newChancery } from '../chancery.ts';
import { copyEvents } from '../letters/copy.ts';
import { distribution } from '../letters/distribution.ts';
import { generateLog, type LoggedEvent } from '../letters/log.ts';
import { openEmmett } from '../peers/emmett.ts';
import { fillEmmett } from '../peers/fill-emmett.ts';
import { openMessageDb } from '../peers/message-db.ts';
import { openRawLog } from '../peers/raw.ts';
import { atLeast, rate, type Scenario } from '../scenario.ts';

const PAGE = 1_000;

export const replay: Scenario = {
  name: 'replay',
  title: 'Replaying the whole log in its order, by pages of 1,000 events',
  async *cases({ server, pick, progress }) {
    const events = [
      ...generateLog({
        letters: pick(1_500, 8_000),
        distribution: distribution(),
        counterparties: 500,
        end: new Date(),
      }),
    ];
    const chancery = await newChancery(server, 'bench_replay_chancery');
    const raw = await openRawLog(server, 'bench_replay_raw');
    const emmett = await openEmmett(server, 'bench_replay_emmett', 16);
    const messageDb = await openMessageDb(server, 'bench_replay_message_db');
    try {
      progress(`replay · ${events.length} events into each log`);
      for (const [{ pool }, table] of [
        [chancery, 'log.events'],
        [raw, 'events'],
      ] as const) {
        const client = await pool.connect();
        await copyEvents(client, table, events, 1);
        await client.query(`vacuum analyze ${table}`);
        client.release();
      }
      await chancery.pool.query('update log.head set position = $1', [events.length]);
      await fillEmmett(emmett, events);
      await fillMessageDb(messageDb, events);

      const store = new PostgresEventStore(chancery.pool, benchLog);
      const source = logSource(store);
      const timed = async (read: () => Promise<number>): Promise<{ rate: number }> => {
        const begun = performance.now();
        const count = await read();
        if (count !== events.length) throw new Error(`${count} of ${events.length} events were read`);
        return { rate: (count / (performance.now() - begun)) * 1_000 };
      };
      yield {
        name: 'whole-log',
        title: `${events.length.toLocaleString('en')} events`,
        metrics: [rate('events/s')],
        rounds: pick(3, 15),
        warmUp: 1,
        notes: [
          'Chancery checks every event by the schema of its type; the others parse JSON and check nothing.',
          'Chancery reads the next page while a whole one is worked on; the others read when they are asked.',
          'message-db has no reading of everything: it reads the category that everything is in.',
        ],
        bars: [
          atLeast(0.7, 'chancery', 'raw', 'rate', 'raw SELECT with JSON.parse'),
          atLeast(3, 'chancery', 'emmett'),
        ],
        contenders: [
          {
            name: 'chancery',
            round: () =>
              timed(async () => {
                let count = 0;
                for (let after: Position = BEGINNING; ; ) {
                  const entries = await source.readAfter(after, PAGE);
                  const broken = entries.find(({ event }) => !event);
                  if (broken) throw broken.error;
                  count += entries.length;
                  const last = entries.at(-1);
                  if (!last || entries.length < PAGE) return count;
                  after = last.position;
                }
              }),
          },
          {
            name: 'raw',
            round: () =>
              timed(async () => {
                let count = 0;
                for (let after = 0; ; ) {
                  const rows = await raw.readAll(after, PAGE);
                  count += rows.length;
                  if (rows.length < PAGE) return count;
                  after = Number(rows.at(-1)?.position);
                }
              }),
          },
          {
            name: 'emmett',
            round: () =>
              timed(async () => {
                let read = 0;
                for (let after = 0n; ; ) {
                  const { position, count } = await emmett.readAll(after, PAGE);
                  read += count;
                  if (count < PAGE) return read;
                  after = position;
                }
              }),
          },
          {
            name: 'message-db',
            round: () =>
              timed(async () => {
                let read = 0;
                for (let from = 1; ; ) {
                  const { position, count } = await messageDb.readCategory('letters', from, PAGE);
                  read += count;
                  if (count < PAGE) return read;
                  from = position + 1;
                }
              }),
          },
        ],
      };
    } finally {
      await Promise.all([chancery.close(), raw.close(), emmett.close(), messageDb.close()]);
    }
  },
};

/** Straight into its table, in our order, as its functions would have written. */
const fillMessageDb = async (
  { pool }: Awaited<ReturnType<typeof openMessageDb>>,
  events: readonly LoggedEvent[],
): Promise<void> => {
  for (let from = 0; from < events.length; from += 500) {
    const part = events.slice(from, from + 500);
    await pool.query(
      `insert into messages (id, stream_name, position, type, data, metadata)
       select * from unnest($1::uuid[], $2::text[], $3::bigint[], $4::text[], $5::jsonb[], $6::jsonb[])`,
      [
        part.map(({ id }) => id),
        part.map(({ stream }) => `letters-${stream}`),
        part.map(({ revision }) => revision),
        part.map(({ type }) => type),
        part.map(({ data }) => data),
        part.map(({ metadata }) => metadata),
      ],
    );
  }
  await pool.query('vacuum analyze messages');
};
