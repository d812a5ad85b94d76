import { generateKeyPairSync, sign } from 'node:crypto';

/** DER: a tag, a length, a value (ITU-T X.690 §8.1). */
const der = (tag: number, ...values: readonly Buffer[]): Buffer => {
  const value = Buffer.concat(values);
  const length =
    value.length < 0x80
      ? [value.length]
      : value.length < 0x100
        ? [0x81, value.length]
        : [0x82, value.length >> 8, value.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
};
const sequence = (...values: readonly Buffer[]): Buffer => der(0x30, ...values);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));
const COMMON_NAME = oid('550403');
const BASIC_CONSTRAINTS = oid('551d13');
const SUBJECT_ALTERNATIVE_NAME = oid('551d11');
const TRUE = der(0x01, Buffer.from([0xff]));
const DAY = 86_400_000;

/**
 * A certificate that signs itself, for 127.0.0.1 and localhost and for one day, in PEM (RFC 5280 §4.1). It is
 * its own authority: give it to a client as the one to trust.
 */
export const selfSignedCertificate = (): { readonly cert: Buffer; readonly key: Buffer } => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const commonName = der(0x0c, Buffer.from('EventStoreDB stand-in'));
  const name = sequence(der(0x31, sequence(COMMON_NAME, commonName)));
  const validity = sequence(utcTime(new Date(Date.now() - DAY)), utcTime(new Date(Date.now() + DAY)));
  const names = sequence(der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const extensions = sequence(
    sequence(BASIC_CONSTRAINTS, TRUE, der(0x04, sequence(TRUE))),
    sequence(SUBJECT_ALTERNATIVE_NAME, der(0x04, names)),
  );
  const toBeSigned = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from(`${Date.now()}`.slice(-8))),
    ECDSA_WITH_SHA256,
    name,
    validity,
    name,
    publicKey,
    der(0xa3, extensions),
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', toBeSigned, privateKey));
  const base64 = sequence(toBeSigned, ECDSA_WITH_SHA256, signature).toString('base64');
  const lines = base64.match(/.{1,64}/g)?.join('\n');
  return {
    cert: Buffer.from(`-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`),
    key: Buffer.from(privateKey),
  };
};
