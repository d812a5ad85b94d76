import { verifyConsistency } from '../../ledger/consistency-proof.ts';
import { bytesOfHex, hexOf } from '../../ledger/hex.ts';
import type { LogKey } from '../../ledger-keys/key-at.ts';
import type { Bundle } from '../bundle.ts';
import { Consistency, paths } from '../documents.ts';
import { checkSignature, type OpenedCheckpoint, readCheckpoint } from './check-checkpoint.ts';
import type { Findings } from './findings.ts';
import { readJson, readText } from './read-json.ts';

/** The sizes whose files of that kind are in the bundle, ascending. A name that is no size is a finding. */
export const sizesOf = (
  bundle: Bundle,
  path: (size: number) => string,
  code: 'CONSISTENCY' | 'TIMESTAMP',
  findings: Findings,
): readonly number[] => {
  const [before = '', after = ''] = path(0).split('0');
  return bundle.files
    .filter((file) => file.path.startsWith(before))
    .flatMap((file) => {
      const size = Number(file.path.slice(before.length, file.path.length - after.length));
      if (path(size) === file.path && Number.isSafeInteger(size)) return [size];
      findings.add(code, file.path, { kind: 'notOfABundle' });
      return [];
    })
    .sort((one, other) => one - other);
};

/** Earlier checkpoints: signed by the key of their time, and the log at `checkpoint` goes on from each. */
export const checkEarlier = async (
  bundle: Bundle,
  checkpoint: OpenedCheckpoint,
  keys: readonly LogKey[],
  findings: Findings,
): Promise<readonly OpenedCheckpoint[]> => {
  const opened: OpenedCheckpoint[] = [];
  const sizes = sizesOf(bundle, paths.earlier, 'CONSISTENCY', findings);
  for (const size of sizes) {
    const file = paths.earlier(size);
    const note = await readText(bundle, file, findings);
    const earlier = note && readCheckpoint(note, file, 'CONSISTENCY', findings);
    if (!earlier) continue;
    if (earlier.size !== size) {
      findings.add(
        'CONSISTENCY',
        file,
        { kind: 'otherSize' },
        {
          expected: String(size),
          found: String(earlier.size),
        },
      );
    }
    if (checkSignature(earlier, keys, file, 'CONSISTENCY', findings)) opened.push(earlier);
    const proof = await readJson(bundle, paths.consistency(size), Consistency, findings);
    if (proof) checkProof(proof, earlier, checkpoint, findings);
  }
  for (const size of sizesOf(bundle, paths.consistency, 'CONSISTENCY', findings)) {
    if (!sizes.includes(size)) {
      findings.add('CONSISTENCY', paths.consistency(size), { kind: 'proofAlone' });
    }
  }
  return opened;
};

/** That the log at `checkpoint` extends the earlier one, by the proof. */
export const checkProof = (
  proof: Consistency,
  earlier: OpenedCheckpoint,
  checkpoint: OpenedCheckpoint,
  findings: Findings,
): void => {
  const file = paths.consistency(earlier.size);
  findings.checked('CONSISTENCY');
  if (proof.from !== earlier.size || proof.to !== checkpoint.size) {
    findings.add(
      'CONSISTENCY',
      file,
      { kind: 'proofOfOtherSizes' },
      {
        expected: `${earlier.size}–${checkpoint.size}`,
        found: `${proof.from}–${proof.to}`,
      },
    );
    return;
  }
  const verdict = verifyConsistency({
    oldSize: earlier.size,
    size: checkpoint.size,
    oldRoot: earlier.root,
    root: checkpoint.root,
    proof: proof.path.map(bytesOfHex),
  });
  if (verdict.ok) return;
  findings.add(
    'CONSISTENCY',
    file,
    { kind: 'notContinued', size: earlier.size, fault: verdict.fault },
    {
      ...('claimed' in verdict && { expected: hexOf(verdict.claimed), found: hexOf(verdict.computed) }),
    },
  );
};
