import type { Position } from '../../domain/event.ts';
import type { EntryRow } from '../notices/notice-tables.ts';
import type { ApiContext } from './api-context.ts';

/** Each notice of the caller's as it comes, from the first call of `next` on, until it is ended. */
export const noticeFeed = (context: ApiContext): AsyncIterableIterator<EntryRow> => {
  const { employeeId, services } = context;
  const { tables, bell } = services.notices;
  const now = () => services.chancery.now();
  const waiting: EntryRow[] = [];
  let open = true;
  let news = false;
  let wake = (): void => undefined;
  const rouse = (): void => {
    news = true;
    wake();
  };
  // What comes from now on is heard of before it is looked up to where the person was told.
  const listening = bell.listen(employeeId, rouse);
  const beginning = listening.then(() => tables.toldUntilNow(employeeId, now()));
  beginning.catch(() => undefined);
  let told: Awaited<typeof beginning> | undefined;
  const end = (): IteratorResult<EntryRow> => {
    open = false;
    listening.then(
      (forget) => forget(),
      () => undefined,
    );
    wake();
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      try {
        told ??= await beginning;
        while (open) {
          const next = waiting.shift();
          if (next) {
            // The letter is to be found where it is asked for with the notice.
            await services.readModels.waitFor(next.position as Position, services.waitMs, 'present');
            context.present.renew();
            return { done: false, value: next };
          }
          if (news) {
            news = false;
            const found = await tables.since(employeeId, told, now());
            told = found.told;
            if (found.more) news = true;
            waiting.push(...found.entries);
          } else {
            await new Promise<void>((settle) => {
              wake = settle;
            });
          }
        }
      } catch (error) {
        end();
        throw error;
      }
      return end();
    },
    return: async () => end(),
  };
};
