import { idOf, type Recorded } from '../event.ts';
import { type ErasedFile, type FileErasure, withErasedFiles } from '../personal-data/erased-files.ts';
import { personalFieldsOf, withErased } from '../personal-data/personal-fields.ts';
import { type Decision, type Refusal, refuse } from '../refusal.ts';
import { type MailEvent, MailReceived, type MailReceivedData, type QuarantineCode } from './events.ts';

export const mailStatuses = ['waiting', 'quarantined', 'duplicate', 'registered', 'dismissed'] as const;
export type MailStatus = (typeof mailStatuses)[number];

/** A message on its way to being registered. */
export interface Mail {
  readonly id: string;
  readonly status: MailStatus;
  readonly received: MailReceivedData;
  readonly quarantine?: { readonly code: QuarantineCode; readonly detail?: string };
  /** Why it was released or dismissed, whichever was last. */
  readonly reason?: string;
  readonly letterId?: string;
  readonly erased?: true;
  readonly erasedFiles?: readonly ErasedFile[];
}

export type MailCommand =
  | {
      readonly name: 'receiveMail';
      readonly received: MailReceivedData;
      readonly quarantine?: Mail['quarantine'];
    }
  | { readonly name: 'releaseMail'; readonly reason: string }
  | { readonly name: 'dismissMail'; readonly reason: string }
  | { readonly name: 'noteMailRegistered'; readonly letterId: string }
  | { readonly name: 'noteMailErased' }
  | { readonly name: 'noteMailFilesErased'; readonly erasure: FileErasure };

const notWaiting = ({ status, letterId }: Mail): Refusal =>
  refuse('MAIL_NOT_WAITING', { status, ...(letterId && { letterId }) });

/** Why it cannot be registered now, if it cannot. */
export const registrable = (mail: Mail | undefined, id: string): Refusal | undefined => {
  if (!mail) return refuse('NOT_FOUND', { what: 'mail', id });
  if (mail.erased) return refuse('PERSONAL_DATA_ERASED', { id });
  return mail.status === 'waiting' ? undefined : notWaiting(mail);
};

export const decideMail = (mail: Mail | undefined, command: MailCommand, id: string): Decision<MailEvent> => {
  if (command.name === 'receiveMail') {
    if (mail) return [];
    const { received, quarantine } = command;
    return [
      { type: 'MailReceived', data: received },
      ...(quarantine ? [{ type: 'MailQuarantined' as const, data: { ...quarantine } }] : []),
    ];
  }
  if (!mail) return refuse('NOT_FOUND', { what: 'mail', id });
  switch (command.name) {
    case 'releaseMail':
      if (mail.erased) return refuse('PERSONAL_DATA_ERASED', { id });
      return mail.status === 'registered' || mail.status === 'waiting'
        ? notWaiting(mail)
        : [{ type: 'MailReleased', data: { reason: command.reason } }];
    case 'dismissMail':
      return mail.status === 'registered' || mail.status === 'dismissed'
        ? notWaiting(mail)
        : [{ type: 'MailDismissed', data: { reason: command.reason } }];
    case 'noteMailRegistered':
      // The letter is there, so that is what became of the message, whatever else was decided meanwhile.
      return mail.letterId ? [] : [{ type: 'MailRegistered', data: { letterId: command.letterId } }];
    case 'noteMailErased':
      return mail.erased ? [] : [{ type: 'MailErased', data: {} }];
    case 'noteMailFilesErased':
      return [{ type: 'MailFilesErased', data: command.erasure }];
    default:
      return command satisfies never;
  }
};

const personalFields = personalFieldsOf(MailReceived.schema);

export const evolveMail = (mail: Mail | undefined, event: Recorded<MailEvent>): Mail => {
  if (event.type === 'MailReceived') {
    const status = event.data.duplicateOf ? 'duplicate' : 'waiting';
    return { id: idOf(event.stream), status, received: event.data };
  }
  if (!mail) throw new Error(`${event.type} cannot happen to a message that is not there`);
  switch (event.type) {
    case 'MailQuarantined':
      return { ...mail, status: 'quarantined', quarantine: event.data };
    case 'MailReleased':
      return { ...mail, status: 'waiting', reason: event.data.reason };
    case 'MailRegistered':
      return { ...mail, status: 'registered', letterId: event.data.letterId };
    case 'MailDismissed':
      return { ...mail, status: 'dismissed', reason: event.data.reason };
    case 'MailErased': {
      const { received, id } = mail;
      return {
        ...mail,
        erased: true,
        received: personalFields ? withErased(personalFields, received, id, new Set([id])) : received,
      };
    }
    case 'MailFilesErased':
      return withErasedFiles(mail, event.data, event.metadata.at);
    default:
      return event satisfies never;
  }
};
