import { randomUUID } from 'node:crypto';
import { type StreamName, streamName } from '../../domain/event.ts';
import { newChancery } from '../chancery.ts';
import { closedLoop } from '../closed-loop.ts';
import { meanBytes, type SampleEvent, sampleEvents } from '../letters/samples.ts';
import { openCastore } from '../peers/castore.ts';
import { openEmmett } from '../peers/emmett.ts';
import { openMessageDb } from '../peers/message-db.ts';
import { openRawLog } from '../peers/raw.ts';
import { atLeast, type Bar, type Contender, rate, type Scenario } from '../scenario.ts';

const bars: Readonly<Record<number, readonly Bar[]>> = {
  1: [atLeast(0.9, 'chancery', 'raw', 'rate', 'raw single INSERT')],
  16: [atLeast(6, 'chancery', 'emmett'), atLeast(1.5, 'chancery', 'raw', 'rate', 'raw single INSERT')],
  64: [atLeast(2, 'chancery', 'raw', 'rate', 'raw single INSERT')],
};

/** What is left of the raw rate where positions have no gaps: the least that such a log takes. */
const IN_ORDER = 'raw, positions without gaps';

/** A stream that a writer keeps for itself, and how many events it has. */
interface Own {
  readonly id: string;
  length: number;
}

type Append = (id: string, length: number, event: SampleEvent) => Promise<unknown>;

export const append: Scenario = {
  name: 'append',
  title: 'Appending events, each durable when it is answered',
  async *cases({ server, pick }) {
    const chancery = await newChancery(server, 'bench_append_chancery');
    const raw = await openRawLog(server, 'bench_append_raw');
    const emmett = await openEmmett(server, 'bench_append_emmett');
    const castore = await openCastore(server, 'bench_append_castore');
    const messageDb = await openMessageDb(server, 'bench_append_message_db');
    const events = sampleEvents(pick(200, 1_000));
    const letter = (id: string): StreamName => streamName('letter', id);

    const contenders: Readonly<Record<string, Append>> = {
      chancery: async (id, length, { type, data, metadata }) => {
        const event = { id: randomUUID(), type, data, metadata };
        const expected = length === 0 ? 'none' : length - 1;
        const result = await chancery.eventStore.append(letter(id), expected, [event], randomUUID());
        if (!result.ok) throw new Error(`Refused: ${result.conflict}`);
      },
      raw: (id, length, event) =>
        raw.append(letter(id), length, { ...event, id: randomUUID() }, randomUUID()),
      [IN_ORDER]: (id, length, event) =>
        raw.appendInOrder(letter(id), length, { ...event, id: randomUUID() }, randomUUID()),
      emmett: (id, length, event) =>
        emmett.append(letter(id), length === 0 ? 'new' : BigInt(length), [event]),
      castore: (id, length, event) => castore.append(id, length + 1, event),
      'message-db': (id, length, event) =>
        messageDb.append(letter(id), length - 1, { ...event, id: randomUUID() }),
    };

    const contendersOf = (writers: number) =>
      Object.entries(contenders).filter(([name]) => {
        // Several writers would wait for each other's commit there.
        if (name === IN_ORDER) return writers === 1;
        // To connect takes longer than the rounds of the short mode, and no bar is about the others there.
        return writers < 64 || ['chancery', 'raw'].includes(name) || pick(false, true);
      });

    try {
      for (const streams of ['new', 'existing'] as const) {
        const written = streams === 'new' ? events.first : events.later;
        for (const writers of [1, 16, 64]) {
          yield {
            name: `${streams}-${writers}`,
            title: `to ${streams} streams, ${writers} writer${writers === 1 ? '' : 's'}`,
            metrics: [rate('events/s')],
            rounds: pick(4, 15),
            warmUp: 1,
            bars: bars[writers] ?? [],
            notes: [`Events of ${meanBytes(written)} bytes (data and metadata) on the average.`],
            contenders: contendersOf(writers).map(([name, write]): Contender => {
              const own: Own[] = Array.from({ length: writers }, () => ({ id: randomUUID(), length: 0 }));
              let next = 0;
              const event = (): SampleEvent => written[next++ % written.length] as SampleEvent;
              return {
                name,
                async round() {
                  for (const stream of streams === 'existing' ? own : []) {
                    if (stream.length === 0) {
                      await write(stream.id, 0, events.first[0] as SampleEvent);
                      stream.length = 1;
                    }
                  }
                  const perSecond = await closedLoop(writers, pick(130, 600), async (writer) => {
                    if (streams === 'new') {
                      await write(randomUUID(), 0, event());
                      return;
                    }
                    const stream = own[writer] as Own;
                    await write(stream.id, stream.length, event());
                    stream.length += 1;
                  });
                  return { rate: perSecond };
                },
              };
            }),
          };
        }
      }
    } finally {
      await Promise.all([chancery.close(), raw.close(), emmett.close(), castore.close(), messageDb.close()]);
    }
  },
};
