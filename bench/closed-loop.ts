import { performance } from 'node:perf_hooks';

/** So many workers, each of which begins its next piece of work when the last is done, for so long. @returns per second */
export const closedLoop = async (
  workers: number,
  milliseconds: number,
  work: (worker: number) => Promise<unknown>,
): Promise<number> => {
  const begun = performance.now();
  const end = begun + milliseconds;
  let done = 0;
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      while (performance.now() < end) {
        await work(worker);
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - begun)) * 1_000;
};
