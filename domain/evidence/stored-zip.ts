import { concat } from '../ledger/bytes.ts';
import { type BundleFile, inByteOrder, isBundlePath } from './bundle.ts';
import { crc32 } from './crc32.ts';
import type { ZipProblem } from './problem.ts';

/**
 * The one form of a bundle's zip (docs/evidence/format.md, "The container"; field layout: PKWARE APPNOTE
 * §4.3.7, §4.3.12, §4.3.16). Nothing is compressed and nothing is left to choice, so the same bundle is
 * always the same bytes, and whoever reads it can tell a byte that is not as it must be.
 */

export const MAX_FILES = 65_535;
export const MAX_ZIP_BYTES = 0xff_ff_ff_ff;

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const NO_TIME = 0x0000;
/** 1 January 1980, the first day that zip knows. */
const NO_DATE = 0x0021;

interface Entry {
  readonly name: Uint8Array;
  readonly size: number;
  readonly crc: number;
  readonly offset: number;
}

const encoder = new TextEncoder();

/** Numbers one after the other, little-endian, each of 2 or 4 bytes. */
const fields = (...numbers: readonly (readonly [value: number, bytes: 2 | 4])[]): Uint8Array => {
  const bytes = new Uint8Array(numbers.reduce((length, [, width]) => length + width, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, width] of numbers) {
    if (width === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += width;
  }
  return bytes;
};

const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
/** Of a local header. */
const SIGNATURE = Uint8Array.of(0x50, 0x4b, 0x03, 0x04);

/** What is the same in every local header; the rest is set where the reader finds it. */
const LOCAL = fields(
  [0x04034b50, 4],
  [VERSION, 2],
  [UTF8_NAMES, 2],
  [0, 2],
  [NO_TIME, 2],
  [NO_DATE, 2],
  [0, 4],
  [0, 4],
  [0, 4],
  [0, 2],
  [0, 2],
);

const localHeader = ({ name, size, crc }: Omit<Entry, 'offset'>): Uint8Array => {
  const header = LOCAL.slice();
  const view = new DataView(header.buffer);
  view.setUint32(14, crc, true);
  view.setUint32(18, size, true);
  view.setUint32(22, size, true);
  view.setUint16(26, name.length, true);
  return header;
};

const CENTRAL = fields(
  [0x02014b50, 4],
  [VERSION, 2],
  [VERSION, 2],
  [UTF8_NAMES, 2],
  [0, 2],
  [NO_TIME, 2],
  [NO_DATE, 2],
  [0, 4],
  [0, 4],
  [0, 4],
  [0, 2],
  [0, 2],
  [0, 2],
  [0, 2],
  [0, 2],
  [0, 4],
  [0, 4],
);

const centralHeader = ({ name, size, crc, offset }: Entry): Uint8Array => {
  const header = CENTRAL.slice();
  const view = new DataView(header.buffer);
  view.setUint32(16, crc, true);
  view.setUint32(20, size, true);
  view.setUint32(24, size, true);
  view.setUint16(28, name.length, true);
  view.setUint32(42, offset, true);
  return header;
};

const endRecord = (entries: readonly Entry[], directoryAt: number, directoryBytes: number): Uint8Array =>
  fields(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [entries.length, 2],
    [entries.length, 2],
    [directoryBytes, 4],
    [directoryAt, 4],
    [0, 2],
  );

/** What comes after the files. */
function* directory(entries: readonly Entry[], directoryAt: number): Generator<Uint8Array> {
  let bytes = 0;
  for (const entry of entries) {
    const header = centralHeader(entry);
    yield header;
    yield entry.name;
    bytes += header.length + entry.name.length;
  }
  yield endRecord(entries, directoryAt, bytes);
}

/** A file on its way into a zip. Its content is asked for twice: for the checksum, which stands before it, and to be written. */
export interface ZipInput extends BundleFile {
  content(): AsyncIterable<Uint8Array>;
}

/** There is more than one zip can hold; the bundle can stay a folder. */
export class TooLargeForZip extends Error {
  override readonly name = 'TooLargeForZip';
}

/**
 * The bytes of the zip, piece by piece. `files` by their paths below `folder`, in any order.
 *
 * @throws TooLargeForZip before the first byte.
 */
export async function* storedZip(folder: string, files: readonly ZipInput[]): AsyncGenerator<Uint8Array> {
  const sorted = [...files].sort((one, other) => inByteOrder(one.path, other.path));
  const names = sorted.map(({ path }) => encoder.encode(`${folder}/${path}`));
  const whole = sorted.reduce(
    (sum, { size }, at) => sum + size + LOCAL_BYTES + CENTRAL_BYTES + 2 * (names[at]?.length ?? 0),
    22,
  );
  if (sorted.length > MAX_FILES || whole > MAX_ZIP_BYTES) {
    throw new TooLargeForZip(`${sorted.length} files of ${whole} bytes are more than one zip can hold`);
  }
  const entries: Entry[] = [];
  let offset = 0;
  for (const [at, file] of sorted.entries()) {
    let crc = 0;
    for await (const piece of file.content()) crc = crc32(piece, crc);
    const entry: Entry = { name: names[at] ?? new Uint8Array(), size: file.size, crc, offset };
    entries.push(entry);
    yield localHeader(entry);
    yield entry.name;
    let written = 0;
    for await (const piece of file.content()) {
      written += piece.length;
      yield piece;
    }
    if (written !== file.size) throw new Error(`${file.path} has ${written} bytes and not ${file.size}`);
    offset += LOCAL_BYTES + entry.name.length + file.size;
  }
  yield* directory(entries, offset);
}

/** Bytes that can be read from anywhere. */
export interface Bytes {
  readonly size: number;
  /** From `start`, up to but not including `end`. */
  slice(start: number, end: number): Promise<Uint8Array>;
}

/** The zip is not in its one form: the first byte that is not as it must be. */
export class WrongZip extends Error {
  override readonly name = 'WrongZip';
  readonly problem: ZipProblem;
  readonly byte: number;
  /** The file whose header or content it is in. */
  readonly file: string | undefined;
  /** Where the zip says otherwise, when of two places either may be the wrong one. */
  readonly otherByte: number | undefined;
  constructor(problem: ZipProblem, byte: number, file?: string, otherByte?: number) {
    super(`${problem.kind} at byte ${byte}`);
    this.problem = problem;
    this.byte = byte;
    this.file = file;
    this.otherByte = otherByte;
  }
}

export interface ZippedFile extends BundleFile {
  /** Where its content begins. */
  readonly offset: number;
}

const PIECE = 1 << 20;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What a zip holds before its central directory, and where that begins. */
export interface ZipContents {
  readonly folder: string;
  readonly files: readonly ZippedFile[];
  /** Files whose content is not what their header says. */
  readonly wrong: readonly WrongZip[];
  readonly entries: readonly Entry[];
  /** Checksums of the contents, whatever the headers say. */
  readonly sums: readonly number[];
  readonly directoryAt: number;
}

/**
 * Reads a zip from its first byte to its last, and takes nothing on trust that it can reckon.
 *
 * @throws WrongZip where it cannot be read on.
 */
export const readStoredZip = async (zip: Bytes): Promise<Pick<ZipContents, 'folder' | 'files' | 'wrong'>> => {
  const contents = await readContents(zip);
  await checkDirectory(zip, contents);
  return contents;
};

/** @throws WrongZip at the first byte that is not as it must be. */
const agree = (
  expected: Uint8Array,
  found: Uint8Array,
  from: number,
  part: 'header' | 'begins' | 'directory' | 'end',
  file?: string,
  otherPlace?: (index: number) => number | undefined,
): void => {
  const wrongAt = expected.findIndex((byte, index) => found[index] !== byte);
  if (wrongAt < 0) return;
  throw new WrongZip(
    { kind: 'zipByte', part, expected: hex(expected[wrongAt]) ?? '', found: hex(found[wrongAt]) },
    from + wrongAt,
    file,
    otherPlace?.(wrongAt),
  );
};

/**
 * The files, one after the other, with their headers.
 *
 * @param checksum that of `crc32`, for whoever reads the same contents again and again and remembers them.
 * @throws WrongZip where it cannot be read on.
 */
export const readContents = async (zip: Bytes, checksum: typeof crc32 = crc32): Promise<ZipContents> => {
  const wrong: WrongZip[] = [];
  const promised = await promisedEntries(zip);
  const entries: Entry[] = [];
  const sums: number[] = [];
  const files: ZippedFile[] = [];
  let folder: string | undefined;
  let previous: string | undefined;
  let at = 0;
  for (;;) {
    const header = await zip.slice(at, at + LOCAL_BYTES);
    if (entries.length > 0 && directoryBegins(header, entries.length === promised)) break;
    if (header.length < LOCAL_BYTES) throw new WrongZip({ kind: 'zipEndsEarly' }, zip.size, previous);
    // Where it does not, the lengths in the header before may be what is wrong.
    agree(SIGNATURE, header.subarray(0, SIGNATURE.length), at, 'begins', previous, () =>
      lengthsOf(entries.at(-1)),
    );
    const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
    const [crc, size, length] = [
      view.getUint32(14, true),
      view.getUint32(18, true),
      view.getUint16(26, true),
    ];
    const name = await zip.slice(at + LOCAL_BYTES, at + LOCAL_BYTES + length);
    const path = pathOf(name, at + LOCAL_BYTES);
    const slash = path.indexOf('/');
    folder ??= path.slice(0, slash);
    if (slash < 1 || path.slice(0, slash) !== folder) {
      throw new WrongZip({ kind: 'zipOtherFolder', path, folder }, at + LOCAL_BYTES, path, LOCAL_BYTES);
    }
    const inside = path.slice(slash + 1);
    agree(localHeader({ name, size, crc }), header, at, 'header', inside);
    if (previous !== undefined && inByteOrder(previous, inside) >= 0) {
      const other = (entries.at(-1)?.offset ?? 0) + LOCAL_BYTES;
      throw new WrongZip(
        { kind: 'zipOrder', path: inside, before: previous },
        at + LOCAL_BYTES,
        inside,
        other,
      );
    }
    previous = inside;
    const offset = at + LOCAL_BYTES + length;
    if (offset + size > zip.size) {
      throw new WrongZip({ kind: 'zipTooLong', path: inside }, at + 18, inside);
    }
    let sum = 0;
    for (let from = offset; from < offset + size; from += PIECE) {
      sum = checksum(await zip.slice(from, Math.min(from + PIECE, offset + size)), sum);
    }
    if (sum !== crc) wrong.push(new WrongZip({ kind: 'zipChecksum', path: inside }, at + 14, inside));
    sums.push(sum);
    entries.push({ name, size, crc, offset: at });
    files.push({ path: inside, size, offset });
    at = offset + size;
  }
  return { folder: folder ?? '', files, wrong, entries, sums, directoryAt: at };
};

/** That the central directory and the end record say what the contents say. @throws WrongZip */
export const checkDirectory = async (
  zip: Bytes,
  { entries, sums, files, directoryAt }: ZipContents,
): Promise<void> => {
  let at = directoryAt;
  for (const [index, entry] of entries.entries()) {
    const length = CENTRAL_BYTES + entry.name.length;
    const found = await zip.slice(at, at + length);
    // A header that speaks of another checksum than the content and the directory is itself what is wrong.
    const crc =
      sums[index] !== entry.crc && crcIn(found) === sums[index] ? (sums[index] as number) : entry.crc;
    const header = concat(centralHeader({ ...entry, crc }), entry.name);
    agree(header, found, at, 'directory', files[index]?.path, (wrongAt) => {
      if (wrongAt >= CENTRAL_BYTES) return entry.offset + LOCAL_BYTES + wrongAt - CENTRAL_BYTES;
      return index === 0 && wrongAt < SIGNATURE.length ? lengthsOf(entries.at(-1)) : undefined;
    });
    at += length;
  }
  const end = endRecord(entries, directoryAt, at - directoryAt);
  agree(end, await zip.slice(at, at + end.length), at, 'end');
  at += end.length;
  if (at !== zip.size) throw new WrongZip({ kind: 'zipGoesOn' }, at);
};

/** Where a local header speaks of lengths, by which the next place is found. */
const lengthsOf = (entry: Entry | undefined): number | undefined => entry && entry.offset + 18;

/** The checksum that a header of the central directory speaks of. */
const crcIn = (header: Uint8Array): number | undefined =>
  header.length < CENTRAL_BYTES
    ? undefined
    : new DataView(header.buffer, header.byteOffset, header.byteLength).getUint32(16, true);

/** How many files the end record speaks of. */
const promisedEntries = async (zip: Bytes): Promise<number> => {
  const [low = 0, high = 0] = await zip.slice(zip.size - 12, zip.size - 10);
  return low | (high << 8);
};

/** `PK 1 2` begins the central directory, `PK 3 4` a file. Where one byte is wrong, the end record's count decides. */
const directoryBegins = (header: Uint8Array, allFilesRead: boolean): boolean => {
  const [, , third, fourth] = header;
  if (third === 0x03 && fourth === 0x04) return false;
  return (third === 0x01 && fourth === 0x02) || allFilesRead;
};

const pathOf = (name: Uint8Array, at: number): string => {
  let path: string;
  try {
    path = decoder.decode(name);
  } catch {
    throw new WrongZip({ kind: 'zipNameNotUtf8' }, at);
  }
  if (!isBundlePath(path)) throw new WrongZip({ kind: 'zipName', path }, at);
  return path;
};

const hex = (byte: number | undefined): string | undefined =>
  byte === undefined ? undefined : `0x${byte.toString(16).padStart(2, '0')}`;
