import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { figures } from '../../projections/figures/figures.ts';
import type { RebuildProgress } from '../../projections/runner/rebuild.ts';
import { versions } from '../../projections/versions/versions.ts';
import type { BuildOrder, BuildThreadSettings, FromBuildThread, ToBuildThread } from './build-thread.ts';

const PROGRAM = new URL('./build-thread.ts', import.meta.url);
/** A thread's code is compiled while it is used, and persons are often erased one after the other. */
const KEPT_MS = 60_000;
/** They take as long to build as all others together. */
const APART: ReadonlySet<string> = new Set([versions.name, figures.name]);

type OnProgress = (progress: RebuildProgress) => void;

interface UnderWay {
  readonly worker: Worker;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: OnProgress;
}

/** A thread that builds read models. There is one from the first order on, and for a while after the last. */
class BuildThread {
  readonly #settings: BuildThreadSettings;
  readonly #underWay = new Map<number, UnderWay>();
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #orders = 0;
  #hasEnded = false;

  constructor(settings: BuildThreadSettings) {
    this.#settings = settings;
  }

  /** @throws Error what the build failed with, by its name and message. */
  async carryOut(order: BuildOrder, onProgress: OnProgress): Promise<void> {
    if (this.#hasEnded) throw new Error('Read models are not built any more: the process ends');
    clearTimeout(this.#timer);
    const worker = this.#worker ?? this.#start();
    worker.ref();
    const id = this.#orders++;
    try {
      await new Promise<void>((resolve, reject) => {
        this.#underWay.set(id, { worker, resolve, reject, onProgress });
        worker.postMessage({ id, order } satisfies ToBuildThread);
      });
    } finally {
      this.#underWay.delete(id);
      if (this.#underWay.size === 0) {
        worker.unref();
        this.#timer = setTimeout(() => this.#dismiss().catch(() => undefined), KEPT_MS).unref();
      }
    }
  }

  /** For good. What is being built is broken off. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    await this.#dismiss();
  }

  #start(): Worker {
    const worker = new Worker(PROGRAM, { workerData: this.#settings });
    this.#worker = worker;
    worker.on('message', ({ id, said }: FromBuildThread) => {
      const order = this.#underWay.get(id);
      if (said === 'done') order?.resolve();
      else if ('failed' in said) order?.reject(Object.assign(new Error(said.failed.message), said.failed));
      else order?.onProgress(said.progress);
    });
    worker.on('error', (error: Error) => this.#fail(worker, error));
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
      this.#fail(worker, new Error('The thread that builds read models has ended'));
    });
    return worker;
  }

  #fail(worker: Worker, error: Error): void {
    for (const order of this.#underWay.values()) if (order.worker === worker) order.reject(error);
  }

  async #dismiss(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#worker = undefined;
    const exit = once(worker, 'exit');
    worker.postMessage('end' satisfies ToBuildThread);
    await exit;
  }
}

/**
 * Builds read models in threads of their own: a second processor is used, and the requests of a server do not wait while thousands of
 * events are folded. Each thread reads the log for itself, which is a tenth of its work.
 */
export class BuildThreads {
  readonly #most: BuildThread;
  readonly #apart: BuildThread;

  constructor(settings: BuildThreadSettings) {
    this.#most = new BuildThread(settings);
    this.#apart = new BuildThread(settings);
  }

  /**
   * As `ReadModels.rebuild`. `onProgress` is told of the thread that is behind.
   *
   * @throws Error what one of them failed with, when both have ended: what the other one has built is live.
   */
  async rebuild(names: readonly string[], onProgress: OnProgress = () => undefined): Promise<void> {
    const orders = [...Map.groupBy(names, (name) => this.#threadOf(name))];
    const reached = new Map<BuildThread, RebuildProgress>();
    const outcomes = await Promise.allSettled(
      orders.map(([thread, rebuild]) =>
        thread.carryOut({ rebuild }, (progress) => {
          reached.set(thread, progress);
          if (reached.size < orders.length) return;
          onProgress(
            [...reached.values()].reduce((one, other) => (one.events <= other.events ? one : other)),
          );
        }),
      ),
    );
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }

  /** As `ReadModels.bringUpToDate`. */
  bringUpToDate(name: string): Promise<void> {
    return this.#threadOf(name).carryOut({ bringUpToDate: name }, () => undefined);
  }

  /** For good, with what is being built. */
  async end(): Promise<void> {
    await Promise.all([this.#most.end(), this.#apart.end()]);
  }

  #threadOf(name: string): BuildThread {
    return APART.has(name) ? this.#apart : this.#most;
  }
}
