import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { decisionContext } from '../../application/decision-context.ts';
import { decode, encode } from '../../application/event-codec.ts';
import { BEGINNING, type Recorded, streamName } from '../../domain/event.ts';
import type { LetterCommand } from '../../domain/letter/commands.ts';
import { decideLetter, evolveLetter, onBehalfOf } from '../../domain/letter/decider.ts';
import type { LetterEvent, RegistrationNumber } from '../../domain/letter/events.ts';
import type { LetterState } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { approvalRoute } from '../../domain/organization/approval-route.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import { today } from '../../domain/organization/deadline-policy.ts';
import { decideOrganization } from '../../domain/organization/decider.ts';
import { dueMilestones } from '../../domain/organization/milestones.ts';
import {
  emptyOrganization,
  evolveOrganization,
  type Organization,
} from '../../domain/organization/organization.ts';
import { mayCommandLetter } from '../../domain/organization/rights.ts';
import { isRefusal } from '../../domain/refusal.ts';
import {
  demoDepartmentId,
  demoEmployeeId,
  demoLogins,
  demoOrganization,
} from '../../infrastructure/demo/demo-organization.ts';

export const change = (organization: Organization, command: OrganizationCommand): Organization => {
  const decision = decideOrganization(organization, command);
  return isRefusal(decision) ? organization : decision.reduce(evolveOrganization, organization);
};

export const demo: Organization = demoOrganization.reduce(change, emptyOrganization);

export const COUNTERPARTIES = [randomUUID(), randomUUID()] as const;
const number: RegistrationNumber = {
  journalId: randomUUID(),
  sequence: 1,
  text: 'Вх-2026/00001',
  date: '2026-03-03',
};
const reason = 'так надо';

/** One attempt: who tries what, with which of the choices that there are. */
export interface Step {
  readonly actor: string;
  readonly attempt: (typeof letterAttempts)[number] | (typeof organizationAttempts)[number];
  readonly choice: number;
  /** Hours that pass before it. */
  readonly hours: number;
}

const letterAttempts = [
  'registerIncomingLetter',
  'draftLetter',
  'assignExecutor',
  'draftReply',
  'waiveReply',
  'reopen',
  'noteReplyDispatched',
  'requestExtension',
  'refuseExtension',
  'extendDeadline',
  'pauseDeadline',
  'resumeDeadline',
  'endWaiting',
  'remind',
  'escalate',
  'reviseLetter',
  'submitForApproval',
  'grantApproval',
  'returnForRework',
  'replaceApprover',
  'dispatchLetter',
  'confirmDelivery',
  'reportDeliveryFailure',
  'recordIncomingNumber',
  'waiveConfirmation',
  'withdrawLetter',
  'annulLetter',
  'requestAcknowledgment',
  'acknowledge',
  'linkToProject',
  'correctRegistration',
] as const;

/** What happens in the organisation meanwhile. */
const organizationAttempts = ['dismissEmployee', 'appointHead', 'setSubstitution', 'revokeRole'] as const;

/** Stands for the first, going round, of those who may. */
export const WHOEVER_MAY = 'whoever may';

const people = [...demoLogins.map(demoEmployeeId), 'system'];

export const steps = (maxLength: number): fc.Arbitrary<readonly Step[]> =>
  fc.array(
    fc.record({
      // Chance alone seldom finds whose turn it is.
      actor: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...people) },
        { weight: 2, arbitrary: fc.constant(WHOEVER_MAY) },
      ),
      // The way to approval is long: what leads there is tried more often.
      attempt: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom(...letterAttempts) },
        { weight: 1, arbitrary: fc.constantFrom(...organizationAttempts) },
        {
          weight: 10,
          arbitrary: fc.constantFrom(
            'assignExecutor' as const,
            'submitForApproval' as const,
            'grantApproval' as const,
            'dispatchLetter' as const,
            'pauseDeadline' as const,
          ),
        },
      ),
      choice: fc.nat(100),
      hours: fc.nat(48),
    }),
    { minLength: 5, maxLength },
  );

const pick = <Item>(items: readonly Item[], choice: number): Item => {
  const item = items[choice % items.length];
  if (item === undefined) throw new Error('Nothing to choose from');
  return item;
};

export interface Life {
  organization: Organization;
  letter: LetterState;
  readonly events: Recorded<LetterEvent>[];
  now: number;
}

const commandOf = ({ attempt, choice }: Step, life: Life, id: string): LetterCommand | undefined => {
  const { letter, organization, now } = life;
  const person = demoEmployeeId(pick(demoLogins, choice));
  const until = new Date(now + (choice - 20) * 3_600_000).toISOString();
  const card = {
    addressees: COUNTERPARTIES.map((counterpartyId) => ({ counterpartyId })),
    subject: 'О мосте',
    confidentiality: 'open' as const,
  };
  switch (attempt) {
    case 'registerIncomingLetter':
      return {
        name: attempt,
        letterId: id,
        number,
        card: {
          counterpartyId: COUNTERPARTIES[0],
          subject: 'О мосте',
          addressee: { departmentId: demoDepartmentId(pick(['design', 'legal', 'directorate'], choice)) },
          receivedOn: '2026-03-03',
          channel: 'post',
          confidentiality: pick(['open', 'confidential'] as const, choice),
        },
        files: [],
        projectIds: [],
        possibleDuplicates: [],
        requiredFields: [],
      };
    case 'draftLetter':
      return {
        name: attempt,
        letterId: id,
        authorId: person,
        departmentId: organization.employees.get(person)?.departmentId ?? '',
        card: { ...card, documentKind: pick(['письмо', 'договор'], choice) },
        text: 'Текст',
        files: [],
        projectIds: [],
      };
    case 'assignExecutor':
      return { name: attempt, executorId: person, coExecutorIds: [], reason };
    case 'draftReply':
      return { name: attempt, outgoingLetterId: randomUUID(), card: {}, text: 'Ответ', files: [] };
    case 'reopen':
      return letter && 'outgoingLetterId' in letter
        ? { name: attempt, outgoingLetterId: letter.outgoingLetterId, reason }
        : undefined;
    case 'noteReplyDispatched':
      return letter && 'outgoingLetterId' in letter
        ? { name: attempt, outgoingLetterId: letter.outgoingLetterId, number }
        : undefined;
    case 'requestExtension':
      return { name: attempt, until, reason };
    case 'extendDeadline': {
      const tasks = openTasks(letter);
      return { name: attempt, until, reason, ...(tasks.length > 0 && { taskKey: pick(tasks, choice).key }) };
    }
    case 'pauseDeadline': {
      const tasks = openTasks(letter);
      return {
        name: attempt,
        counterpartyId: pick(COUNTERPARTIES, choice),
        reason,
        expectedBy: until,
        ...(tasks.length > 0 && { taskKey: pick(tasks, choice).key }),
      };
    }
    case 'resumeDeadline':
      return { name: attempt };
    case 'endWaiting': {
      const task = openTasks(letter)[0];
      const cause = pick(['letterRegistered', 'expectedByPassed'] as const, choice);
      return task && { name: attempt, taskKey: task.key, due: task.deadline.due, cause, at: until };
    }
    case 'remind':
    case 'escalate': {
      const task = openTasks(letter)[0];
      if (!letter || letter.status === 'abandoned' || !task) return undefined;
      const milestones = dueMilestones(organization, letter, task, new Date(now).toISOString());
      const milestone = milestones.due.find(({ kind }) => (kind === 'reminder') === (attempt === 'remind'));
      return (
        milestone && {
          name: attempt,
          taskKey: task.key,
          due: task.deadline.due,
          milestone: milestone.milestone,
          recipientIds: milestone.recipientIds,
          level: milestone.level ?? 1,
        }
      );
    }
    case 'reviseLetter':
      return { name: attempt, text: `Текст ${choice}`, currentText: 'Текст' };
    case 'submitForApproval': {
      if (!letter || !('authorId' in letter)) return { name: attempt, route: [] };
      const route = approvalRoute(organization, {
        authorId: letter.authorId,
        departmentId: letter.departmentId,
        documentKind: letter.card.documentKind,
      });
      return isRefusal(route) ? undefined : { name: attempt, route };
    }
    case 'grantApproval':
      return { name: attempt };
    case 'returnForRework':
    case 'waiveReply':
    case 'refuseExtension':
    case 'withdrawLetter':
    case 'annulLetter':
      return { name: attempt, reason };
    case 'replaceApprover':
      return letter?.status === 'onApproval'
        ? {
            name: attempt,
            approverId: pick(
              letter.route.flatMap(({ approvers }) => approvers),
              choice,
            ),
            replacementId: person,
            reason,
          }
        : undefined;
    case 'dispatchLetter':
      return { name: attempt, number, dispatchedOn: '2026-03-03', channel: 'email' };
    case 'confirmDelivery':
      return { name: attempt, counterpartyId: pick(COUNTERPARTIES, choice), deliveredOn: '2026-03-03' };
    case 'reportDeliveryFailure':
      return {
        name: attempt,
        counterpartyId: pick(COUNTERPARTIES, choice),
        cause: 'returned',
        reason,
        next: pick(['dispatchAgain', 'giveUp'] as const, choice),
      };
    case 'recordIncomingNumber':
      return { name: attempt, counterpartyId: pick(COUNTERPARTIES, choice), number: '1', date: '2026-03-03' };
    case 'waiveConfirmation':
      return { name: attempt, counterpartyId: pick(COUNTERPARTIES, choice), reason };
    case 'requestAcknowledgment':
      return { name: attempt, employeeIds: [person] };
    case 'acknowledge':
      return { name: attempt };
    case 'linkToProject':
      return { name: attempt, projectId: randomUUID() };
    case 'correctRegistration':
      return { name: attempt, changes: { subject: `О мосте ${choice}` }, reason };
    default:
      return undefined;
  }
};

export const organizationChange = ({ attempt, choice }: Step): OrganizationCommand | undefined => {
  const employeeId = demoEmployeeId(pick(demoLogins, choice));
  const departmentId = demoDepartmentId(pick(['design', 'production', 'legal', 'directorate'], choice));
  switch (attempt) {
    case 'dismissEmployee':
      return { name: attempt, employeeId };
    case 'appointHead':
      return { name: attempt, departmentId, ...(choice % 3 > 0 && { employeeId }) };
    case 'setSubstitution':
      return {
        name: attempt,
        substitutionId: randomUUID(),
        employeeId,
        substituteId: demoEmployeeId(pick(demoLogins, choice + 1)),
        from: '2026-03-01',
        to: '2026-03-20',
      };
    case 'revokeRole':
      return { name: attempt, employeeId, role: pick(['secretary', 'administrator'] as const, choice) };
    default:
      return undefined;
  }
};

const systems: ReadonlySet<string> = new Set<LetterCommand['name']>([
  'reopen',
  'noteReplyDispatched',
  'endWaiting',
  'remind',
  'escalate',
]);

/** What is decided for the step's actor, or for the first who may; nothing when nobody's attempt comes to anything. */
const decideAs = (
  { actor, choice }: Step,
  command: LetterCommand,
  { organization, letter }: Life,
  now: string,
  day: string,
) => {
  const candidates = actor === WHOEVER_MAY ? people.map((_, index) => pick(people, choice + index)) : [actor];
  for (const candidate of candidates) {
    // The policies and the timekeeper give these commands, and no other.
    if (candidate === 'system' && !systems.has(command.name)) continue;
    if (mayCommandLetter(organization, candidate, day, command.name, letter)) continue;
    const context = decisionContext(organization, letter, command, candidate, now);
    const decision = decideLetter(letter, command, context);
    if (!isRefusal(decision) && decision.length > 0) return { decision, context };
  }
  return undefined;
};

/** Writes and reads again what was decided, and folds it on. */
const record = (
  life: Life,
  id: string,
  command: LetterCommand,
  { decision, context }: NonNullable<ReturnType<typeof decideAs>>,
): readonly Recorded<LetterEvent>[] => {
  const commandId = randomUUID();
  const stream = streamName('letter', id);
  const behalf = onBehalfOf(life.letter, command, context);
  return decision.map((event, index) => {
    const encoded = encode(stream, index, event, {
      actor: context.actor,
      ...(behalf && { onBehalfOf: behalf }),
      at: context.now,
      commandId,
      command: command.name,
      $correlationId: commandId,
      $causationId: commandId,
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    });
    const place = { stream, revision: life.events.length, position: BEGINNING };
    const recorded = decode({ ...encoded, ...place }) as unknown as Recorded<LetterEvent>;
    life.letter = evolveLetter(life.letter, recorded);
    life.events.push(recorded);
    return recorded;
  });
};

/** Carries the command out as the step's actor, or whatever the step attempts: what follows, if anything does. */
export const attempt = (
  step: Step,
  life: Life,
  id: string,
  command: LetterCommand | undefined = commandOf(step, life, id),
): readonly Recorded<LetterEvent>[] => {
  const now = new Date(life.now).toISOString();
  const decided = command && decideAs(step, command, life, now, today(life.organization, now));
  return decided ? record(life, id, command, decided) : [];
};

/**
 * Lives a letter's life by whatever the steps attempt, as the command handler would: rights first, then the decider;
 * each event through the codec and back. `check` looks after every step.
 */
export const live = (
  path: readonly Step[],
  check: (life: Life, step: Step, added: readonly Recorded<LetterEvent>[]) => void = () => undefined,
): Life => {
  const id = randomUUID();
  const life: Life = {
    organization: demo,
    letter: undefined,
    events: [],
    now: Date.parse('2026-03-03T09:00:00.000Z'),
  };
  for (const step of path) {
    life.now += step.hours * 3_600_000;
    const changed = organizationChange(step);
    if (changed) life.organization = change(life.organization, changed);
    check(life, step, changed ? [] : attempt(step, life, id));
  }
  return life;
};
