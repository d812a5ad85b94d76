import { sql } from 'kysely';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import { taskKinds } from '../../domain/task-kinds.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';
import type { LedgerKeeper } from '../ledger/ledger-keeper.ts';
import type { Gauges } from './metrics.ts';

export interface GaugeSources {
  readonly sealedLog: EventStore;
  readonly readModels: ReadModels;
  readonly read: ReadModel;
  readonly ledger: LedgerKeeper;
  readonly now: () => number;
}

/** Lag is counted up to here. */
const FAR_BEHIND = 1_000;

const lagOf = async (
  { sealedLog, now }: GaugeSources,
  position: string,
): Promise<{ readonly lagEvents: number; readonly lagSeconds: number }> => {
  const missing = await sealedLog.readAll(position as Position, FAR_BEHIND);
  const [first] = missing;
  if (!first) return { lagEvents: 0, lagSeconds: 0 };
  const { at } = JSON.parse(first.metadata) as { readonly at: string };
  return { lagEvents: missing.length, lagSeconds: Math.max(0, (now() - Date.parse(at)) / 1_000) };
};

const followersOf = async (sources: GaugeSources): Promise<Gauges['followers']> => {
  const head = await sources.sealedLog.head();
  const lags = new Map<string, ReturnType<typeof lagOf>>();
  return Promise.all(
    sources.readModels.status().map(async ({ name, position, leader, blockedStreams, problem }) => {
      const behind = leader && position < head;
      // Most stand at the same place: it is read once.
      const lag = behind ? (lags.get(position) ?? lagOf(sources, position)) : undefined;
      if (lag) lags.set(position, lag);
      const { lagEvents, lagSeconds } = (await lag) ?? { lagEvents: 0, lagSeconds: 0 };
      return {
        name: name.replace(':', '_'),
        leads: leader,
        lagEvents,
        lagSeconds,
        blockedStreams,
        stuck: problem !== undefined,
      };
    }),
  );
};

const tasksOf = async ({ read, now }: GaugeSources): Promise<Gauges['tasks']> => {
  const { rows } = await sql<{ kind: string; open: string; overdue: string }>`
    select kind, count(*) as open, count(*) filter (where due_at < ${new Date(now()).toISOString()}) as overdue
    from read.tasks group by kind`.execute(read);
  const counted = new Map(rows.map((row) => [row.kind, row]));
  // A kind of which there are none is 0, and not absent.
  return taskKinds.map((kind) => ({
    kind,
    open: Number(counted.get(kind)?.open ?? 0),
    overdue: Number(counted.get(kind)?.overdue ?? 0),
  }));
};

const outboxOf = async ({ read }: GaugeSources): Promise<number | undefined> => {
  const found = await sql<{
    there: boolean;
  }>`select to_regclass('notices.mails') is not null as there`.execute(read);
  if (!found.rows[0]?.there) return undefined;
  const { rows } = await sql<{ due: string }>`
    select count(*) as due from notices.mails where status = 'due'`.execute(read);
  return Number(rows[0]?.due ?? 0);
};

/** What a scrape tells of the moment. @throws what the database and the log throw. */
export const readGauges = async (sources: GaugeSources): Promise<Gauges> => {
  const { ledger } = sources;
  const [followers, size, unsigned, checkpoint, tasks, outbox] = await Promise.all([
    followersOf(sources),
    ledger.tables.size(),
    ledger.behind(),
    ledger.tables.latestCheckpoint(),
    tasksOf(sources),
    outboxOf(sources),
  ]);
  return {
    followers,
    ledger: { size, unsigned, signedSize: checkpoint?.size ?? 0, problem: ledger.problem !== undefined },
    tasks,
    outbox,
  };
};
