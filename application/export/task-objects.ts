import type { Letter, LetterState, Task } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import type { ObjectReference, QualifiedObject } from './named-objects.ts';
import type { ObjectFacts } from './object-facts.ts';

/** What an event has to do with the letter's tasks, and what became so of those. */
export interface TaskChanges {
  readonly objects: readonly QualifiedObject[];
  readonly facts: readonly ObjectFacts[];
}

/** A letter may ask for the same twice in its life; since when it asks tells the two apart. */
const referenceOf = (letterId: string, { key, since }: Task): ObjectReference => ({
  type: 'task',
  id: `${letterId}:${key}:${since}`,
});

const factsOf = (letterId: string, task: Task, status: 'open' | 'over'): ObjectFacts => {
  const { kind, deadline, assignee } = task;
  const employees = assignee.kind === 'employee' ? [assignee.employeeId] : [];
  const departments = assignee.kind === 'headOf' ? [assignee.departmentId] : [];
  return {
    object: referenceOf(letterId, task),
    values: {
      kind,
      status,
      due: deadline.due,
      role: assignee.kind === 'role' ? assignee.role : undefined,
    },
    related: {
      letter: [{ type: 'letter', id: letterId }],
      assignee: employees.map((id) => ({ type: 'employee', id })),
      headOf: departments.map((id) => ({ type: 'department', id })),
    },
  };
};

/** `after`: the letter with an event in it that it did not have `before`. */
export const taskChanges = (before: LetterState, after: Letter): TaskChanges => {
  const letterId = after.id;
  const idOf = (task: Task): string => referenceOf(letterId, task).id;
  const earlier = new Map(openTasks(before).map((task) => [idOf(task), task]));
  const open = new Map(openTasks(after).map((task) => [idOf(task), task]));
  const objects: QualifiedObject[] = [];
  const facts: ObjectFacts[] = [];
  const concerns = (task: Task, qualifier: string): void => {
    objects.push({ ...referenceOf(letterId, task), qualifier });
  };
  // What it was first, so that an export of a period begins with what a task was at its beginning.
  for (const [id, task] of earlier) {
    facts.push(factsOf(letterId, task, 'open'));
    if (open.has(id)) continue;
    facts.push(factsOf(letterId, task, 'over'));
    concerns(task, 'ends');
  }
  for (const [id, task] of open) {
    facts.push(factsOf(letterId, task, 'open'));
    const known = earlier.get(id);
    if (!known) concerns(task, 'opens');
    else if (known.deadline.due !== task.deadline.due) concerns(task, 'movesDueDate');
  }
  return { objects, facts };
};
