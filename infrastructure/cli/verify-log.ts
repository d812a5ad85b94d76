import { readFile } from 'node:fs/promises';
import { base64 } from '../../domain/ledger/bytes.ts';
import { signedSizeOf } from '../ledger/signed-size.ts';
import { verifyLog } from '../ledger/verify-log.ts';
import { ledgerProblemText } from '../messages/ledger-problems.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { FAILED } from './exit-codes.ts';
import { progressBars } from './progress-bar.ts';
import { say } from './say.ts';

export interface VerifyLogOptions {
  /** The whole of it. */
  readonly log?: boolean;
  /** A file with a checkpoint that somebody kept. */
  readonly since?: string;
}

/** Holds the log to what was signed, event by event, and ends with 1 where it is not that. */
export const verifyWholeLog = (options: VerifyLogOptions): Promise<void> =>
  atWork(async ({ ledger: keeper, sealedLog }) => {
    if (!options.log && !options.since)
      throw new SpeakingError('Say what to verify: a bundle, --log, --since <file>');
    const kept = options.since ? [signedSizeOf(await readFile(options.since, 'utf8'), options.since)] : [];
    const bars = progressBars();
    const total = await keeper.tables.size();
    const found = await verifyLog(sealedLog, keeper.tables, keeper.anchor, kept, (events) =>
      bars.progress('verified', events, Math.max(total, events)),
    ).finally(() => bars.stop());
    say(`events       ${found.size}`);
    say(`root         ${base64(found.root)}`);
    say(`signed       ${found.signed} checkpoints and last words`);
    say(`keys         ${found.history.keys.length}`);
    for (const { kept: at, lost, reason } of found.history.forks) {
      say(`accepted     ${lost.size} events were signed, and it went on from ${at.size}: ${reason}`);
    }
    for (const problem of found.problems) {
      say(ledgerProblemText(problem, 'en'));
      say(ledgerProblemText(problem, 'ru'));
    }
    if (found.problems.length > 0) process.exitCode = FAILED;
    else say('The log is what was signed.');
  });
