import { cosignatureTime, cosignatureVerifier } from '../../ledger/cosignature.ts';
import { Malformed } from '../../ledger/malformed.ts';
import { type NoteVerifier, openNote } from '../../ledger/signed-note.ts';
import { parseVerifierKey } from '../../ledger/verifier-key.ts';
import { paths } from '../documents.ts';
import type { OpenedCheckpoint } from './check-checkpoint.ts';
import type { Findings } from './findings.ts';

/** Somebody's word for a moment at which a checkpoint existed. */
export interface TimeProof {
  readonly size: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly kind: 'witness' | 'timestamp';
  /** Whether the verifier's user named the one whose word it is. */
  readonly trusted: boolean;
}

const witnessOf = (verifierKey: string): NoteVerifier | undefined => {
  try {
    return cosignatureVerifier(parseVerifierKey(verifierKey));
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
};

/** Cosignatures of the checkpoints by the witnesses that are named, in the bundle or by the verifier's user. */
export const checkWitnesses = (
  checkpoints: readonly (readonly [OpenedCheckpoint, string])[],
  listed: readonly string[],
  trusted: readonly string[],
  findings: Findings,
): readonly TimeProof[] => {
  const proofs: TimeProof[] = [];
  for (const verifierKey of new Set([...listed, ...trusted])) {
    const witness = witnessOf(verifierKey);
    if (!witness) {
      findings.add('WITNESS', paths.keys, { kind: 'notAWitnessKey', verifierKey });
      continue;
    }
    for (const [checkpoint, file] of checkpoints) {
      const opened = openNote(checkpoint.note, [witness]);
      if (!opened.ok && opened.fault === 'unverified') continue;
      findings.checked('WITNESS');
      if (!opened.ok) {
        findings.add('WITNESS', file, { kind: 'badCosignature', by: witness.name });
        continue;
      }
      for (const { signature } of opened.verified) {
        const seconds = cosignatureTime(signature);
        if (seconds === undefined) continue;
        proofs.push({
          size: checkpoint.size,
          at: new Date(seconds * 1_000).toISOString(),
          by: witness.name,
          kind: 'witness',
          trusted: trusted.includes(verifierKey),
        });
      }
    }
  }
  return proofs;
};
