import type { StreamName } from '../../domain/event.ts';
import { openText, sealText } from '../../domain/personal-data/sealed-text.ts';
import { hmacSha256 } from '../../domain/personal-data/symmetric.ts';

/** Where a field is, so that what is sealed there opens nowhere else. */
export interface FieldPlace {
  readonly stream: StreamName;
  readonly commandId: string;
  /** The event's number in its command, from 0. */
  readonly number: number;
  /** JSON pointer (RFC 6901) in the event's data. */
  readonly path: string;
}

const encoder = new TextEncoder();

/**
 * The key of one field, 32 bytes (docs/evidence/format.md, "Disclosed fields"): whoever is given it can open that field, and
 * nothing else of the subject's.
 */
export const fieldKey = (subjectKey: Buffer, { stream, commandId, number, path }: FieldPlace): Uint8Array =>
  hmacSha256(subjectKey, encoder.encode([stream, commandId, number, path].join('\n')));

/** The text as it is stored; the same for the same command repeated. `subjectKey`: 32 bytes. */
export const sealField = (subjectKey: Buffer, place: FieldPlace, text: string): string =>
  sealText(fieldKey(subjectKey, place), text);

/** So many texts are remembered of one key. */
const REMEMBERED = 16;

/**
 * What was opened lately, since every command reads its counterparty anew. It hangs on the key: whoever forgets that forgets
 * what it opened.
 */
const openedBy = new WeakMap<Buffer, Map<string, string>>();

/** The text; `undefined` when it was not sealed with this key for this place. */
export const openField = (subjectKey: Buffer, place: FieldPlace, sealed: string): string | undefined => {
  const opened = openedBy.get(subjectKey) ?? new Map<string, string>();
  const name = [place.stream, place.commandId, place.number, place.path, sealed].join('\n');
  const known = opened.get(name);
  if (known !== undefined) return known;
  const text = openText(fieldKey(subjectKey, place), sealed);
  if (text === undefined) return undefined;
  if (opened.size === REMEMBERED) opened.clear();
  openedBy.set(subjectKey, opened.set(name, text));
  return text;
};
