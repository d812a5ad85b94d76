/** One column of a view: what it is called, how it is read, and what it means. */
export interface BiColumn {
  readonly name: string;
  readonly is: string;
  readonly means: string;
}

export interface BiView {
  readonly name: string;
  readonly means: string;
  readonly columns: readonly BiColumn[];
  readonly from: string;
}

const column = (name: string, is: string, means: string): BiColumn => ({ name, is, means });

/** Of a confidential letter nobody is told but that there is one. */
const unlessConfidential = (expression: string): string =>
  `case when l.confidential then null else ${expression} end`;

const HIDDEN = 'empty for a confidential letter';

/**
 * What BI tools see, on the views of the schema `read`, whichever versions are live: figures and no letters. No number, subject or
 * text of a letter, no name of a person or counterparty.
 */
export const biViews: readonly BiView[] = [
  {
    name: 'letters',
    means: 'A row for each letter, as it is now.',
    from: 'read.letters l',
    columns: [
      column('letter_id', 'l.id', 'id of the letter'),
      column('direction', 'l.direction', '`incoming` or `outgoing`'),
      column('status', 'l.status', 'where it is in its life, as `LetterStatus` in the API'),
      column('is_open', 'l.is_open', 'whether something remains to be done'),
      column('is_confidential', 'l.confidential', 'whether it is confidential'),
      column('dated', 'l.dated', 'date of its number; until it has one, of its first event'),
      column('created_at', 'l.created_at', 'instant of its first event'),
      column('updated_at', 'l.updated_at', 'instant of its last event'),
      column('due_at', 'l.due_at', 'when the open task is due that is due first'),
      column('document_kind', unlessConfidential('l.document_kind'), `kind of document; ${HIDDEN}`),
      column('department_id', 'l.department_id', 'department of the addressee, or of the author'),
      column(
        'responsible_department_id',
        'l.responsible_department_id',
        'department that answers for the matter, if another',
      ),
      column('executor_id', unlessConfidential('l.executor_id'), `employee who executes it; ${HIDDEN}`),
      column('author_id', unlessConfidential('l.author_id'), `employee who wrote it; ${HIDDEN}`),
      column('thread_id', unlessConfidential('l.thread_id'), `first letter of its thread; ${HIDDEN}`),
      column(
        'channel',
        "l.state #>> '{card,channel}'",
        'how it came, or is meant to go: post, email, courier…',
      ),
    ],
  },
  {
    name: 'letter_counterparties',
    means: 'The counterparties of each letter that is not confidential.',
    from: 'read.letter_counterparties c join read.letters l on l.id = c.letter_id and not l.confidential',
    columns: [
      column('letter_id', 'c.letter_id', 'id of the letter'),
      column('counterparty_id', 'c.counterparty_id', 'id of the counterparty'),
    ],
  },
  {
    name: 'letter_projects',
    means: 'The projects of each letter that is not confidential.',
    from: 'read.letter_projects p join read.letters l on l.id = p.letter_id and not l.confidential',
    columns: [
      column('letter_id', 'p.letter_id', 'id of the letter'),
      column('project_id', 'p.project_id', 'id of the project'),
    ],
  },
  {
    name: 'tasks',
    means: 'A row for each open task.',
    from: 'read.tasks t join read.letters l on l.id = t.letter_id',
    columns: [
      column('letter_id', 't.letter_id', 'id of the letter'),
      column('kind', 't.kind', 'what is to be done, as `TaskKind` in the API'),
      column(
        'assignee_kind',
        't.assignee_kind',
        'whose it is: `employee`, `headOf` a department, or anybody with a `role`',
      ),
      column(
        'assignee',
        "case when l.confidential and t.assignee_kind = 'employee' then null else t.assignee end",
        `id of the employee or department, or the role; ${HIDDEN} where it is an employee`,
      ),
      column('since', 't.since', 'since when it is open'),
      column('due_at', 't.due_at', 'when it is due'),
      column('is_overdue', 't.due_at < now()', 'whether that is past'),
    ],
  },
  {
    name: 'stages',
    means:
      'A row for each stage of a letter, over or under way: how long it took, in working time, and in which department.',
    from: 'read.figure_stages s',
    columns: [
      column('letter_id', 's.letter_id', 'id of the letter'),
      column('kind', 's.kind', 'which stage, as `StageKind` in the API'),
      column('round', 's.round', 'round of the approval'),
      column('department_id', 's.department_id', 'department that had it at its end'),
      column('began_at', 's.began_at', 'when it began'),
      column('due_at', 's.due_at', 'when it was due'),
      column('ended_at', 's.ended_at', 'when it was over; empty while it is under way'),
      column('ended_on', 's.ended_on', 'day of that, by the calendar of the organisation'),
      column('outcome', 's.outcome', 'how it ended: `done`, `returned`, `failed`, `replaced`, `lapsed`'),
      column('is_in_time', 's.ended_at <= s.due_at', 'whether it was over by its date'),
      column(
        'working_seconds',
        '(s.ended_worked - s.began_worked) / 1000.0',
        'working time from its beginning to its end',
      ),
      column(
        'waiting_seconds',
        'case when s.ended_at is null then null else s.waited_worked / 1000.0 end',
        'how much of it a counterparty was to act',
      ),
      column('by_system', "s.ended_by = 'system'", 'whether the system ended it'),
    ],
  },
  {
    name: 'events',
    means: 'A row for each event of a letter: what happened when.',
    from: 'read.letter_events e join read.letters l on l.id = e.letter_id',
    columns: [
      column('event_id', 'e.id', 'id of the event'),
      column('letter_id', 'e.letter_id', 'id of the letter'),
      column('revision', 'e.revision', 'place in the history of the letter, from 0'),
      column('type', 'e.type', 'what happened: `Registered`, `ExecutorAssigned`…'),
      column('at', 'e.at', 'when'),
      column('by_system', "e.actor = 'system'", 'whether the system did it by itself'),
      column(
        'actor_id',
        unlessConfidential("case when e.actor = 'system' then null else e.actor::uuid end"),
        `employee who did it; ${HIDDEN}`,
      ),
      column(
        'seconds_since_previous',
        'extract(epoch from e.at - lag(e.at) over (partition by e.letter_id order by e.revision))',
        'seconds since the event before in the same letter; by the clock, not in working time',
      ),
    ],
  },
  {
    name: 'departments',
    means: 'The departments.',
    from: 'read.staff_departments d',
    columns: [
      column('department_id', 'd.id', 'id of the department'),
      column('name', 'd.name', 'its name'),
      column('parent_id', 'd.parent_id', 'the department above it; empty for the root'),
      column('head_id', 'd.head_id', 'employee who heads it'),
      column('is_open', 'd.is_open', 'false: it was closed'),
    ],
  },
  {
    name: 'employees',
    means: 'The employees, without names.',
    from: 'read.staff_employees e',
    columns: [
      column('employee_id', 'e.id', 'id of the employee'),
      column('department_id', 'e.department_id', 'where they work'),
      column('is_employed', 'e.is_employed', 'false: they have left'),
    ],
  },
  {
    name: 'projects',
    means: 'The projects.',
    from: 'read.projects p',
    columns: [
      column('project_id', 'p.id', 'id of the project'),
      column('code', 'p.code', 'its code'),
      column('is_open', 'p.is_open', 'false: it was closed'),
    ],
  },
  {
    name: 'counterparties',
    means: 'The counterparties, without names.',
    from: 'read.counterparties c',
    columns: [
      column('counterparty_id', 'c.id', 'id of the counterparty'),
      column('kind', "c.details ->> 'kind'", '`organization` or `person`'),
      column('country', "c.details ->> 'country'", 'country, ISO 3166-1 alpha-2'),
      column('merged_into', 'c.merged_into', 'the one that it turned out to be'),
    ],
  },
];
