/** Packs files as Outlook does (MS-OXTNEF), for what opens them. */

export interface PackedFile {
  readonly name: string;
  readonly mediaType?: string;
  readonly content: Buffer;
}

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
};
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

const attribute = (level: 1 | 2, id: number, data: Buffer): Buffer => {
  const checksum = data.reduce((sum, byte) => (sum + byte) & 0xffff, 0);
  return Buffer.concat([Buffer.from([level]), uint32(id), uint32(data.length), data, uint16(checksum)]);
};

const unicode = (id: number, text: string): Buffer => {
  const bytes = Buffer.from(`${text}\0`, 'utf16le');
  return Buffer.concat([uint16(0x1f), uint16(id), uint32(1), uint32(bytes.length), padded(bytes)]);
};
const long = (id: number, value: number): Buffer => Buffer.concat([uint16(0x03), uint16(id), uint32(value)]);
/** A named property: one that has a GUID and a text for its name. */
const named = (value: number): Buffer => {
  const name = Buffer.from('x-thing\0', 'utf16le');
  const id = Buffer.concat([Buffer.alloc(16, 7), uint32(1), uint32(name.length), padded(name)]);
  return Buffer.concat([uint16(0x03), uint16(0x8001), id, uint32(value)]);
};
const properties = (...list: readonly Buffer[]): Buffer => Buffer.concat([uint32(list.length), ...list]);

export const packed = ({
  text,
  files = [],
}: {
  readonly text?: string;
  readonly files?: readonly PackedFile[];
}): Buffer =>
  Buffer.concat([
    uint32(0x223e9f78),
    uint16(1),
    attribute(1, 0x00089006, uint32(0x00010000)),
    ...(text ? [attribute(1, 0x00069003, properties(long(0x0e07, 1), named(5), unicode(0x1000, text)))] : []),
    ...files.flatMap(({ name, mediaType, content }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      attribute(2, 0x00018010, Buffer.from('DOGOVO~1.PDF\0', 'latin1')),
      attribute(2, 0x0006800f, content),
      attribute(
        2,
        0x00069005,
        properties(
          named(1),
          unicode(0x3707, name),
          ...(mediaType ? [unicode(0x370e, mediaType)] : []),
          long(0x3705, 1),
        ),
      ),
    ]),
  ]);
