import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { FigureAudience } from '../../domain/figures/audience.ts';
import { clocksAt, type FigureMoment } from '../../domain/figures/figure-moment.ts';
import { waitingKinds } from '../../domain/figures/letter-stages.ts';
import { type StageKind, wholeStages } from '../../domain/figures/stage-kinds.ts';
import { readClock } from '../../domain/figures/working-clock.ts';
import type { ReadModel } from '../read-model.ts';
import { allOf, type LetterFilter, lettersAre, lettersOfAudience, stagesWithLetters } from './filter.ts';

/** A period in days, and the same as instants: from its first until before its last. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
  readonly since?: string;
  readonly until?: string;
}

export interface ProcessFigures {
  /** Incoming letters that were answered or needed no answer, and of those the ones by their due date. */
  readonly answered: number;
  readonly answeredInTime: number;
  /** Rounds of approval that ended in approval, and in a return. */
  readonly roundsApproved: number;
  readonly roundsReturned: number;
  /** Of the approved ones, which round of its letter it was. */
  readonly meanRounds: number | null;
  readonly mostRounds: number | null;
}

const letterConditions = (
  moment: FigureMoment,
  audience: FigureAudience,
  filter: LetterFilter,
): RawBuilder<SqlBool> => allOf([lettersAre(moment, filter), lettersOfAudience(audience)]);

/** How the process went in a period: answers, and rounds of approval. */
export const processFigures = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  filter: LetterFilter,
  { from, to }: Period,
): Promise<ProcessFigures> => {
  const answered = sql`s.kind = 'answer' and s.outcome = 'done'`;
  const approved = sql`s.kind = 'approvalRound' and s.outcome = 'done'`;
  const { rows } = await sql<Record<keyof ProcessFigures, string | null>>`
    select count(*) filter (where ${answered}) as answered,
      count(*) filter (where ${answered} and s.ended_at <= s.due_at) as "answeredInTime",
      count(*) filter (where ${approved}) as "roundsApproved",
      count(*) filter (where s.kind = 'approvalRound' and s.outcome = 'returned') as "roundsReturned",
      avg(s.round) filter (where ${approved}) as "meanRounds",
      max(s.round) filter (where ${approved}) as "mostRounds"
    from ${stagesWithLetters(moment)}
    where s.kind = any(${[...wholeStages]}::text[]) and s.ended_position <= ${moment.position}
      and ${allOf([
        from ? sql<SqlBool>`s.ended_on >= ${from}::date` : undefined,
        to ? sql<SqlBool>`s.ended_on <= ${to}::date` : undefined,
        letterConditions(moment, audience, filter),
      ])}`.execute(db);
  const [row] = rows;
  const number = (value: string | null | undefined) => Number(value ?? 0);
  return {
    answered: number(row?.answered),
    answeredInTime: number(row?.answeredInTime),
    roundsApproved: number(row?.roundsApproved),
    roundsReturned: number(row?.roundsReturned),
    meanRounds: row?.meanRounds ? Number(row.meanRounds) : null,
    mostRounds: row?.mostRounds ? Number(row.mostRounds) : null,
  };
};

/** What Chancery does by itself beside what its policies do: a number, a route, the conclusion of an approval. */
export const automaticSteps = ['number', 'route', 'approval', 'policy'] as const;
export type AutomaticStep = (typeof automaticSteps)[number];

export interface Automation {
  readonly steps: number;
  readonly bySystem: Readonly<Record<AutomaticStep, number>>;
}

/**
 * Steps that were done in a period, and of those the ones that the system did by itself: see docs/how-to/figures.md. They
 * are counted from what happened, which `correspondence` has.
 */
export const automation = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  filter: LetterFilter,
  { since, until }: Period,
): Promise<Automation> => {
  const { rows } = await sql<Record<AutomaticStep | 'events', string>>`
    select count(*) as events,
      count(*) filter (where e.actor = 'system' and e.type <> 'Approved') as policy,
      count(*) filter (where e.type = 'Approved') as approval,
      count(*) filter (where e.type = 'SubmittedForApproval' and json_array_length(e.data -> 'route') > 0) as route,
      count(*) filter (where e.type = 'Registered' or (e.type = 'Dispatched' and not exists (
        select from read.letter_events b
        where b.letter_id = e.letter_id and b.type = 'Dispatched' and b.revision < e.revision))) as number
    from read.letter_events e
    join read.figure_letters l on l.letter_id = e.letter_id
      and l.from_position <= ${moment.position} and l.to_position > ${moment.position}
    where e.position <= ${moment.position}
      and ${allOf([
        since ? sql<SqlBool>`e.at >= ${since}::timestamptz` : undefined,
        until ? sql<SqlBool>`e.at < ${until}::timestamptz` : undefined,
        letterConditions(moment, audience, filter),
      ])}`.execute(db);
  const [row] = rows;
  const bySystem = Object.fromEntries(
    automaticSteps.map((step) => [step, Number(row?.[step] ?? 0)]),
  ) as Record<AutomaticStep, number>;
  // Numbers and routes are no events of the letter's own.
  return { steps: Number(row?.events ?? 0) + bySystem.number + bySystem.route, bySystem };
};

/** A week from its Monday, by its beginning and its end. */
export interface Week {
  readonly monday: string;
  readonly from: string;
  readonly to: string;
}

/** How much time letters spent in a kind of stage during a week, in milliseconds of working time. */
export interface WeekStage {
  readonly monday: string;
  readonly kind: StageKind;
  /** Stages that were under way in that week. */
  readonly count: number;
  readonly worked: number;
  /** In which the counterparty was to act. */
  readonly waiting: number;
}

/** Where the working time of each week went, those kinds of task first that took most of what was ours to act. */
export const weekStages = async (
  db: ReadModel,
  moment: FigureMoment,
  audience: FigureAudience,
  filter: LetterFilter,
  weeks: readonly Week[],
): Promise<readonly WeekStage[]> => {
  const { position, at } = moment;
  const ends = weeks.flatMap(({ monday, from, to }) => {
    const end = [to, at].toSorted()[0] ?? at;
    return [...moment.clocks].map(([name, clock]) => ({
      monday,
      name,
      from_at: from,
      to_at: end,
      from_worked: readClock(clock, from),
      to_worked: readClock(clock, end),
    }));
  });
  const isOver = sql`s.ended_position <= ${position}`;
  const { rows } = await sql<{
    monday: string;
    kind: StageKind;
    count: string;
    worked: string;
    waiting: string;
  }>`
    select week.monday, s.kind, count(*) as count, sum(part.worked) as worked,
      sum(case when s.kind = any(${[...waitingKinds]}::text[]) then part.worked else (
        select coalesce(sum(greatest(0,
          least(case when (p ->> 3) collate "C" <= ${position} then (p ->> 5)::bigint else part.until end, part.until)
          - greatest((p ->> 2)::bigint, week.from_worked))), 0)
        from jsonb_array_elements(s.pauses) p where (p ->> 0) collate "C" <= ${position}
      ) end) as waiting
    from ${stagesWithLetters(moment)}
    join jsonb_to_recordset(${JSON.stringify(clocksAt(moment, at))}::jsonb) as clock (name text, worked bigint)
      on clock.name = s.clock
    join jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as week (
      monday text, name text, from_at timestamptz, to_at timestamptz, from_worked bigint, to_worked bigint
    ) on week.name = s.clock and s.began_at < week.to_at
      and case when ${isOver} then s.ended_at else ${at}::timestamptz end > week.from_at
    cross join lateral (
      select least(case when ${isOver} then s.ended_worked else clock.worked end, week.to_worked) as until
    ) ending
    cross join lateral (
      select ending.until, greatest(0, ending.until - greatest(s.began_worked, week.from_worked)) as worked
    ) part
    where s.began_position <= ${position} and s.kind <> all(${[...wholeStages]}::text[])
      and ${letterConditions(moment, audience, filter)}
    group by week.monday, s.kind`.execute(db);
  return rows
    .map((row) => ({
      monday: row.monday,
      kind: row.kind,
      count: Number(row.count),
      worked: Number(row.worked),
      waiting: Number(row.waiting),
    }))
    .sort(
      (one, other) =>
        (one.monday < other.monday ? -1 : one.monday > other.monday ? 1 : 0) ||
        other.worked - other.waiting - (one.worked - one.waiting) ||
        (one.kind < other.kind ? -1 : 1),
    );
};
