import type { Deadline, DeadlineBasis, TaskKind, Wait } from '../deadline.ts';
import type { Instant } from '../fields.ts';
import type { WorkingCalendar } from './events.ts';
import type { Organization } from './organization.ts';
import { addWorkingMinutes, type UnusualDay, unusualDaysBetween } from './working-time.ts';

/** One thing that made the deadline what it is, and when the task was due after it. */
export type DeadlineStep = { readonly due: Instant; readonly at?: Instant } & (
  | { readonly kind: 'policy'; readonly workingMinutes: number }
  | { readonly kind: 'set'; readonly by: string }
  | { readonly kind: 'extended'; readonly by: string; readonly reason: string; readonly previous: Instant }
  | {
      readonly kind: 'waited';
      readonly counterpartyId: string;
      readonly reason: string;
      readonly previous: Instant;
      readonly expectedBy: Instant;
      /** It lasts where there is none; `workingMinutes` are then an estimate. */
      readonly until?: Instant;
      readonly workingMinutes: number;
    }
);

/** Why a task is due when it is. */
export interface DeadlineExplanation {
  readonly due: Instant;
  /** By which it was reckoned; none where a person set the date from the first. */
  readonly policy?: {
    readonly task: TaskKind;
    readonly workingMinutes: number;
    readonly from: Instant;
    /** None for the built-in policy. */
    readonly id?: string;
    readonly version?: number;
    readonly name?: string;
  };
  readonly calendar?: {
    readonly name: string;
    readonly timeZone: string;
    /** Whose it is; none for the organisation's. */
    readonly departmentId?: string;
    /** The days of the stretch whose hours are not those of their weekday. */
    readonly unusualDays: readonly UnusualDay[];
  };
  /** In their order; the last one's due date is the task's. */
  readonly steps: readonly DeadlineStep[];
}

type PolicyBasis = Extract<DeadlineBasis, { kind: 'policy' }>;

/** The calendar that the deadline was reckoned by, as it then was. Older deadlines say no more than its name. */
const calendarUsed = (
  { calendarVersions }: Organization,
  { calendar: name, calendarVersion, from, workingMinutes }: PolicyBasis,
  due: Instant,
): { readonly departmentId?: string; readonly calendar: WorkingCalendar } | undefined =>
  calendarVersion === undefined
    ? calendarVersions.findLast(
        ({ calendar }) => calendar.name === name && addWorkingMinutes(calendar, from, workingMinutes) === due,
      )
    : calendarVersions[calendarVersion];

const startOf = (basis: DeadlineBasis): Instant | undefined =>
  basis.kind === 'policy' ? basis.from : basis.at;

const stepOf = (basis: DeadlineBasis, due: Instant): DeadlineStep => {
  const at = startOf(basis);
  const when = { due, ...(at && { at }) };
  switch (basis.kind) {
    case 'policy':
      return { kind: 'policy', ...when, workingMinutes: basis.workingMinutes };
    case 'set':
      return { kind: 'set', ...when, by: basis.by };
    case 'extended':
      return { kind: 'extended', ...when, by: basis.by, reason: basis.reason, previous: basis.previous };
    default:
      return basis satisfies never;
  }
};

/** The dates in their order: what each was reckoned by, and the waits until somebody set the next. */
const stepsOf = ({ due, basis, earlier = [], waits = [] }: Deadline): readonly DeadlineStep[] => {
  const dates = [...earlier, { due, basis }];
  return dates.flatMap((date, index) => {
    const next = dates[index + 1];
    const end = next && startOf(next.basis);
    const start = index === 0 ? '' : (startOf(date.basis) ?? '');
    // A wait that began in the very moment in which the date was moved moved the one or the other.
    const own = waits.filter(
      ({ from, previous }) =>
        (from > start || (from === start && previous !== dates[index - 1]?.due)) &&
        (end === undefined || from < end || (from === end && previous === date.due)),
    );
    return [
      stepOf(date.basis, own[0]?.previous ?? date.due),
      ...own.map((wait, place) => waitStep(wait, own[place + 1]?.previous ?? date.due)),
    ];
  });
};

const waitStep = (wait: Wait, due: Instant): DeadlineStep => {
  const { from: at, ...rest } = wait;
  return { kind: 'waited', at, ...rest, due };
};

/** What the deadline says of itself, with the names that the organisation has for what it was reckoned by. */
export const explainDeadline = (organization: Organization, deadline: Deadline): DeadlineExplanation => {
  const steps = stepsOf(deadline);
  const [first] = steps;
  const basis = deadline.earlier?.[0]?.basis ?? deadline.basis;
  if (basis.kind !== 'policy' || !first) return { due: deadline.due, steps };
  const { task, workingMinutes, from, policyId, version } = basis;
  const name = policyId && organization.deadlinePolicies.get(policyId)?.name;
  const used = calendarUsed(organization, basis, first.due);
  const moved = steps.findIndex(({ kind }) => kind === 'set' || kind === 'extended');
  const reckonedTo = (moved < 0 ? steps : steps.slice(0, moved)).at(-1) ?? first;
  return {
    due: deadline.due,
    policy: {
      task,
      workingMinutes,
      from,
      ...(policyId && { id: policyId }),
      ...(version !== undefined && { version }),
      ...(name && { name }),
    },
    ...(used && {
      calendar: {
        name: used.calendar.name,
        timeZone: used.calendar.timeZone,
        ...(used.departmentId && { departmentId: used.departmentId }),
        unusualDays: unusualDaysBetween(used.calendar, from, reckonedTo.due),
      },
    }),
    steps,
  };
};
