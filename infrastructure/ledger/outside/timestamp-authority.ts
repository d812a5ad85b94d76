import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

const PATIENCE_MS = 20_000;
const MOST_BYTES = 200_000;
const SHA256 = '2.16.840.1.101.3.4.2.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';

/** PKIStatus (RFC 3161 §2.4.2): granted, and granted with modifications. */
const GRANTED = [0, 1];

export class TimestampRefused extends Error {
  override readonly name = 'TimestampRefused';
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A copy with a buffer of its own, which is what ASN.1 is read from. */
const toBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** What an authority's answer says: that the bytes were there at that time. */
export interface Timestamp {
  /** ISO 8601. */
  readonly at: string;
  readonly nonce: Uint8Array | undefined;
}

/**
 * Reads a TimeStampResp (RFC 3161 §2.4.2) in DER, and checks that it is of these bytes and signed by the certificate
 * that comes with it. Whether that certificate is to be trusted is for whoever relies on it.
 *
 * @throws TimestampRefused
 */
export const readTimestamp = async (response: Uint8Array, bytes: Uint8Array): Promise<Timestamp> => {
  const { status, timeStampToken } = pkijs.TimeStampResp.fromBER(toBuffer(response));
  if (!GRANTED.includes(status.status) || !timeStampToken) {
    throw new TimestampRefused(`The authority refused, with status ${status.status}`);
  }
  const signed = new pkijs.SignedData({ schema: timeStampToken.content });
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== TST_INFO || !eContent) throw new TimestampRefused('The answer is no timestamp');
  const { genTime, messageImprint, nonce } = pkijs.TSTInfo.fromBER(eContent.getValue());
  const imprint = Buffer.from(messageImprint.hashedMessage.getValue());
  if (messageImprint.hashAlgorithm.algorithmId !== SHA256 || !sha256(bytes).equals(imprint)) {
    throw new TimestampRefused('The timestamp is of other bytes');
  }
  // With the bytes themselves, since pkijs makes the imprint of a timestamp again.
  const verified = await signed.verify({ signer: 0, data: toBuffer(bytes), checkChain: false });
  if (!verified) throw new TimestampRefused('The authority’s signature is wrong');
  return { at: genTime.toISOString(), nonce: nonce && new Uint8Array(nonce.valueBlock.valueHexView) };
};

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
  const answered = (await readTimestamp(answer, bytes)).nonce;
  if (!answered || !nonce.equals(answered)) {
    throw new TimestampRefused('The timestamp is the answer to another question');
  }
  return answer;
};
