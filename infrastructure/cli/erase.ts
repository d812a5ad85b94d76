import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { isRefusal } from '../../domain/refusal.ts';
import { InvalidConfig } from '../config.ts';
import { refusalText } from '../messages/refusals.ts';
import { caughtUp } from './caught-up.ts';
import type { Cli } from './cli.ts';
import { scopeNamed } from './history.ts';
import { whoWorks } from './who-works.ts';

const ERASURE_WAIT_MS = 60_000;

interface EraseOptions {
  readonly employee?: string;
  readonly counterparty?: string;
  readonly reason: string;
  readonly as?: string;
}

/** `chancery erase` */
export const eraseCommand = (program: Command, { atWork, say, explained }: Cli): void => {
  program
    .command('erase')
    .description('erase the personal data of somebody who was dismissed, or of a counterparty, for good')
    .option('--employee <login or id>', 'whose')
    .option('--counterparty <name, tax number or id>', 'whose; with all that were merged into it')
    .requiredOption('--reason <text>', 'why; it stays on the record, so name nobody in it')
    .option('--as <login>', 'the administrator who orders it; goes on the record')
    .action(({ employee, counterparty, reason, as }: EraseOptions) => {
      if ((employee === undefined) === (counterparty === undefined)) {
        throw new InvalidConfig('Give either --employee or --counterparty');
      }
      return atWork(async (installation) => {
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
        const outcome = await chancery.privacy.erase(
          { actor, commandId: randomUUID() },
          { kind, id, reason },
        );
        if (isRefusal(outcome)) throw explained(refusalText(outcome, 'en'));
        if (!(await readModels.waitForReactions(outcome.position, ERASURE_WAIT_MS))) {
          throw explained(
            'The erasure is on the record; a server will carry it out. `erasures` tells how far it is.',
          );
        }
        say('The keys are destroyed: nobody can read the data any more.');
        const completed = await chancery.erasureCompletion.sweep();
        say(
          completed.length > 0
            ? 'Read models that once showed them are gone.'
            : 'A server removes the last traces.',
        );
      });
    });
};
