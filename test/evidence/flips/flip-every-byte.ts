import { isPayload, tagFiles } from '../../../domain/evidence/bag.ts';
import type { Bundle } from '../../../domain/evidence/bundle.ts';
import { paths } from '../../../domain/evidence/documents.ts';
import type { Finding } from '../../../domain/evidence/finding.ts';
import {
  checkBag,
  checkListed,
  checkManifest,
  parseManifest,
} from '../../../domain/evidence/verify/check-bag.ts';
import { readCheckpoint } from '../../../domain/evidence/verify/check-checkpoint.ts';
import { checkStream } from '../../../domain/evidence/verify/check-streams.ts';
import { Findings } from '../../../domain/evidence/verify/findings.ts';
import { type Report, verifyBundle } from '../../../domain/evidence/verify/verify-bundle.ts';
import { textOf } from '../../../domain/ledger/bytes.ts';
import { timestampReader } from '../../../infrastructure/evidence/timestamp-reader.ts';
import { FlippedBundle } from './flipped-bundle.ts';
import { everything, flippedBit, isIn, type Listener, nobody, type Part } from './progress.ts';
import { lineStarts, StreamWindow } from './stream-window.ts';

/**
 * Flips one bit of every byte of a bundle in turn, and asks the verifier each time whether it finds that, and whether it
 * lays it at the right file's door.
 *
 * The whole verifier takes a quarter of a second for a thousand events, so for five million bytes it would take two weeks. Each
 * time run is the part of it that reads the flipped file, and of events and proofs the flipped line: the very functions that
 * `verifyBundle` is made of. What others have read is as it was, so they would say what they said before, and a finding once
 * made is never taken back. For what the checks of the whole bundle hang on (tag files, checkpoint, keys), and at every so
 * many bytes of the rest, everything is run.
 */

export interface Outcome {
  readonly flips: number;
  /** Flips that were found, and laid at the flipped file's door. */
  readonly named: number;
  /** Flips that the whole verifier was run for as well. */
  readonly whole: number;
  /** Flips in events and proofs that were found without the bag's hashes, as if somebody had made the bag anew. */
  readonly proved: number;
  /** Places that nothing was found at, or that were laid at another file's door. */
  readonly missed: readonly string[];
}

const noTrust = { keys: [], witnesses: [] };
const wholly = (bundle: Bundle): Promise<Report> => verifyBundle(bundle, noTrust, timestampReader([]));
const findingsOf = (checks: Report['checks']): readonly Finding[] =>
  checks.flatMap(({ findings }) => findings);

/** What the checks of the whole bundle hang on: small, and everything is run for each byte of it. */
const isHub = (path: string): boolean =>
  (path !== paths.manifest && (tagFiles as readonly string[]).includes(path)) ||
  path === paths.tagManifest ||
  path === paths.checkpoint ||
  path === paths.keys ||
  ['data/checkpoints/', 'data/consistency/', 'data/timestamps/'].some((start) => path.startsWith(start));

export interface Flips {
  /** At every so many bytes everything is checked. */
  readonly wholeEvery: number;
  /** The same for what the checks of the whole bundle hang on; 1 if not given. */
  readonly hubsEvery?: number;
  /** Only files whose paths are like this. */
  readonly only?: RegExp;
  readonly part?: Part;
}

/** Flips every byte of a bundle's files. */
export const flipEveryByte = async (
  bundle: Bundle,
  { wholeEvery, hubsEvery = 1, only = /^/, part = everything }: Flips,
  listener: Listener = nobody,
): Promise<Outcome> => {
  const contents = new Map<string, Uint8Array>();
  for (const { path } of bundle.files) contents.set(path, Uint8Array.from(await bundle.read(path)));
  const contentOf = (path: string): Uint8Array => contents.get(path) ?? new Uint8Array();
  const chosen = [...contents].filter(([path]) => only.test(path));
  const total = chosen.reduce((sum, [, { length }]) => sum + length, 0);
  const flipped = new FlippedBundle(bundle, contents);
  const before = await wholly(flipped);
  if (!before.intact) throw new Error('The bundle does not hold as it is');
  const text = (path: string): string => textOf(contentOf(path));
  const checkpoint = readCheckpoint(text(paths.checkpoint), paths.checkpoint, 'CHECKPOINT', new Findings());
  const listed = parseManifest(text(paths.manifest), paths.manifest, new Findings());

  /** Whether the check lays something at the file's door. */
  const finds = async (
    path: string,
    check: (findings: Findings) => Promise<unknown>,
    line?: number,
  ): Promise<boolean> => {
    const findings = new Findings();
    await check(findings);
    return findingsOf(findings.results()).some(
      (found) =>
        found.file === path && (line === undefined || found.line === undefined || found.line === line),
    );
  };

  let [seen, flips, named, whole, proved] = [0, 0, 0, 0, 0];
  const missed: string[] = [];
  for (const [path, content] of chosen) {
    flipped.turnTo(path);
    const [, stream] = /^data\/(?:events|proofs)\/(.+)\.jsonl$/.exec(path) ?? [];
    const window = stream === undefined ? undefined : new StreamWindow(stream, contentOf);
    const starts = lineStarts(content);
    let line = 0;
    for (let at = 0; at < content.length; at += 1) {
      if (at === starts[line + 1]) line += 1;
      seen += 1;
      if (!isIn(part, seen - 1)) continue;
      const byte = content[at] ?? 0;
      flipped.flippedAt(at);
      content[at] = byte ^ flippedBit(at);
      flips += 1;
      const misses: string[] = [];
      if (flips % (isHub(path) ? hubsEvery : wholeEvery) === 0) {
        whole += 1;
        const report = await wholly(flipped);
        if (report.intact || !findingsOf(report.checks).some(({ file }) => file === path)) {
          misses.push('everything');
        }
      }
      const inBag = await finds(path, (findings) => {
        if (isPayload(path)) return checkListed(flipped, path, paths.manifest, listed.get(path), findings);
        if (path === paths.manifest) return checkManifest(flipped, paths.tagManifest, tagFiles, findings);
        return checkBag(flipped, before.origin, findings);
      });
      if (!inBag) misses.push('the bag');
      if (window !== undefined && stream !== undefined) {
        proved += 1;
        // Without its end a line goes on in the next one.
        window.turnTo(line, byte === 0x0a ? 1 : 0);
        const inStream = await finds(
          path,
          (findings) => checkStream(window, stream, checkpoint, findings),
          1,
        );
        if (!inStream) misses.push(`line ${line + 1}`);
      }
      content[at] = byte;
      if (misses.length === 0) named += 1;
      for (const miss of misses) {
        missed.push(`${path} at ${at}: ${miss}`);
        listener.missed(`${path} at ${at}: ${miss}`);
      }
      if (flips % 1_000 === 0) listener.progress(seen, total, path);
    }
  }
  return { flips, named, whole, proved, missed };
};
