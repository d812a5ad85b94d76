import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { cosignature, cosignedMessage } from '../../domain/ledger/cosignature.ts';
import type { NoteSignature } from '../../domain/ledger/signed-note.ts';
import {
  ED25519,
  ED25519_COSIGNATURE,
  type VerifierKey,
  verifierKey,
} from '../../domain/ledger/verifier-key.ts';

/** An Ed25519 private key of these 32 bytes (RFC 8410). */
export const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });

const publicKeyOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32));

export interface Signer {
  readonly key: VerifierKey;
  sign(text: string): NoteSignature;
}

export const logSigner = (name: string, seed: Uint8Array): Signer => {
  const privateKey = privateKeyOf(seed);
  const key = verifierKey(name, ED25519, publicKeyOf(privateKey));
  return {
    key,
    sign: (text) => ({
      name,
      keyId: key.id,
      signature: new Uint8Array(sign(null, Buffer.from(text), privateKey)),
    }),
  };
};

export const witness = (name: string, seed: Uint8Array, time: number): Signer => {
  const privateKey = privateKeyOf(seed);
  const key = verifierKey(name, ED25519_COSIGNATURE, publicKeyOf(privateKey));
  return {
    key,
    sign: (text) => ({
      name,
      keyId: key.id,
      signature: cosignature(time, sign(null, cosignedMessage(time, text), privateKey)),
    }),
  };
};
