import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { canonicalJson, decode } from '../../application/event-codec.ts';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import { type ChanceryEvent, catalog } from '../../domain/catalog.ts';
import { type Counterparty, evolveCounterparty } from '../../domain/counterparty/counterparty.ts';
import type { CounterpartyEvent } from '../../domain/counterparty/events.ts';
import type { Position, Recorded, StreamName } from '../../domain/event.ts';
import type { JournalEvent } from '../../domain/journal/events.ts';
import { evolveJournal, type Journal } from '../../domain/journal/journal.ts';
import { foldLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import type { MailEvent } from '../../domain/mail/events.ts';
import { evolveMail, type Mail } from '../../domain/mail/mail.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import { emptyOrganization, evolveOrganization } from '../../domain/organization/organization.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { evolveProject, type Project } from '../../domain/project/project.ts';

interface Sample {
  readonly type: string;
  readonly stream: StreamName;
  readonly data: unknown;
  readonly metadata: { readonly version: number };
}

const folder = new URL('./samples/', import.meta.url);
const files = readdirSync(folder);

const sample = (type: string, version: number): Sample =>
  JSON.parse(readFileSync(new URL(`${type}.v${version}.json`, folder), 'utf8')) as Sample;

const stored = ({ type, stream, data, metadata }: Sample, revision = 0): StoredEvent => ({
  id: '00000000-0000-4000-8000-000000000000',
  type,
  stream,
  revision,
  position: String(revision).padStart(20, '0') as Position,
  data: canonicalJson(data),
  metadata: canonicalJson(metadata),
});

/** The first stored versions of these types, one after the other in one stream. */
const story = <Event extends ChanceryEvent>(...types: Event['type'][]): readonly Recorded<Event>[] =>
  types.map((type, revision) => decode(stored(sample(type, 1), revision)) as unknown as Recorded<Event>);

const versions = [...catalog.values()].flatMap(({ type, version }) =>
  Array.from({ length: version }, (_, index) => [type, index + 1] as const),
);

describe('a committed sample', () => {
  it('is there for every stored version of every event, and for nothing else', () => {
    expect([...files].sort()).toEqual(versions.map(([type, version]) => `${type}.v${version}.json`).sort());
  });

  it.each(versions)('%s, version %i, is read, and fits today’s schema', (type, version) => {
    const recorded = decode(stored(sample(type, version)));
    expect(recorded.metadata.version).toBe(version);
    expect(recorded.type).toBe(type);
    // What is written today is what was read: nothing of it got lost.
    if (version === catalog.get(type)?.version) expect(recorded.data).toEqual(sample(type, version).data);
  });

  it.each(versions)('%s, version %i, is refused with a field that nobody knows', (type, version) => {
    const { data, ...rest } = sample(type, version);
    expect(() => decode(stored({ ...rest, data: { ...(data as object), unheardOf: 1 } }))).toThrow(type);
  });
});

const letterStories: Readonly<Record<string, readonly LetterEvent['type'][]>> = {
  answered: [
    'Registered',
    'AcknowledgmentRequested',
    'AcknowledgmentDelivered',
    'AcknowledgmentOpened',
    'Acknowledged',
    'ExecutorAssigned',
    'ExtensionRequested',
    'DeadlineChanged',
    'ReminderSent',
    'Escalated',
    'WaitingForCounterparty',
    'WaitingEnded',
    'FileAttached',
    'RegistrationCorrected',
    'ReplyDrafted',
    'ReplyDispatched',
  ],
  reopenedAndExecuted: ['Registered', 'ExecutorAssigned', 'ReplyDrafted', 'Reopened', 'ReplyWaived'],
  filesErased: ['Registered', 'FileAttached', 'FilesErased', 'ExecutorAssigned'],
  annulled: ['Registered', 'ExecutorAssigned', 'ExtensionRequested', 'ExtensionRefused', 'Annulled'],
  byMail: ['Registered', 'OriginRecorded', 'ExecutorAssigned'],
  abandoned: ['RegistrationAbandoned'],
  closed: [
    'Drafted',
    'Revised',
    'LinkedToProject',
    'UnlinkedFromProject',
    'LinkedToLetter',
    'UnlinkedFromLetter',
    'SubmittedForApproval',
    'ApprovalGranted',
    'ApproverReplaced',
    'Approved',
    'Dispatched',
    'DeliveryConfirmed',
    'DeliveryFailed',
    'Dispatched',
    'IncomingNumberRecorded',
    'ConfirmationWaived',
  ],
  inRework: ['Drafted', 'SubmittedForApproval', 'ApprovalGranted', 'ReturnedForRework'],
  withdrawn: ['Drafted', 'Withdrawn'],
  imported: ['Imported'],
};

describe('old events fold to what they always did', () => {
  it.each(Object.entries(letterStories))('a letter: %s', async (name, types) => {
    const letter = foldLetter(story<LetterEvent>(...types));
    const told = JSON.stringify({ letter, openTasks: openTasks(letter) }, null, 2);
    await expect(`${told}\n`).toMatchFileSnapshot(`./states/letter-${name}.json`);
  });

  it('an organisation', async () => {
    const events = story<OrganizationEvent>(
      'ProfileSet',
      'CalendarSet',
      'DepartmentCreated',
      'EmployeeHired',
      'HeadAppointed',
      'DepartmentRenamed',
      'EmployeeDetailsChanged',
      'DepartmentMoved',
      'SubstitutionSet',
      'SubstitutionBegan',
      'SubstitutionEnded',
      'ApprovalRuleSet',
      'ApprovalLineSet',
      'DeadlinePolicySet',
      'CalendarRemoved',
      'NoticePreferencesSet',
      'WebhookRegistered',
      'WebhookSecretRotated',
      'WebhookReplayOrdered',
      'WebhookDisabled',
    );
    const {
      departments,
      employees,
      substitutions,
      approvalRules,
      deadlinePolicies,
      calendars,
      webhooks,
      noticePreferences,
      ...rest
    } = events.reduce(evolveOrganization, emptyOrganization);
    const maps = {
      departments,
      employees,
      substitutions,
      approvalRules,
      deadlinePolicies,
      calendars,
      webhooks,
    };
    const lists = Object.fromEntries(Object.entries(maps).map(([name, map]) => [name, [...map.values()]]));
    const told = { ...rest, ...lists, noticePreferences: Object.fromEntries(noticePreferences) };
    await expect(`${JSON.stringify(told, null, 2)}\n`).toMatchFileSnapshot('./states/organization.json');
  });

  it('a message', async () => {
    const mail = story<MailEvent>(
      'MailReceived',
      'MailQuarantined',
      'MailReleased',
      'MailDismissed',
      'MailRegistered',
      'MailErased',
      'MailFilesErased',
    ).reduce<Mail | undefined>(evolveMail, undefined);
    await expect(`${JSON.stringify(mail, null, 2)}\n`).toMatchFileSnapshot('./states/mail.json');
  });

  it('a journal, a counterparty and a project', async () => {
    const journal = story<JournalEvent>(
      'JournalOpened',
      'NumberIssued',
      'PatternChanged',
      'JournalClosed',
    ).reduce<Journal | undefined>(evolveJournal, undefined);
    const counterparty = story<CounterpartyEvent>(
      'CounterpartyAdded',
      'CounterpartyChanged',
      'CounterpartyMerged',
    ).reduce<Counterparty | undefined>(evolveCounterparty, undefined);
    const project = story<ProjectEvent>(
      'ProjectOpened',
      'ProjectChanged',
      'ProjectClosed',
      'ProjectReopened',
    ).reduce<Project | undefined>((state, event) => evolveProject(state, event, 'id'), undefined);
    const told = {
      journal: { ...journal, reservations: [...(journal?.reservations ?? [])] },
      counterparty,
      project,
    };
    await expect(`${JSON.stringify(told, null, 2)}\n`).toMatchFileSnapshot('./states/registers.json');
  });
});
