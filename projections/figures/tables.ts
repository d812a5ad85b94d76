import { sql, type Transaction } from 'kysely';
import type { Outcome } from '../../domain/figures/outcome.ts';
import type { StageKind } from '../../domain/figures/stage-kinds.ts';

/** Where what is not over yet ends. It sorts after every position. */
export const NOT_OVER = '~';

/**
 * A stage of a letter; see `Stage`. Times of a clock are milliseconds of working time, as it showed them: `bigint`, which
 * comes out of the database as text.
 */
export interface FigureStageRow {
  letter_id: string;
  key: string;
  began_position: string;
  kind: StageKind;
  round: number | null;
  step: number | null;
  /** The addressee meant. */
  counterparty_id: string | null;
  /** Whose it is, or was at its end: an employee's or a department's id, or a role. */
  assignee_kind: 'employee' | 'headOf' | 'role' | null;
  assignee: string | null;
  due_at: string | null;
  /** The clock that it is timed by. */
  clock: string;
  began_at: string;
  began_worked: string;
  /** Before each change, `[until, due, assigneeKind, assignee]`: what it was until before that position. Null: no change. */
  earlier: unknown;
  /** `[from, fromAt, fromWorked, to, toAt, toWorked]` of each: in which the counterparty was to act. Null: none. */
  pauses: unknown;
  /** `NOT_OVER` while it lasts; then all of what follows is null, and the times waited are 0. */
  ended_position: string;
  ended_at: string | null;
  ended_worked: string | null;
  /** By the organisation's calendar. */
  ended_on: string | null;
  outcome: Outcome | null;
  /** Who was responsible at its end; null where that was nobody in particular. */
  holder_id: string | null;
  department_id: string | null;
  ended_by: string | null;
  on_behalf_of: string | null;
  waited: string;
  waited_worked: string;
}

/** What a letter was, from a position on and until before another: one row for each time that it changed. */
export interface FigureLetterRow {
  letter_id: string;
  from_position: string;
  to_position: string;
  direction: 'incoming' | 'outgoing';
  document_kind: string | null;
  department_id: string | null;
  responsible_department_id: string | null;
  counterparty_ids: string[];
  project_ids: string[];
}

/** What a letter is folded on from, without anything that figures do not follow from. */
export interface FigureStateRow {
  letter_id: string;
  folded: unknown;
}

/** The organisation without names, and its clocks: one row. `event` is the last of its events that is in it. */
export interface FigureOrganizationRow {
  id: number;
  event: string;
  revision: number;
  state: unknown;
}

export interface FigureTables {
  figure_stages: FigureStageRow;
  figure_letters: FigureLetterRow;
  figure_states: FigureStateRow;
  figure_organization: FigureOrganizationRow;
}

export const figureTables = [
  'figure_stages',
  'figure_letters',
  'figure_states',
  'figure_organization',
] as const satisfies readonly (keyof FigureTables)[];

const tables = `
  create table figure_stages (
    letter_id uuid not null, key text not null, began_position text collate "C" not null,
    kind text not null, round int, step int, counterparty_id uuid, assignee_kind text, assignee text,
    due_at timestamptz, clock text not null, began_at timestamptz not null, began_worked bigint not null,
    earlier jsonb, pauses jsonb,
    ended_position text collate "C" not null, ended_at timestamptz, ended_worked bigint, ended_on date,
    outcome text, holder_id uuid, department_id uuid, ended_by text, on_behalf_of uuid,
    waited bigint not null, waited_worked bigint not null,
    primary key (letter_id, key, began_position)
  );

  create table figure_letters (
    letter_id uuid not null, from_position text collate "C" not null, to_position text collate "C" not null,
    direction text not null, document_kind text, department_id uuid, responsible_department_id uuid,
    counterparty_ids uuid[] not null, project_ids uuid[] not null,
    primary key (letter_id, from_position)
  );

  create table figure_states (letter_id uuid primary key, folded json not null);

  create table figure_organization (id int primary key, event text not null, revision int not null, state jsonb not null);
`;

/** Periods are found by the day on which stages ended, what was open at a moment by where they ended. */
const indexes = `
  create index on figure_stages (ended_on, kind) where ended_on is not null;
  create index on figure_stages (ended_position, began_position);
  create index on figure_stages (holder_id, ended_on) where holder_id is not null;
  create index on figure_letters using gin (project_ids);
  create index on figure_letters using gin (counterparty_ids);
`;

const carryOut = async (tx: Transaction<unknown>, statements: string): Promise<void> => {
  for (const statement of statements.split(';')) {
    if (statement.trim()) await sql.raw(statement).execute(tx);
  }
};

export const createFigureTables = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, tables);

export const createFigureIndexes = (tx: Transaction<unknown>): Promise<void> => carryOut(tx, indexes);
