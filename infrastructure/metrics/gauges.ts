import { sql } from 'kysely';
import type pg from 'pg';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';
import type { LedgerKeeper } from '../ledger/ledger-keeper.ts';
import type { Metrics, Reading } from './metrics.ts';

/** Lag is counted up to here: counting on would cost more than whoever looks would learn. */
const FAR_BEHIND = 1_000;

export interface Gauged {
  readonly eventStore: EventStore;
  readonly readModels: ReadModels;
  readonly ledger: LedgerKeeper;
  readonly read: ReadModel;
  readonly pool: pg.Pool;
  readonly now: () => string;
}

/** What is found out when Prometheus asks, and costs nothing in between. */
export const addGauges = (metrics: Metrics, gauged: Gauged): void => {
  const { eventStore, readModels, ledger, read, pool, now } = gauged;
  const followers = (
    value: (status: ReturnType<ReadModels['status']>[number]) => number,
  ): readonly Reading[] =>
    readModels.status().map((status) => ({ labels: { name: status.name }, value: value(status) }));

  metrics.gauge(
    'chancery_follower_leads',
    'Whether this process leads the read model or policy',
    ['name'],
    async () => followers(({ leader }) => (leader ? 1 : 0)),
  );
  metrics.gauge(
    'chancery_follower_problem',
    'Whether the read model or policy stands still because of an error',
    ['name'],
    async () => followers(({ problem }) => (problem ? 1 : 0)),
  );
  metrics.gauge(
    'chancery_follower_blocked_streams',
    'Streams that the read model or policy has put aside because of an event that it cannot take',
    ['name'],
    async () => followers(({ blockedStreams }) => blockedStreams),
  );

  // Both are told by one reading of the log for each follower that this process leads.
  const behind = async (): Promise<readonly { name: string; events: number; seconds: number }[]> =>
    Promise.all(
      readModels
        .status()
        .filter(({ leader }) => leader)
        .map(async ({ name, position }) => {
          const events = await eventStore.readAll(position as Position, FAR_BEHIND);
          const first = events[0] && (JSON.parse(events[0].metadata) as { at: string }).at;
          const seconds = first ? Math.max(0, Date.parse(now()) - Date.parse(first)) / 1000 : 0;
          return { name, events: events.length, seconds };
        }),
    );
  let asked: ReturnType<typeof behind> | undefined;
  /** One answer for the gauges that are collected together. */
  const lag = (): ReturnType<typeof behind> => {
    asked ??= behind().finally(() => {
      asked = undefined;
    });
    return asked;
  };
  metrics.gauge(
    'chancery_follower_lag_events',
    'Events that the read model or policy has still to take in, counted up to 1000',
    ['name'],
    async () => (await lag()).map(({ name, events }) => ({ labels: { name }, value: events })),
  );
  metrics.gauge(
    'chancery_follower_lag_seconds',
    'Age of the oldest event that the read model or policy has still to take in',
    ['name'],
    async () => (await lag()).map(({ name, seconds }) => ({ labels: { name }, value: seconds })),
  );

  metrics.gauge('chancery_ledger_size', 'Events that the last signed checkpoint covers', [], async () => {
    const checkpoint = await ledger.tables.latestCheckpoint();
    return checkpoint ? [{ value: checkpoint.size }] : [];
  });
  metrics.gauge(
    'chancery_ledger_behind',
    'Events that are not covered yet, counted up to 1000',
    [],
    async () => [{ value: await ledger.behind() }],
  );
  metrics.gauge(
    'chancery_ledger_problem',
    'Whether the log is not what was signed, and nothing is signed any more',
    ['problem'],
    async () => (ledger.problem ? [{ labels: { problem: ledger.problem.code }, value: 1 }] : []),
  );

  metrics.gauge(
    'chancery_open_tasks',
    'Open tasks by kind and whether they are overdue',
    ['kind', 'overdue'],
    async () => {
      const { rows } = await sql<{ kind: string; overdue: boolean; tasks: string }>`
      select kind, due_at < ${now()}::timestamptz as overdue, count(*) as tasks
      from read.tasks group by 1, 2`.execute(read);
      return rows.map(({ kind, overdue, tasks }) => ({
        labels: { kind, overdue: String(overdue) },
        value: Number(tasks),
      }));
    },
  );

  metrics.gauge(
    'chancery_database_connections',
    'Connections of this process by state',
    ['state'],
    async () => [
      { labels: { state: 'idle' }, value: pool.idleCount },
      { labels: { state: 'busy' }, value: pool.totalCount - pool.idleCount },
      { labels: { state: 'awaited' }, value: pool.waitingCount },
    ],
  );
};
