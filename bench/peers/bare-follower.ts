import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchServer } from '../database.ts';
import { type SampleEvent, sampleEvents } from '../letters/samples.ts';
import { openRawLog } from './raw.ts';

/**
 * As little as a reader of the log can do: one statement that takes what was appended into one table, without waiting for the
 * disk. Positions of a sequence may appear out of their order, and what it misses so it does not look for again.
 */
const FOLLOW = `with taken as (
    insert into shown select position, stream, revision, type, data from events where position > $1 returning position
  ) select max(position) as position from taken`;
const CONNECTIONS = 32;

export interface BareFollower {
  /** Appends so many events a second for so long. @returns from each append's answer to when the table has it, in ms */
  lags(perSecond: number, milliseconds: number): Promise<readonly number[]>;
  close(): Promise<void>;
}

export const openBareFollower = async (server: BenchServer, database: string): Promise<BareFollower> => {
  const raw = await openRawLog(server, database, CONNECTIONS);
  await raw.pool.query(
    'create table shown (position bigint primary key, stream text, revision int, type text, data text)',
  );
  const follower = await raw.pool.connect();
  await follower.query('set synchronous_commit = off');
  const events = sampleEvents(200).later;
  let next = 0;
  let reached = 0;
  let following: Promise<void> | undefined;
  let grown = false;

  const follow = async (): Promise<void> => {
    while (grown) {
      grown = false;
      const { rows } = await follower.query({ name: 'follow', text: FOLLOW, values: [reached] });
      reached = Number(rows[0]?.position ?? reached);
    }
    following = undefined;
  };
  const append = async (): Promise<number> => {
    const event = events[next++ % events.length] as SampleEvent;
    const id = randomUUID();
    await raw.append(`letter-${id}`, 0, { ...event, id }, id);
    const begun = performance.now();
    grown = true;
    // What is being read already may have missed it.
    await following;
    // One that found nothing to do would end before it is known here, and be taken for one that goes on.
    if (grown) following ??= follow();
    await following;
    return performance.now() - begun;
  };
  return {
    async lags(perSecond, milliseconds) {
      const begun = performance.now();
      const under: Promise<number>[] = [];
      while (performance.now() - begun < milliseconds) {
        const due = Math.floor(((performance.now() - begun) / 1_000) * perSecond);
        while (under.length < due) under.push(append());
        await sleep(1);
      }
      return Promise.all(under);
    },
    async close() {
      follower.release();
      await raw.close();
    },
  };
};
