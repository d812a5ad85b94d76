import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Bundle } from '../../domain/evidence/bundle.ts';
import { checkBag } from '../../domain/evidence/verify/check-bag.ts';
import { Findings } from '../../domain/evidence/verify/findings.ts';
import { verifyBundle } from '../../domain/evidence/verify/verify-bundle.ts';
import { timestampReader } from '../../infrastructure/evidence/timestamp-reader.ts';
import { zipBundle } from '../../infrastructure/evidence/zip-bundle.ts';

/** A bundle in memory of which one byte is another; hashes of the other files are remembered. */
class Flipped implements Bundle {
  readonly folder: string;
  readonly files: Bundle['files'];
  readonly contents: ReadonlyMap<string, Uint8Array>;
  readonly #hashes = new Map<string, string>();
  /** The file that is not as it was. */
  flipped = '';

  constructor(folder: string, contents: ReadonlyMap<string, Uint8Array>, files: Bundle['files']) {
    this.folder = folder;
    this.contents = contents;
    this.files = files;
  }

  async read(path: string): Promise<Uint8Array> {
    const content = this.contents.get(path);
    if (!content) throw new Error(`There is no file ${path}`);
    return content;
  }

  async sha256(path: string): Promise<string> {
    const known = path === this.flipped ? undefined : this.#hashes.get(path);
    if (known !== undefined) return known;
    const hash = createHash('sha256')
      .update(await this.read(path))
      .digest('hex');
    if (path !== this.flipped) this.#hashes.set(path, hash);
    return hash;
  }
}

export interface Outcome {
  readonly flips: number;
  /** Flips that the whole verifier was run for, and not only its check of the bag. */
  readonly whole: number;
  /** Places that nothing was found at, or that were laid at another file's door. */
  readonly missed: readonly string[];
}

/**
 * Flips one bit of every byte of a bundle's files in turn. Each time the bag is checked, which must name the file; at
 * every `wholeEvery`th byte everything is checked.
 */
export const flipEveryByte = async (
  bundle: Bundle,
  wholeEvery: number,
  onProgress: (file: string) => void = () => undefined,
): Promise<Outcome> => {
  const contents = new Map<string, Uint8Array>();
  for (const { path } of bundle.files) contents.set(path, Uint8Array.from(await bundle.read(path)));
  const flipped = new Flipped(bundle.folder, contents, bundle.files);
  const trust = { keys: [], witnesses: [] };
  const before = await verifyBundle(flipped, trust, timestampReader([]));
  if (!before.intact) throw new Error('The bundle does not hold as it is');
  let flips = 0;
  let whole = 0;
  const missed: string[] = [];
  for (const [path, content] of contents) {
    onProgress(path);
    flipped.flipped = path;
    for (let at = 0; at < content.length; at++) {
      const byte = content[at] ?? 0;
      content[at] = byte ^ (1 << (at % 8));
      flips += 1;
      const findings = new Findings();
      await checkBag(flipped, before.origin, findings);
      const named = findings.results().some((check) => check.findings.some(({ file }) => file === path));
      if (!named) missed.push(`${path} at ${at}: the bag`);
      if (flips % wholeEvery === 0) {
        whole += 1;
        const report = await verifyBundle(flipped, trust, timestampReader([]));
        const found = report.checks.flatMap((check) => check.findings);
        if (report.intact || !found.some(({ file }) => file === path))
          missed.push(`${path} at ${at}: everything`);
      }
      content[at] = byte;
    }
    flipped.flipped = '';
  }
  return { flips, whole, missed };
};

// By hand: node test/evidence/flip-every-byte.ts BUNDLE.zip [every n-th byte everything is checked]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bundle = await zipBundle(process.argv[2] ?? '');
  const begun = Date.now();
  const outcome = await flipEveryByte(bundle, Number(process.argv[3] ?? 10_000), (file) =>
    process.stderr.write(`${file}\n`),
  );
  await bundle.close();
  process.stdout.write(`${JSON.stringify({ ...outcome, seconds: (Date.now() - begun) / 1000 })}\n`);
}
