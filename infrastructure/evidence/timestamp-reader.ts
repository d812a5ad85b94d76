import { fromBER, OctetString } from 'asn1js';
import { Certificate, ContentInfo, ExtKeyUsage, SignedData, TimeStampResp, TSTInfo } from 'pkijs';
import type { TimestampProblem } from '../../domain/evidence/problem.ts';
import type { Timestamp, TimestampReader } from '../../domain/evidence/verify/check-timestamps.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { sha256 } from '../../domain/ledger/sha256.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const EXT_KEY_USAGE = '2.5.29.37';
const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
/** PKIStatus (RFC 3161 §2.4.2): granted, and granted with modifications. */
const GRANTED = [0, 1];

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** The certificates of a PEM text. @throws Error when it has none that can be read. */
const certificatesOf = (pem: string): readonly Certificate[] => {
  const blocks = [
    ...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g),
  ];
  if (blocks.length === 0) throw new Error('There is no certificate in the PEM of the timestamp authority');
  return blocks.map(([, body = '']) =>
    Certificate.fromBER(Uint8Array.from(atob(body.replace(/\s/g, '')), (c) => c.charCodeAt(0))),
  );
};

const nameOf = ({ subject }: Certificate): string =>
  [COMMON_NAME, ORGANIZATION]
    .flatMap((type) => subject.typesAndValues.filter((part) => part.type === type))
    .map(({ value }) => String(value.valueBlock.value))
    .join(', ') || 'an authority without a name';

const mayTimestamp = ({ extensions }: Certificate): boolean =>
  extensions?.some(
    ({ extnID, parsedValue }) =>
      extnID === EXT_KEY_USAGE &&
      parsedValue instanceof ExtKeyUsage &&
      parsedValue.keyPurposes.includes(TIME_STAMPING),
  ) ?? false;

/** The signed part of a response. */
const tokenOf = (response: Uint8Array): SignedData | TimestampProblem => {
  const parsed = fromBER(bufferOf(response));
  if (parsed.offset === -1) return { kind: 'notATimestamp' };
  const { status, timeStampToken } = new TimeStampResp({ schema: parsed.result });
  if (!GRANTED.includes(status.status)) return { kind: 'stampRefused', status: status.status };
  if (!timeStampToken || timeStampToken.contentType !== ContentInfo.SIGNED_DATA) return { kind: 'noToken' };
  return new SignedData({ schema: timeStampToken.content });
};

const infoOf = ({ encapContentInfo }: SignedData): TSTInfo | TimestampProblem => {
  const { eContentType, eContent } = encapContentInfo;
  if (eContentType !== TST_INFO || !eContent) return { kind: 'noToken' };
  const octets = eContent.idBlock.isConstructed
    ? new OctetString({ valueHex: eContent.getValue() })
    : eContent;
  return TSTInfo.fromBER(bufferOf(octets.valueBlock.valueHexView));
};

/** What a response says, with the number that it was asked with. */
interface Answered extends Timestamp {
  readonly nonce: Uint8Array | undefined;
}

/**
 * Reads a response over the SHA-256 of `data`, and checks that it is signed by the certificate in it. That certificate must
 * lead to one of those that are trusted, if there are any.
 */
export const readTimestamp = async (
  response: Uint8Array,
  data: Uint8Array,
  trustedCertificates: readonly Certificate[] = [],
): Promise<Answered | TimestampProblem> => {
  try {
    const token = tokenOf(response);
    if ('kind' in token) return token;
    const info = infoOf(token);
    if ('kind' in info) return info;
    const { hashAlgorithm, hashedMessage } = info.messageImprint;
    if (hashAlgorithm.algorithmId !== SHA256) return { kind: 'notSha256' };
    if (!sameBytes(hashedMessage.valueBlock.valueHexView, sha256(data))) return { kind: 'stampsOther' };
    const trusted = trustedCertificates.length > 0;
    const verdict = await token
      .verify({
        signer: 0,
        // The text itself: pkijs makes the hash of it again.
        data: bufferOf(data),
        trustedCerts: [...trustedCertificates],
        checkChain: trusted,
        checkDate: info.genTime,
        extendedMode: true,
      })
      .catch((error: { readonly message?: string }) => ({
        signatureVerified: false,
        signerCertificate: null,
        message: error.message,
      }));
    const signer = verdict.signerCertificate;
    if (!verdict.signatureVerified || !signer) return { kind: 'stampUnsigned', why: verdict.message ?? '' };
    if (!mayTimestamp(signer)) return { kind: 'notForTimestamps' };
    const nonce = info.nonce && new Uint8Array(info.nonce.valueBlock.valueHexView);
    return { at: info.genTime.toISOString(), by: nameOf(signer), trusted, nonce };
  } catch (error) {
    // The libraries throw plain errors at bytes that are no ASN.1, and those are what is being looked for.
    return { kind: 'stampUnreadable', why: error instanceof Error ? error.message : String(error) };
  }
};

/**
 * Reads RFC 3161 responses over the SHA-256 of some text.
 *
 * @param authorities certificates, as PEM, that the reader's user trusts. Without any the signature is checked
 *   by the certificate in the response, and nobody is trusted.
 * @throws Error when a PEM has no certificate.
 */
export const timestampReader = (authorities: readonly string[]): TimestampReader => {
  const trusted = authorities.flatMap(certificatesOf);
  return async (response, data) => {
    const answered = await readTimestamp(response, data, trusted);
    if ('kind' in answered) return answered;
    const { nonce: _, ...timestamp } = answered;
    return timestamp;
  };
};
