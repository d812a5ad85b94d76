import type { AddressObject, ParsedMail } from 'mailparser';
import { normalizedAddress } from '../../domain/mail/address.ts';

/** Text that JSON and PostgreSQL take: without NUL and lone surrogates. */
export const clean = (text: string): string => text.replaceAll('\0', '').toWellFormed();

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes beyond ASCII in a header are UTF-8 today (RFC 6532); the parser takes each for a character of its own. */
export const decodedHeader = (text: string): string => {
  if (!/[\x80-\xff]/.test(text) || /[^\0-\xff]/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  // Long names are cut off in the middle of a character.
  for (const cut of [0, 1, 2, 3]) {
    try {
      return utf8.decode(bytes.subarray(0, bytes.length - cut));
    } catch {}
  }
  return text;
};

/** One line of at most so many characters; `undefined` where nothing is left. */
export const line = (text: string | undefined, limit: number): string | undefined =>
  clean(text ?? '')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, limit)
    .toWellFormed() || undefined;

/** A Message-ID without the spaces that folding leaves (RFC 5322 §3.6.4). */
export const messageIdOf = (text: string | undefined): string | undefined =>
  clean(text ?? '')
    .replaceAll(/\s+/g, '')
    .slice(0, 998) || undefined;

/** Message-IDs that a message goes on from, the nearest first: In-Reply-To, then References backwards. */
export const ancestorsOf = ({ inReplyTo, references }: ParsedMail): readonly string[] => [
  ...new Set([inReplyTo, ...[references ?? []].flat().toReversed()].flatMap((id) => messageIdOf(id) ?? [])),
];

/** Of the Date header. Read here: the parser takes a date that it cannot read for now. */
export const sentAt = ({ headerLines }: ParsedMail): Date | undefined => {
  const found = headerLines.findLast(({ key }) => key === 'date')?.line;
  const date = found && new Date(found.slice(found.indexOf(':') + 1).replaceAll(/\s+/g, ' '));
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
};

/** Who is named in an address header, the members of groups (RFC 5322 §3.4) among them. */
export const addressesOf = (
  object: AddressObject | AddressObject[] | undefined,
): readonly { readonly address: string; readonly name: string }[] =>
  [object ?? []]
    .flat()
    .flatMap(({ value }) => value)
    .flatMap((mailbox) => [mailbox, ...(mailbox.group ?? [])])
    .flatMap(({ address, name }) => {
      const normalized = normalizedAddress(clean(address ?? ''));
      return normalized ? [{ address: normalized, name: clean(decodedHeader(name ?? '')) }] : [];
    });

/** The values of a header, without folding, in the order of the message. */
export const headerValues = ({ headerLines }: Pick<ParsedMail, 'headerLines'>, name: string) =>
  headerLines
    .filter(({ key }) => key === name)
    .map(({ line: whole }) =>
      whole
        .slice(whole.indexOf(':') + 1)
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );

/**
 * What shows that a machine sent the message by itself: RFC 3834 (Auto-Submitted), RFC 3464 and RFC 8098 (reports on
 * delivery and reading), RFC 2919 and 2369 (lists), an empty Return-Path (RFC 5321 §4.5.5), and what was in use before those.
 */
export const automaticSign = (mail: ParsedMail): string | undefined => {
  const first = (name: string) => headerValues(mail, name)[0];
  const submitted = first('auto-submitted');
  if (submitted && !/^no\b/i.test(submitted)) return line(`Auto-Submitted: ${submitted}`, 200);
  const type = first('content-type') ?? '';
  if (/^multipart\/report\b/i.test(type)) {
    const report = /report-type\s*=\s*"?([\w-]+)/i.exec(type)?.[1];
    return line(`Content-Type: multipart/report${report ? `; report-type=${report}` : ''}`, 200);
  }
  if (/^<\s*>$/.test(first('return-path') ?? '')) return 'Return-Path: <>';
  const precedence = first('precedence');
  if (precedence && /^(bulk|junk|list|auto_reply)\b/i.test(precedence))
    return line(`Precedence: ${precedence}`, 200);
  for (const name of ['x-autoreply', 'x-autorespond', 'x-autoresponder', 'x-auto-response-suppress-reply']) {
    if (first(name)) return line(`${name}: ${first(name)}`, 200);
  }
  for (const name of ['list-id', 'list-unsubscribe', 'list-post']) {
    if (first(name)) return line(`${name}: ${first(name)}`, 200);
  }
  return undefined;
};
