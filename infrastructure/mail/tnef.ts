/**
 * Opens a winmail.dat: what Outlook packs attachments into (MS-OXTNEF; properties as in MS-OXPROPS). Of what it may hold
 * the attachments and the plain text are read, and nothing else.
 */

export interface TnefAttachment {
  readonly name?: string;
  readonly mediaType?: string;
  readonly content: Uint8Array;
}

export interface Tnef {
  readonly text?: string;
  readonly attachments: readonly TnefAttachment[];
}

const SIGNATURE = 0x223e9f78;
const MOST_ATTACHMENTS = 100;

/** Attributes (MS-OXTNEF §2.1.3.2). */
const ATTACH_RENDERING = 0x00069002;
const ATTACH_TITLE = 0x00018010;
const ATTACH_DATA = 0x0006800f;
const ATTACH_PROPERTIES = 0x00069005;
const MESSAGE_PROPERTIES = 0x00069003;
const MESSAGE_BODY = 0x0002800c;

/** Properties (MS-OXPROPS). */
const BODY = 0x1000;
const ATTACH_DATA_BINARY = 0x3701;
const ATTACH_FILENAME = 0x3704;
const ATTACH_LONG_FILENAME = 0x3707;
const ATTACH_MIME_TAG = 0x370e;

/** It ends before it says that it does. */
class EndOfTnef extends Error {}

/** Reads little-endian numbers on, within the bytes that there are. */
class Cursor {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new EndOfTnef();
    const taken = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }

  uint8(): number {
    return this.take(1)[0] ?? 0;
  }

  uint16(): number {
    const at = this.#at;
    this.take(2);
    return this.#view.getUint16(at, true);
  }

  uint32(): number {
    const at = this.#at;
    this.take(4);
    return this.#view.getUint32(at, true);
  }

  /** On to a multiple of four bytes, as properties are laid out. */
  align(length: number): void {
    this.take(Math.min((4 - (length % 4)) % 4, this.left));
  }
}

export const isTnef = (bytes: Uint8Array): boolean =>
  bytes.length > 6 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === SIGNATURE;

const utf16 = new TextDecoder('utf-16le');
/** The code page of a message is told by a property; Windows-1251 is what a Russian office has, and ASCII within it. */
const narrow = new TextDecoder('windows-1251');

const withoutEnd = (text: string): string => text.split('\0')[0] ?? '';

/** Lengths in bytes of values of fixed length, by type (MS-OXCDATA §2.11.1). */
const fixedLengths: Readonly<Record<number, number>> = {
  1: 0,
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};

interface Property {
  readonly id: number;
  readonly type: number;
  readonly value: Uint8Array;
}

/** The properties, as far as they can be read (MS-OXTNEF §2.1.3.4). */
const propertiesOf = (bytes: Uint8Array): readonly Property[] => {
  const cursor = new Cursor(bytes);
  const found: Property[] = [];
  try {
    const count = cursor.uint32();
    for (let index = 0; index < count; index += 1) {
      const typed = cursor.uint16();
      const id = cursor.uint16();
      if (id >= 0x8000) skipName(cursor);
      const type = typed & 0x0fff;
      const fixed = fixedLengths[type];
      const isSized = fixed === undefined;
      const values = (typed & 0x1000) !== 0 || isSized ? cursor.uint32() : 1;
      for (let number = 0; number < values; number += 1) {
        const length = isSized ? cursor.uint32() : fixed;
        const value = cursor.take(length);
        cursor.align(length);
        if (number === 0) found.push({ id, type, value });
        // A value without bytes could be told without end.
        if (length === 0 && !isSized) break;
      }
    }
  } catch (error) {
    if (!(error instanceof EndOfTnef)) throw error;
  }
  return found;
};

/** The name of a named property: a GUID, and a number or a text. */
const skipName = (cursor: Cursor): void => {
  cursor.take(16);
  if (cursor.uint32() === 0) {
    cursor.take(4);
    return;
  }
  const length = cursor.uint32();
  cursor.take(length);
  cursor.align(length);
};

const textOf = ({ type, value }: Property): string =>
  withoutEnd(type === 0x1f ? utf16.decode(value) : narrow.decode(value));

/**
 * What is packed in it, as far as it can be read; whatever stands in it, no error is thrown.
 */
export const readTnef = (bytes: Uint8Array): Tnef => {
  const attachments: { name?: string; mediaType?: string; content?: Uint8Array }[] = [];
  let text: string | undefined;
  try {
    const cursor = new Cursor(bytes);
    if (cursor.uint32() !== SIGNATURE) return { attachments: [] };
    cursor.uint16();
    while (cursor.left > 0) {
      cursor.uint8();
      const attribute = cursor.uint32();
      const data = cursor.take(cursor.uint32());
      cursor.uint16();
      const current = attachments.at(-1);
      switch (attribute) {
        case ATTACH_RENDERING:
          if (attachments.length >= MOST_ATTACHMENTS) throw new EndOfTnef();
          attachments.push({});
          break;
        case ATTACH_TITLE:
          if (current) current.name ??= withoutEnd(narrow.decode(data));
          break;
        case ATTACH_DATA:
          if (current) current.content = data;
          break;
        case ATTACH_PROPERTIES:
          if (current) takeProperties(current, propertiesOf(data));
          break;
        case MESSAGE_BODY:
          text ??= withoutEnd(narrow.decode(data));
          break;
        case MESSAGE_PROPERTIES: {
          const body = propertiesOf(data).find(({ id }) => id === BODY);
          if (body) text = textOf(body);
          break;
        }
        default:
          break;
      }
    }
  } catch (error) {
    if (!(error instanceof EndOfTnef)) throw error;
  }
  return {
    ...(text && { text }),
    attachments: attachments.flatMap(({ content, ...rest }) => (content ? [{ ...rest, content }] : [])),
  };
};

const takeProperties = (
  attachment: { name?: string; mediaType?: string; content?: Uint8Array },
  properties: readonly Property[],
): void => {
  for (const property of properties) {
    if (property.id === ATTACH_LONG_FILENAME) attachment.name = textOf(property) || attachment.name || '';
    else if (property.id === ATTACH_FILENAME) attachment.name ||= textOf(property);
    else if (property.id === ATTACH_MIME_TAG) attachment.mediaType = textOf(property);
    else if (property.id === ATTACH_DATA_BINARY) attachment.content ??= property.value;
  }
};
