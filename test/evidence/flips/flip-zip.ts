import { crc32 } from '../../../domain/evidence/crc32.ts';
import {
  type Bytes,
  checkDirectory,
  readContents,
  WrongZip,
  type ZippedFile,
} from '../../../domain/evidence/stored-zip.ts';
import type { Outcome } from './flip-every-byte.ts';
import { checksumsFlipped } from './flipped-checksums.ts';
import { everything, flippedBit, isIn, type Listener, nobody, type Part } from './progress.ts';

/**
 * A zip in memory of which one byte is another. Pieces that do not have that byte are the same objects each time, so that their
 * checksums need not be reckoned again.
 */
class FlippedZip implements Bytes {
  readonly size: number;
  readonly #zip: Uint8Array;
  readonly #pieces = new Map<number, Uint8Array>();
  readonly #checksums = new WeakMap<Uint8Array, number>();
  readonly #seen: Uint8Array;
  #at = -1;

  constructor(zip: Uint8Array) {
    this.#zip = zip;
    this.size = zip.length;
    this.#seen = new Uint8Array(zip.length);
  }

  /** Whether anybody has read that byte since the zip was opened. */
  wasRead(at: number): boolean {
    return this.#seen[at] === 1;
  }

  flip(at: number): void {
    this.#at = at;
    this.#turn();
  }

  flipBack(): void {
    this.#turn();
    this.#at = -1;
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const [from, to] = [Math.max(0, start), Math.max(0, Math.min(end, this.size))];
    if (from <= this.#at && this.#at < to) return this.#zip.subarray(from, to);
    const known = this.#pieces.get(from);
    if (known?.length === to - from) return known;
    const piece = this.#zip.subarray(from, to);
    this.#pieces.set(from, piece);
    this.#seen.fill(1, from, to);
    return piece;
  }

  readonly checksum = (bytes: Uint8Array, before = 0): number => {
    const known = before === 0 ? this.#checksums.get(bytes) : undefined;
    if (known !== undefined) return known;
    const sum = crc32(bytes, before);
    if (before === 0 && this.#pieces.get(bytes.byteOffset) === bytes) this.#checksums.set(bytes, sum);
    return sum;
  };

  #turn(): void {
    this.#zip[this.#at] = (this.#zip[this.#at] ?? 0) ^ flippedBit(this.#at);
  }
}

/** Where the header of a file is, with its name. */
interface Header {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

export interface ZipFlips {
  /** At every so many bytes of contents the whole zip is read. */
  readonly wholeEvery: number;
  readonly part?: Part;
}

/**
 * Flips every byte of a zip. Headers, names and the central directory are read each time as whoever opens the zip reads them.
 * A byte of a content is in no header, and all that the reader makes of it is the checksum: that is reckoned each time, and
 * the whole zip is read at every so many of them.
 */
export const flipZip = async (
  zip: Uint8Array,
  { wholeEvery, part = everything }: ZipFlips,
  listener: Listener = nobody,
): Promise<Omit<Outcome, 'proved'>> => {
  const flipped = new FlippedZip(zip);
  const contents = await readContents(flipped, flipped.checksum);
  const { files } = contents;
  // What was not read for that cannot change what came of it: only the directory is read again where a byte of it is flipped.
  const isOfDirectory = Uint8Array.from({ length: zip.length }, (_, at) => Number(!flipped.wasRead(at)));
  await checkDirectory(flipped, contents);
  const missed: string[] = [];
  let [flips, named, whole] = [0, 0, 0];
  const tell = (at: number, where: string, miss: string | undefined): void => {
    flips += 1;
    if (miss === undefined) named += 1;
    else {
      missed.push(`${where} at ${at}: ${miss}`);
      listener.missed(`${where} at ${at}: ${miss}`);
    }
    if (flips % 1_000 === 0) listener.progress(at, zip.length, where);
  };
  const readFlipped = async (at: number): Promise<unknown> => {
    whole += 1;
    flipped.flip(at);
    try {
      const read = isOfDirectory[at] ? contents : await readContents(flipped, flipped.checksum);
      await checkDirectory(flipped, read);
      return read.wrong[0];
    } catch (error) {
      return error;
    } finally {
      flipped.flipBack();
    }
  };
  const flipBetween = async (at: number, header?: Header): Promise<void> => {
    if (!isIn(part, at)) return;
    const wrong = await readFlipped(at);
    const said = wrong instanceof WrongZip ? `${wrong.message}, byte ${wrong.byte}` : 'nothing';
    const isNamed = wrong instanceof WrongZip && isThere(wrong, at, header);
    tell(at, header?.path ?? 'the central directory', isNamed ? undefined : said);
  };
  const flipContent = async ({ path, offset, size }: ZippedFile): Promise<void> => {
    const content = zip.subarray(offset, offset + size);
    const sum = crc32(content);
    let sums: Uint32Array | undefined;
    for (let at = offset; at < offset + size; at += 1) {
      if (!isIn(part, at)) continue;
      sums ??= checksumsFlipped(content, (place) => flippedBit(offset + place));
      let found = sums[at - offset] !== sum;
      if (flips % wholeEvery === 0) {
        const wrong = await readFlipped(at);
        found &&= wrong instanceof WrongZip && wrong.file === path;
      }
      tell(at, path, found ? undefined : 'the content');
    }
  };
  let from = 0;
  for (const file of files) {
    const header = { path: file.path, from, to: file.offset };
    for (let at = from; at < file.offset; at += 1) await flipBetween(at, header);
    await flipContent(file);
    from = file.offset + file.size;
  }
  for (let at = from; at < zip.length; at += 1) await flipBetween(at);
  return { flips, named, whole, missed };
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
