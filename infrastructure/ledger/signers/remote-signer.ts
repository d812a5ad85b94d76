import type { CheckpointSigner } from '../../../application/ports/checkpoint-signer.ts';

const PATIENCE_MS = 10_000;
/** A signature is 64 bytes; whatever says more is no signer. */
const MOST_BYTES = 1_000;

/**
 * A signer behind HTTP, such as a small service in front of an HSM:
 *
 * - `GET <url>` answers 200 with the public key, 32 bytes, `application/octet-stream`;
 * - `POST <url>` with the bytes to sign as the body, `application/octet-stream`, answers 200 with the
 *   signature, 64 bytes.
 *
 * With a token, both carry `Authorization: Bearer <token>`.
 *
 * @throws Error when it cannot be reached or answers otherwise.
 */
export const openRemoteSigner = async (url: string, token?: string): Promise<CheckpointSigner> => {
  const ask = async (length: number, body?: Uint8Array): Promise<Uint8Array> => {
    const response = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: {
        ...(body && { 'content-type': 'application/octet-stream' }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { body: Buffer.from(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const declared = Number(response.headers.get('content-length') ?? 0);
    if (!response.ok || declared > MOST_BYTES) throw new Error(`The signer answered ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length !== length) {
      throw new Error(`The signer answered ${bytes.length} bytes instead of ${length}`);
    }
    return bytes;
  };
  const publicKey = await ask(32);
  return { publicKey, sign: (bytes) => ask(64, bytes) };
};
