import { base64, concat, fromBase64, utf8 } from './bytes.ts';
import { Malformed } from './malformed.ts';
import { sha256 } from './sha256.ts';

/** Public keys of signed notes (c2sp.org/signed-note), in the spelling `<name>+<key id>+<base64>`. */

/** What a key signs and how: the assigned signature types that Chancery knows. */
export const ED25519 = 0x01;
export const ED25519_COSIGNATURE = 0x04;

export interface VerifierKey {
  /** Whose key it is, for example `example.com/log`. */
  readonly name: string;
  /** Four bytes of a hash of the name, type and key, as a number. It identifies, it does not protect. */
  readonly id: number;
  readonly type: number;
  readonly publicKey: Uint8Array;
}

/** Not empty, and no spaces of Unicode and no plus in it. */
export const isKeyName = (name: string): boolean =>
  /^[^\p{White_Space}+]+$/u.test(name) && name.isWellFormed();

/** @throws Malformed when nobody can have that name. */
export const verifierKey = (name: string, type: number, publicKey: Uint8Array): VerifierKey => {
  if (!isKeyName(name)) throw new Malformed('verifier key', 'name');
  const hash = sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey));
  return { name, id: new DataView(hash.buffer, hash.byteOffset).getUint32(0), type, publicKey };
};

export const formatVerifierKey = ({ name, id, type, publicKey }: VerifierKey): string =>
  `${name}+${id.toString(16).padStart(8, '0')}+${base64(concat(Uint8Array.of(type), publicKey))}`;

/** @throws Malformed when the text is no Ed25519 key, or its id not that of its name and bytes. */
export const parseVerifierKey = (text: string): VerifierKey => {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/su.exec(text);
  if (!parts) throw new Malformed('verifier key', 'parts');
  const [, name = '', id = '', encoded = ''] = parts;
  const bytes = fromBase64(encoded);
  if (!bytes) throw new Malformed('verifier key', 'base64');
  const [type, ...publicKey] = bytes;
  if (type !== ED25519 && type !== ED25519_COSIGNATURE) throw new Malformed('verifier key', 'type');
  if (publicKey.length !== 32) throw new Malformed('verifier key', 'length');
  const key = verifierKey(name, type, Uint8Array.from(publicKey));
  if (key.id !== Number.parseInt(id, 16)) throw new Malformed('verifier key', 'id');
  return key;
};
