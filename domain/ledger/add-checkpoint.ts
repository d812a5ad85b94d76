import { base64, fromBase64 } from './bytes.ts';
import { parseSize } from './checkpoint.ts';
import { Malformed } from './malformed.ts';
import { HASH_BYTES } from './merkle-tree.ts';

/**
 * What a log asks of a witness: to cosign a checkpoint (the body of `add-checkpoint`, c2sp.org/tlog-witness).
 * The answer is signature lines; `openNote` of the checkpoint with them behind it verifies them.
 */
export interface AddCheckpoint {
  /** The size of the last checkpoint that the witness cosigned; 0 for none. */
  readonly oldSize: number;
  /** That the log at that size is the beginning of this one. */
  readonly proof: readonly Uint8Array[];
  /** A signed note. */
  readonly checkpoint: string;
}

const MAX_PROOF = 63;

export const formatAddCheckpoint = ({ oldSize, proof, checkpoint }: AddCheckpoint): string =>
  `old ${oldSize}\n${proof.map((hash) => `${base64(hash)}\n`).join('')}\n${checkpoint}`;

const malformed = (reason: string) => new Malformed('add-checkpoint request', reason);

const parseHash = (line: string): Uint8Array => {
  const hash = fromBase64(line);
  if (hash?.length !== HASH_BYTES) throw malformed('proof');
  return hash;
};

/** @throws Malformed when the body is no such request. The checkpoint is not looked into. */
export const parseAddCheckpoint = (body: string): AddCheckpoint => {
  const end = body.indexOf('\n\n');
  if (end < 0) throw malformed('empty-line');
  const [first = '', ...proof] = body.slice(0, end).split('\n');
  const oldSize = first.startsWith('old ') ? parseSize(first.slice('old '.length)) : undefined;
  if (oldSize === undefined) throw malformed('old-size');
  if (proof.length > MAX_PROOF) throw malformed('proof-too-long');
  return { oldSize, proof: proof.map(parseHash), checkpoint: body.slice(end + 2) };
};
