import { randomUUID } from 'node:crypto';
import type { Caller } from '../../application/caller.ts';
import type { Chancery } from '../../application/chancery.ts';
import { base64 } from '../../domain/ledger/bytes.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { acceptFork } from '../ledger/fork-acceptance.ts';
import { rotateKey } from '../ledger/key-rotation.ts';
import { LedgerMismatch } from '../ledger/ledger-problem.ts';
import { refusalText } from '../messages/refusals.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { say } from './say.ts';
import { whoWorks } from './who-works.ts';

export interface RotateOptions {
  readonly lost?: boolean;
  readonly reason?: string;
  readonly to?: string;
  /** Login of the administrator who does it. */
  readonly by?: string;
}

export interface AcceptOptions {
  readonly reason: string;
  /** Login of the administrator who answers for it. */
  readonly by?: string;
}

const callerOf = async (chancery: Chancery, login: string | undefined): Promise<Caller> => ({
  actor: await whoWorks(chancery, login),
  commandId: randomUUID(),
});

export const showStatus = (): Promise<void> =>
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
  });

export const seal = (): Promise<void> =>
  atWork(async ({ ledger: keeper }) => {
    await keeper.check();
    const checkpoint = await keeper.sealNow();
    say(checkpoint?.note ?? 'There is nothing to seal.');
  });

export const rotateLedgerKey = (options: RotateOptions): Promise<void> =>
  atWork(async ({ ledger: keeper, chancery }) => {
    if (options.lost && !options.reason) throw new SpeakingError('Give a --reason with --lost');
    await keeper.check().catch((error: unknown) => {
      const isLost = error instanceof LedgerMismatch && error.problem.code === 'LEDGER_KEY_MISSING';
      if (!options.lost || !isLost) throw error;
    });
    const rotated = await rotateKey(keeper, chancery.ledgerKeys, await callerOf(chancery, options.by), {
      ...(options.lost && options.reason && { lostBecause: options.reason }),
      ...(options.to !== undefined && { to: options.to }),
    });
    if (isRefusal(rotated)) throw new SpeakingError(refusalText(rotated, 'en'));
    say(`From now on the ledger is signed by\n${rotated}`);
    if (options.to) say('Start the servers with it: LEDGER_SIGNING_KEY, or LEDGER_SIGNER_URL.');
  });

export const acceptLog = (options: AcceptOptions): Promise<void> =>
  atWork(async ({ ledger: keeper, chancery, sealedLog }) => {
    const caller = await callerOf(chancery, options.by);
    const fork = await acceptFork(keeper, chancery.ledgerKeys, sealedLog, caller, options.reason);
    if (fork === 'nothing') return say('The log is what was signed; there is nothing to accept.');
    if (isRefusal(fork)) throw new SpeakingError(refusalText(fork, 'en'));
    say(`Recorded: ${fork.lost.size} events were signed, the log goes on from ${fork.kept.size}.`);
  });
