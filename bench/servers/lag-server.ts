import { performance } from 'node:perf_hooks';
import { idOf, type Position } from '../../domain/event.ts';
import { serveChancery } from './serve-chancery.ts';

/**
 * Chancery with a watch on its event store: from the moment when an append was answered to the moment when every
 * read model has it. Lags are handed out on GET /lags.
 */
const WAIT_MS = 5_000;
const GIVE_UP_MS = 30_000;
/** Every so many, the tables themselves are asked whether they show it. */
const VERIFIED = 50;

let lags: number[] = [];
let problem: string | undefined;
let appended = 0;

const verify = async (stream: string, revision: number): Promise<void> => {
  const { rows } = await chancery.pool.query<{ revision: number }>(
    'select revision from read.letters where id = $1',
    [idOf(stream)],
  );
  if ((rows[0]?.revision ?? -1) < revision)
    problem = `${stream} is said to be shown at ${revision} and is not`;
};

const watch = async (since: number, stream: string, position: Position, revision: number): Promise<void> => {
  if (!(await chancery.composition.readModels.waitFor(position, GIVE_UP_MS))) {
    problem = `${position} was not shown within ${GIVE_UP_MS} ms`;
    return;
  }
  lags.push(performance.now() - since);
  appended += 1;
  if (appended % VERIFIED === 0 && stream.startsWith('letter-')) await verify(stream, revision);
};

const chancery = await serveChancery(WAIT_MS, (store) => ({
  async append(stream, ...rest) {
    const result = await store.append(stream, ...rest);
    if (result.ok) void watch(performance.now(), stream, result.position, result.revision);
    return result;
  },
}));
chancery.app.get('/lags', async () => {
  const taken = lags;
  lags = [];
  if (problem) throw new Error(problem);
  return taken;
});
await chancery.listen();
