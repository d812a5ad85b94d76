import { type Recorded, type StreamName, streamName } from '../domain/event.ts';
import type { CalendarDate } from '../domain/fields.ts';
import type { FileReference, IncomingCard } from '../domain/letter/card.ts';
import type { LetterEvent } from '../domain/letter/events.ts';
import type { IncomingLetter } from '../domain/letter/letter.ts';
import type { MailReceivedData } from '../domain/mail/events.ts';
import { decideMail, type Mail, type MailCommand, registrable } from '../domain/mail/mail.ts';
import { today } from '../domain/organization/deadline-policy.ts';
import { mayAdminister } from '../domain/organization/rights.ts';
import { type FileErasure, notErased } from '../domain/personal-data/erased-files.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { letterAggregate, mailAggregate } from './aggregates.ts';
import type { Caller } from './caller.ts';
import type { CommandHandler, Outcome } from './command-handler.ts';
import { createdId, datedId, derivedId } from './derived-id.ts';
import type { CreatingRequest, FileInput } from './letter-requests.ts';
import type { Letters } from './letters.ts';
import type { MailMatching } from './mail-matching.ts';
import type { OrganizationReader } from './organization-reader.ts';

type Optional<Card, Names extends keyof Card> = Omit<Card, Names> & Partial<Pick<Card, Names>>;

/** A message as it was read, before it is known what it has to do with others. */
export type ReceivedMessage = Omit<MailReceivedData, 'receivedAt' | 'duplicateOf' | 'suggestions'>;

export interface MailRegistration {
  readonly mailId: string;
  /** What is not given is as the message suggests it. */
  readonly card: Optional<
    Omit<IncomingCard, 'channel'>,
    'counterpartyId' | 'subject' | 'receivedOn' | 'confidentiality'
  >;
  /** Hashes of the attachments that belong to the letter; all that were kept, where not given. */
  readonly attachments?: readonly string[];
  /** Files beside those of the message. */
  readonly files?: readonly FileInput[];
  readonly projectIds?: readonly string[];
  /** The letter that it answers; `null`: none, whatever is suggested. */
  readonly answers?: string | null;
  readonly registerAnywayReason?: string;
}

type RegistrationRequest = Extract<CreatingRequest, { name: 'registerIncomingLetter' }>;

const NO_SUBJECT = '(без темы / no subject)';

/** The id of the message with these bytes: read again, it is the same message. */
export const mailIdOf = (sha256: string): string => derivedId('mail', sha256);

/** Messages that came in: received, kept back, released, dismissed, and registered as letters. */
export class MailCommands {
  readonly #handler: CommandHandler;
  readonly #letters: Letters;
  readonly #organization: OrganizationReader;
  readonly #matching: MailMatching;

  constructor(
    handler: CommandHandler,
    letters: Letters,
    organization: OrganizationReader,
    matching: MailMatching,
  ) {
    this.#handler = handler;
    this.#letters = letters;
    this.#organization = organization;
    this.#matching = matching;
  }

  async find(mailId: string): Promise<Mail | undefined> {
    return (await this.#handler.load(mailAggregate, stream(mailId))).state;
  }

  /** Whether somebody may see and work on the queue. */
  async forbidden(actor: string): Promise<Refusal | undefined> {
    return mayAdminister(await this.#organization.current(), actor, 'mail');
  }

  /**
   * Records a message, once, however often it is brought; `quarantine` says why it must not go into the queue. The second
   * message with a Message-ID is a copy; from another sender it is not believed.
   */
  async receive(
    caller: Omit<Caller, 'commandId'>,
    message: ReceivedMessage,
    quarantine?: Mail['quarantine'],
  ): Promise<Outcome<Mail | undefined> | Refusal> {
    const mailId = mailIdOf(message.raw.sha256);
    const { suggestions, before } = await this.#matching.matches(message);
    const first = before && before.id !== mailId ? before : undefined;
    const isCopy = first && first.sender === message.sender?.address;
    const doubt = quarantine ?? (first && !isCopy ? { code: 'MESSAGE_ID_REUSED' as const } : undefined);
    const received = {
      ...message,
      ...(isCopy && { duplicateOf: first.id }),
      suggestions,
      receivedAt: this.#handler.now(),
    };
    return this.#execute({ ...caller, commandId: derivedId('receiveMail', mailId) }, mailId, {
      name: 'receiveMail',
      received,
      // A copy is kept out of the queue as such, whatever else is the matter with it.
      ...(doubt && !isCopy && { quarantine: doubt }),
    });
  }

  release(caller: Caller, mailId: string, reason: string): Promise<Outcome<Mail | undefined> | Refusal> {
    return this.#execute(caller, mailId, { name: 'releaseMail', reason });
  }

  dismiss(caller: Caller, mailId: string, reason: string): Promise<Outcome<Mail | undefined> | Refusal> {
    return this.#execute(caller, mailId, { name: 'dismissMail', reason });
  }

  /**
   * Registers the letter that a message is: once, since the letter's command follows from the message. That the message is
   * registered follows from the letter by policy, so that no crash comes between.
   */
  async register(caller: Caller, registration: MailRegistration): Promise<Outcome<IncomingLetter> | Refusal> {
    const { mailId } = registration;
    const forbidden = await this.forbidden(caller.actor);
    if (forbidden) return forbidden;
    const mail = await this.find(mailId);
    if (!mail) return refuse('NOT_FOUND', { what: 'mail', id: mailId });
    const { commandId, letter } = await this.#attempt(mail);
    const correlationId = caller.correlationId ?? caller.commandId;
    const unfit = registrable(mail, mailId);
    // Given again, it is answered as the first time, though the message waits no more.
    if (unfit && letter[0]?.metadata.$correlationId !== correlationId) return unfit;
    const organization = await this.#organization.current();
    const request = registrationOf(mail, registration, today(organization, mail.received.receivedAt));
    if (isRefusal(request)) return request;
    const outcome = await this.#letters.execute(
      { actor: caller.actor, commandId, correlationId, causationId: caller.causationId ?? caller.commandId },
      request,
    );
    return isRefusal(outcome) ? outcome : { ...outcome, state: outcome.state as IncomingLetter };
  }

  /** For the policy that follows a registration: the message is that letter. */
  noteRegistered(caller: Caller, mailId: string, letterId: string) {
    return this.#execute(caller, mailId, { name: 'noteMailRegistered', letterId });
  }

  /** For the policy that erases: the message's key is destroyed. */
  noteErased(caller: Caller, mailId: string) {
    return this.#execute(caller, mailId, { name: 'noteMailErased' });
  }

  /** For the policy that erases: the bytes of files that came with it are gone. */
  noteFilesErased(caller: Caller, mailId: string, erasure: FileErasure) {
    return this.#execute(caller, mailId, { name: 'noteMailFilesErased', erasure });
  }

  /** The command that registers the message, and what it has written: the first whose number was not voided. */
  async #attempt({
    id,
    received,
  }: Mail): Promise<{ readonly commandId: string; readonly letter: readonly Recorded<LetterEvent>[] }> {
    for (let attempt = 1; ; attempt += 1) {
      const commandId = datedId(received.receivedAt, 'registerMail', id, String(attempt));
      const letter = streamName('letter', createdId(commandId, 'letter'));
      const { state, events } = await this.#handler.load(letterAggregate, letter);
      if (state?.status !== 'abandoned') return { commandId, letter: events };
    }
  }

  async #execute(
    caller: Caller,
    mailId: string,
    command: MailCommand,
  ): Promise<Outcome<Mail | undefined> | Refusal> {
    const forbidden = await this.forbidden(caller.actor);
    if (forbidden) return forbidden;
    return this.#handler.execute(mailAggregate, stream(mailId), caller, command.name, ({ state }) => ({
      decision: decideMail(state, command, mailId),
    }));
  }
}

/** What is asked of letters: as the secretary gives it, else as the message suggests it. */
const registrationOf = (
  mail: Mail,
  { card, attachments, answers, files, projectIds, registerAnywayReason }: MailRegistration,
  receivedOn: CalendarDate,
): RegistrationRequest | Refusal => {
  const { id, received } = mail;
  const { suggestions, automatic, raw } = received;
  if (automatic && (answers || card.inReplyTo)) return refuse('AUTOMATIC_REPLY', { automatic });
  const counterpartyId = card.counterpartyId ?? suggestions.counterparty?.id;
  if (!counterpartyId) return refuse('REQUIRED_FIELD_MISSING', { fields: ['counterpartyId'] });
  const kept = notErased(
    mail,
    received.attachments.flatMap(({ file }) => file ?? []),
  );
  const unknown = attachments?.find((sha256) => !kept.some((file) => file.sha256 === sha256));
  if (unknown) return refuse('FILE_UNKNOWN', { sha256: unknown });
  const chosen = attachments ? kept.filter(({ sha256 }) => attachments.includes(sha256)) : kept;
  const number = suggestions.number;
  const { letter } = suggestions;
  const answered = answers === undefined && letter?.kind === 'answers' ? letter.id : answers;
  const subject = received.subject?.trim();
  return {
    name: 'registerIncomingLetter',
    card: {
      ...(number && !card.counterpartyNumber && !card.counterpartyDate
        ? { counterpartyNumber: number.number, counterpartyDate: number.date }
        : {}),
      ...card,
      counterpartyId,
      subject: card.subject ?? (subject || NO_SUBJECT),
      receivedOn: card.receivedOn ?? receivedOn,
      channel: 'email',
      confidentiality: card.confidentiality ?? 'open',
    },
    mail: {
      files: onceEach([...notErased(mail, [raw]), ...chosen]),
      origin: {
        mailId: id,
        raw,
        receivedAt: received.receivedAt,
        ...(received.messageId && { messageId: received.messageId }),
        dkim: received.dkim,
        ...(letter?.kind === 'sameMatter' && { sameMatter: letter.id }),
      },
    },
    ...(answered && { answers: answered }),
    ...(files && { files }),
    ...(projectIds && { projectIds }),
    ...(registerAnywayReason && { registerAnywayReason }),
  };
};

const onceEach = (files: readonly FileReference[]): readonly FileReference[] => [
  ...new Map(files.map((file) => [file.sha256, file])).values(),
];

const stream = (mailId: string): StreamName => streamName('mail', mailId);
