import { DateTime } from 'luxon';
import type { OwnLetter, OwnStage, OwnWalk } from './own-walk.ts';
import { ownWorkingTime } from './own-working-time.ts';

/** Figures once more, by lists and loops: for the small histories of tests, where nothing need be fast. */

type Key = string | null;
const whole = ['answer', 'approvalRound'];

const periodOf = (walk: OwnWalk, at: string, unit: 'day' | 'week' | 'month' | 'quarter'): string => {
  const calendar = walk.calendars.findLast(({ from }) => from <= Date.parse(at))?.calendar;
  return (
    DateTime.fromISO(at, { zone: calendar?.timeZone ?? 'utc' })
      .startOf(unit)
      .toISODate() ?? ''
  );
};

const counterpartiesOf = (walk: OwnWalk, stage: OwnStage, letter: OwnLetter): Key[] => {
  const ids = stage.counterpartyId ? [stage.counterpartyId] : [...letter.counterparties];
  const found = [...new Set(ids.map((id) => walk.one(id)))];
  return found.length > 0 ? found : [null];
};

/** All values of a dimension that a stage counts for. */
const valuesOf = (walk: OwnWalk, stage: OwnStage, dimension: string): Key[] => {
  const letter = walk.letters.get(stage.letterId) as OwnLetter;
  const held = stage.ended
    ? [stage.ended.holder, stage.ended.department]
    : stage.whose
      ? walk.holder(stage.whose)
      : [null, letter.department];
  switch (dimension) {
    case 'stage':
      return [stage.kind];
    case 'person':
      return [held[0] ?? null];
    case 'department':
      return [held[1] ?? null];
    case 'letterDepartment':
      return [letter.department];
    case 'documentKind':
      return [letter.documentKind];
    case 'direction':
      return [letter.direction];
    case 'outcome':
      return [stage.ended?.outcome ?? null];
    case 'round':
      return [stage.round === null ? null : String(stage.round)];
    case 'counterparty':
      return counterpartiesOf(walk, stage, letter);
    case 'project':
      return letter.projects.size > 0 ? [...letter.projects] : [null];
    default:
      return [periodOf(walk, stage.ended?.at ?? '', dimension as 'day')];
  }
};

const groupsBy = (
  walk: OwnWalk,
  stages: readonly OwnStage[],
  by: readonly string[],
): ReadonlyMap<string, OwnStage[]> => {
  const groups = new Map<string, OwnStage[]>();
  for (const stage of stages) {
    let combinations: Key[][] = [[]];
    for (const dimension of by) {
      const values = valuesOf(walk, stage, dimension);
      combinations = combinations.flatMap((keys) => values.map((value) => [...keys, value]));
    }
    for (const keys of combinations) {
      const name = JSON.stringify(keys);
      groups.set(name, [...(groups.get(name) ?? []), stage]);
    }
  }
  return groups;
};

export const wallTime = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

const timeOf = ({ calendars }: OwnStage, time: string, from: string, to: string): number =>
  time === 'working' ? ownWorkingTime(calendars, from, to) : wallTime(from, to);

/** Between the two nearest values, in proportion. */
const percentile = (sorted: readonly number[], fraction: number): number => {
  const place = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
};

export interface OwnFilter {
  readonly kinds?: readonly string[];
  readonly outcomes?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly employeeId?: string;
  readonly departmentIds?: readonly string[];
  readonly letterDepartmentIds?: readonly string[];
  readonly counterpartyId?: string;
  readonly projectId?: string;
  readonly documentKind?: string;
  readonly direction?: string;
  readonly overdue?: boolean;
}

const passes = (walk: OwnWalk, stage: OwnStage, filter: OwnFilter): boolean => {
  const has = (dimension: string, wanted: string | undefined): boolean =>
    wanted === undefined || valuesOf(walk, stage, dimension).includes(wanted);
  const among = (dimension: string, wanted: readonly string[] | undefined): boolean =>
    wanted === undefined ||
    valuesOf(walk, stage, dimension).some((value) => value !== null && wanted.includes(value));
  return (
    (filter.kinds ? filter.kinds.includes(stage.kind) : !whole.includes(stage.kind)) &&
    among('department', filter.departmentIds) &&
    among('letterDepartment', filter.letterDepartmentIds) &&
    has('counterparty', filter.counterpartyId && walk.one(filter.counterpartyId)) &&
    has('project', filter.projectId) &&
    has('documentKind', filter.documentKind) &&
    has('direction', filter.direction)
  );
};

/** Of stages that are over: by the JSON of its keys, each group's figures. */
export const ownDurations = (
  walk: OwnWalk,
  by: readonly string[],
  time: string,
  part: string,
  filter: OwnFilter,
) => {
  const outcomes = filter.outcomes ?? ['done', 'returned', 'failed'];
  const over = walk.stages.filter((stage) => {
    if (!stage.ended || !outcomes.includes(stage.ended.outcome) || !passes(walk, stage, filter)) return false;
    if (filter.employeeId !== undefined && stage.ended.holder !== filter.employeeId) return false;
    const day = periodOf(walk, stage.ended.at, 'day');
    return (!filter.from || day >= filter.from) && (!filter.to || day <= filter.to);
  });
  const took = (stage: OwnStage): number => {
    const all = timeOf(stage, time, stage.began, stage.ended?.at ?? '');
    const waited = stage.waits.reduce((sum, { from, to }) => sum + timeOf(stage, time, from, to ?? ''), 0);
    return part === 'whole' ? all : part === 'waiting' ? waited : all - waited;
  };
  return Object.fromEntries(
    [...groupsBy(walk, over, by)].map(([keys, stages]) => {
      const times = stages.map(took).sort((one, other) => one - other);
      const total = times.reduce((sum, value) => sum + value, 0);
      const withDue = stages.filter(({ due }) => due !== null);
      return [
        keys,
        {
          count: times.length,
          total,
          mean: total / times.length,
          median: percentile(times, 0.5),
          p90: percentile(times, 0.9),
          p95: percentile(times, 0.95),
          shortest: times[0],
          longest: times.at(-1),
          withDue: withDue.length,
          inTime: withDue.filter(({ due, ended }) => wallTime(ended?.at ?? '', due ?? '') >= 0).length,
        },
      ];
    }),
  );
};

const openAt = (walk: OwnWalk, at: string, filter: OwnFilter): readonly OwnStage[] =>
  walk.stages.filter((stage) => {
    if (stage.ended || !passes(walk, stage, filter)) return false;
    const isOverdue = stage.due !== null && wallTime(stage.due, at) > 0;
    if (filter.overdue !== undefined && filter.overdue !== isOverdue) return false;
    if (filter.employeeId === undefined) return true;
    return stage.whose !== null && walk.responsible(stage.whose).includes(filter.employeeId);
  });

/** What is under way at the instant. */
export const ownOpenWork = (
  walk: OwnWalk,
  at: string,
  by: readonly string[],
  time: string,
  bounds: readonly number[],
  filter: OwnFilter,
) =>
  Object.fromEntries(
    [...groupsBy(walk, openAt(walk, at, filter), by)].map(([keys, stages]) => {
      const ages = stages.map((stage) => timeOf(stage, time, stage.began, at));
      const late = stages
        .map(({ due }) => (due === null ? 0 : wallTime(due, at)))
        .filter((lateness) => lateness > 0);
      const buckets = [0, ...bounds].map(
        (from, index) =>
          ages.filter((age) => age >= from && age < (bounds[index] ?? Number.POSITIVE_INFINITY)).length,
      );
      return [
        keys,
        {
          count: stages.length,
          overdue: late.length,
          waiting: stages.filter(({ waits }) => waits.some(({ to }) => to === null)).length,
          buckets,
          oldest: Math.max(...ages),
          totalAge: ages.reduce((sum, age) => sum + age, 0),
          latest: Math.max(0, ...late),
          totalLateness: late.reduce((sum, lateness) => sum + lateness, 0),
        },
      ];
    }),
  );

/** What waits for whom, by employee. */
export const ownLoads = (walk: OwnWalk, at: string, time: string) => {
  const found: Record<
    string,
    { own: number; shared: number; overdue: number; waiting: number; oldest: number }
  > = {};
  for (const stage of openAt(walk, at, {})) {
    const responsible = stage.whose ? walk.responsible(stage.whose) : [];
    for (const id of responsible) {
      found[id] ??= { own: 0, shared: 0, overdue: 0, waiting: 0, oldest: 0 };
      const load = found[id];
      if (responsible.length > 1) load.shared += 1;
      else load.own += 1;
      if (stage.due !== null && wallTime(stage.due, at) > 0) load.overdue += 1;
      if (stage.waits.some(({ to }) => to === null)) load.waiting += 1;
      load.oldest = Math.max(load.oldest, timeOf(stage, time, stage.began, at));
    }
  }
  return found;
};

/** Answers, rounds, and steps by whom. */
export const ownProcess = (walk: OwnWalk) => {
  const over = walk.stages.filter(({ ended }) => ended !== null);
  const answers = over.filter(({ kind, ended }) => kind === 'answer' && ended?.outcome === 'done');
  const rounds = over.filter(({ kind }) => kind === 'approvalRound');
  const approved = rounds.filter(({ ended }) => ended?.outcome === 'done').map(({ round }) => round ?? 0);
  const counted = walk.events.filter(({ letterId }) =>
    walk.stages.some((stage) => stage.letterId === letterId),
  );
  const numbered = new Set<string>();
  for (const { letterId, type } of counted) {
    if (type === 'Registered' || type === 'Dispatched') numbered.add(letterId);
  }
  const bySystem = {
    number: numbered.size,
    route: counted.filter(({ route }) => route > 0).length,
    approval: counted.filter(({ type }) => type === 'Approved').length,
    policy: counted.filter(({ type, actor }) => actor === 'system' && type !== 'Approved').length,
  };
  return {
    answered: answers.length,
    answeredInTime: answers.filter(({ due, ended }) => due !== null && wallTime(ended?.at ?? '', due) >= 0)
      .length,
    roundsApproved: approved.length,
    roundsReturned: rounds.filter(({ ended }) => ended?.outcome === 'returned').length,
    meanRounds:
      approved.length > 0 ? approved.reduce((sum, round) => sum + round, 0) / approved.length : null,
    mostRounds: approved.length > 0 ? Math.max(...approved) : null,
    automation: { steps: counted.length + bySystem.number + bySystem.route, bySystem },
  };
};

/** Working time by stage between a Monday and the next, until the moment at most. */
export const ownWeek = (walk: OwnWalk, at: string, from: string, to: string) => {
  const latest = (one: string, other: string) => (one > other ? one : other);
  const earliest = (one: string, other: string) => (one < other ? one : other);
  const end = earliest(to, at);
  const found: Record<string, { count: number; worked: number; waiting: number }> = {};
  for (const stage of walk.stages) {
    if (whole.includes(stage.kind)) continue;
    const over = stage.ended?.at ?? at;
    if (stage.began >= end || over <= from) continue;
    const within = (since: string, until: string): number => {
      const [first, last] = [latest(since, from), earliest(until, end)];
      return first < last ? ownWorkingTime(stage.calendars, first, last) : 0;
    };
    found[stage.kind] ??= { count: 0, worked: 0, waiting: 0 };
    const week = found[stage.kind] as { count: number; worked: number; waiting: number };
    week.count += 1;
    week.worked += within(stage.began, over);
    week.waiting += stage.waits.reduce((sum, wait) => sum + within(wait.from, wait.to ?? over), 0);
  }
  return found;
};
