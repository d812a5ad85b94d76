import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { readTimestamp } from '../../evidence/timestamp-reader.ts';
import { problemText } from '../../evidence/verifier/problem-texts.ts';

const PATIENCE_MS = 20_000;
const MOST_BYTES = 200_000;
const SHA256 = '2.16.840.1.101.3.4.2.1';

export class TimestampRefused extends Error {
  override readonly name = 'TimestampRefused';
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A copy with a buffer of its own, which is what ASN.1 is read from. */
const toBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/**
 * Asks an authority for a timestamp of these bytes, over HTTP (RFC 3161 §3.4).
 *
 * @returns its answer (TimeStampResp, DER), checked.
 * @throws TimestampRefused; Error when it cannot be reached.
 */
export const askTimestamp = async (url: string, bytes: Uint8Array): Promise<Uint8Array> => {
  // Positive, and without leading zeros: as DER writes integers.
  const nonce = randomBytes(16);
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const request = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: SHA256 }),
      hashedMessage: new asn1js.OctetString({ valueHex: toBuffer(sha256(bytes)) }),
    }),
    nonce: new asn1js.Integer({ valueHex: toBuffer(nonce) }),
    certReq: true,
  });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/timestamp-query' },
    body: Buffer.from(request.toSchema().toBER()),
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!response.ok) throw new TimestampRefused(`The authority answered ${response.status}`);
  const answer = new Uint8Array(await response.arrayBuffer());
  if (answer.length > MOST_BYTES) throw new TimestampRefused('The authority answered too much');
  const answered = await readTimestamp(answer, bytes);
  // Whether its certificate is to be trusted is for whoever relies on it.
  if ('kind' in answered) throw new TimestampRefused(problemText(answered, 'en'));
  if (!answered.nonce || !nonce.equals(answered.nonce)) {
    throw new TimestampRefused('The timestamp is the answer to another question');
  }
  return answer;
};
