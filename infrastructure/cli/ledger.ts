import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Caller } from '../../application/caller.ts';
import type { Chancery } from '../../application/chancery.ts';
import { base64 } from '../../domain/ledger/bytes.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { acceptFork } from '../ledger/fork-acceptance.ts';
import { rotateKey } from '../ledger/key-rotation.ts';
import { LedgerMismatch } from '../ledger/ledger-problem.ts';
import { signedSizeOf } from '../ledger/signed-size.ts';
import { verifyLog } from '../ledger/verify-log.ts';
import { ledgerProblemText } from '../messages/ledger-problems.ts';
import { refusalText } from '../messages/refusals.ts';
import type { Cli } from './cli.ts';
import { trustOptions, type VerifyBundleOptions, verifyBundleAt } from './evidence.ts';
import { progressBars } from './progress-bar.ts';
import { whoWorks } from './who-works.ts';

/** The commands that keep, check and prove the ledger. */
export const ledgerCommands = (program: Command, { atWork, say, explained, fail }: Cli): void => {
  const callerOf = async (chancery: Chancery, login: string | undefined): Promise<Caller> => ({
    actor: await whoWorks(chancery, login),
    commandId: randomUUID(),
  });

  const ledger = program.command('ledger').description('what vouches for the log: see docs/how-to/ledger.md');

  ledger
    .command('status')
    .description('the last checkpoint, the keys, and how much of the log is not covered yet')
    .action(() =>
      atWork(async ({ ledger: keeper, chancery }) => {
        const { state } = await chancery.ledgerKeys.load();
        const latest = await keeper.tables.latestCheckpoint();
        say(`origin       ${state?.origin ?? 'none yet'}`);
        for (const [index, key] of (state?.verifierKeys ?? []).entries()) {
          say(`key ${index + 1}        ${key}`);
        }
        say(`checkpoints  ${await keeper.tables.countCheckpoints()}`);
        if (!latest) return;
        say(`sealed       ${latest.size} events, at ${latest.signedAt}, root ${base64(latest.root)}`);
        say(`not sealed   ${await keeper.behind()} events`);
        say(`\n${latest.note}`);
      }),
    );

  ledger
    .command('seal')
    .description('cover everything that is recorded by a signed checkpoint, now')
    .action(() =>
      atWork(async ({ ledger: keeper }) => {
        await keeper.check();
        const checkpoint = await keeper.sealNow();
        say(checkpoint?.note ?? 'There is nothing to seal.');
      }),
    );

  ledger
    .command('rotate-key')
    .description('sign with another key from now on; the old one says its last word')
    .option('--lost', 'the old key is lost or stolen, and says nothing')
    .option('--reason <text>', 'why, with --lost')
    .option('--to <key>', 'a PEM file or the URL of a signer; none: a new key in the data folder')
    .option('--by <login>', 'the administrator who does it')
    .action((options: { lost?: boolean; reason?: string; to?: string; by?: string }) =>
      atWork(async ({ ledger: keeper, chancery }) => {
        if (options.lost && !options.reason) throw explained('Give a --reason with --lost');
        await keeper.check().catch((error: unknown) => {
          const isLost = error instanceof LedgerMismatch && error.problem.code === 'LEDGER_KEY_MISSING';
          if (!options.lost || !isLost) throw error;
        });
        const rotated = await rotateKey(keeper, chancery.ledgerKeys, await callerOf(chancery, options.by), {
          ...(options.lost && options.reason && { lostBecause: options.reason }),
          ...(options.to !== undefined && { to: options.to }),
        });
        if (isRefusal(rotated)) throw explained(refusalText(rotated, 'en'));
        say(`From now on the ledger is signed by\n${rotated}`);
        if (options.to) say('Start the servers with it: LEDGER_SIGNING_KEY, or LEDGER_SIGNER_URL.');
      }),
    );

  ledger
    .command('accept')
    .description('go on with a log that is not the one that was signed, on the record')
    .requiredOption('--reason <text>', 'what happened')
    .option('--by <login>', 'the administrator who answers for it')
    .action((options: { reason: string; by?: string }) =>
      atWork(async ({ ledger: keeper, chancery, sealedLog }) => {
        const caller = await callerOf(chancery, options.by);
        const fork = await acceptFork(keeper, chancery.ledgerKeys, sealedLog, caller, options.reason);
        if (fork === 'nothing') return say('The log is what was signed; there is nothing to accept.');
        if (isRefusal(fork)) throw explained(refusalText(fork, 'en'));
        say(`Recorded: ${fork.lost.size} events were signed, the log goes on from ${fork.kept.size}.`);
      }),
    );

  trustOptions(program.command('verify'))
    .argument('[bundle]', 'an evidence bundle: a zip, or its folder')
    .description(
      'prove that a bundle holds, or that the log is what was signed, event by event; exit code 0, or 1 and where it is not',
    )
    .option('--log', 'read the whole log, all tiles and checkpoints, and the keys’ history')
    .option('--since <file>', 'and hold it against a checkpoint that somebody kept')
    .action(async (bundle: string | undefined, options: VerifyBundleOptions & { log?: boolean }) => {
      if (bundle !== undefined) {
        if (!(await verifyBundleAt(bundle, options, say))) fail();
        return;
      }
      await atWork(async ({ ledger: keeper, sealedLog }) => {
        if (!options.log && !options.since)
          throw explained('Say what to verify: a bundle, --log, --since <file>');
        const kept = options.since
          ? [signedSizeOf(await readFile(options.since, 'utf8'), options.since)]
          : [];
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
        if (found.problems.length > 0) return fail();
        say('The log is what was signed.');
      });
    });
};
