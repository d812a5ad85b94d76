import { type Attachment, type ParsedMail, simpleParser } from 'mailparser';
import type { QuarantineCode } from '../../domain/mail/events.ts';
import {
  addressesOf,
  ancestorsOf,
  automaticSign,
  clean,
  decodedHeader,
  headerValues,
  line,
  messageIdOf,
  sentAt,
} from './message-headers.ts';
import { isTnef, readTnef } from './tnef.ts';

/** A file in a message. */
export interface ParsedAttachment {
  readonly name: string;
  readonly declaredType: string;
  readonly content: Uint8Array;
  /** The name of the attachment that it was within. */
  readonly within?: string;
}

/** What a message says, read as far as it can be. */
export interface ParsedMessage {
  readonly messageId?: string;
  /** ISO 8601. */
  readonly sentAt?: string;
  readonly senders: readonly { readonly address: string; readonly name: string }[];
  readonly subject?: string;
  readonly text?: string;
  readonly attachments: readonly ParsedAttachment[];
  readonly references: readonly string[];
  readonly authenticationResults?: string;
  readonly automatic?: string;
  readonly dkimSignatures: number;
  /** There is a body, and neither text nor attachments were found in it. */
  readonly nothingRead: boolean;
}

/** A message that is not read, and why. */
export interface Unparsed {
  readonly code: QuarantineCode;
  readonly detail: string;
}

export const MOST_PARTS = 500;
const MOST_ATTACHMENTS = 100;
const MOST_HEADER_BYTES = 1_000_000;
const MOST_HTML = 2_000_000;
const MOST_TEXT = 20_000;
const MOST_REFERENCES = 100;

/** Names of files as they may be shown and stored: no path, no control characters, at most 255 characters. */
const fileName = (name: string | undefined): string | undefined => {
  const last = clean(decodedHeader(name ?? ''))
    .replaceAll(/\p{C}/gu, '')
    .split(/[\\/]/)
    .at(-1)
    ?.trim();
  // The ending says what it is, so what is cut off is the beginning.
  return last?.slice(-255).toWellFormed() || undefined;
};

/** Endings for parts that have no name of their own. */
const endings: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/plain': 'txt',
  'text/html': 'html',
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-signature': 'p7s',
  'application/ms-tnef': 'dat',
};

const attachmentOf = (
  { filename, contentType, content }: Pick<Attachment, 'filename' | 'contentType' | 'content'>,
  index: number,
): ParsedAttachment => {
  const declaredType = line(contentType.toLowerCase(), 255) ?? 'application/octet-stream';
  return {
    name: fileName(filename) ?? `attachment-${index + 1}.${endings[declaredType] ?? 'bin'}`,
    declaredType,
    content,
  };
};

/** What Outlook packed into a winmail.dat, beside it; nothing where it cannot be read. */
const opened = (attachment: ParsedAttachment): readonly ParsedAttachment[] => {
  if (!isTnef(attachment.content)) return [];
  return readTnef(attachment.content).attachments.map(({ name, mediaType, content }, index) => ({
    ...attachmentOf(
      { filename: name, contentType: mediaType ?? 'application/octet-stream', content: Buffer.from(content) },
      index,
    ),
    within: attachment.name,
  }));
};

const bodyOf = (mail: ParsedMail, attachments: readonly ParsedAttachment[]): string | undefined => {
  const packed = attachments.find(({ content }) => isTnef(content));
  const text = mail.text?.trim() ? mail.text : packed && readTnef(packed.content).text;
  return (
    clean(text ?? '')
      .trim()
      .slice(0, MOST_TEXT)
      .toWellFormed() || undefined
  );
};

/** Whether anything but space comes after the headers. */
const hasBody = (bytes: Uint8Array): boolean => /\r?\n\r?\n\s*\S/.test(Buffer.from(bytes).toString('latin1'));

/**
 * Reads a message (RFC 5322, MIME). Whatever stands in it, it answers: with what it says, or why it is not read.
 */
export const parseMessage = async (bytes: Uint8Array): Promise<ParsedMessage | Unparsed> => {
  let mail: ParsedMail;
  try {
    mail = await simpleParser(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      skipImageLinks: true,
      skipTextToHtml: true,
      skipTextLinks: true,
      keepDeliveryStatus: true,
      ignoreEmbedded: true,
      checksumAlgo: false,
      maxHtmlLengthToParse: MOST_HTML,
      maxHeadSize: MOST_HEADER_BYTES,
      maxChildNodes: MOST_PARTS,
    });
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    const detail = line(message ?? String(error), 500) ?? 'unreadable';
    return { code: code === 'EMAXLEN' ? 'TOO_MANY_PARTS' : 'UNREADABLE', detail };
  }
  const outer = mail.attachments.map(attachmentOf);
  const attachments = outer.flatMap((attachment) => [attachment, ...opened(attachment)]);
  if (attachments.length > MOST_ATTACHMENTS) {
    return { code: 'TOO_MANY_PARTS', detail: `${attachments.length} attachments` };
  }
  const messageId = messageIdOf(mail.messageId);
  const sent = sentAt(mail)?.toISOString();
  const subject = line(decodedHeader(mail.subject ?? ''), 1_000);
  const text = bodyOf(mail, outer);
  const authenticationResults = line(headerValues(mail, 'authentication-results')[0], 4_000);
  const automatic = automaticSign(mail);
  return {
    ...(messageId && { messageId }),
    // Years of other than four digits are dates by the letter alone.
    ...(sent && /^\d{4}-/.test(sent) && { sentAt: sent }),
    senders: addressesOf(mail.from),
    ...(subject && { subject }),
    ...(text && { text }),
    attachments,
    references: ancestorsOf(mail).slice(0, MOST_REFERENCES),
    ...(authenticationResults && { authenticationResults }),
    ...(automatic && { automatic }),
    dkimSignatures: headerValues(mail, 'dkim-signature').length,
    nothingRead: !text && attachments.length === 0 && hasBody(bytes),
  };
};
