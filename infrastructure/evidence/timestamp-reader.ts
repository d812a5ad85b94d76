import { fromBER, OctetString } from 'asn1js';
import { Certificate, ContentInfo, ExtKeyUsage, SignedData, TimeStampResp, TSTInfo } from 'pkijs';
import type { TimestampReader } from '../../domain/evidence/verify/check-timestamps.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { sha256 } from '../../domain/ledger/sha256.ts';

const SHA256 = '2.16.840.1.101.3.4.2.1';
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

/** The signed part of a response; a sentence where there is none. */
const tokenOf = (response: Uint8Array): SignedData | string => {
  const parsed = fromBER(bufferOf(response));
  if (parsed.offset === -1) return 'It is not an RFC 3161 response';
  const { status, timeStampToken } = new TimeStampResp({ schema: parsed.result });
  if (!GRANTED.includes(status.status)) return `The authority refused: status ${status.status}`;
  if (!timeStampToken || timeStampToken.contentType !== ContentInfo.SIGNED_DATA) {
    return 'The response has no token';
  }
  return new SignedData({ schema: timeStampToken.content });
};

const infoOf = (token: SignedData): TSTInfo | string => {
  const content = token.encapContentInfo.eContent;
  if (!content) return 'The token is empty';
  const octets = content.idBlock.isConstructed ? new OctetString({ valueHex: content.getValue() }) : content;
  return TSTInfo.fromBER(bufferOf(octets.valueBlock.valueHexView));
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
    try {
      const token = tokenOf(response);
      if (typeof token === 'string') return token;
      const info = infoOf(token);
      if (typeof info === 'string') return info;
      const { hashAlgorithm, hashedMessage } = info.messageImprint;
      if (hashAlgorithm.algorithmId !== SHA256) return 'It is not over a SHA-256 hash';
      if (!sameBytes(hashedMessage.valueBlock.valueHexView, sha256(data))) return 'It is over something else';
      const checkChain = trusted.length > 0;
      const verdict = await token
        .verify({
          signer: 0,
          data: bufferOf(data),
          trustedCerts: [...trusted],
          checkChain,
          checkDate: info.genTime,
          extendedMode: true,
        })
        .catch((error: { readonly message?: string }) => ({
          signatureVerified: false,
          signerCertificate: null,
          message: error.message,
        }));
      const signer = verdict.signerCertificate;
      if (!verdict.signatureVerified || !signer) {
        return `The signature does not hold${verdict.message ? `: ${verdict.message}` : ''}`;
      }
      if (!mayTimestamp(signer)) return 'The certificate that signed is not for timestamps';
      return { at: info.genTime.toISOString(), by: nameOf(signer), trusted: checkChain };
    } catch (error) {
      // The libraries throw plain errors at bytes that are no ASN.1, and those are what is being looked for.
      return `It cannot be read: ${error instanceof Error ? error.message : error}`;
    }
  };
};
