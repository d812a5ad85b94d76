import { DateTime } from 'luxon';
import type { Chancery } from '../../application/chancery.ts';
import { BEGINNING, type Position } from '../../domain/event.ts';
import type { CalendarDate, Instant } from '../../domain/fields.ts';
import { type FigureAudience, SMALLEST_GROUP } from '../../domain/figures/audience.ts';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import type { StageKind } from '../../domain/figures/stage-kinds.ts';
import { subtree } from '../../domain/organization/organization.ts';
import { positionAt } from '../../projections/audit/moment-queries.ts';
import type { Dimension, OpenDimension } from '../../projections/figures/dimension-names.ts';
import {
  type DurationGroup,
  durationGroups,
  type StagePart,
  type TimeMeasure,
} from '../../projections/figures/duration-queries.ts';
import type { EndedFilter, LetterFilter } from '../../projections/figures/filter.ts';
import { counterpartyNames, projectNames } from '../../projections/figures/name-queries.ts';
import { ageBounds, loads, type OpenGroup, openGroups } from '../../projections/figures/open-queries.ts';
import type { OpenFilter } from '../../projections/figures/open-stages.ts';
import {
  type Automation,
  automation,
  type Period,
  type ProcessFigures,
  processFigures,
  type Week,
  type WeekStage,
  weekStages,
} from '../../projections/figures/process-queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';

/** A department stands for itself and all below it. */
interface Departments {
  readonly departmentId?: string;
  readonly letterDepartmentId?: string;
}
export type DurationsAsked = Omit<EndedFilter, 'departmentIds' | 'letterDepartmentIds'> & Departments;
export type OpenAsked = Omit<OpenFilter, 'departmentIds' | 'letterDepartmentIds'> & Departments;
/** Of whole letters: the department is the letter's own. */
export type ProcessAsked = Omit<LetterFilter, 'letterDepartmentIds'> & {
  readonly departmentId?: string;
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
};

/** What a group is of: an id or a word, and what it is called. */
export interface FigureKey {
  readonly dimension: Dimension;
  readonly value: string | null;
  readonly name: string | null;
}

type Named<Group> = Omit<Group, 'keys'> & { readonly keys: readonly FigureKey[]; readonly withheld: boolean };

export interface Durations {
  readonly groups: readonly Named<DurationGroup>[];
  readonly truncated: boolean;
}
export interface OpenWork {
  readonly groups: readonly Named<OpenGroup>[];
  /** In milliseconds. */
  readonly bounds: readonly number[];
}
export interface NamedLoad {
  readonly person: FigureKey;
  readonly department: FigureKey;
  readonly withheld: boolean;
  readonly own: number;
  readonly shared: number;
  readonly overdue: number;
  readonly waiting: number;
  readonly oldest: number;
}
export interface WeekFigures {
  readonly monday: CalendarDate;
  readonly stages: readonly WeekStage[];
  /** The kind that took most of what was ours to act; none in a week without work. */
  readonly bottleneck: StageKind | null;
}

/** Weeks that are answered for at most, and those that are where no period is named. */
export const MOST_WEEKS = 53;
const USUAL_WEEKS = 12;

const definedOnly = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Value;

/** Figures as they are shown: with names, and without what would tell of single letters. Whoever calls says to whom. */
export class FigureRoom {
  readonly #chancery: Chancery;
  readonly #read: ReadModel;

  constructor(chancery: Chancery, read: ReadModel) {
    this.#chancery = chancery;
    this.#read = read;
  }

  /** Now, when read models have reached `head`. */
  now(head: Position): Promise<FigureMoment> {
    return this.#chancery.figureMoments.at(head, this.#chancery.now());
  }

  /** A moment of the past, by an instant; the read models must have reached the log's end. */
  async atInstant(at: Instant): Promise<FigureMoment> {
    return this.#chancery.figureMoments.at((await positionAt(this.#read, at)) ?? BEGINNING, at);
  }

  async durations(
    moment: FigureMoment,
    audience: FigureAudience,
    by: readonly Dimension[],
    asked: DurationsAsked,
    how: { readonly time: TimeMeasure; readonly part: StagePart; readonly first: number },
  ): Promise<Durations> {
    const filter = this.#withSubtrees(moment, asked);
    const found = await durationGroups(this.#read, moment, audience, { by, filter, ...how });
    const withholds = audience.withholdsSmallGroups && asksForPersons(by, asked);
    return { groups: await this.#named(moment, by, found.groups, withholds), truncated: found.truncated };
  }

  async openWork(
    moment: FigureMoment,
    audience: FigureAudience,
    by: readonly OpenDimension[],
    asked: OpenAsked,
    time: TimeMeasure,
  ): Promise<OpenWork> {
    const filter = this.#withSubtrees(moment, asked);
    const groups = await openGroups(this.#read, moment, audience, { by, filter, time });
    const withholds = audience.withholdsSmallGroups && asksForPersons(by, asked);
    return { groups: await this.#named(moment, by, groups, withholds), bounds: ageBounds[time] };
  }

  async loads(
    moment: FigureMoment,
    audience: FigureAudience,
    asked: OpenAsked,
    time: TimeMeasure,
  ): Promise<readonly NamedLoad[]> {
    const found = await loads(this.#read, moment, audience, this.#withSubtrees(moment, asked), time);
    const { employees, departments } = moment.organization;
    return found.map(({ employeeId, ...load }) => {
      const employee = employees.get(employeeId);
      const departmentId = employee?.departmentId ?? null;
      return {
        ...load,
        person: { dimension: 'person', value: employeeId, name: employee?.name ?? null },
        department: {
          dimension: 'department',
          value: departmentId,
          name: (departmentId && departments.get(departmentId)?.name) || null,
        },
        withheld: audience.withholdsSmallGroups && load.own + load.shared < SMALLEST_GROUP,
      };
    });
  }

  async process(
    moment: FigureMoment,
    audience: FigureAudience,
    asked: ProcessAsked,
  ): Promise<ProcessFigures & { readonly automation: Automation }> {
    const { filter, period } = this.#letters(moment, asked);
    const [figures, steps] = await Promise.all([
      processFigures(this.#read, moment, audience, filter, period),
      automation(this.#read, moment, audience, filter, period),
    ]);
    return { ...figures, automation: steps };
  }

  /** Every week that has a day of the period, without one the last twelve. */
  async bottlenecks(
    moment: FigureMoment,
    audience: FigureAudience,
    asked: ProcessAsked,
  ): Promise<readonly WeekFigures[]> {
    const { filter } = this.#letters(moment, asked);
    const weeks = weeksOf(moment, asked);
    const stages = Map.groupBy(
      await weekStages(this.#read, moment, audience, filter, weeks),
      ({ monday }) => monday,
    );
    return weeks.map(({ monday }) => {
      const ofWeek = stages.get(monday) ?? [];
      const [most] = ofWeek;
      return {
        monday,
        stages: ofWeek,
        bottleneck: most && most.worked > most.waiting ? most.kind : null,
      };
    });
  }

  #withSubtrees<Asked extends Departments>({ organization }: FigureMoment, asked: Asked) {
    const { departmentId, letterDepartmentId, ...rest } = asked;
    return definedOnly({
      ...rest,
      departmentIds: departmentId ? [...subtree(organization, departmentId)] : undefined,
      letterDepartmentIds: letterDepartmentId ? [...subtree(organization, letterDepartmentId)] : undefined,
    }) as Omit<Asked, keyof Departments> & {
      departmentIds?: readonly string[];
      letterDepartmentIds?: readonly string[];
    };
  }

  #letters(
    moment: FigureMoment,
    { departmentId, from, to, ...rest }: ProcessAsked,
  ): { filter: LetterFilter; period: Period } {
    const { letterDepartmentIds, ...filter } = this.#withSubtrees(moment, {
      ...rest,
      ...(departmentId && { letterDepartmentId: departmentId }),
    });
    const zone = moment.organization.calendar.timeZone;
    return {
      filter: { ...filter, ...(letterDepartmentIds && { letterDepartmentIds }) },
      period: definedOnly({
        from,
        to,
        since: from && startOf(from, zone, 0),
        until: to && startOf(to, zone, 1),
      }) as Period,
    };
  }

  async #named<Group extends { readonly keys: readonly (string | null)[]; readonly count: number }>(
    moment: FigureMoment,
    by: readonly Dimension[],
    groups: readonly Group[],
    withholds: boolean,
  ): Promise<readonly Named<Group>[]> {
    const values = (dimension: Dimension): readonly string[] => {
      const index = by.indexOf(dimension);
      return index === -1 ? [] : groups.flatMap(({ keys }) => keys[index] ?? []);
    };
    const [counterparties, projects] = await Promise.all([
      counterpartyNames(this.#read, values('counterparty')),
      projectNames(this.#read, values('project')),
    ]);
    const { employees, departments } = moment.organization;
    const nameOf = (dimension: Dimension, value: string): string | null => {
      switch (dimension) {
        case 'person':
          return employees.get(value)?.name ?? null;
        case 'department':
        case 'letterDepartment':
          return departments.get(value)?.name ?? null;
        case 'counterparty':
          return counterparties.get(value) ?? null;
        case 'project':
          return projects.get(value) ?? null;
        default:
          return value;
      }
    };
    return groups.map((group) => ({
      ...group,
      keys: by.map((dimension, index) => {
        const value = group.keys[index] ?? null;
        return { dimension, value, name: value === null ? null : nameOf(dimension, value) };
      }),
      withheld: withholds && group.count < SMALLEST_GROUP,
    }));
  }
}

const asksForPersons = (
  by: readonly Dimension[],
  { employeeId }: { readonly employeeId?: string },
): boolean => by.includes('person') || employeeId !== undefined;

/** The instant at which a day begins in the zone, or one so many days later. */
const startOf = (date: CalendarDate, zone: string, later: number): Instant =>
  DateTime.fromISO(date, { zone }).plus({ days: later }).startOf('day').toUTC().toISO() ?? date;

const weeksOf = ({ organization, at }: FigureMoment, { from, to }: ProcessAsked): readonly Week[] => {
  const { timeZone: zone } = organization.calendar;
  const last = (to ? DateTime.fromISO(to, { zone }) : DateTime.fromISO(at, { zone })).startOf('week');
  const first = from
    ? DateTime.fromISO(from, { zone }).startOf('week')
    : last.minus({ weeks: USUAL_WEEKS - 1 });
  const weeks: Week[] = [];
  for (let monday = first; monday <= last && weeks.length < MOST_WEEKS; monday = monday.plus({ weeks: 1 })) {
    const next = monday.plus({ weeks: 1 });
    weeks.push({
      monday: monday.toISODate() ?? '',
      from: monday.toUTC().toISO() ?? '',
      to: next.toUTC().toISO() ?? '',
    });
  }
  return weeks;
};
