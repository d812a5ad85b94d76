import type { Caller } from '../../application/caller.ts';
import type { Outcome } from '../../application/command-handler.ts';
import type { Mail } from '../../domain/mail/mail.ts';
import { erasedAs } from '../../domain/personal-data/erased-files.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { findMail, listMail } from '../../projections/mail-queue/queries.ts';
import { quarantineReason } from '../messages/mail-words.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { carryOut } from './commands.ts';
import { defined } from './defined.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated.ts';
import { connection, pageRequest } from './paging.ts';
import { reached } from './reached.ts';
import { askedAt, oncePerSelection } from './selection.ts';

/** @throws Refused for whoever does not work on the queue. */
const mustBeAllowed = async ({ employeeId, services }: ApiContext): Promise<void> => {
  const forbidden = await services.chancery.mail.forbidden(employeeId);
  if (forbidden) throw new Refused(forbidden);
};

const asksForTexts = oncePerSelection(
  (page) => askedAt(page, 'nodes').has('text') || askedAt(page, 'edges', 'node').has('text'),
);

export const mailQueries: Pick<QueryResolvers, 'mailQueue' | 'mail'> = {
  mailQueue: async (_, { status, first, after, waitFor }, context, info) => {
    await mustBeAllowed(context);
    await reached(waitFor, context);
    const page = pageRequest({ first, after });
    return listMail(context.services.read, status ?? 'waiting', page, asksForTexts(info));
  },
  mail: async (_, { id, waitFor }, context) => {
    await mustBeAllowed(context);
    await reached(waitFor, context);
    return (await findMail(context.services.read, id)) ?? null;
  },
};

const decide = async (
  context: ApiContext,
  input: { readonly commandId?: string | null; readonly expectedRevision?: number | null },
  execute: (caller: Caller) => Promise<Outcome<Mail | undefined> | Refusal>,
) => {
  const { state, ...written } = await carryOut(context, input, execute);
  if (!state) throw new Error('A command on a message left nothing behind');
  return { mail: state, ...written };
};

export const mailMutations: Pick<MutationResolvers, 'registerMail' | 'dismissMail' | 'releaseMail'> = {
  registerMail: async (_, { input }, context) => {
    const { commandId: _id, answers, answersNothing, ...registration } = defined(input);
    if (answers && answersNothing) {
      throw new Refused(
        refuse('INVALID_INPUT', { field: 'answersNothing', problem: 'answers or answersNothing' }),
      );
    }
    const { state, ...written } = await carryOut(
      context,
      input,
      (caller) =>
        context.services.chancery.mail.register(caller, {
          ...registration,
          ...(answersNothing ? { answers: null } : answers ? { answers } : {}),
        }),
      // The message is registered, and the letter linked, because of it.
      'policies',
    );
    return { letter: state, ...written };
  },
  dismissMail: (_, { input }, context) =>
    decide(context, input, (caller) =>
      context.services.chancery.mail.dismiss(caller, input.mailId, input.reason),
    ),
  releaseMail: (_, { input }, context) =>
    decide(context, input, (caller) =>
      context.services.chancery.mail.release(caller, input.mailId, input.reason),
    ),
};

export const mailResolvers: Pick<
  Resolvers,
  'Mail' | 'MailFile' | 'MailAttachment' | 'MailSuggestions' | 'MailConnection' | 'DkimCheck' | 'MailOrigin'
> = {
  Mail: {
    receivedAt: ({ received }) => received.receivedAt,
    sentAt: ({ received }) => received.sentAt ?? null,
    messageId: ({ received }) => received.messageId ?? null,
    senderName: ({ received }) => received.sender?.name ?? null,
    senderAddress: ({ received }) => received.sender?.address ?? null,
    subject: ({ received }) => received.subject ?? null,
    text: ({ received }) => received.text ?? null,
    raw: (mail) => ({ ...mail.received.raw, mail }),
    attachments: (mail) => mail.received.attachments.map((one) => ({ ...one, mail })),
    dkim: ({ received }) => received.dkim,
    authenticationResults: ({ received }) => received.authenticationResults ?? null,
    automatic: ({ received }) => received.automatic ?? null,
    quarantineCode: ({ quarantine }) => quarantine?.code ?? null,
    quarantineReason: ({ quarantine }, _, { language }) =>
      quarantine ? quarantineReason(quarantine.code, language) : null,
    quarantineDetail: ({ quarantine }) => quarantine?.detail ?? null,
    duplicateOf: ({ received }) => received.duplicateOf ?? null,
    suggestions: (mail) => ({ mail }),
    reason: ({ reason }) => reason ?? null,
    letter: async ({ letterId }, _, { scope }) =>
      (letterId && (await scope.loaders.letter.load(letterId))) || null,
    isErased: ({ erased }) => erased === true,
  },
  MailFile: {
    path: ({ mail, sha256 }) => `/mail/${mail.id}/files/${sha256}`,
    erasure: ({ mail, sha256 }) => erasedAs(mail, sha256) ?? null,
  },
  MailAttachment: {
    file: ({ file, mail }) => (file ? { ...file, mail } : null),
    refused: ({ refused }) => refused ?? null,
    within: ({ within }) => within ?? null,
  },
  MailSuggestions: {
    counterparty: async ({ mail }, _, { scope }) => {
      const id = mail.received.suggestions.counterparty?.id;
      return (id && (await scope.loaders.counterparty.load(id))) || null;
    },
    counterpartyBy: ({ mail }) => mail.received.suggestions.counterparty?.by ?? null,
    answers: ({ mail }, _, context) => suggestedLetter(mail, 'answers', context),
    sameMatter: ({ mail }, _, context) => suggestedLetter(mail, 'sameMatter', context),
    letterBy: ({ mail }) => mail.received.suggestions.letter?.by ?? null,
    quoted: ({ mail }) => mail.received.suggestions.letter?.quoted ?? null,
    counterpartyNumber: ({ mail }) => mail.received.suggestions.number?.number ?? null,
    counterpartyDate: ({ mail }) => mail.received.suggestions.number?.date ?? null,
  },
  MailConnection: connection,
  DkimCheck: { signatures: ({ signatures }) => [...signatures] },
  MailOrigin: {
    messageId: ({ messageId }) => messageId ?? null,
    rawSha256: ({ raw }) => raw.sha256,
  },
};

const suggestedLetter = async (mail: Mail, kind: 'answers' | 'sameMatter', { scope }: ApiContext) => {
  const { letter } = mail.received.suggestions;
  return (letter?.kind === kind && (await scope.loaders.letter.load(letter.id))) || null;
};
