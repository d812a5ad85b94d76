import type { WeekStage } from '../../projections/figures/process-queries.ts';
import type { Durations, FigureRoom, NamedLoad, OpenWork, WeekFigures } from './figure-room.ts';

/** Figures as the API and the command line show them: seconds and shares, and null for what is withheld. */

const seconds = (milliseconds: number): number => milliseconds / 1_000;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const shownDurations = ({ groups, truncated }: Durations) => ({
  groups: groups.map(({ keys, count, withheld, withDue, inTime, ...times }) => {
    const time = (milliseconds: number): number | null => (withheld ? null : seconds(milliseconds));
    return {
      keys: [...keys],
      count,
      withheld,
      total: time(times.total),
      mean: time(times.mean),
      median: time(times.median),
      p90: time(times.p90),
      p95: time(times.p95),
      shortest: time(times.shortest),
      longest: time(times.longest),
      withDue,
      inTime: withheld ? null : inTime,
      inTimeShare: withheld ? null : share(inTime, withDue),
    };
  }),
  truncated,
});

export const shownOpenWork = ({ groups, bounds }: OpenWork) =>
  groups.map(({ keys, count, overdue, waiting, withheld, buckets, ...times }) => ({
    keys: [...keys],
    count,
    overdue,
    waiting,
    withheld,
    ages: withheld
      ? []
      : buckets.map((inBucket, index) => ({
          from: seconds(bounds[index - 1] ?? 0),
          to: index < bounds.length ? seconds(bounds[index] ?? 0) : null,
          count: inBucket,
        })),
    oldest: withheld ? null : seconds(times.oldest),
    meanAge: withheld ? null : seconds(times.totalAge) / count,
    latest: withheld || overdue === 0 ? null : seconds(times.latest),
    meanLateness: withheld || overdue === 0 ? null : seconds(times.totalLateness) / overdue,
  }));

export const shownLoads = (loads: readonly NamedLoad[]) =>
  loads.map(({ oldest, ...load }) => ({ ...load, oldest: load.withheld ? null : seconds(oldest) }));

export const shownProcess = ({
  automation: { steps, bySystem },
  ...figures
}: Awaited<ReturnType<FigureRoom['process']>>) => {
  const counts = Object.entries(bySystem) as [keyof typeof bySystem, number][];
  const stepsBySystem = counts.reduce((total, [, count]) => total + count, 0);
  const { answered, answeredInTime, roundsApproved, roundsReturned } = figures;
  return {
    ...figures,
    answeredInTimeShare: share(answeredInTime, answered),
    reworkRate: share(roundsReturned, roundsApproved + roundsReturned),
    steps,
    stepsBySystem,
    automationShare: share(stepsBySystem, steps),
    automatic: counts.map(([step, count]) => ({ step, count })),
  };
};

const shownStage = ({ kind, count, worked, waiting }: WeekStage) => ({
  kind,
  count,
  whole: seconds(worked),
  waiting: seconds(waiting),
  own: seconds(worked - waiting),
});

export const shownWeeks = (weeks: readonly WeekFigures[]) =>
  weeks.map(({ monday, stages, bottleneck }) => ({
    week: monday,
    stages: stages.map(shownStage),
    bottleneck,
  }));
