import { describe, expect, it } from 'vitest';
import type { Deadline } from '../deadline.ts';
import type { LetterEvent } from './events.ts';
import { due, given, id, NOW } from './given-when-then.test-kit.ts';
import { openTasks } from './tasks.ts';

const registered: LetterEvent = {
  type: 'Registered',
  data: {
    number: { journalId: id('journal'), sequence: 1, text: 'Вх-2026/00001', date: '2026-03-03' },
    card: {
      counterpartyId: id('counterparty'),
      subject: 'О сроках',
      addressee: { departmentId: id('department') },
      receivedOn: '2026-03-03',
      channel: 'post',
      confidentiality: 'open',
    },
    files: [],
    projectIds: [],
    assignBy: due('assignExecutor'),
  },
};
const assigned: LetterEvent = {
  type: 'ExecutorAssigned',
  data: { executorId: id('executor'), coExecutorIds: [], dueBy: due('decideOnReply') },
};
const executor = { actor: id('executor') };

const EXPECTED = '2026-03-06T09:00:00.000Z';
const pause = {
  name: 'pauseDeadline' as const,
  counterpartyId: id('counterparty'),
  reason: 'запрошены чертежи',
  expectedBy: EXPECTED,
};
const before = due('decideOnReply');
/** Three days later than it was: in the specifications work never rests. */
const estimated: Deadline = {
  ...before,
  due: new Date(Date.parse(before.due) + 3 * 86_400_000).toISOString(),
  waits: [
    {
      counterpartyId: id('counterparty'),
      reason: 'запрошены чертежи',
      from: NOW,
      expectedBy: EXPECTED,
      workingMinutes: 3 * 1440,
      previous: before.due,
    },
  ],
};
const waiting: LetterEvent = {
  type: 'WaitingForCounterparty',
  data: {
    key: 'decideOnReply',
    task: 'decideOnReply',
    counterpartyId: id('counterparty'),
    reason: 'запрошены чертежи',
    expectedBy: EXPECTED,
    deadline: estimated,
  },
};
/** It began an hour before now. */
const begun: LetterEvent = {
  ...waiting,
  data: {
    ...waiting.data,
    deadline: {
      ...estimated,
      waits: [{ ...estimated.waits?.[0], from: '2026-03-03T08:00:00.000Z' }] as Deadline['waits'],
    },
  },
} as LetterEvent;
const ended = (cause: string, minutes: number, more = {}) => ({
  type: 'WaitingEnded',
  data: {
    key: 'decideOnReply',
    task: 'decideOnReply',
    counterpartyId: id('counterparty'),
    cause,
    ...more,
    deadline: {
      ...before,
      due: new Date(Date.parse(before.due) + minutes * 60_000).toISOString(),
      waits: [expect.objectContaining({ workingMinutes: minutes, previous: before.due })],
    },
  },
});

describe('pausing a task', () => {
  it('moves its due date by the time until what is waited for is expected', () => {
    given(registered, assigned).when(pause, executor).follows(waiting);
    expect(openTasks(given(registered, assigned, waiting).state())).toMatchObject([{ deadline: estimated }]);
  });

  it('that is late already makes it due no earlier than what is waited for', () => {
    const late: LetterEvent = {
      type: 'ExecutorAssigned',
      data: {
        executorId: id('executor'),
        coExecutorIds: [],
        dueBy: { due: '2026-03-01T09:00:00.000Z', basis: { kind: 'set', by: id('head') } },
      },
    };
    const [task] = openTasks(
      given(registered, late)
        .when(pause, executor)
        .leaves(['WaitingForCounterparty'], 'withExecutor', ['decideOnReply']),
    );
    expect(task?.deadline.due).toBe(EXPECTED);
  });

  it('is refused twice, into the past, and where nobody outside has to act', () => {
    given(registered, assigned, waiting).when(pause, executor).refused('ALREADY_WAITING');
    given(registered, assigned)
      .when({ ...pause, expectedBy: NOW }, executor)
      .refused('DUE_DATE_IN_THE_PAST');
    given(registered, assigned)
      .when({ ...pause, taskKey: 'approve' }, executor)
      .refused('NO_SUCH_TASK');
    given(registered, assigned, {
      type: 'ExtensionRequested',
      data: {
        requestedBy: id('executor'),
        until: '2026-04-01T09:00:00.000Z',
        reason: 'много',
        decideBy: due('decideOnExtension'),
      },
    })
      .when({ ...pause, taskKey: 'decideOnExtension' }, executor)
      .refused('NO_SUCH_TASK');
  });

  it('leaves an extension that was asked for asked for', () => {
    given(registered, assigned, {
      type: 'ExtensionRequested',
      data: {
        requestedBy: id('executor'),
        until: '2026-04-01T09:00:00.000Z',
        reason: 'много',
        decideBy: due('decideOnExtension'),
      },
    })
      .when({ ...pause, taskKey: 'decideOnReply' }, executor)
      .leaves(['WaitingForCounterparty'], 'withExecutor', ['decideOnReply', 'decideOnExtension']);
  });
});

describe('a pause ends', () => {
  it('when it is resumed: the date moves by the time that it took', () => {
    given(registered, assigned, begun)
      .when({ name: 'resumeDeadline' }, executor)
      .follows(ended('resumed', 60) as unknown as LetterEvent);
    given(registered, assigned).when({ name: 'resumeDeadline' }, executor).refused('NOT_WAITING');
  });

  it('by a letter of the counterparty that came after it began', () => {
    const end = {
      name: 'endWaiting' as const,
      taskKey: 'decideOnReply',
      due: estimated.due,
      cause: 'letterRegistered' as const,
      letterId: id('answer'),
    };
    given(registered, assigned, begun)
      .when({ ...end, at: '2026-03-03T08:30:00.000Z' })
      .follows(ended('letterRegistered', 30, { letterId: id('answer') }) as unknown as LetterEvent);
    given(registered, assigned, begun)
      .when({ ...end, at: '2026-03-02T08:30:00.000Z' })
      .follows();
    given(registered, assigned, begun)
      .when({ ...end, due: before.due, at: NOW })
      .follows();
    given(registered, assigned)
      .when({ ...end, at: NOW })
      .follows();
  });

  it('when its time is over, whenever that is noticed, and not before', () => {
    const end = {
      name: 'endWaiting' as const,
      taskKey: 'decideOnReply',
      due: estimated.due,
      cause: 'expectedByPassed' as const,
      at: NOW,
    };
    given(registered, assigned, begun).when(end).follows();
    const over: LetterEvent = {
      ...begun,
      data: {
        ...begun.data,
        deadline: {
          ...estimated,
          waits: [
            {
              ...estimated.waits?.[0],
              from: '2026-03-03T06:00:00.000Z',
              expectedBy: '2026-03-03T08:00:00.000Z',
            },
          ] as Deadline['waits'],
        },
      },
    } as LetterEvent;
    given(registered, assigned, over)
      .when(end)
      .follows(ended('expectedByPassed', 120) as unknown as LetterEvent);
  });

  it('when somebody sets another date, who then says what it was before', () => {
    const until = '2026-04-01T09:00:00.000Z';
    given(registered, assigned, begun)
      .when({ name: 'extendDeadline', until, reason: 'много' }, { actor: id('head') })
      .follows(ended('deadlineMoved', 60) as unknown as LetterEvent, {
        type: 'DeadlineChanged',
        data: {
          key: 'decideOnReply',
          task: 'decideOnReply',
          deadline: expect.objectContaining({
            due: until,
            basis: expect.objectContaining({
              kind: 'extended',
              previous: new Date(Date.parse(before.due) + 3_600_000).toISOString(),
            }),
            earlier: [
              { due: new Date(Date.parse(before.due) + 3_600_000).toISOString(), basis: before.basis },
            ],
          }),
          reason: 'много',
        },
      });
    given(registered, assigned, begun)
      .when(
        { name: 'assignExecutor', executorId: id('other'), coExecutorIds: [], reason: 'заболел' },
        { actor: id('head') },
      )
      .leaves(['WaitingEnded', 'ExecutorAssigned'], 'withExecutor', ['decideOnReply']);
  });
});

describe('telling of a milestone', () => {
  const remind = {
    name: 'remind' as const,
    taskKey: 'decideOnReply',
    due: before.due,
    milestone: 'before:480',
    recipientIds: [id('executor')],
    nextAt: before.due,
  };
  const escalate = { ...remind, name: 'escalate' as const, milestone: 'after:480', level: 1 };
  const { name: _, taskKey: __, ...told } = remind;
  const reminded: LetterEvent = {
    type: 'ReminderSent',
    data: { key: 'decideOnReply', task: 'decideOnReply', ...told },
  };

  it('is done once, and of reminders none that says less than one before', () => {
    given(registered, assigned).when(remind).follows(reminded);
    given(registered, assigned, reminded).when(remind).follows();
    given(registered, assigned, reminded)
      .when({ ...remind, milestone: 'before:960' })
      .follows();
    given(registered, assigned, reminded)
      .when({ ...remind, milestone: 'after:0' })
      .leaves(['ReminderSent'], 'withExecutor', ['decideOnReply']);
  });

  it('of a level of escalation is one for each level', () => {
    const escalated: LetterEvent = {
      type: 'Escalated',
      data: {
        key: 'decideOnReply',
        task: 'decideOnReply',
        due: before.due,
        milestone: 'after:480',
        level: 1,
        recipientIds: [id('executor')],
        nextAt: before.due,
      },
    };
    given(registered, assigned).when(escalate).follows(escalated);
    given(registered, assigned, escalated).when(escalate).follows();
    given(registered, assigned, escalated)
      .when({ ...escalate, level: 2 })
      .leaves(['Escalated'], 'withExecutor', ['decideOnReply']);
  });

  it('is quietly left undone when it is no longer so', () => {
    given(registered, assigned, waiting).when(remind).follows();
    given(registered, assigned)
      .when({ ...remind, due: NOW })
      .follows();
    given(registered, assigned)
      .when({ ...remind, recipientIds: [] })
      .follows();
    given(registered, assigned, { type: 'ReplyWaived', data: { reason: 'нет' } })
      .when(remind)
      .follows();
    given(registered).when(remind).follows();
  });
});
