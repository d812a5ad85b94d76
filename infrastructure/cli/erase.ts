import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { refusalText } from '../messages/refusals.ts';
import { Misuse, SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { caughtUp } from './caught-up.ts';
import { scopeNamed } from './history.ts';
import { say } from './say.ts';
import { whoWorks } from './who-works.ts';

const ERASURE_WAIT_MS = 60_000;

export interface EraseOptions {
  readonly employee?: string;
  readonly counterparty?: string;
  /** SHA-256 of files beside those that are known to be theirs. */
  readonly file: readonly string[];
  readonly reason: string;
  /** Login of whoever orders it. */
  readonly as?: string;
}

export const erase = async ({ employee, counterparty, file, reason, as }: EraseOptions): Promise<void> => {
  if ((employee === undefined) === (counterparty === undefined)) {
    throw new Misuse('Give either --employee or --counterparty');
  }
  await atWork(async (installation) => {
    const { chancery, readModels } = installation;
    await caughtUp(installation);
    const actor = await whoWorks(chancery, as);
    const named = await scopeNamed(installation, {
      ...(employee !== undefined && { employee }),
      ...(counterparty !== undefined && { counterparty }),
    });
    if (named.kind !== 'employee' && named.kind !== 'counterparty')
      throw new Error(`Nobody can erase ${named.kind}`);
    const { kind, id } = named;
    const order = { kind, id, files: file, reason };
    const outcome = await chancery.privacy.erase({ actor, commandId: randomUUID() }, order);
    if (isRefusal(outcome)) throw new SpeakingError(refusalText(outcome, 'en'));
    if (!(await readModels.waitForReactions(outcome.position, ERASURE_WAIT_MS))) {
      throw new SpeakingError(
        'The erasure is on the record; a server will carry it out. `erasures` tells how far it is.',
      );
    }
    say('The keys are destroyed: nobody can read the data any more.');
    const removed = outcome.state.erasures.get(outcome.id)?.fileHashes.length ?? 0;
    if (removed > 0) say(`Files removed from the store: ${removed}.`);
    const completed = await chancery.erasureCompletion.sweep();
    say(
      completed.length > 0
        ? 'Read models that once showed them are gone.'
        : 'A server removes the last traces.',
    );
  });
};
