import { type Counterparty, evolveCounterparty } from '../domain/counterparty/counterparty.ts';
import type { CounterpartyEvent } from '../domain/counterparty/events.ts';
import { idOf } from '../domain/event.ts';
import type { JournalEvent } from '../domain/journal/events.ts';
import { evolveJournal, type Journal } from '../domain/journal/journal.ts';
import type { LedgerKeyEvent } from '../domain/ledger-keys/events.ts';
import { evolveLedgerKeys, type LedgerKeys } from '../domain/ledger-keys/ledger-keys.ts';
import { evolveLetter } from '../domain/letter/decider.ts';
import type { LetterEvent } from '../domain/letter/events.ts';
import type { LetterState } from '../domain/letter/letter.ts';
import type { MailEvent } from '../domain/mail/events.ts';
import { evolveMail, type Mail } from '../domain/mail/mail.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import {
  emptyOrganization,
  evolveOrganization,
  type Organization,
} from '../domain/organization/organization.ts';
import type { PrivacyEvent } from '../domain/privacy/events.ts';
import { evolvePrivacy, noPrivacy, type Privacy } from '../domain/privacy/privacy.ts';
import type { ProjectEvent } from '../domain/project/events.ts';
import { evolveProject, type Project } from '../domain/project/project.ts';
import type { Aggregate } from './command-handler.ts';

export const letterAggregate: Aggregate<LetterState, LetterEvent> = {
  initial: undefined,
  evolve: evolveLetter,
};

export const organizationAggregate: Aggregate<Organization, OrganizationEvent> = {
  initial: emptyOrganization,
  evolve: evolveOrganization,
  isKept: true,
};

export const journalAggregate: Aggregate<Journal | undefined, JournalEvent> = {
  initial: undefined,
  evolve: evolveJournal,
};

export const counterpartyAggregate: Aggregate<Counterparty | undefined, CounterpartyEvent> = {
  initial: undefined,
  evolve: evolveCounterparty,
};

export const privacyAggregate: Aggregate<Privacy, PrivacyEvent> = {
  initial: noPrivacy,
  evolve: evolvePrivacy,
  isKept: true,
};

export const projectAggregate: Aggregate<Project | undefined, ProjectEvent> = {
  initial: undefined,
  evolve: (project, event) => evolveProject(project, event, idOf(event.stream)),
};

export const mailAggregate: Aggregate<Mail | undefined, MailEvent> = {
  initial: undefined,
  evolve: evolveMail,
};

export const ledgerKeysAggregate: Aggregate<LedgerKeys | undefined, LedgerKeyEvent> = {
  initial: undefined,
  evolve: evolveLedgerKeys,
};
