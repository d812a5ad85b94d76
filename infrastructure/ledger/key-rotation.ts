import { readFile } from 'node:fs/promises';
import type { Caller } from '../../application/caller.ts';
import type { LedgerKeyCommands } from '../../application/ledger-key-commands.ts';
import type { CheckpointSigner } from '../../application/ports/checkpoint-signer.ts';
import { formatVerifierKey } from '../../domain/ledger/verifier-key.ts';
import { nextKeyLine } from '../../domain/ledger-keys/last-word.ts';
import { keyInForce, type LedgerKeyCommand } from '../../domain/ledger-keys/ledger-keys.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { LedgerKeeper } from './ledger-keeper.ts';
import { LedgerMismatch } from './ledger-problem.ts';
import { signCheckpoint } from './sign-checkpoint.ts';
import { keySigner, parseSigningKey } from './signers/key-signer.ts';
import { openRemoteSigner } from './signers/remote-signer.ts';
import { verifierKeyOf } from './signers/signer-source.ts';

export interface Rotation {
  /** Set where the old key cannot say a last word: why. */
  readonly lostBecause?: string;
  /** The new key: a PEM file, or the URL of a signer. None: a new one in the data folder takes the place of that there. */
  readonly to?: string;
}

/**
 * Gives the ledger another key, on the record.
 *
 * @returns the new key, or why not.
 * @throws LedgerMismatch when the old key is not to be had and is not said to be lost, or the log is not as signed.
 */
export const rotateKey = async (
  keeper: LedgerKeeper,
  keys: LedgerKeyCommands,
  caller: Caller,
  { lostBecause, to }: Rotation,
): Promise<string | Refusal> => {
  const { state } = await keys.load();
  const inForce = keyInForce(state);
  if (!state || !inForce) return refuse('NOT_FOUND', { what: 'signingKey' });
  const { origin } = state;
  const signer = await nextSigner(keeper, to);
  const verifierKey = formatVerifierKey(verifierKeyOf(origin, signer));
  const handOver = async (): Promise<LedgerKeyCommand> => {
    const old = await keeper.signers.of(inForce);
    const checkpoint = await keeper.sealNow();
    if (!old || !checkpoint) throw new LedgerMismatch({ code: 'LEDGER_KEY_MISSING', subject: inForce });
    const { size, root } = checkpoint;
    const lastWord = await signCheckpoint(
      { origin, size, root, extensions: [nextKeyLine(verifierKey)] },
      old,
    );
    return { name: 'rotateSigningKey', verifierKey, lastWord };
  };
  const outcome = await keys.execute(
    caller,
    lostBecause === undefined
      ? await handOver()
      : { name: 'replaceSigningKey', verifierKey, reason: lostBecause },
  );
  if (isRefusal(outcome)) return outcome;
  if (to === undefined) await keeper.signers.keyFile.useNext();
  return verifierKey;
};

const nextSigner = async (keeper: LedgerKeeper, to: string | undefined): Promise<CheckpointSigner> => {
  if (to === undefined) return keySigner(await keeper.signers.keyFile.makeNext());
  if (/^https?:/.test(to)) return openRemoteSigner(to, process.env.LEDGER_SIGNER_TOKEN);
  return keySigner(parseSigningKey(await readFile(to, 'utf8')));
};
