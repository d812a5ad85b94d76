import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import { streamName } from '../../domain/event.ts';
import { type OpenedChancery, openChancery } from '../chancery.ts';
import { closedLoop } from '../closed-loop.ts';
import type { BenchContext } from '../context.ts';
import { corpora, MILLION_EVENTS, trim } from '../letters/corpus.ts';
import { type SampleEvent, sampleEvents } from '../letters/samples.ts';
import { type Case, type Contender, milliseconds, rate, type Scenario } from '../scenario.ts';
import { quantile, sorted } from '../statistics.ts';

const WRITERS = 16;
const SIZES = [10_000, MILLION_EVENTS, 1_000_000] as const;
const PAGE = 50;

type Server = BenchContext['server'];

const opened = (server: Server, database: string, sealSeconds = 10): Promise<OpenedChancery> =>
  openChancery(server, database, 20, {
    ledger: { sealSeconds, signer: { kind: 'file' }, witnesses: [], isPublic: false },
  });

/** What was signed of this log, and what is kept outside of the database of another one. */
const forget = async (server: Server, { ledger: { tables } }: OpenedChancery): Promise<void> => {
  await server.forgetAnchor();
  await tables.reset(0);
};

/** Appends as fast as it goes, and how long it takes until a reader of the log has each event. */
const appending = async (
  chancery: OpenedChancery,
  events: readonly SampleEvent[],
  time: number,
): Promise<{ readonly rate: number; readonly lag: number }> => {
  const answered = new Map<string, number>();
  const lags: number[] = [];
  const subscription = chancery.sealedLog.subscribe(await chancery.sealedLog.head(), async (batch) => {
    const now = performance.now();
    for (const { id } of batch) {
      const at = answered.get(id);
      if (at !== undefined) lags.push(now - at);
    }
  });
  let next = 0;
  const perSecond = await closedLoop(WRITERS, time, async () => {
    const event = { ...(events[next++ % events.length] as SampleEvent), id: randomUUID() };
    answered.set(event.id, performance.now());
    const result = await chancery.sealedLog.append(
      streamName('letter', randomUUID()),
      'none',
      [event],
      event.id,
    );
    if (!result.ok) throw new Error(`Refused: ${result.conflict}`);
  });
  await subscription.close();
  return { rate: perSecond, lag: quantile(sorted(lags), 0.5) };
};

async function* costCase({ server, pick }: BenchContext): AsyncGenerator<Case> {
  const events = sampleEvents(300).first;
  const names = ['bench_ledger_off', 'bench_ledger_on'] as const;
  for (const name of names) await server.create(name);
  // Each round has a seal in it. A server's own interval, in the full mode.
  const [sealSeconds, roundMs] = pick([2, 2_200], [10, 11_000]);
  const [off, on] = await Promise.all([opened(server, names[0]), opened(server, names[1], sealSeconds)]);
  try {
    await forget(server, on);
    await on.ledger.check();
    const contender = (name: string, chancery: OpenedChancery): Contender => ({
      name,
      round: () => appending(chancery, events, roundMs),
    });
    on.ledger.start();
    yield {
      name: 'cost',
      title: `appending to new streams, ${WRITERS} writers, sealed every ${sealSeconds} s, or never`,
      metrics: [rate('events/s'), milliseconds('lag')],
      rounds: pick(4, 15),
      warmUp: 1,
      bars: [
        {
          text: '≥ 0.95× without',
          contender: 'sealed',
          metric: 'rate',
          over: { contender: 'not sealed', metric: 'rate' },
          atLeast: 0.95,
        },
        {
          text: '≤ 1.05× without',
          contender: 'sealed',
          metric: 'lag',
          over: { contender: 'not sealed', metric: 'lag' },
          atMost: 1.05,
        },
      ],
      notes: ['Lag: from the call of the append to where a subscriber of the log has the event; the median.'],
      contenders: [contender('not sealed', off), contender('sealed', on)],
    };
  } finally {
    await Promise.all([off.close(), on.close()]);
    for (const name of names) await server.drop(name);
  }
}

async function* proofCase(context: BenchContext): AsyncGenerator<Case> {
  const { server, pick, progress } = context;
  const sizes = [];
  for (const made of await corpora(context, SIZES, { readModels: false })) {
    const chancery = await opened(server, made.database);
    await forget(server, chancery);
    await chancery.ledger.check();
    progress(`ledger · sealing ${made.events.toLocaleString('en')} events`);
    await chancery.ledger.sealNow();
    sizes.push({ ...made, chancery });
  }
  try {
    yield {
      name: 'proof',
      title: 'inclusion proofs, one reader',
      metrics: [milliseconds('one'), milliseconds(`page of ${PAGE}`)],
      rounds: pick(3, 12),
      warmUp: 1,
      bars: [],
      notes: [
        'Of events that are read already: finding their places, reading the hashes, verifying the proofs.',
      ],
      contenders: await Promise.all(
        sizes.map(async ({ events, chancery }): Promise<Contender> => {
          const stored = await scattered(chancery, 400);
          const timeOf = async (width: number): Promise<number> => {
            let next = 0;
            const perSecond = await closedLoop(1, pick(300, 1_000), async () => {
              const some = Array.from({ length: width }, () => stored[next++ % stored.length] as StoredEvent);
              const proofs = await chancery.proofs.ofEvents(some);
              if (proofs.some((proof) => !proof)) throw new Error('An event is not proved');
            });
            return 1_000 / perSecond;
          };
          return {
            name: `${events.toLocaleString('en')} events`,
            round: async () => ({ one: await timeOf(1), [`page of ${PAGE}`]: await timeOf(PAGE) }),
          };
        }),
      ),
    };
  } finally {
    for (const { chancery, database } of sizes) {
      await forget(server, chancery);
      await chancery.close();
      await trim(server, database);
    }
  }
}

/** Events from all over the log. */
const scattered = async (
  { pool, sealedLog }: OpenedChancery,
  count: number,
): Promise<readonly StoredEvent[]> => {
  const { rows } = await pool.query<{ stream: StoredEvent['stream'] }>(
    `select stream from log.events where position in (
       select (1 + floor(random() * (select max(position) from log.events)))::bigint from generate_series(1, $1))`,
    [count],
  );
  return (await Promise.all(rows.map(({ stream }) => sealedLog.read(stream, 0, 1)))).flat();
};

export const ledger: Scenario = {
  name: 'ledger',
  isLong: true,
  title: 'What the ledger costs, and what its proofs do',
  async *cases(context) {
    yield* costCase(context);
    yield* proofCase(context);
  },
};
