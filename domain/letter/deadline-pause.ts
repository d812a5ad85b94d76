import { currentWait, type Deadline, type Wait } from '../deadline.ts';
import type { Instant } from '../fields.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { DecisionContext, EitherCommand, WorkingTime } from './commands.ts';
import { fact } from './decision.ts';
import type { LetterEvent } from './events.ts';
import type { Task } from './letter.ts';

type Ended = Extract<LetterEvent, { type: 'WaitingEnded' }>;
type CommandOf<Name extends EitherCommand['name']> = Extract<EitherCommand, { name: Name }>;

const moved = (time: WorkingTime, due: Instant, minutes: number): Instant =>
  minutes === 0 ? due : time.after(due, minutes);

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

const withLastWait = (deadline: Deadline, due: Instant, wait: Wait, before: readonly Wait[]): Deadline => ({
  ...deadline,
  due,
  waits: [...before, wait],
});

/**
 * Pauses the task until the counterparty has acted. While it waits it is due by the working time of the wait later, and
 * never before what is waited for is expected: a paused task is not overdue.
 */
export const pauseDeadline = (
  task: Task,
  { counterpartyId, reason, expectedBy }: CommandOf<'pauseDeadline'>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  const { now } = context;
  const { deadline, key, kind } = task;
  const wait = currentWait(deadline);
  if (wait) return refuse('ALREADY_WAITING', { taskKey: key, expectedBy: wait.expectedBy });
  if (expectedBy <= now) return refuse('DUE_DATE_IN_THE_PAST', { dueBy: expectedBy, now });
  const time = context.workingTimeOf(task.assignee);
  const workingMinutes = time.between(now, expectedBy);
  const due = later(moved(time, deadline.due, workingMinutes), expectedBy);
  const begun = { counterpartyId, reason, from: now, expectedBy, workingMinutes, previous: deadline.due };
  return [
    fact('WaitingForCounterparty', {
      key,
      task: kind,
      counterpartyId,
      reason,
      expectedBy,
      deadline: withLastWait(deadline, due, begun, deadline.waits ?? []),
    }),
  ];
};

/**
 * The end of the task's wait, if it waits: the due date as it was before, moved by the working time that the wait really
 * took. It took no longer than was expected, whenever that is noticed.
 */
export const waitingEnded = (
  task: Task,
  { cause, at, letterId }: { cause: Ended['data']['cause']; at: Instant; letterId?: string },
  context: Pick<DecisionContext, 'workingTimeOf'>,
): Ended | undefined => {
  const { deadline, key, kind } = task;
  const wait = currentWait(deadline);
  if (!wait) return undefined;
  const time = context.workingTimeOf(task.assignee);
  const until = later(wait.from, earlier(at, wait.expectedBy));
  const workingMinutes = time.between(wait.from, until);
  const due = moved(time, wait.previous, workingMinutes);
  const waits = deadline.waits?.slice(0, -1) ?? [];
  return {
    type: 'WaitingEnded',
    data: {
      key,
      task: kind,
      counterpartyId: wait.counterpartyId,
      cause,
      ...(letterId && { letterId }),
      deadline: withLastWait(deadline, due, { ...wait, until, workingMinutes }, waits),
    },
  };
};

/** Chancery noticed that nothing is waited for any more; it may have been told so before, or come too late. */
export const endWaiting = (
  task: Task | undefined,
  { due, cause, at, letterId }: CommandOf<'endWaiting'>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  const wait = task && currentWait(task.deadline);
  if (!wait || task.deadline.due !== due || at <= wait.from) return [];
  if (cause === 'expectedByPassed' && context.now < wait.expectedBy) return [];
  const ended = waitingEnded(task, { cause, at, ...(letterId && { letterId }) }, context);
  return ended ? [ended] : [];
};
