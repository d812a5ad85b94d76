import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { DNSResolver } from '../../infrastructure/mail/dkim.ts';
import type { MailIntake, Taken } from '../../infrastructure/mail/intake.ts';

interface Part {
  readonly name: string;
  readonly type?: string;
  readonly content: Uint8Array | string;
}

export interface MessageFields {
  readonly from?: string;
  readonly subject?: string;
  readonly messageId?: string;
  readonly inReplyTo?: string;
  /** Further header lines. */
  readonly headers?: readonly string[];
  readonly text?: string;
  readonly attachments?: readonly Part[];
}

let count = 0;

const encodedWord = (text: string): string => `=?UTF-8?B?${Buffer.from(text).toString('base64')}?=`;

/** A message as a server would bring it, to the byte. */
export const message = ({
  from = 'Канцелярия <office@giprotrans.example>',
  subject = 'О сроках',
  messageId = `<${++count}.${process.pid}@giprotrans.example>`,
  inReplyTo,
  headers = [],
  text = 'Уважаемые коллеги!',
  attachments = [],
}: MessageFields = {}): Buffer => {
  const [, name, address = from] = /^(.*)<(.*)>$/.exec(from) ?? [];
  const head = [
    `From: ${name?.trim() ? `${encodedWord(name.trim())} <${address}>` : address}`,
    'To: mail@severny-most.example',
    `Subject: ${encodedWord(subject)}`,
    'Date: Tue, 03 Mar 2026 12:14:11 +0300',
    ...(messageId ? [`Message-ID: ${messageId}`] : []),
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    ...headers,
    'MIME-Version: 1.0',
  ];
  const plain = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, ''];
  if (attachments.length === 0) return Buffer.from([...head, ...plain].join('\r\n'));
  const parts = attachments.map(({ name: file, type = 'application/octet-stream', content }) => [
    `Content-Type: ${type}; name="${encodedWord(file)}"`,
    `Content-Disposition: attachment; filename="${encodedWord(file)}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    '',
  ]);
  return Buffer.from(
    [
      ...head,
      'Content-Type: multipart/mixed; boundary="between"',
      '',
      ...[plain, ...parts].flatMap((part) => ['--between', ...part]),
      '--between--',
      '',
    ].join('\r\n'),
  );
};

/** As sources bring it. */
export const take = (intake: MailIntake, bytes: Buffer): Promise<Taken> =>
  intake.take(Readable.from([bytes]));

/** The id of what was taken in. */
export const idOf = (taken: Taken): string => {
  if (taken.outcome === 'empty') throw new Error('Nothing was taken in');
  return taken.mailId;
};

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** The message with a DKIM signature of that domain, by the key that `resolver` tells. */
export const signed = async (bytes: Buffer, signingDomain: string): Promise<Buffer> => {
  const by = { signingDomain, selector: 'test', privateKey: keys.privateKey };
  const { signatures, errors } = await dkimSign(bytes, {
    ...by,
    canonicalization: 'relaxed/relaxed',
    signatureData: [by],
  });
  if (errors.length > 0) throw errors[0]?.err;
  return Buffer.concat([Buffer.from(signatures), bytes]);
};

/** Name servers that know one key, and cannot be reached for the domain `unreachable.example`. */
export const resolver: DNSResolver = async (domain, type) => {
  if (domain.endsWith('.unreachable.example'))
    throw Object.assign(new Error(domain), { code: 'ECONNREFUSED' });
  if (type !== 'TXT' || !domain.startsWith('test._domainkey.')) {
    throw Object.assign(new Error(domain), { code: 'ENOTFOUND' });
  }
  return [[`v=DKIM1; k=rsa; p=${keys.publicKey.toString('base64')}`]];
};
