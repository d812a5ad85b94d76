import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

/** The subject's key under the master key: nonce, AES-256-GCM, tag; bound to the subject. */
export const wrap = (master: Buffer, subject: string, key: Buffer): Buffer => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(master), nonce).setAAD(Buffer.from(subject));
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
};

/** @throws Error when it was not wrapped by this master key for this subject. */
export const unwrap = (master: Buffer, subject: string, wrapped: Buffer): Buffer => {
  const decipher = createDecipheriv('aes-256-gcm', createSecretKey(master), wrapped.subarray(0, NONCE), {
    authTagLength: TAG,
  });
  decipher.setAAD(Buffer.from(subject)).setAuthTag(wrapped.subarray(-TAG));
  return Buffer.concat([decipher.update(wrapped.subarray(NONCE, -TAG)), decipher.final()]);
};
