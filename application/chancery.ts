import type { CalendarDate, Instant } from '../domain/fields.ts';
import { today } from '../domain/organization/deadline-policy.ts';
import type { Organization } from '../domain/organization/organization.ts';
import { viewerOf } from '../domain/organization/rights.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import { AbandonedNumbers } from './abandoned-numbers.ts';
import { Audit } from './audit.ts';
import { CommandHandler } from './command-handler.ts';
import { ErasureCompletion } from './erasure-completion.ts';
import { FigureMoments } from './figure-moments.ts';
import { LedgerKeyCommands } from './ledger-key-commands.ts';
import { LetterPreparation } from './letter-preparation.ts';
import { Letters } from './letters.ts';
import { MailCommands } from './mail-commands.ts';
import { MailMatching } from './mail-matching.ts';
import { NoticeWriter } from './notices/notice-writer.ts';
import { NumberClerk } from './number-clerk.ts';
import { OrganizationCommands } from './organization-commands.ts';
import { OrganizationReader } from './organization-reader.ts';
import { Past } from './past.ts';
import { erasurePolicy } from './policies/erasure-policy.ts';
import { mailPolicy } from './policies/mail-policy.ts';
import type { Policy } from './policies/policy.ts';
import { referencePolicy } from './policies/reference-policy.ts';
import { replyPolicy } from './policies/reply-policy.ts';
import { waitingPolicy } from './policies/waiting-policy.ts';
import { type Clock, systemClock } from './ports/clock.ts';
import type { DueTasks } from './ports/due-tasks.ts';
import type { ErasableFiles } from './ports/erasable-files.ts';
import type { ErasureTraces } from './ports/erasure-traces.ts';
import type { EventStore } from './ports/event-store.ts';
import type { FileCatalog } from './ports/file-catalog.ts';
import type { Instruments } from './ports/instruments.ts';
import type { JournalView } from './ports/journal-view.ts';
import type { LetterLookup } from './ports/letter-lookup.ts';
import type { MailLookup } from './ports/mail-lookup.ts';
import type { OpenTasks } from './ports/open-tasks.ts';
import type { ReadModelClock } from './ports/read-model-clock.ts';
import type { RegisterLookup } from './ports/register-lookup.ts';
import type { SubjectKeys } from './ports/subject-keys.ts';
import type { SubjectLookup } from './ports/subject-lookup.ts';
import type { UnusedNumbers } from './ports/unused-numbers.ts';
import { PrivacyCommands } from './privacy-commands.ts';
import { Readings } from './readings.ts';
import { References } from './references.ts';
import { RegisterCommands } from './register-commands.ts';
import { Timekeeper } from './timekeeper.ts';

export interface Ports {
  readonly eventStore: EventStore;
  /** The same log as it is stored, with personal data sealed. */
  readonly sealedLog: Pick<EventStore, 'read'>;
  readonly letterLookup: LetterLookup;
  readonly registerLookup: RegisterLookup;
  readonly mailLookup: MailLookup;
  readonly subjectLookup: SubjectLookup;
  readonly erasableFiles: ErasableFiles;
  readonly subjectKeys: SubjectKeys;
  readonly erasureTraces: ErasureTraces;
  readonly unusedNumbers: UnusedNumbers;
  readonly dueTasks: DueTasks;
  readonly openTasks: OpenTasks;
  readonly journalView: JournalView;
  readonly fileCatalog: FileCatalog;
  readonly readModels: ReadModelClock;
  readonly clock?: Clock;
  readonly instruments?: Instruments;
}

/** Everything that Chancery can be asked to do. */
export interface Chancery {
  readonly letters: Letters;
  readonly organization: OrganizationCommands;
  /** Counterparties, projects and journals. */
  readonly registers: RegisterCommands;
  readonly ledgerKeys: LedgerKeyCommands;
  /** Messages that came in, on their way to being letters. */
  readonly mail: MailCommands;
  /** Legal holds and the erasure of personal data. */
  readonly privacy: PrivacyCommands;
  readonly policies: readonly Policy[];
  /** Who is to be told what because of events. */
  readonly notices: NoticeWriter;
  readonly abandonedNumbers: AbandonedNumbers;
  /** Reminders, escalations, ends of pauses, substitutions: what is due because time has passed. */
  readonly timekeeper: Timekeeper;
  readonly erasureCompletion: ErasureCompletion;
  /** What was read goes on the record with it, before it is shown. */
  readonly readings: Readings;
  readonly audit: Audit;
  readonly past: Past;
  readonly figureMoments: FigureMoments;
  /** The organisation with everything that has been recorded before the call. */
  currentOrganization(): Promise<Organization>;
  /** What the employee may see, in the organisation as it is, or as it was found a moment ago. */
  viewer(employeeId: string, found?: Organization): Promise<Viewer>;
  today(): Promise<CalendarDate>;
  /** By the clock that everything is recorded by. */
  now(): Instant;
  /** The members of the projects, of all of them together. */
  projectMembers(projectIds: readonly string[]): Promise<ReadonlySet<string>>;
}

export const createChancery = (ports: Ports): Chancery => {
  const handler = new CommandHandler(ports.eventStore, ports.clock ?? systemClock, ports.instruments);
  const organization = new OrganizationReader(ports.eventStore);
  const clerk = new NumberClerk(ports.eventStore, ports.clock ?? systemClock);
  const references = new References(handler, ports.fileCatalog);
  const preparation = new LetterPreparation(references, ports.letterLookup);
  const letters = new Letters(handler, organization, clerk, references, preparation);
  const organizationCommands = new OrganizationCommands(handler, references);
  const registers = new RegisterCommands(handler, organization, references, ports.registerLookup);
  const mail = new MailCommands(
    handler,
    letters,
    organization,
    new MailMatching(ports.mailLookup, ports.letterLookup, ports.eventStore, ports.readModels),
  );
  const privacy = new PrivacyCommands(
    handler,
    ports.eventStore,
    organization,
    references,
    ports.subjectLookup,
    ports.erasableFiles,
    ports.readModels,
  );
  return {
    letters,
    organization: organizationCommands,
    registers,
    ledgerKeys: new LedgerKeyCommands(handler, organization),
    mail,
    privacy,
    policies: [
      replyPolicy(letters),
      referencePolicy(letters, ports.letterLookup, ports.readModels),
      waitingPolicy(letters, ports.dueTasks, ports.readModels),
      erasurePolicy(
        privacy,
        organizationCommands,
        registers,
        letters,
        mail,
        ports.erasableFiles,
        ports.subjectKeys,
      ),
      mailPolicy(letters, mail),
    ],
    notices: new NoticeWriter(ports.eventStore, organization, references, ports.openTasks, ports.readModels),
    abandonedNumbers: new AbandonedNumbers(handler, ports.unusedNumbers),
    timekeeper: new Timekeeper(
      letters,
      organization,
      organizationCommands,
      ports.dueTasks,
      ports.readModels,
      ports.clock ?? systemClock,
    ),
    erasureCompletion: new ErasureCompletion(
      privacy,
      ports.eventStore,
      ports.erasureTraces,
      ports.readModels,
    ),
    readings: new Readings(ports.eventStore, ports.clock ?? systemClock),
    audit: new Audit(ports.eventStore, ports.sealedLog, ports.journalView),
    past: new Past(ports.eventStore),
    figureMoments: new FigureMoments(ports.eventStore),
    currentOrganization: () => organization.current(),
    viewer: async (employeeId, found) => {
      const current = found ?? (await organization.current());
      return viewerOf(current, employeeId, today(current, handler.now()));
    },
    now: () => handler.now(),
    projectMembers: (projectIds) => references.members(projectIds),
    today: async () => today(await organization.current(), handler.now()),
  };
};
