import { utf8 } from '../../ledger/bytes.ts';
import { bytesOfHex, hexOf } from '../../ledger/hex.ts';
import { verifyInclusion } from '../../ledger/inclusion-proof.ts';
import { leafHash } from '../../ledger/merkle-tree.ts';
import type { Bundle } from '../bundle.ts';
import { Entry, Proof, paths, type Withheld } from '../documents.ts';
import type { Problem } from '../problem.ts';
import type { OpenedCheckpoint } from './check-checkpoint.ts';
import type { Findings } from './findings.ts';
import { type JsonLine, readJsonLines } from './read-json.ts';

/** An entry that is proved to be in the log, or, where its checks failed, at least there. */
export interface ShownEvent {
  readonly entry: Entry;
  readonly file: string;
  readonly line: number;
}

/** Entries of one stream with their proofs: leaf hashes, indices, inclusion. */
export const checkStream = async (
  bundle: Bundle,
  stream: string,
  checkpoint: OpenedCheckpoint | undefined,
  findings: Findings,
): Promise<readonly ShownEvent[]> => {
  const file = paths.events(stream);
  const entries = await readJsonLines(bundle, file, Entry, findings);
  const proofs = await readJsonLines(bundle, paths.proofs(stream), Proof, findings);
  if (proofs.length !== entries.length) {
    findings.add(
      'LEAF',
      paths.proofs(stream),
      { kind: 'proofCount' },
      {
        expected: String(entries.length),
        found: String(proofs.length),
      },
    );
  }
  for (const [at, entry] of entries.entries()) {
    const proof = proofs[at]?.value;
    if (entry.value?.stream !== undefined && entry.value.stream !== stream) {
      findings.add('LEAF', file, { kind: 'otherStream', stream: entry.value.stream }, where(entry));
    }
    if (proof) {
      checkLeaf(entry, proof, file, findings);
      checkInclusion(proof, paths.proofs(stream), at + 1, checkpoint, findings);
    }
  }
  return entries.flatMap(({ value, line }) => (value ? [{ entry: value, file, line }] : []));
};

export const checkWithheld = (
  lines: readonly JsonLine<Withheld>[],
  checkpoint: OpenedCheckpoint | undefined,
  findings: Findings,
): void => {
  let last = -1;
  for (const { value, line } of lines) {
    if (!value) continue;
    checkInclusion(value, paths.withheld, line, checkpoint, findings);
    if (value.index <= last) {
      findings.add(
        'STREAM',
        paths.withheld,
        { kind: 'logOrder' },
        {
          line,
          event: value.index,
        },
      );
    }
    last = value.index;
  }
};

/** Revisions are without gaps, from the first, in the order of the log. */
export const checkRevisions = (
  stream: string,
  shown: readonly ShownEvent[],
  withheld: readonly Withheld[],
  findings: Findings,
): void => {
  const file = paths.events(stream);
  const all = [
    ...shown.map(({ entry, line }) => ({ index: entry.index, revision: entry.revision, line })),
    ...withheld.map(({ index, revision }) => ({ index, revision })),
  ].sort((one, other) => one.index - other.index);
  findings.checked('STREAM', all.length);
  let expected = 0;
  for (const { index, revision, ...line } of all) {
    if (revision !== expected) {
      const problem: Problem =
        revision > expected
          ? { kind: 'revisionsMissing', stream, from: expected, to: revision - 1 }
          : { kind: 'revisionAgain', stream, revision };
      findings.add('STREAM', file, problem, {
        ...line,
        event: index,
        expected: String(expected),
        found: String(revision),
      });
    }
    expected = revision + 1;
  }
  if (!inOrder(shown)) findings.add('STREAM', file, { kind: 'revisionOrder' });
};

const inOrder = (shown: readonly ShownEvent[]): boolean =>
  shown.every(({ entry }, at) => at === 0 || entry.revision > (shown[at - 1]?.entry.revision ?? 0));

const where = ({ line, value }: JsonLine<Entry>): { line: number; event?: number } => ({
  line,
  ...(value && { event: value.index }),
});

const checkLeaf = (entry: JsonLine<Entry>, proof: Proof, file: string, findings: Findings): void => {
  findings.checked('LEAF');
  const found = hexOf(leafHash(utf8(entry.text)));
  if (found !== proof.leaf) {
    findings.add(
      'LEAF',
      file,
      { kind: 'otherEvent' },
      {
        line: entry.line,
        event: proof.index,
        expected: proof.leaf,
        found,
      },
    );
  }
  if (entry.value && entry.value.index !== proof.index) {
    findings.add(
      'LEAF',
      file,
      { kind: 'otherPlace' },
      {
        ...where(entry),
        expected: String(proof.index),
        found: String(entry.value.index),
      },
    );
  }
};

const checkInclusion = (
  { index, leaf, path }: Proof,
  file: string,
  line: number,
  checkpoint: OpenedCheckpoint | undefined,
  findings: Findings,
): void => {
  if (!checkpoint) {
    findings.skip('INCLUSION');
    return;
  }
  findings.checked('INCLUSION');
  const verdict = verifyInclusion({
    index,
    size: checkpoint.size,
    leafHash: bytesOfHex(leaf),
    proof: path.map(bytesOfHex),
    root: checkpoint.root,
  });
  if (verdict.ok) return;
  findings.add(
    'INCLUSION',
    file,
    { kind: 'notProved', index, fault: verdict.fault },
    {
      line,
      event: index,
      ...('claimed' in verdict && { expected: hexOf(verdict.claimed), found: hexOf(verdict.computed) }),
    },
  );
};
