import { type RawBuilder, sql } from 'kysely';
import type { FigureAudience } from '../../domain/figures/audience.ts';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import { holderOf } from '../../domain/figures/figure-organization.ts';
import type { AssigneeReference } from '../../domain/letter/letter.ts';
import { responsibleFor } from '../../domain/organization/responsible.ts';
import type { ReadModel } from '../read-model.ts';
import type { OpenDimension } from './dimension-names.ts';
import { keyColumn, memberships } from './dimensions.ts';
import type { TimeMeasure } from './duration-queries.ts';
import { type OpenFilter, openStagesAt } from './open-stages.ts';

const HOUR = 60 * 60_000;
const hours = (list: readonly number[]): readonly number[] => list.map((count) => count * HOUR);

/** Where one bucket of ages ends and the next begins, in milliseconds: 1, 3, 5 and 10 working days of 8 hours; 1, 3, 7, 14 and 30 days. */
export const ageBounds: Readonly<Record<TimeMeasure, readonly number[]>> = {
  working: hours([8, 24, 40, 80]),
  calendar: hours([24, 72, 168, 336, 720]),
};

export interface OpenQuestion {
  readonly by: readonly OpenDimension[];
  readonly filter: OpenFilter;
  readonly time: TimeMeasure;
}

/** Figures of a group of stages that are not over; times in milliseconds. */
export interface OpenGroup {
  readonly keys: readonly (string | null)[];
  readonly count: number;
  readonly overdue: number;
  /** Those in which the counterparty is to act. */
  readonly waiting: number;
  /** How many are in each bucket of ages; one more than there are bounds. */
  readonly buckets: readonly number[];
  readonly oldest: number;
  readonly totalAge: number;
  /** Of those that are overdue, by the clock on the wall, whatever `time` is. */
  readonly latest: number;
  readonly totalLateness: number;
}

type Row = Readonly<Record<string, string | number | readonly number[] | null>>;

/** Columns that add up, or of which the greatest counts. */
const measures = (moment: FigureMoment, time: TimeMeasure): RawBuilder<unknown> => {
  const bounds = ageBounds[time];
  const age = time === 'working' ? sql`s.age_worked` : sql`s.age`;
  const bucket = sql`width_bucket(${age}, ${[...bounds]}::double precision[])`;
  const late = sql`extract(epoch from ${moment.at}::timestamptz - s.due_at) * 1000`;
  const isLate = sql`s.due_at < ${moment.at}::timestamptz`;
  return sql`
    count(*) as count, count(*) filter (where ${isLate}) as overdue, count(*) filter (where s.is_waiting) as waiting,
    array[${sql.join(
      Array.from(
        { length: bounds.length + 1 },
        (_, index) => sql`count(*) filter (where ${bucket} = ${sql.lit(index)})::int`,
      ),
    )}] as buckets,
    max(${age}) as oldest, sum(${age}) as total_age,
    max(${late}) filter (where ${isLate}) as latest, sum(${late}) filter (where ${isLate}) as total_lateness`;
};

const measured = (keys: readonly (string | null)[], row: Row): OpenGroup => ({
  keys,
  count: Number(row.count),
  overdue: Number(row.overdue),
  waiting: Number(row.waiting),
  buckets: (row.buckets ?? []) as readonly number[],
  oldest: Number(row.oldest),
  totalAge: Number(row.total_age),
  latest: Number(row.latest),
  totalLateness: Number(row.total_lateness),
});

const together = (one: OpenGroup, other: OpenGroup): OpenGroup => ({
  keys: one.keys,
  count: one.count + other.count,
  overdue: one.overdue + other.overdue,
  waiting: one.waiting + other.waiting,
  buckets: one.buckets.map((count, index) => count + (other.buckets[index] ?? 0)),
  oldest: Math.max(one.oldest, other.oldest),
  totalAge: one.totalAge + other.totalAge,
  latest: Math.max(one.latest, other.latest),
  totalLateness: one.totalLateness + other.totalLateness,
});

const referenceOf = ({ assignee_kind: kind, assignee }: Row): AssigneeReference | undefined => {
  const name = String(assignee);
  switch (kind) {
    case 'employee':
      return { kind, employeeId: name };
    case 'headOf':
      return { kind, departmentId: name };
    case 'role':
      return { kind, role: 'secretary' };
    default:
      return undefined;
  }
};

const inOrder = (one: OpenGroup, other: OpenGroup): number => {
  for (const [index, key] of one.keys.entries()) {
    const that = other.keys[index];
    if (key === that) continue;
    if (key === null || key === undefined) return 1;
    if (that === null || that === undefined) return -1;
    return key < that ? -1 : 1;
  }
  return 0;
};

/** Stages under way at the moment by reference to whose they are, which the database does not know, and by other keys. */
const byReference = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  { by, filter, time }: OpenQuestion,
  asksForPersons: boolean,
): Promise<readonly Row[]> => {
  const { from, where } = openStagesAt(moment, audience, filter, asksForPersons);
  const columns = by.flatMap((dimension, index) =>
    dimension === 'department' || dimension === 'person'
      ? []
      : [{ expression: keyColumn(dimension), name: sql.id(`key_${index}`) }],
  );
  const whose = by.includes('department') || by.includes('person');
  const grouped = [
    ...columns.map(({ expression }) => expression),
    ...(whose ? [sql`s.assignee_kind`, sql`s.assignee`, sql`l.department_id::text`] : []),
  ];
  const selected = [
    ...columns.map(({ expression, name }) => sql`${expression} as ${name}`),
    ...(whose
      ? [sql`s.assignee_kind`, sql`s.assignee`, sql`l.department_id::text as letter_department`]
      : []),
    measures(moment, time),
  ];
  const { rows } = await sql<Row>`
    select ${sql.join(selected)} from ${from} ${memberships(by, moment)} where ${where}
    ${grouped.length > 0 ? sql`group by ${sql.join(grouped)}` : sql`having count(*) > 0`}`.execute(db);
  return rows;
};

/**
 * What was under way at the moment. Whose it was is by the organisation of the moment; where several are responsible it is
 * nobody's in particular, and its person null. Groups come in the order of their keys.
 */
export const openGroups = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  question: OpenQuestion,
): Promise<readonly OpenGroup[]> => {
  const { by, filter } = question;
  const asksForPersons = by.includes('person') || filter.employeeId !== undefined;
  const found = new Map<string, OpenGroup>();
  for (const row of await byReference(db, moment, audience, question, asksForPersons)) {
    const reference = referenceOf(row);
    const holder = reference
      ? holderOf(moment, reference)
      : { employeeId: undefined, departmentId: (row.letter_department as string | null) ?? undefined };
    const keys = by.map((dimension, index) => {
      if (dimension === 'department') return holder.departmentId ?? null;
      if (dimension === 'person') return holder.employeeId ?? null;
      return (row[`key_${index}`] ?? null) as string | null;
    });
    const key = JSON.stringify(keys);
    const group = measured(keys, row);
    const known = found.get(key);
    found.set(key, known ? together(known, group) : group);
  }
  return [...found.values()].sort(inOrder);
};

/** What waits for one person. Times in milliseconds. */
export interface PersonLoad {
  readonly employeeId: string;
  /** Theirs alone, and those for which they are responsible with others. */
  readonly own: number;
  readonly shared: number;
  readonly overdue: number;
  readonly waiting: number;
  readonly oldest: number;
}

/** What waits for whom at the moment: those first that have most. Whoever has nothing is not in it. */
export const loads = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  filter: OpenFilter,
  time: TimeMeasure,
): Promise<readonly PersonLoad[]> => {
  const question: OpenQuestion = { by: ['person'], filter, time };
  const found = new Map<string, PersonLoad>();
  for (const row of await byReference(db, moment, audience, question, true)) {
    const reference = referenceOf(row);
    if (!reference) continue;
    const group = measured([], row);
    const responsible = responsibleFor(moment.organization, reference);
    const isShared = responsible.length > 1;
    for (const employeeId of responsible) {
      if (filter.employeeId !== undefined && filter.employeeId !== employeeId) continue;
      const known = found.get(employeeId);
      found.set(employeeId, {
        employeeId,
        own: (known?.own ?? 0) + (isShared ? 0 : group.count),
        shared: (known?.shared ?? 0) + (isShared ? group.count : 0),
        overdue: (known?.overdue ?? 0) + group.overdue,
        waiting: (known?.waiting ?? 0) + group.waiting,
        oldest: Math.max(known?.oldest ?? 0, group.oldest),
      });
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      other.own + other.shared - one.own - one.shared || (one.employeeId < other.employeeId ? -1 : 1),
  );
};
