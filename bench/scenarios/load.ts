import { letterAggregate } from '../../application/aggregates.ts';
import { CommandHandler } from '../../application/command-handler.ts';
import { systemClock } from '../../application/ports/clock.ts';
import { streamName } from '../../domain/event.ts';
import { newChancery } from '../chancery.ts';
import { closedLoop } from '../closed-loop.ts';
import { longLetter } from '../letters/samples.ts';
import { openCastore } from '../peers/castore.ts';
import { openEmmett } from '../peers/emmett.ts';
import { openRawLog } from '../peers/raw.ts';
import { atLeast, type Contender, rate, type Scenario } from '../scenario.ts';

export const load: Scenario = {
  name: 'load',
  title: 'Loading a letter to decide on: read, decoded, checked by its schema, folded',
  async *cases({ server, pick, progress }) {
    for (const length of [20, 200]) {
      const letters = pick(6, 100);
      const chancery = await newChancery(server, 'bench_load_chancery');
      const raw = await openRawLog(server, 'bench_load_raw');
      const emmett = await openEmmett(server, 'bench_load_emmett');
      const castore = await openCastore(server, 'bench_load_castore');
      const handler = new CommandHandler(chancery.eventStore, systemClock);
      const ids: string[] = [];
      try {
        for (let letter = 0; letter < letters; letter += 1) {
          if (letter % 10 === 0) progress(`load · ${letter} letters of ${length} events`);
          const id = crypto.randomUUID();
          const stream = streamName('letter', id);
          const events = longLetter(letter + 1, length);
          ids.push(id);
          await Promise.all([
            chancery.eventStore.append(stream, 'none', events, crypto.randomUUID()),
            Promise.all(events.map((event, revision) => raw.append(stream, revision, event, event.id))),
            emmett.append(stream, 'new', events),
            Promise.all(events.map((event, revision) => castore.append(id, revision + 1, event))),
          ]);
        }
        const expecting = (name: string, found: number): void => {
          if (found !== length) throw new Error(`${name} loaded ${found} of ${length} events`);
        };
        const loads: Readonly<Record<string, (id: string) => Promise<number>>> = {
          chancery: async (id) => {
            const loaded = await handler.load(letterAggregate, streamName('letter', id));
            return loaded.state ? loaded.events.length : 0;
          },
          raw: async (id) => (await raw.read(streamName('letter', id))).length,
          emmett: (id) => emmett.aggregate(streamName('letter', id)),
          castore: (id) => castore.aggregate(id),
        };
        yield {
          name: `${length}-events`,
          title: `${length} events, one reader`,
          metrics: [rate('loads/s')],
          rounds: pick(4, 25),
          warmUp: pick(3, 2),
          bars: [atLeast(0.95, 'chancery', 'raw', 'rate', 'raw SELECT with JSON.parse')],
          contenders: Object.entries(loads).map(([name, loadOne]): Contender => {
            let next = 0;
            return {
              name,
              round: async () => ({
                rate: await closedLoop(1, pick(200, 400), async () => {
                  expecting(name, await loadOne(ids[next++ % ids.length] as string));
                }),
              }),
            };
          }),
        };
      } finally {
        await Promise.all([chancery.close(), raw.close(), emmett.close(), castore.close()]);
      }
    }
  },
};
