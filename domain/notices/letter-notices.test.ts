import { describe, expect, it } from 'vitest';
import type { Recorded } from '../event.ts';
import { BEGINNING } from '../event.ts';
import { foldLetter } from '../letter/decider.ts';
import type { LetterEvent } from '../letter/events.ts';
import { due, id, LETTER, NOW } from '../letter/given-when-then.test-kit.ts';
import type { OrganizationEvent } from '../organization/events.ts';
import { emptyOrganization, evolveOrganization } from '../organization/organization.ts';
import { letterNotices } from './letter-notices.ts';

const facts = [
  { type: 'DepartmentCreated', data: { departmentId: id('board'), name: 'Board' } },
  { type: 'DepartmentCreated', data: { departmentId: id('design'), name: 'Design', parentId: id('board') } },
  ...['director', 'head', 'executor', 'colleague', 'substitute', 'secretary', 'leaver'].map((name) => ({
    type: 'EmployeeHired',
    data: {
      employeeId: id(name),
      login: name,
      name,
      departmentId: id(name === 'director' ? 'board' : 'design'),
    },
  })),
  { type: 'HeadAppointed', data: { departmentId: id('board'), employeeId: id('director') } },
  { type: 'HeadAppointed', data: { departmentId: id('design'), employeeId: id('head') } },
  { type: 'RoleGranted', data: { employeeId: id('secretary'), role: 'secretary' } },
  { type: 'EmployeeDismissed', data: { employeeId: id('leaver') } },
] as unknown as Recorded<OrganizationEvent>[];
const office = facts.reduce(evolveOrganization, emptyOrganization);
const absent = (employee: string, from = '2026-03-01', to = '2026-03-31') =>
  evolveOrganization(office, {
    type: 'SubstitutionSet',
    data: {
      substitutionId: id('substitution'),
      employeeId: id(employee),
      substituteId: id('substitute'),
      from,
      to,
    },
  } as Recorded<OrganizationEvent>);

const recorded = (event: LetterEvent, revision: number, actor: string): Recorded<LetterEvent> =>
  ({
    ...event,
    id: id(`event ${revision}`),
    stream: `letter-${LETTER}`,
    revision,
    position: BEGINNING,
    metadata: { version: 1, actor: id(actor), at: NOW },
  }) as Recorded<LetterEvent>;

/** Who is told what because of the last of the events, which is that actor's doing: `executor: taskOpened assignExecutor`. */
const told = (
  events: readonly LetterEvent[],
  actor: string,
  { organization = office, members = [] as readonly string[] } = {},
): readonly string[] => {
  const all = events.map((event, revision) =>
    recorded(event, revision, revision === events.length - 1 ? actor : 'secretary'),
  );
  const event = all.at(-1) as Recorded<LetterEvent>;
  return letterNotices(event, foldLetter(all.slice(0, -1)), foldLetter(all), {
    organization,
    today: '2026-03-03',
    isProjectMember: (employeeIds) => employeeIds.some((each) => members.map(id).includes(each)),
  })
    .map(({ recipientId, onBehalfOfId, kind, parameters }) =>
      [
        `${organization.employees.get(recipientId)?.name}:`,
        kind,
        parameters.task,
        onBehalfOfId && `for ${organization.employees.get(onBehalfOfId)?.name}`,
        parameters.employeeId && `now ${organization.employees.get(parameters.employeeId)?.name}`,
      ]
        .filter(Boolean)
        .join(' '),
    )
    .sort();
};

const number = { journalId: id('journal'), sequence: 1, text: 'Вх-1', date: '2026-03-03' };
const registered = (more: object = {}): LetterEvent =>
  ({
    type: 'Registered',
    data: {
      number,
      card: {
        counterpartyId: id('counterparty'),
        subject: 'Beams',
        addressee: { departmentId: id('design') },
        receivedOn: '2026-03-03',
        channel: 'email',
        confidentiality: 'open',
        ...more,
      },
      files: [],
      projectIds: [],
      assignBy: due('assignExecutor'),
    },
  }) as LetterEvent;
const assigned = (executor: string, reason?: string): LetterEvent =>
  ({
    type: 'ExecutorAssigned',
    data: {
      executorId: id(executor),
      coExecutorIds: [],
      dueBy: due('decideOnReply'),
      ...(reason && { reason }),
    },
  }) as LetterEvent;
const drafted = {
  type: 'Drafted',
  data: {
    authorId: id('executor'),
    departmentId: id('design'),
    card: {
      addressees: [{ counterpartyId: id('counterparty') }],
      subject: 'Beams',
      confidentiality: 'open',
      signatoryId: id('director'),
    },
    text: 'Yes',
    files: [],
    contentHash: 'a'.repeat(64),
    projectIds: [],
    submitBy: due('submit'),
  },
} as LetterEvent;
const submitted = {
  type: 'SubmittedForApproval',
  data: {
    round: 1,
    contentHash: 'a'.repeat(64),
    approveBy: due('approve'),
    route: ['head', 'director'].map((approver) => ({
      approvers: [id(approver)],
      mode: 'all',
      origin: { kind: 'line' },
    })),
  },
} as LetterEvent;
const granted = (approver: string, step: number): LetterEvent =>
  ({
    type: 'ApprovalGranted',
    data: {
      round: 1,
      step,
      approverId: id(approver),
      contentHash: 'a'.repeat(64),
      nextApproveBy: due('approve'),
    },
  }) as LetterEvent;
const approved = {
  type: 'Approved',
  data: { round: 1, contentHash: 'a'.repeat(64), dispatchBy: due('dispatch') },
} as LetterEvent;
const extensionRequested = {
  type: 'ExtensionRequested',
  data: {
    requestedBy: id('executor'),
    until: '2026-04-01T09:00:00.000Z',
    reason: 'More time',
    decideBy: due('decideOnExtension'),
  },
} as LetterEvent;

describe('whoever must act is told', () => {
  it('the head of the department, of a letter to it', () => {
    expect(told([registered()], 'secretary')).toEqual(['head: taskOpened assignExecutor']);
  });
  it('the executor, of what was assigned', () => {
    expect(told([registered(), assigned('executor')], 'head')).toEqual([
      'executor: taskOpened decideOnReply',
    ]);
  });
  it('and their substitute of the day, as such', () => {
    expect(told([registered(), assigned('executor')], 'head', { organization: absent('executor') })).toEqual([
      'executor: taskOpened decideOnReply',
      'substitute: taskOpened decideOnReply for executor',
    ]);
  });
  it('but not a substitute of another day', () => {
    const organization = absent('executor', '2026-03-04');
    expect(told([registered(), assigned('executor')], 'head', { organization })).toEqual([
      'executor: taskOpened decideOnReply',
    ]);
  });
  it('the head, where the executor has left', () => {
    expect(told([registered(), assigned('leaver')], 'director')).toEqual(['head: taskOpened decideOnReply']);
  });
  it('both the old and the new executor, when the task is passed on', () => {
    expect(told([registered(), assigned('executor'), assigned('colleague', 'ill')], 'head')).toEqual([
      'colleague: taskOpened decideOnReply',
      'executor: taskPassedOn decideOnReply now colleague',
    ]);
  });
  it('each approver at their turn, and the secretary at the end', () => {
    expect(told([drafted, submitted], 'executor')).toEqual(['head: taskOpened approve']);
    expect(told([drafted, submitted, granted('head', 0)], 'head')).toEqual(['director: taskOpened approve']);
    const all = [drafted, submitted, granted('head', 0), granted('director', 1), approved];
    expect(told(all, 'director')).toEqual(['executor: approved', 'secretary: taskOpened dispatch']);
  });
  it('those who are to acknowledge', () => {
    const asked = {
      type: 'AcknowledgmentRequested',
      data: {
        employeeIds: [id('colleague'), id('head')],
        contentHash: 'a'.repeat(64),
        acknowledgeBy: due('acknowledge'),
      },
    } as LetterEvent;
    expect(told([registered(), asked], 'head')).toEqual(['colleague: acknowledgmentRequested acknowledge']);
  });
  it('the head who is asked for an extension; the executor of the answer', () => {
    const asked = [registered(), assigned('executor'), extensionRequested];
    expect(told(asked, 'executor')).toEqual(['head: extensionRequested decideOnExtension']);
    const granting = {
      type: 'DeadlineChanged',
      data: { key: 'decideOnReply', task: 'decideOnReply', deadline: due('decideOnReply'), reason: 'Fine' },
    } as LetterEvent;
    expect(told([...asked, granting], 'head')).toEqual(['executor: extensionGranted decideOnReply']);
    expect(told([...asked, { type: 'ExtensionRefused', data: { reason: 'No' } }], 'head')).toEqual([
      'executor: extensionRefused decideOnReply',
    ]);
    expect(told([registered(), assigned('executor'), granting], 'head')).toEqual([]);
  });
  it('the author, of what became of their letter', () => {
    const returned = {
      type: 'ReturnedForRework',
      data: {
        round: 1,
        step: 0,
        approverId: id('head'),
        contentHash: 'a'.repeat(64),
        reason: 'Sums',
        reworkBy: due('rework'),
      },
    } as LetterEvent;
    expect(told([drafted, submitted, returned], 'head')).toEqual(['executor: returnedForRework rework']);
    expect(told([drafted, { type: 'Withdrawn', data: { reason: 'Late' } }], 'secretary')).toEqual([
      'executor: withdrawn',
    ]);
    expect(
      told(
        [registered(), assigned('executor'), { type: 'Annulled', data: { reason: 'Twice' } }],
        'secretary',
      ),
    ).toEqual(['executor: annulled']);
  });
  it.each([
    ['before it is due', '2026-03-04T09:00:00.000Z', 'reminder'],
    ['after it was due', '2026-03-02T09:00:00.000Z', 'overdue'],
  ])('whoever is reminded %s, in either shape of the event', (_, dueAt, kind) => {
    const data = { key: 'decideOnReply', task: 'decideOnReply', due: dueAt };
    const before = [registered(), assigned('executor')];
    for (const recipients of [
      { recipientId: id('executor') },
      { recipientIds: [id('executor')], milestone: 'before:480' },
    ]) {
      const reminded = { type: 'ReminderSent', data: { ...data, ...recipients } } as unknown as LetterEvent;
      expect(told([...before, reminded], 'system')).toEqual([`executor: ${kind} decideOnReply`]);
    }
    const escalated = {
      type: 'Escalated',
      data: { ...data, level: 1, recipientId: id('head'), recipientIds: [id('head')] },
    } as unknown as LetterEvent;
    expect(told([...before, escalated], 'system')).toEqual(['head: escalation decideOnReply']);
  });
});

describe('nobody is told', () => {
  it('of what they did themselves', () => {
    expect(told([registered(), assigned('head')], 'head')).toEqual([]);
    expect(told([drafted], 'executor')).toEqual([]);
  });
  it('to go on with a draft that was made of their own reply', () => {
    expect(told([drafted], 'system')).toEqual([]);
  });
  it('of a letter that they may not read', () => {
    const confidential = registered({ confidentiality: 'confidential' });
    expect(told([confidential], 'secretary')).toEqual([]);
    const toHead = registered({
      confidentiality: 'confidential',
      addressee: { departmentId: id('design'), employeeId: id('head') },
    });
    expect(told([toHead], 'secretary')).toEqual(['head: taskOpened assignExecutor']);
  });
  it('who has left', () => {
    const reminded = {
      type: 'ReminderSent',
      data: { key: 'decideOnReply', task: 'decideOnReply', due: NOW, recipientId: id('leaver') },
    } as unknown as LetterEvent;
    expect(told([registered(), assigned('executor'), reminded], 'system')).toEqual([]);
  });
});
