import type { Caller } from '../../application/caller.ts';
import type { LedgerKeyCommands } from '../../application/ledger-key-commands.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { parseCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { parseNote } from '../../domain/ledger/signed-note.ts';
import type { AcceptedFork } from '../../domain/ledger-keys/events.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { LedgerKeeper } from './ledger-keeper.ts';
import { logAt } from './signed-size.ts';
import { lastSigned } from './start-check.ts';
import { verifyLog } from './verify-log.ts';

const acceptable = ['LEDGER_ROLLED_BACK', 'LEDGER_REWRITTEN', 'LEDGER_KEY_UNKNOWN'] as const;

/**
 * Goes on with a log that is not the one that was signed, because somebody says so and why: it is recorded with what
 * was lost, and from here on the log as it is, is what is signed. What was kept elsewhere still contradicts it.
 *
 * @returns what was recorded, why it was refused, or `nothing` where the log is what was signed.
 */
export const acceptFork = async (
  keeper: LedgerKeeper,
  keys: LedgerKeyCommands,
  store: EventStore,
  caller: Caller,
  reason: string,
): Promise<AcceptedFork | Refusal | 'nothing'> => {
  const { tables, anchor } = keeper;
  const { problems, size, root } = await verifyLog(store, tables, anchor);
  const problem = problems.find(({ code }) => acceptable.some((each) => each === code));
  const lost = (await lastSigned({ tables, anchor: await anchor.read() })).at(-1);
  if (!problem || !lost) return 'nothing';
  const fork: AcceptedFork = {
    code: problem.code as AcceptedFork['code'],
    lost: logAt(lost.size, lost.root),
    note: lost.note,
    kept: logAt(size, root),
    reason,
  };
  // The log may have lost even its first key; the ledger keeps its name.
  if (!(await keys.load()).state)
    await keeper.introduceKey(parseCheckpoint(parseNote(lost.note).text).origin);
  const outcome = await keys.execute(caller, { name: 'acceptLedgerFork', ...fork });
  if (isRefusal(outcome)) return outcome;
  await tables.reset(problem.soundUpTo ?? 0);
  await anchor.putAside(lost.size);
  await keeper.check();
  await keeper.sealNow();
  return fork;
};
