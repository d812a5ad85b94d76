import { utf8 } from '../../ledger/bytes.ts';
import { ownSignatureOnly } from '../../ledger/signed-note.ts';
import type { Bundle } from '../bundle.ts';
import { paths } from '../documents.ts';
import type { TimestampProblem } from '../problem.ts';
import type { OpenedCheckpoint } from './check-checkpoint.ts';
import { sizesOf } from './check-earlier.ts';
import type { TimeProof } from './check-witnesses.ts';
import type { Findings } from './findings.ts';

/** What an RFC 3161 response says, once its signature was found to be good. */
export interface Timestamp {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The authority, as its certificate names it. */
  readonly by: string;
  /** Whether the certificate leads to one that the verifier's user named. */
  readonly trusted: boolean;
}

/** Reads an RFC 3161 response over the SHA-256 of `data`. Answers with what is wrong, if something is. */
export type TimestampReader = (
  response: Uint8Array,
  data: Uint8Array,
) => Promise<Timestamp | TimestampProblem>;

export const checkTimestamps = async (
  bundle: Bundle,
  checkpoints: readonly OpenedCheckpoint[],
  read: TimestampReader,
  findings: Findings,
): Promise<readonly TimeProof[]> => {
  const proofs: TimeProof[] = [];
  for (const size of sizesOf(bundle, paths.timestamp, 'TIMESTAMP', findings)) {
    const file = paths.timestamp(size);
    findings.checked('TIMESTAMP');
    const checkpoint = checkpoints.find((known) => known.size === size);
    if (!checkpoint) {
      findings.add('TIMESTAMP', file, { kind: 'timestampAlone' });
      continue;
    }
    const timestamp = await read(await bundle.read(file), utf8(ownSignatureOnly(checkpoint.note)));
    if ('kind' in timestamp) findings.add('TIMESTAMP', file, timestamp);
    else proofs.push({ size, kind: 'timestamp', ...timestamp });
  }
  return proofs;
};
