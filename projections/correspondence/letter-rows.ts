import { currentWait } from '../../domain/deadline.ts';
import type { Recorded } from '../../domain/event.ts';
import { numberKey } from '../../domain/journal/number-key.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import { isOpen, type Letter, type Task } from '../../domain/letter/letter.ts';
import { departmentOf, participants } from '../../domain/letter/participants.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { notErased } from '../../domain/personal-data/erased-files.ts';
import { personalFieldsOfEvent } from '../../domain/personal-data/personal-events.ts';
import { subjectsIn } from '../../domain/personal-data/personal-fields.ts';

/** A letter as it was folded, with what of its events is kept beside the state. */
export interface FoldedLetter {
  readonly letter: Letter;
  readonly firstPosition: string;
  readonly updatedAt: string;
}

/** Our number, or the one of the register that it came from; none before there is one. */
const numberOf = (letter: Letter): { text: string; date: string } | undefined => {
  if (letter.status === 'imported') return { text: letter.card.number, date: letter.card.date };
  return 'number' in letter ? letter.number : undefined;
};

/** Date of the number; until there is one, of the first event. */
export const dateOf = (letter: Letter): string => numberOf(letter)?.date ?? letter.createdAt.slice(0, 10);

/** What lists filter and order by; the same of a letter of the past. */
export const listColumns = (letter: Letter, tasks: readonly Task[] = openTasks(letter)) => {
  const { card } = letter;
  const due = tasks.map(({ deadline }) => deadline.due).sort();
  return {
    direction: letter.direction,
    status: letter.status,
    is_open: isOpen(letter),
    confidential: card.confidentiality === 'confidential',
    dated: dateOf(letter),
    document_kind: card.documentKind ?? null,
    department_id: departmentOf(letter) ?? null,
    responsible_department_id: ('responsibleDepartmentId' in card && card.responsibleDepartmentId) || null,
    executor_id: ('assignment' in letter && letter.assignment?.executorId) || null,
    author_id: 'authorId' in letter ? letter.authorId : null,
    case_reference: ('caseReference' in card && card.caseReference) || null,
    due_at: due[0] ?? null,
  };
};

export const letterRow = ({ letter, firstPosition, updatedAt }: FoldedLetter, threadId: string) => {
  const number = numberOf(letter);
  const { card } = letter;
  return {
    id: letter.id,
    revision: letter.revision,
    number: number?.text ?? null,
    number_key: number ? numberKey(number.text) : null,
    created_at: letter.createdAt,
    updated_at: updatedAt,
    subject: card.subject,
    message_id: ('messageId' in card && card.messageId) || null,
    first_position: firstPosition,
    thread_id: threadId,
    state: letter,
    ...listColumns(letter),
  };
};

export const counterpartyRows = (letter: Letter) => {
  const row = (counterpartyId: string, number?: string, date?: string) => ({
    letter_id: letter.id,
    counterparty_id: counterpartyId,
    number: number ?? null,
    number_key: number ? numberKey(number) : null,
    date: date ?? null,
  });
  if ('authorId' in letter) {
    const deliveries = 'deliveries' in letter ? letter.deliveries : [];
    const ids = [...new Set(letter.card.addressees.map(({ counterpartyId }) => counterpartyId))];
    return ids.map((id) => {
      const outcome = deliveries.find(({ counterpartyId }) => counterpartyId === id)?.outcome;
      return outcome?.kind === 'numberRecorded' ? row(id, outcome.number, outcome.date) : row(id);
    });
  }
  const { counterpartyId, counterpartyNumber, counterpartyDate } = letter.card;
  return counterpartyId ? [row(counterpartyId, counterpartyNumber, counterpartyDate)] : [];
};

/** When somebody is to be told of the task next, as far as that was reckoned; and for whom it waits, until when. */
const timesOf = ({ milestones = [] }: Letter, { key, deadline }: Task) => {
  const last = milestones.findLast((told) => told.key === key && told.due === deadline.due);
  const wait = currentWait(deadline);
  return {
    next_milestone_at: last ? (last.nextAt ?? 'infinity') : null,
    waiting_for: wait?.counterpartyId ?? null,
    waiting_until: wait?.expectedBy ?? null,
  };
};

/** What the letter belongs to, and what it asks for: everything that follows from its state alone. */
export const dependentRows = (letter: Letter, tasks: readonly Task[] = openTasks(letter)) => ({
  letter_counterparties: counterpartyRows(letter),
  letter_projects: [...new Set(letter.projectIds)].map((id) => ({ letter_id: letter.id, project_id: id })),
  letter_participants: participants(letter)
    .filter((id) => id !== 'system')
    .map((id) => ({ letter_id: letter.id, employee_id: id })),
  letter_files: notErased(letter, letter.files).map(({ sha256, name, size, mediaType }) => ({
    letter_id: letter.id,
    sha256,
    name,
    size,
    media_type: mediaType,
  })),
  letter_links: letter.links.map(({ letterId, kind }) => ({
    letter_id: letter.id,
    target_id: letterId,
    kind,
  })),
  tasks: tasks.map((task) => ({
    letter_id: letter.id,
    key: task.key,
    kind: task.kind,
    assignee_kind: task.assignee.kind,
    assignee:
      task.assignee.kind === 'employee'
        ? task.assignee.employeeId
        : task.assignee.kind === 'headOf'
          ? task.assignee.departmentId
          : task.assignee.role,
    counterparty_id: task.counterpartyId ?? null,
    due_at: task.deadline.due,
    since: task.since,
    deadline: task.deadline,
    ...timesOf(letter, task),
  })),
});

/** What tells the rows of a letter apart. */
export const dependentKeys = {
  letter_counterparties: ['letter_id', 'counterparty_id'],
  letter_projects: ['letter_id', 'project_id'],
  letter_participants: ['letter_id', 'employee_id'],
  letter_files: ['letter_id', 'sha256'],
  letter_links: ['letter_id', 'target_id', 'kind'],
  tasks: ['letter_id', 'key'],
} as const satisfies Readonly<Record<keyof ReturnType<typeof dependentRows>, readonly string[]>>;

/** The revision of the text that an event brings, if it brings one. */
export const revisionRow = (event: Recorded<LetterEvent>, letterId: string) => {
  const of = (revisionNumber: number, text: string, contentHash: string, card: unknown, files: unknown) => ({
    letter_id: letterId,
    revision_number: revisionNumber,
    author_id: event.metadata.onBehalfOf ?? event.metadata.actor,
    at: event.metadata.at,
    text,
    content_hash: contentHash,
    card,
    files,
  });
  switch (event.type) {
    case 'Drafted': {
      const { text, contentHash, card, files, authorId } = event.data;
      return { ...of(1, text, contentHash, card, files), author_id: authorId };
    }
    case 'Revised': {
      const { revisionNumber, text, contentHash, card, files } = event.data;
      return of(revisionNumber, text, contentHash, card, files);
    }
    case 'Imported':
      return event.data.text ? of(1, event.data.text, '', null, event.data.files) : undefined;
    default:
      return undefined;
  }
};

/** Whose personal data the events hold. */
export const subjectRows = (events: readonly Recorded<LetterEvent>[], letterId: string) => {
  const subjects = new Set<string>();
  for (const { type, data } of events) {
    const fields = personalFieldsOfEvent(type);
    if (fields) for (const subject of subjectsIn(fields, data, letterId)) subjects.add(subject);
  }
  return [...subjects].map((subject) => ({ letter_id: letterId, subject_id: subject }));
};

export const eventRow = (event: Recorded<LetterEvent>, letterId: string) => {
  const { text: _, ...data } = event.data as { text?: string } & Record<string, unknown>;
  return {
    letter_id: letterId,
    revision: event.revision,
    position: event.position,
    id: event.id,
    type: event.type,
    at: event.metadata.at,
    actor: event.metadata.actor,
    on_behalf_of: event.metadata.onBehalfOf ?? null,
    data,
  };
};
