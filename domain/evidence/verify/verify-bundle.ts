import { Malformed } from '../../ledger/malformed.ts';
import { openNote } from '../../ledger/signed-note.ts';
import { keyAt, type LogKey } from '../../ledger-keys/key-at.ts';
import type { Bundle } from '../bundle.ts';
import { Disclosed, FORMAT, Index, Keys, paths, Withheld } from '../documents.ts';
import type { CheckResult } from '../finding.ts';
import { checkBag } from './check-bag.ts';
import { checkSignature, type OpenedCheckpoint, readCheckpoint } from './check-checkpoint.ts';
import { checkContentHashes } from './check-content-hashes.ts';
import { checkDisclosed } from './check-disclosed.ts';
import { checkEarlier, checkProof } from './check-earlier.ts';
import { checkFiles, filesOf } from './check-files.ts';
import { checkIndex } from './check-index.ts';
import { checkRevisions, checkStream, checkWithheld, type ShownEvent } from './check-streams.ts';
import { checkTimestamps, type TimestampReader } from './check-timestamps.ts';
import { checkWitnesses, type TimeProof } from './check-witnesses.ts';
import { Findings } from './findings.ts';
import { checkKeys, keysOfLog, verifierOf } from './log-keys.ts';
import { readJson, readJsonLines, readText } from './read-json.ts';

/** In findings, what the user's own checkpoint is called where a file of the bundle would be. */
export const KEPT_CHECKPOINT = 'checkpoint that was kept';

/** What the verifier's user brings of their own, and takes from nobody's bundle. */
export interface Trust {
  /** Keys of logs that they expect, as C2SP verifier keys. */
  readonly keys: readonly string[];
  /** A checkpoint that they kept: the whole signed note. */
  readonly since?: string;
  /** Keys of witnesses that they trust, as C2SP verifier keys. */
  readonly witnesses: readonly string[];
}

export interface Report {
  readonly folder: string;
  /** Nothing that was checked is wrong. */
  readonly intact: boolean;
  readonly origin: string | undefined;
  readonly checkpoint: { readonly size: number; readonly root: Uint8Array } | undefined;
  /** The key that signed the checkpoint, and whether the user named it. */
  readonly key: { readonly verifierKey: string; readonly expected: boolean } | undefined;
  readonly scope: Index['scope'] | undefined;
  readonly events: number;
  readonly withheld: number;
  readonly files: number;
  readonly times: readonly TimeProof[];
  readonly checks: readonly CheckResult[];
}

/**
 * Checks a bundle by docs/evidence/format.md. Whatever is wrong with the bundle is in the report; nothing of it
 * makes this throw. `findings` holds what the container's reader found before.
 */
export const verifyBundle = async (
  bundle: Bundle,
  trust: Trust,
  readTimestamp: TimestampReader,
  findings = new Findings(),
): Promise<Report> => {
  const index = await readJson(bundle, paths.index, Index, findings);
  const listedKeys = await readJson(bundle, paths.keys, Keys, findings);
  const note = await readText(bundle, paths.checkpoint, findings);
  const checkpoint =
    note === undefined ? undefined : readCheckpoint(note, paths.checkpoint, 'CHECKPOINT', findings);
  await checkBag(bundle, checkpoint?.origin, findings);

  const withheldLines = has(bundle, paths.withheld)
    ? await readJsonLines(bundle, paths.withheld, Withheld, findings)
    : [];
  const withheld = withheldLines.flatMap(({ value }) => (value ? [value] : []));
  checkWithheld(withheldLines, checkpoint, findings);

  const shown: ShownEvent[] = [];
  for (const stream of streamsIn(bundle, findings)) {
    const events = await checkStream(bundle, stream, checkpoint, findings);
    const hidden = withheld.filter((event) => event.stream === stream);
    checkRevisions(stream, events, hidden, findings);
    checkContentHashes(events, findings);
    shown.push(...events);
  }

  const ledger = shown.filter(({ entry }) => entry.stream.startsWith('ledger-'));
  const keys = keysOfLog(
    ledger.map(({ entry }) => entry),
    ledger[0]?.file ?? paths.events('ledger-'),
    findings,
  );
  if (listedKeys) checkKeys(listedKeys, keys, findings);
  const signed =
    checkpoint !== undefined && checkSignature(checkpoint, keys, paths.checkpoint, 'CHECKPOINT', findings);
  await checkAttestation(bundle, keys, findings);

  const files = filesOf(shown);
  await checkFiles(bundle, files, index, findings);
  if (has(bundle, paths.disclosed)) {
    const lines = await readJsonLines(bundle, paths.disclosed, Disclosed, findings);
    checkDisclosed(lines, new Map(shown.map((event) => [event.entry.index, event])), findings);
  }

  const earlier = checkpoint ? await checkEarlier(bundle, checkpoint, keys, findings) : [];
  const all = [...earlier, ...(checkpoint ? [checkpoint] : [])];
  if (checkpoint && trust.since !== undefined) checkKept(trust.since, checkpoint, all, findings);
  const times = [
    ...checkWitnesses(
      all.map(
        (known) => [known, known === checkpoint ? paths.checkpoint : paths.earlier(known.size)] as const,
      ),
      listedKeys?.witnesses.map(({ verifierKey }) => verifierKey) ?? [],
      trust.witnesses,
      findings,
    ),
    ...(await checkTimestamps(bundle, all, readTimestamp, findings)),
  ].sort((one, other) => (one.at < other.at ? -1 : 1));

  const present = new Set(
    bundle.files.flatMap(({ path }) =>
      path.startsWith(paths.file('')) ? [path.slice(paths.file('').length)] : [],
    ),
  );
  if (index) checkIndex(index, { checkpoint, shown, withheld, files, present }, findings);

  const key = signed ? keyThatSigned(checkpoint, keys, trust, findings) : undefined;
  const checks = findings.results();
  return {
    folder: bundle.folder,
    intact: checks.every(({ outcome }) => outcome === 'passed' || outcome === 'absent'),
    origin: checkpoint?.origin,
    checkpoint,
    key,
    scope: index?.scope,
    events: shown.length,
    withheld: withheld.length,
    files: present.size,
    times,
    checks,
  };
};

const has = (bundle: Bundle, path: string): boolean => bundle.files.some((file) => file.path === path);

/** Streams that have events here. A file of events without proofs, or proofs without events, is found when it is read. */
const streamsIn = (bundle: Bundle, findings: Findings): readonly string[] => {
  const streams = new Set<string>();
  for (const { path } of bundle.files) {
    const [, kind, stream] = /^data\/(events|proofs)\/(.*)$/.exec(path) ?? [];
    if (kind === undefined || stream === undefined) continue;
    if (/^[a-z]+-[0-9a-f-]{36}\.jsonl$/.test(stream)) streams.add(stream.slice(0, -'.jsonl'.length));
    else findings.add('JSON', path, { kind: 'notOfABundle' });
  }
  return [...streams];
};

/** `attestation.txt`: the key of the log stands for the manifest, and so for what cannot be proved. */
const checkAttestation = async (
  bundle: Bundle,
  keys: readonly LogKey[],
  findings: Findings,
): Promise<void> => {
  const note = await readText(bundle, paths.attestation, findings);
  if (note === undefined || !has(bundle, paths.manifest)) {
    findings.skip('ATTESTATION');
    return;
  }
  findings.checked('ATTESTATION');
  const verifiers = keys.flatMap(({ verifierKey }) => verifierOf(verifierKey) ?? []);
  try {
    const opened = openNote(note, verifiers);
    if (!opened.ok) {
      findings.add('ATTESTATION', paths.attestation, { kind: 'attestationUnsigned' });
      return;
    }
    const expected = `${FORMAT}\n${opened.verified[0]?.name}\n${await bundle.sha256(paths.manifest)}\n`;
    if (opened.text !== expected) {
      findings.add(
        'ATTESTATION',
        paths.attestation,
        { kind: 'attestationOfOther' },
        {
          expected,
          found: opened.text,
        },
      );
    }
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    findings.add('ATTESTATION', paths.attestation, {
      kind: 'malformed',
      format: error.format,
      reason: error.reason,
    });
  }
};

/** The checkpoint that the user kept is one that this log went on from. */
const checkKept = (
  note: string,
  checkpoint: OpenedCheckpoint,
  all: readonly OpenedCheckpoint[],
  findings: Findings,
): void => {
  const kept = readCheckpoint(note, KEPT_CHECKPOINT, 'CONSISTENCY', findings);
  if (!kept) return;
  const same = all.find(({ size }) => size === kept.size);
  if (kept.origin !== checkpoint.origin) {
    findings.add(
      'CONSISTENCY',
      KEPT_CHECKPOINT,
      { kind: 'otherLog' },
      {
        expected: kept.origin,
        found: checkpoint.origin,
      },
    );
  } else if (!same) {
    findings.remark('CONSISTENCY', { kind: 'notComparable', kept: kept.size, size: checkpoint.size });
  } else {
    checkProof({ from: kept.size, to: same.size, path: [] }, kept, same, findings);
  }
};

const keyThatSigned = (
  checkpoint: OpenedCheckpoint,
  keys: readonly LogKey[],
  trust: Trust,
  findings: Findings,
): Report['key'] => {
  const inForce = keyAt(keys, checkpoint.size);
  if (!inForce) return undefined;
  const expected = trust.keys.includes(inForce.verifierKey);
  if (trust.keys.length === 0) {
    findings.remark('CHECKPOINT', { kind: 'keyFromBundle', verifierKey: inForce.verifierKey });
  } else if (!expected) {
    findings.add(
      'CHECKPOINT',
      paths.checkpoint,
      { kind: 'keyNotExpected' },
      {
        expected: trust.keys.join(', '),
        found: inForce.verifierKey,
      },
    );
  }
  return { verifierKey: inForce.verifierKey, expected };
};
