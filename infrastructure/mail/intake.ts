import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type pg from 'pg';
import type { Chancery } from '../../application/chancery.ts';
import { mailIdOf, type ReceivedMessage } from '../../application/mail-commands.ts';
import type { Clock } from '../../application/ports/clock.ts';
import { SYSTEM } from '../../domain/event.ts';
import { domainOf } from '../../domain/mail/address.ts';
import type { QuarantineCode } from '../../domain/mail/events.ts';
import type { Mail, MailStatus } from '../../domain/mail/mail.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { FileStore } from '../files/file-store.ts';
import { keepAttachments } from './attachments.ts';
import { checkDkim, type DNSResolver } from './dkim.ts';
import { underIntakeLock } from './intake-lock.ts';
import type { MessageParser } from './message-parser.ts';
import type { ParsedMessage } from './parse-message.ts';

export interface IntakeParts {
  readonly chancery: Chancery;
  readonly files: FileStore;
  readonly pool: pg.Pool;
  readonly parser: MessageParser;
  readonly resolver: DNSResolver;
  readonly clock: Clock;
}

/** What became of a message; `empty`: it had no bytes, and there is nothing to keep. */
export type Taken =
  | { readonly outcome: 'empty' }
  | {
      readonly outcome: 'received' | 'known';
      readonly mailId: string;
      readonly sha256: string;
      readonly status: MailStatus;
      readonly code?: QuarantineCode;
    };

type Quarantine = Mail['quarantine'];

interface Raw {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
}

/**
 * Takes messages in: keeps their bytes before anything else, reads them as far as they can be read, and records them. Whoever
 * brings a message may bring it again, until this has answered: it is recorded once.
 */
export class MailIntake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** @throws EventStoreUnavailable, and whatever the disk throws; then the message is to be brought again. */
  async take(content: Readable): Promise<Taken> {
    const raw = await this.#parts.files.keep(content, (sha256) => this.#isWanted(sha256));
    if (!raw) return { outcome: 'empty' };
    const known = await this.#known(raw.sha256);
    return known ?? underIntakeLock(this.#parts.pool, () => this.#receive(raw));
  }

  /** A message whose bytes were erased does not bring them back by being brought again. */
  async #isWanted(sha256: string): Promise<boolean> {
    const { mail, privacy } = this.#parts.chancery;
    return !(await mail.find(mailIdOf(sha256))) || !(await privacy.erasureOfFile(sha256));
  }

  async #known(sha256: string): Promise<Taken | undefined> {
    const mailId = mailIdOf(sha256);
    const mail = await this.#parts.chancery.mail.find(mailId);
    return mail && { outcome: 'known', sha256, ...became(mail) };
  }

  async #receive(raw: Raw): Promise<Taken> {
    // Another server may have had it in its hands meanwhile.
    const known = await this.#known(raw.sha256);
    if (known) return known;
    const { message, quarantine } = await this.#read(raw);
    const { mail } = this.#parts.chancery;
    let outcome = await mail.receive({ actor: SYSTEM }, message, quarantine);
    if (isRefusal(outcome)) {
      // What it says cannot be recorded; that it came can.
      const detail = `${outcome.refused} ${JSON.stringify(outcome.details)}`.slice(0, 500).toWellFormed();
      outcome = await mail.receive({ actor: SYSTEM }, unread(raw), { code: 'UNREADABLE', detail });
    }
    if (isRefusal(outcome)) {
      throw new Error(`A message was not recorded: ${outcome.refused} ${JSON.stringify(outcome.details)}`);
    }
    if (!outcome.state) throw new Error('A message was recorded and is not there');
    return { outcome: 'received', sha256: raw.sha256, ...became(outcome.state) };
  }

  async #read(raw: Raw): Promise<{ readonly message: ReceivedMessage; readonly quarantine?: Quarantine }> {
    const { files, parser, resolver, clock } = this.#parts;
    if (raw.size > files.maxBytes) {
      const detail = `${raw.size} > ${files.maxBytes}`;
      return { message: unread(raw), quarantine: { code: 'TOO_LARGE', detail } };
    }
    const bytes = await buffer(await files.read(raw.sha256));
    const parsed = await parser.parse(bytes);
    if ('code' in parsed) return { message: unread(raw), quarantine: parsed };
    const [sender] = parsed.senders;
    const { attachments, quarantine } = await keepAttachments(parsed.attachments, files);
    const domain = sender && domainOf(sender.address);
    const dkim = await checkDkim(bytes, domain, parsed.dkimSignatures, resolver, new Date(clock()));
    const doubtful =
      doubtfulSender(parsed) ??
      quarantine ??
      (parsed.nothingRead ? { code: 'NOTHING_READ' as const } : undefined);
    const name = sender?.name.slice(0, 1_000).trim();
    const { messageId, sentAt, subject, text, authenticationResults, automatic, references } = parsed;
    return {
      message: {
        ...unread(raw),
        attachments: [...attachments],
        dkim,
        references: [...references],
        ...(messageId && { messageId }),
        ...(sentAt && { sentAt }),
        ...(sender && { sender: { address: sender.address, ...(name && { name }) } }),
        ...(subject && { subject }),
        ...(text && { text }),
        ...(authenticationResults && { authenticationResults }),
        ...(automatic && { automatic }),
      },
      ...(doubtful && { quarantine: doubtful }),
    };
  }
}

/** A message of which nothing is known but its bytes. */
const unread = ({ sha256, size }: Raw): ReceivedMessage => ({
  raw: { sha256, size, name: `${sha256.slice(0, 16)}.eml`, mediaType: 'message/rfc822' },
  attachments: [],
  dkim: { result: 'none', signatures: [] },
  references: [],
});

const became = ({ id, status, quarantine }: Mail) => ({
  mailId: id,
  status,
  ...(quarantine && status === 'quarantined' && { code: quarantine.code }),
});

const doubtfulSender = ({ senders }: ParsedMessage): Quarantine => {
  const addresses = new Set(senders.map(({ address }) => address));
  if (addresses.size === 0) return { code: 'SENDER_MISSING' };
  return addresses.size > 1
    ? { code: 'SENDER_AMBIGUOUS', detail: [...addresses].join(', ').slice(0, 500) }
    : undefined;
};
