import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SYSTEM } from '../../domain/event.ts';
import type { LegacyCard } from '../../domain/letter/card.ts';
import { quotedNumbers } from '../../domain/letter/quoted-numbers.ts';
import { today } from '../../domain/organization/deadline-policy.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { isRefusal } from '../../domain/refusal.ts';
import {
  countThreads,
  lettersByMessageId,
  lettersByOurNumber,
} from '../../projections/correspondence/lookups.ts';
import type { Composition } from '../composition.ts';
import { addressesOf, ancestorsOf, clean, messageIdOf, sentAt } from '../mail/message-headers.ts';
import { caughtUp } from './import-register.ts';
import {
  type ImportReport,
  inParallel,
  type Progress,
  type RefusedRow,
  refusedRow,
} from './import-report.ts';
import { Importer, importedLetterId } from './importer.ts';

const AT_ONCE = 16;
/** As much as an event takes; the message itself is attached whole. */
const TEXT_LIMIT = 200_000;

interface Message {
  readonly where: string;
  readonly bytes: Buffer;
  readonly mail: ParsedMail;
  /** RFC 5322 Message-ID; for a message without one, made of its bytes. */
  readonly messageId: string;
  readonly ancestors: readonly string[];
}

const read = async (path: string): Promise<Message> => {
  const bytes = await readFile(path);
  const mail = await simpleParser(bytes, { skipHtmlToText: false, skipImageLinks: true });
  return {
    where: basename(path),
    bytes,
    mail,
    messageId: messageIdOf(mail.messageId) ?? `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    ancestors: ancestorsOf(mail),
  };
};

const isOurs = (address: string, ours: readonly string[]): boolean =>
  ours.some((own) => address === own || address.endsWith(`@${own}`));

/** Direction and counterparty: a message from one of our addresses is outgoing. */
const partiesOf = (mail: ParsedMail, ours: readonly string[]) => {
  const [from] = addressesOf(mail.from);
  const direction = from && isOurs(from.address, ours) ? ('outgoing' as const) : ('incoming' as const);
  const recipients = [...addressesOf(mail.to), ...addressesOf(mail.cc)];
  const other = direction === 'incoming' ? from : recipients.find(({ address }) => !isOurs(address, ours));
  return { direction, other };
};

const cardOf = (
  { mail, messageId }: Message,
  direction: 'incoming' | 'outgoing',
  counterpartyId: string | undefined,
  organization: Organization,
  date: Date,
): LegacyCard => ({
  direction,
  number: messageId.slice(0, 100),
  date: today(organization, date.toISOString()),
  subject: mail.subject?.replaceAll(/\s+/g, ' ').trim().slice(0, 1_000) || '(без темы / no subject)',
  confidentiality: 'open',
  channel: 'email',
  messageId,
  ...(counterpartyId && { counterpartyId }),
});

/**
 * Imports a folder of messages (.eml, RFC 5322). Each is kept as a file beside its text; answers are linked to what they
 * answer by In-Reply-To and References, and by the numbers of ours that they quote.
 *
 * `ours` are addresses or domains: what comes from one of them is outgoing.
 */
export const importMail = async (
  composition: Composition,
  folder: string,
  ours: readonly string[],
  progress: Progress = () => undefined,
): Promise<ImportReport> => {
  const { chancery, files, fileRegister } = composition;
  const organization = await chancery.currentOrganization();
  const importer = new Importer(chancery, composition.read);
  const refused: RefusedRow[] = [];
  const written: { readonly message: Message; readonly letterId: string }[] = [];
  const seen = new Map<string, string>();
  let added = 0;

  const write = async (name: string): Promise<void> => {
    const refuse = (key: string, code: string, detail: string): void => {
      refused.push({ where: name, key, code, detail });
    };
    let message: Message;
    try {
      message = await read(join(folder, name));
    } catch (error) {
      refuse(name, 'NOT_READABLE', error instanceof Error ? error.message : String(error));
      return;
    }
    const { mail, messageId, bytes } = message;
    const date = sentAt(mail);
    if (!date) {
      refuse(messageId, 'DATE_MISSING', 'no Date header that can be read');
      return;
    }
    const first = seen.get(messageId);
    if (first) {
      refuse(messageId, 'MESSAGE_TWICE', `the same Message-ID as ${first}`);
      return;
    }
    seen.set(messageId, name);
    const { direction, other } = partiesOf(mail, ours);
    if (!other) {
      refuse(
        messageId,
        'COUNTERPARTY_MISSING',
        direction === 'incoming' ? 'no From' : 'no recipient but ours',
      );
      return;
    }
    const counterpartyId = await importer.counterparty({
      name: clean(other.name.trim() || other.address),
      kind: 'person',
      email: clean(other.address),
    });
    if (isRefusal(counterpartyId)) {
      refused.push(refusedRow(name, messageId, counterpartyId));
      return;
    }
    const source = { register: 'mail', key: clean(messageId) };
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    // A message whose bytes were erased does not bring them back by being imported again.
    const isGone =
      (await chancery.privacy.erasureOfFile(sha256)) &&
      (await chancery.letters.find(importedLetterId(source)));
    if (!isGone) {
      const file = await files.put(Readable.from([bytes]), name);
      if (isRefusal(file)) {
        refused.push(refusedRow(name, messageId, file));
        return;
      }
      await fileRegister.add({ ...file, name }, SYSTEM);
    }
    const text = clean(mail.text ?? '').slice(0, TEXT_LIMIT);
    const outcome = await importer.letter(source, {
      card: cardOf(
        { ...message, messageId: clean(messageId) },
        direction,
        counterpartyId,
        organization,
        date,
      ),
      files: [{ sha256, name }],
      ...(text && { text }),
    });
    if (isRefusal(outcome)) {
      refused.push(refusedRow(name, messageId, outcome));
      return;
    }
    if (outcome.isNew) added += 1;
    written.push({ message, letterId: outcome.letterId });
  };

  const names = (await readdir(folder)).filter((name) => /\.eml$/i.test(name)).sort();
  await inParallel(names, AT_ONCE, write, (done) => progress('messages', done, names.length));
  await caughtUp(composition);
  refused.push(...(await linkMessages(composition, importer, written, progress)));
  await caughtUp(composition);
  return {
    added,
    known: written.length - added,
    counterpartiesAdded: importer.counterpartiesAdded,
    linksAdded: importer.linksAdded,
    threads: await countThreads(
      composition.read,
      written.map(({ letterId }) => letterId),
    ),
    refused,
  };
};

const linkMessages = async (
  { read: db }: Composition,
  importer: Importer,
  written: readonly { readonly message: Message; readonly letterId: string }[],
  progress: Progress,
): Promise<readonly RefusedRow[]> => {
  const refused: RefusedRow[] = [];
  const ids = await lettersByMessageId(db, [...new Set(written.flatMap(({ message }) => message.ancestors))]);
  const link = async ({ message, letterId }: (typeof written)[number]): Promise<void> => {
    const answered = message.ancestors.map((id) => ids.get(id)).find((id) => id && id !== letterId);
    const refusals = [answered && (await importer.link(letterId, answered, 'answers'))];
    for (const reference of quotedNumbers(message.mail.text ?? '')) {
      const [ours, ...others] = await lettersByOurNumber(db, reference);
      if (ours && others.length === 0) {
        const quoted = `${reference.number} от ${reference.date ?? ''}`;
        refusals.push(await importer.link(letterId, ours, 'answers', quoted));
      }
    }
    for (const refusal of refusals) {
      if (refusal) refused.push(refusedRow(message.where, message.messageId, refusal));
    }
  };
  await inParallel(written, AT_ONCE, link, (done) => progress('links', done, written.length));
  return refused;
};
