import type { TaskKind } from '../../domain/deadline.ts';
import type { Recorded } from '../../domain/event.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { Letter, LetterState, Task } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';

/** A task that somebody has done. */
export interface DoneTask {
  readonly kind: TaskKind;
  readonly since: string;
  readonly at: string;
  readonly due: string;
}

/** What one event of a letter ended, and how the letter stood before and stands after it. */
export interface LetterStep {
  readonly before: Letter | undefined;
  readonly after: Letter | undefined;
  readonly done: readonly DoneTask[];
}

const letterOf = (state: LetterState): Letter | undefined =>
  state && state.status !== 'abandoned' ? state : undefined;

/** Whether the event did the task; else it only made an end of it: taken back, given to somebody else, returned by another. */
const didIt = (event: Recorded<LetterEvent>, { kind, key }: Task): boolean => {
  switch (event.type) {
    case 'Withdrawn':
    case 'Annulled':
    case 'ApproverReplaced':
      return false;
    case 'ExecutorAssigned':
      return kind !== 'decideOnReply';
    case 'ReturnedForRework':
      return key.endsWith(`:${event.data.approverId}`);
    case 'ApprovalGranted':
      // Where any of several may approve, the others need not any more.
      return key.endsWith(`:${event.data.approverId}`);
    default:
      return true;
  }
};

/** The letter after one more event, with the tasks that are over by it. A task is told by its key and when it began. */
export const stepOf = (
  state: LetterState,
  event: Recorded<LetterEvent>,
): LetterStep & { readonly next: LetterState } => {
  const next = evolveLetter(state, event);
  const left = new Set(openTasks(next).map(({ key, since }) => `${key} ${since}`));
  const done = openTasks(state)
    .filter((task) => !left.has(`${task.key} ${task.since}`) && didIt(event, task))
    .map(({ kind, since, deadline }) => ({ kind, since, at: event.metadata.at, due: deadline.due }));
  return { next, before: letterOf(state), after: letterOf(next), done };
};
