import { createHash, type Hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { isPayload, tagFiles } from '../../domain/evidence/bag.ts';
import type { Bundle } from '../../domain/evidence/bundle.ts';
import { paths } from '../../domain/evidence/documents.ts';
import type { Finding } from '../../domain/evidence/finding.ts';
import { readStoredZip, WrongZip } from '../../domain/evidence/stored-zip.ts';
import { checkBag, checkListed, parseManifest } from '../../domain/evidence/verify/check-bag.ts';
import { readCheckpoint } from '../../domain/evidence/verify/check-checkpoint.ts';
import { checkStream } from '../../domain/evidence/verify/check-streams.ts';
import { Findings } from '../../domain/evidence/verify/findings.ts';
import { type Report, verifyBundle } from '../../domain/evidence/verify/verify-bundle.ts';
import { textOf } from '../../domain/ledger/bytes.ts';
import { timestampReader } from '../../infrastructure/evidence/timestamp-reader.ts';

/**
 * Flips one bit of every byte of a bundle in turn, and asks the verifier each time whether it finds that, and whether it
 * lays it at the right file's door.
 *
 * The whole verifier takes a tenth of a second for a thousand events, so for five million bytes it would take a week. Each
 * time run is the part of it that reads the flipped file, the very functions that `verifyBundle` is made of: what
 * others have read is as it was, so they would say what they said before, and a finding once made is never taken back. For what the
 * checks of the whole bundle hang on (tag files, checkpoint, keys), and at every so many bytes of the rest, everything is run.
 */

const SHA_STEP = 4_096;

/** A bundle in memory of which one byte is another. Hashes of the other files are remembered, and of that one its beginning. */
class Flipped implements Bundle {
  readonly folder: string;
  readonly files: Bundle['files'];
  readonly #contents: ReadonlyMap<string, Uint8Array>;
  readonly #hashes = new Map<string, string>();
  #path = '';
  #beginning: Hash = createHash('sha256');
  #hashed = 0;

  constructor(
    { folder, files }: Pick<Bundle, 'folder' | 'files'>,
    contents: ReadonlyMap<string, Uint8Array>,
  ) {
    this.folder = folder;
    this.files = files;
    this.#contents = contents;
  }

  /** Which file is not as it was, from now on; bytes of it are flipped one after the other. */
  turnTo(path: string): void {
    this.#path = path;
    this.#beginning = createHash('sha256');
    this.#hashed = 0;
  }

  /** Bytes before this one are as they were. */
  flippedAt(at: number): void {
    const upTo = at - (at % SHA_STEP);
    if (upTo <= this.#hashed) return;
    this.#beginning.update(this.#content(this.#path).subarray(this.#hashed, upTo));
    this.#hashed = upTo;
  }

  async read(path: string): Promise<Uint8Array> {
    return this.#content(path);
  }

  async sha256(path: string): Promise<string> {
    if (path === this.#path) {
      return this.#beginning.copy().update(this.#content(path).subarray(this.#hashed)).digest('hex');
    }
    const known = this.#hashes.get(path);
    if (known !== undefined) return known;
    const hash = createHash('sha256').update(this.#content(path)).digest('hex');
    this.#hashes.set(path, hash);
    return hash;
  }

  #content(path: string): Uint8Array {
    const content = this.#contents.get(path);
    if (!content) throw new Error(`There is no file ${path}`);
    return content;
  }
}

export interface Outcome {
  readonly flips: number;
  /** Flips that the whole verifier was run for. */
  readonly whole: number;
  /** Flips in events and proofs that were found without the bag's hashes, as if somebody had made the bag anew. */
  readonly proved: number;
  /** Places that nothing was found at, or that were laid at another file's door. */
  readonly missed: readonly string[];
}

type Progress = (done: number, of: number, file: string) => void;

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
}

/** Flips every byte of a bundle's files. */
export const flipEveryByte = async (
  bundle: Bundle,
  { wholeEvery, hubsEvery = 1, only = /^/ }: Flips,
  onProgress: Progress = () => undefined,
): Promise<Outcome> => {
  const contents = new Map<string, Uint8Array>();
  for (const { path } of bundle.files) contents.set(path, Uint8Array.from(await bundle.read(path)));
  const chosen = [...contents].filter(([path]) => only.test(path));
  const total = chosen.reduce((sum, [, { length }]) => sum + length, 0);
  const flipped = new Flipped(bundle, contents);
  const before = await wholly(flipped);
  if (!before.intact) throw new Error('The bundle does not hold as it is');
  const text = (path: string): string => textOf(contents.get(path) ?? new Uint8Array());
  const checkpoint = readCheckpoint(text(paths.checkpoint), paths.checkpoint, 'CHECKPOINT', new Findings());
  const listed = parseManifest(text(paths.manifest), paths.manifest, new Findings());
  let [flips, whole, proved] = [0, 0, 0];
  const missed: string[] = [];

  for (const [path, content] of chosen) {
    flipped.turnTo(path);
    const [, stream] = /^data\/(?:events|proofs)\/(.+)\.jsonl$/.exec(path) ?? [];
    let line = 1;
    for (let at = 0; at < content.length; at += 1) {
      const byte = content[at] ?? 0;
      flipped.flippedAt(at);
      content[at] = byte ^ (1 << (at % 8));
      flips += 1;
      if (flips % (isHub(path) ? hubsEvery : wholeEvery) === 0) {
        whole += 1;
        const report = await wholly(flipped);
        if (report.intact || !findingsOf(report.checks).some(({ file }) => file === path)) {
          missed.push(`${path} at ${at}: everything`);
        }
      }
      const findings = new Findings();
      if (isPayload(path)) await checkListed(flipped, path, paths.manifest, listed.get(path), findings);
      else await checkBag(flipped, before.origin, findings);
      if (!findingsOf(findings.results()).some(({ file }) => file === path)) {
        missed.push(`${path} at ${at}: the bag`);
      }
      if (stream !== undefined) {
        proved += 1;
        const proving = new Findings();
        await checkStream(flipped, stream, checkpoint, proving);
        const named = findingsOf(proving.results()).some(
          (found) => found.file === path && (found.line === undefined || found.line === line),
        );
        if (!named) missed.push(`${path} at ${at}: line ${line}`);
      }
      content[at] = byte;
      if (byte === 0x0a) line += 1;
      if (flips % 10_000 === 0) onProgress(flips, total, path);
    }
  }
  return { flips, whole, proved, missed };
};

/** Where the header of a file is, with its name. */
interface Header {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** Flips every byte of a zip that is in no file: headers, names, the central directory. */
export const flipContainer = async (
  zip: Uint8Array,
  onProgress: Progress = () => undefined,
): Promise<Pick<Outcome, 'flips' | 'missed'>> => {
  const bytes = {
    size: zip.length,
    slice: async (start: number, end: number) => zip.subarray(Math.max(0, start), Math.max(0, end)),
  };
  const { files } = await readStoredZip(bytes);
  const missed: string[] = [];
  let flips = 0;
  const container = zip.length - files.reduce((sum, { size }) => sum + size, 0);
  const flip = async (at: number, header?: Header): Promise<void> => {
    const byte = zip[at] ?? 0;
    zip[at] = byte ^ (1 << (at % 8));
    flips += 1;
    const wrong = await readStoredZip(bytes).then(
      (read) => read.wrong[0],
      (error: unknown) => error,
    );
    zip[at] = byte;
    const where = header?.path ?? 'the central directory';
    if (!(wrong instanceof WrongZip)) missed.push(`${where} at ${at}: nothing`);
    else if (!isThere(wrong, at, header))
      missed.push(`${where} at ${at}: ${wrong.message}, byte ${wrong.byte}`);
    if (flips % 1_000 === 0) onProgress(flips, container, where);
  };
  let from = 0;
  for (const file of files) {
    const header = { path: file.path, from, to: file.offset };
    for (let at = from; at < file.offset; at += 1) await flip(at, header);
    from = file.offset + file.size;
  }
  for (let at = from; at < zip.length; at += 1) await flip(at);
  return { flips, missed };
};

/**
 * Whether it names the byte; or its name, of a byte in a name; or the file whose header it is in; or that place and another
 * which contradict each other, and of which either may be wrong.
 */
const isThere = ({ byte, otherByte, file }: WrongZip, at: number, header: Header | undefined): boolean =>
  [byte, otherByte].some(
    (place) => place === at || (header && place !== undefined && place >= header.from && place < header.to),
  ) ||
  (header !== undefined && file === header.path);

// By hand: node test/evidence/flip-every-byte.ts BUNDLE.zip [at every n-th byte everything is checked] [only paths like this, or zip]
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , name = '', wholeEvery = '10000', only] = process.argv;
  const zip = new Uint8Array(await readFile(name));
  const begun = Date.now();
  let told = 0;
  const tell: Progress = (done, of, file) => {
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    process.stderr.write(`${done} of ${of}, ${Math.round((told - begun) / 1_000)} s, ${file}\n`);
  };
  const say = (outcome: object): void => {
    const { user, system } = process.cpuUsage();
    const seconds = { wall: (Date.now() - begun) / 1_000, processor: (user + system) / 1_000_000 };
    process.stdout.write(`${JSON.stringify({ ...outcome, seconds })}\n`);
  };
  if (only !== 'zip') {
    const slice = async (start: number, end: number) => zip.slice(Math.max(0, start), Math.max(0, end));
    const { folder, files } = await readStoredZip({ size: zip.length, slice });
    const contents = new Map(files.map(({ path, offset, size }) => [path, zip.slice(offset, offset + size)]));
    const bundle: Bundle = {
      folder,
      files,
      read: async (path) => contents.get(path) ?? new Uint8Array(),
      sha256: () => Promise.reject(new Error('Nobody asks')),
    };
    const flips = { wholeEvery: Number(wholeEvery), ...(only && { only: new RegExp(only) }) };
    say(await flipEveryByte(bundle, flips, tell));
  }
  if (only === undefined || only === 'zip') say(await flipContainer(zip, tell));
}
