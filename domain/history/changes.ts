import canonicalize from 'canonicalize';
import type { ChanceryEvent } from '../catalog.ts';
import { type Counterparty, evolveCounterparty } from '../counterparty/counterparty.ts';
import { policyIdOf } from '../deadline.ts';
import { categoryOf, idOf, type Recorded } from '../event.ts';
import { foldLetter } from '../letter/decider.ts';
import type { LetterEvent } from '../letter/events.ts';
import type { Letter } from '../letter/letter.ts';
import { openTasks } from '../letter/tasks.ts';
import { calendarOf } from '../organization/calendars.ts';
import { policyMinutes } from '../organization/deadline-policy.ts';
import type { OrganizationEvent } from '../organization/events.ts';
import { emptyOrganization, evolveOrganization, type Organization } from '../organization/organization.ts';
import { evolveProject, type Project } from '../project/project.ts';

/** A field that an event made another; `null` stands for none. */
export interface FieldChange {
  readonly field: string;
  readonly old: unknown;
  readonly new: unknown;
}

type Fields = Readonly<Record<string, unknown>>;

const differences = (before: object | undefined, after: object | undefined): readonly FieldChange[] => {
  // What begins or ends is told by the event itself.
  if (!before || !after) return [];
  const [old, now] = [before as Fields, after as Fields];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => canonicalize(old[field]) !== canonicalize(now[field]))
    .map((field) => ({ field, old: old[field] ?? null, new: now[field] ?? null }));
};

const ofLetter = (event: LetterEvent, earlier: readonly Recorded<LetterEvent>[]): readonly FieldChange[] => {
  const state = foldLetter(earlier);
  const letter: Letter | undefined = state?.status === 'abandoned' ? undefined : state;
  switch (event.type) {
    case 'RegistrationCorrected':
      // A field that is only recorded again, as another subject's, did not change.
      return event.data.changes
        .filter(({ old, new: now }) => canonicalize(old) !== canonicalize(now))
        .map(({ field, old, new: now }) => ({ field, old, new: now }));
    case 'Revised': {
      const { card, files } = event.data;
      return letter ? differences({ ...letter.card, files: letter.files }, { ...card, files }) : [];
    }
    case 'ExecutorAssigned': {
      const before = letter && 'assignment' in letter ? letter.assignment : undefined;
      const { executorId, coExecutorIds, resolution } = event.data;
      return differences(before, { executorId, coExecutorIds, resolution });
    }
    case 'DeadlineChanged':
    case 'WaitingForCounterparty':
    case 'WaitingEnded': {
      const { key, deadline } = event.data;
      const task = letter && openTasks(letter).find((open) => open.key === key);
      return task ? differences({ due: task.deadline.due }, { due: deadline.due }) : [];
    }
    default:
      return [];
  }
};

/** The part of the organisation that an event is about. */
const touched = (organization: Organization, event: OrganizationEvent): object | undefined => {
  switch (event.type) {
    case 'ProfileSet':
      return organization.profile;
    case 'CalendarSet':
    case 'CalendarRemoved':
      return calendarOf(organization, event.data.departmentId);
    case 'DeadlinePolicySet': {
      const { policyId, task } = event.data;
      const policy = organization.deadlinePolicies.get(policyId);
      if (policy && !policy.removed) {
        const { id: _, version: __, ...told } = policy;
        return told;
      }
      // Before it was set for the first time, the built-in policy held.
      return policyId === policyIdOf(task)
        ? { task, workingMinutes: policyMinutes(organization, task) }
        : undefined;
    }
    case 'DeadlinePolicyRemoved':
      return organization.deadlinePolicies.get(event.data.policyId);
    case 'DepartmentCreated':
    case 'DepartmentRenamed':
    case 'DepartmentMoved':
    case 'DepartmentClosed':
    case 'HeadAppointed':
      return organization.departments.get(event.data.departmentId);
    case 'EmployeeHired':
    case 'EmployeeDetailsChanged':
    case 'EmployeeTransferred':
    case 'EmployeeDismissed':
    case 'EmployeeErased':
    case 'RoleGranted':
    case 'RoleRevoked':
      return organization.employees.get(event.data.employeeId);
    case 'SubstitutionSet':
    case 'SubstitutionCancelled':
    case 'SubstitutionBegan':
    case 'SubstitutionEnded':
      return organization.substitutions.get(event.data.substitutionId);
    case 'ApprovalRuleSet':
    case 'ApprovalRuleRemoved':
      return organization.approvalRules.get(event.data.ruleId);
    case 'ApprovalLineSet':
      return { line: organization.approvalLine };
    case 'NoticePreferencesSet':
      return organization.noticePreferences.get(event.data.employeeId);
    case 'WebhookRegistered':
    case 'WebhookSecretRotated':
    case 'WebhookReplayOrdered':
    case 'WebhookDisabled':
      return organization.webhooks.get(event.data.webhookId);
    default:
      return event satisfies never;
  }
};

/** Whether an event may change what was there before it. */
export const changesSomething = ({ type }: { readonly type: string }): boolean => changing.has(type);

const changing: ReadonlySet<string> = new Set<ChanceryEvent['type']>([
  'RegistrationCorrected',
  'Revised',
  'ExecutorAssigned',
  'DeadlineChanged',
  'WaitingForCounterparty',
  'WaitingEnded',
  'CounterpartyChanged',
  'ProjectChanged',
  'PatternChanged',
  'ProfileSet',
  'CalendarSet',
  'CalendarRemoved',
  'DeadlinePolicySet',
  'DepartmentRenamed',
  'DepartmentMoved',
  'DepartmentClosed',
  'HeadAppointed',
  'EmployeeDetailsChanged',
  'EmployeeTransferred',
  'EmployeeDismissed',
  'RoleGranted',
  'RoleRevoked',
  'ApprovalRuleSet',
  'ApprovalLineSet',
  'NoticePreferencesSet',
]);

const ofShortStream = (
  event: Recorded<ChanceryEvent>,
  earlier: readonly Recorded<ChanceryEvent>[],
): readonly FieldChange[] => {
  const before = earlier as unknown as readonly Recorded<never>[];
  switch (event.type) {
    case 'CounterpartyChanged': {
      const known = before.reduce<Counterparty | undefined>(evolveCounterparty, undefined);
      return differences(known?.details, event.data.details);
    }
    case 'ProjectChanged': {
      const id = idOf(event.stream);
      const known = before.reduce<Project | undefined>(
        (state, each) => evolveProject(state, each, id),
        undefined,
      );
      return differences(known?.details, event.data.details);
    }
    case 'PatternChanged': {
      const patterns = earlier.flatMap(({ data }) => ('pattern' in data ? [data.pattern] : []));
      return differences({ pattern: patterns.at(-1) }, { pattern: event.data.pattern });
    }
    default:
      return ofLetter(event as Recorded<LetterEvent>, before);
  }
};

/** The organisation is one long stream: it is folded once, whichever of its events are asked about. */
const ofOrganization = (
  events: readonly Recorded<OrganizationEvent>[],
  wanted: ReadonlySet<number>,
): ReadonlyMap<number, readonly FieldChange[]> => {
  const found = new Map<number, readonly FieldChange[]>();
  let organization = emptyOrganization;
  for (const event of events) {
    const before = organization;
    organization = evolveOrganization(before, event);
    if (wanted.has(event.revision)) {
      found.set(event.revision, differences(touched(before, event), touched(organization, event)));
    }
  }
  return found;
};

/**
 * What events of a stream made other than it was: old and new of each field, by revision. `events` are those of the
 * stream from its first on, the revisions those of events that may change something.
 */
export const changesIn = (
  events: readonly Recorded<ChanceryEvent>[],
  revisions: ReadonlySet<number>,
): ReadonlyMap<number, readonly FieldChange[]> => {
  const [first] = events;
  if (first && categoryOf(first.stream) === 'organization') {
    return ofOrganization(events as unknown as readonly Recorded<OrganizationEvent>[], revisions);
  }
  return new Map(
    events
      .filter(({ revision }) => revisions.has(revision))
      .map((event) => [event.revision, ofShortStream(event, events.slice(0, event.revision))]),
  );
};

/** Whether an event may bring another text in place of one before. */
export const changesText = ({ type }: { readonly type: string }): boolean => type === 'Revised';

/** A text and the one before it. */
export interface TextChange {
  readonly old: string;
  readonly new: string;
}

/** The text that the event of that revision brought, and the one before; `undefined` where it brought no other. */
export const textChange = (
  events: readonly Recorded<ChanceryEvent>[],
  revision: number,
): TextChange | undefined => {
  const event = events[revision];
  if (event?.type !== 'Revised') return undefined;
  const before = events
    .slice(0, revision)
    .flatMap((each) => (each.type === 'Drafted' || each.type === 'Revised' ? [each.data.text] : []));
  const old = before.at(-1);
  return old === undefined || old === event.data.text ? undefined : { old, new: event.data.text };
};
