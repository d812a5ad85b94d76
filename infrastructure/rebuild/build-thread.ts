import { isatty } from 'node:tty';
import { parentPort, workerData } from 'node:worker_threads';
import type { RebuildProgress } from '../../projections/runner/rebuild.ts';
import { useCompileCache } from '../compile-cache.ts';
import type { DatabaseLocation } from '../postgres/connection.ts';

/** What a thread opens the log and the read models with, beside its process. */
export interface BuildThreadSettings {
  readonly location: DatabaseLocation;
  readonly dataFolder: string;
  readonly masterKey?: Uint8Array | undefined;
  readonly eventStoreUrl?: string | undefined;
  readonly logLevel: string;
}

/** What a thread is told: what `ReadModels` is told by methods of these names; or to end. */
export type BuildOrder = { readonly rebuild: readonly string[] } | { readonly bringUpToDate: string };
export type ToBuildThread = { readonly id: number; readonly order: BuildOrder } | 'end';

/** What it says of an order meanwhile, and last. */
export interface FromBuildThread {
  readonly id: number;
  readonly said:
    | { readonly progress: RebuildProgress }
    | { readonly failed: { readonly name: string; readonly message: string; readonly stack?: string } }
    | 'done';
}

useCompileCache();
const { configuredStore } = await import('../event-store/configured-store.ts');
const { createLogger } = await import('../logging.ts');
const { createPool } = await import('../postgres/connection.ts');
const { openReadModels } = await import('../read-models.ts');

const { location, dataFolder, masterKey, eventStoreUrl, logLevel } = workerData as BuildThreadSettings;
// The log goes to the process's stdout, and `process.stdout` of a thread does not know what that is.
const log = createLogger(logLevel, isatty(1));
const pool = createPool(location, log);
const otherLog = await configuredStore(eventStoreUrl, log);
const { readModels, eventStore } = openReadModels({
  pool,
  dataFolder,
  log,
  ...(masterKey && { masterKey: Buffer.from(masterKey) }),
  ...(otherLog && { eventStore: otherLog }),
});

const underWay = new Set<Promise<void>>();

const carryOut = async (id: number, order: BuildOrder): Promise<void> => {
  const say = (said: FromBuildThread['said']): void =>
    parentPort?.postMessage({ id, said } satisfies FromBuildThread);
  try {
    if ('rebuild' in order) await readModels.rebuild(order.rebuild, (progress) => say({ progress }));
    else await readModels.bringUpToDate(order.bringUpToDate);
    say('done');
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    say({ failed: { name, message, ...(stack !== undefined && { stack }) } });
  }
};

const end = async (): Promise<void> => {
  // What is being built is broken off.
  await readModels.stop();
  await Promise.all(underWay);
  await eventStore.close();
  await pool.end();
  parentPort?.close();
};

parentPort?.on('message', (told: ToBuildThread) => {
  if (told === 'end') {
    void end();
    return;
  }
  const work = carryOut(told.id, told.order).finally(() => underWay.delete(work));
  underWay.add(work);
});
