import { base64, fromBase64 } from './bytes.ts';
import { Malformed } from './malformed.ts';
import { HASH_BYTES, isSize } from './merkle-tree.ts';

/** The head of a log at a moment, as the text of a signed note: c2sp.org/tlog-checkpoint. */
export interface Checkpoint {
  /** Which log, for example `example.com/log`. */
  readonly origin: string;
  /** How many leaves. */
  readonly size: number;
  readonly root: Uint8Array;
  /** Further lines, none of them empty. */
  readonly extensions: readonly string[];
}

const malformed = (reason: string) => new Malformed('checkpoint', reason);

/** A number as it stands in a line: decimal, without leading zeros. `undefined` where it is another or too large. */
export const parseSize = (text: string): number | undefined =>
  /^(0|[1-9]\d*)$/.test(text) && isSize(Number(text)) ? Number(text) : undefined;

/** @throws Malformed when the text is no checkpoint, or of more leaves than a number holds exactly. */
export const parseCheckpoint = (text: string): Checkpoint => {
  if (!text.endsWith('\n')) throw malformed('newline');
  const [origin = '', sizeLine = '', rootLine = '', ...extensions] = text.slice(0, -1).split('\n');
  if (origin === '') throw malformed('origin');
  const size = parseSize(sizeLine);
  if (size === undefined) throw malformed('size');
  const root = fromBase64(rootLine);
  if (root?.length !== HASH_BYTES) throw malformed('root');
  if (extensions.includes('')) throw malformed('extension');
  return { origin, size, root, extensions };
};

/** The text to be signed. @throws Malformed when it could not be read back. */
export const formatCheckpoint = ({ origin, size, root, extensions }: Checkpoint): string => {
  const text = `${[origin, size, base64(root), ...extensions].join('\n')}\n`;
  if (parseCheckpoint(text).extensions.length !== extensions.length) throw malformed('extension');
  return text;
};
