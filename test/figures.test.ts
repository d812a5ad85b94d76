import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { categoryOf, type Recorded } from '../domain/event.ts';
import { everyFigure } from '../domain/figures/audience.ts';
import type { FigureMoment } from '../domain/figures/figure-moment.ts';
import { emptyFigureOrganization, evolveFigureOrganization } from '../domain/figures/figure-organization.ts';
import { advanceStages, type LetterStages, type Stage } from '../domain/figures/letter-stages.ts';
import { outlineOf } from '../domain/figures/letter-traits.ts';
import { stageKinds } from '../domain/figures/stage-kinds.ts';
import { openTasks } from '../domain/letter/tasks.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import { subtree } from '../domain/organization/organization.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { correspondence } from '../projections/correspondence/correspondence.ts';
import { dimensions, openDimensions } from '../projections/figures/dimension-names.ts';
import { durationGroups, type StagePart, type TimeMeasure } from '../projections/figures/duration-queries.ts';
import { figures } from '../projections/figures/figures.ts';
import type { EndedFilter } from '../projections/figures/filter.ts';
import { ageBounds, loads, openGroups } from '../projections/figures/open-queries.ts';
import type { OpenFilter } from '../projections/figures/open-stages.ts';
import { automation, processFigures, weekStages } from '../projections/figures/process-queries.ts';
import { type ReadModel, readModel } from '../projections/read-model.ts';
import { applyWhole } from '../projections/runner/projection.ts';
import { versions } from '../projections/versions/versions.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import {
  type OwnFilter,
  ownDurations,
  ownLoads,
  ownOpenWork,
  ownProcess,
  ownWeek,
} from './figures/own-figures.ts';
import { OwnWalk } from './figures/own-walk.ts';
import { PROJECTS, randomOffice } from './figures/random-office.ts';
import {
  attempt,
  COUNTERPARTIES,
  demo,
  type Life,
  live,
  steps,
  WHOEVER_MAY,
} from './invariants/random-life.ts';

type Event = Recorded<ChanceryEvent>;

describe('the stages of a letter', () => {
  const told = ({ key, kind, round, due, began, ended }: Stage) => ({
    key,
    kind,
    round: round ?? null,
    due: due ?? null,
    began: began.at,
    ended: ended ? { at: ended.at, outcome: ended.outcome } : null,
  });

  it('are those that are found by reading its events, whatever became of it', () => {
    fc.assert(
      fc.property(steps(60), (path) => {
        const { events } = live(path);
        const found = new Map<string, Stage>();
        let letter: LetterStages | undefined;
        for (const [index, event] of events.entries()) {
          const advanced = advanceStages(
            letter,
            { ...event, position: `${index}` as never },
            emptyFigureOrganization,
          );
          for (const stage of advanced?.changed ?? [])
            found.set(`${stage.key} ${stage.began.position}`, stage);
          // As the projection does, it goes on from an outline that was kept as JSON.
          letter =
            advanced &&
            (JSON.parse(
              JSON.stringify({ ...advanced.after, letter: outlineOf(advanced.after.letter) }),
            ) as LetterStages);
        }
        const own = new OwnWalk(events).stages.map(({ key, kind, round, due, began, ended }) => ({
          key,
          kind,
          round,
          due,
          began,
          ended: ended && { at: ended.at, outcome: ended.outcome },
        }));
        const inOrder = (list: readonly { key: string; began: string }[]) =>
          list.map((one) => JSON.stringify(one)).sort();
        expect(inOrder([...found.values()].map(told))).toEqual(inOrder(own));
      }),
      { numRuns: 200 },
    );
  });
});

/** A system that has taken in a part of the log, or all of it, and nothing after it. */
class System {
  readonly #database: TestDatabase;
  readonly #db: Kysely<unknown>;
  readonly read: ReadModel;
  #figures = emptyFigureOrganization;

  constructor(database: TestDatabase) {
    this.#database = database;
    this.#db = new Kysely({ dialect: new PostgresDialect({ pool: database.pool }) });
    this.read = readModel(this.#db);
  }

  static async open(): Promise<System> {
    const system = new System(await createTestDatabase());
    await system.#within(async (tx) => {
      for (const projection of [correspondence, versions, figures]) await projection.create(tx);
    });
    return system;
  }

  /** Figures are told of each batch twice. */
  async takeIn(events: readonly Event[]): Promise<void> {
    for (const event of events) {
      if (categoryOf(event.stream) === 'organization') {
        this.#figures = evolveFigureOrganization(
          this.#figures,
          event as never as Recorded<OrganizationEvent>,
        );
      }
    }
    for (const projection of [correspondence, versions, figures, figures]) {
      await this.#within((tx) => applyWhole(projection, tx, events.filter(projection.concerns)));
    }
  }

  moment({ position, metadata }: Event): FigureMoment {
    return { ...this.#figures, position, at: metadata.at };
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #within(work: (tx: Transaction<unknown>) => Promise<void>): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      await sql`set local search_path to read, public`.execute(tx);
      await work(tx);
    });
  }
}

describe('what is done at the very moment at which it is due', () => {
  it('is in time, and not overdue until a moment later', async () => {
    const life: Life = {
      organization: demo,
      letter: undefined,
      events: [],
      now: Date.parse('2026-03-03T09:00:00.000Z'),
    };
    const id = randomUUID();
    const system = await System.open();
    try {
      for (const what of ['registerIncomingLetter', 'assignExecutor', 'waiveReply'] as const) {
        const [task] = openTasks(life.letter);
        if (task) life.now = Date.parse(task.deadline.due);
        const before = life.events.length;
        attempt({ actor: WHOEVER_MAY, attempt: what, choice: 4, hours: 0 }, life, id);
        const events = life.events
          .slice(before)
          .map((event, index) => ({ ...event, position: `${before + index}` }) as unknown as Event);
        expect(events).toHaveLength(1);
        await system.takeIn(events);
        const moment = system.moment(events[0] as Event);
        const [due] = openTasks(life.letter);
        for (const later of due ? [0, 1] : []) {
          const at = new Date(Date.parse(due?.deadline.due ?? '') + later).toISOString();
          const question = { by: [], filter: {}, time: 'working' } as const;
          const [group] = await openGroups(system.read, { ...moment, at }, everyFigure, question);
          expect(group).toMatchObject({ count: 1, overdue: later, latest: later });
        }
      }
      const moment = system.moment({ ...life.events[2], position: '2' } as unknown as Event);
      expect(await processFigures(system.read, moment, everyFigure, {}, {})).toMatchObject({
        answered: 1,
        answeredInTime: 1,
      });
      const question = { by: [], filter: {}, time: 'working', part: 'whole', first: 1 } as const;
      const { groups } = await durationGroups(system.read, moment, everyFigure, question);
      expect(groups).toMatchObject([{ count: 2, withDue: 2, inTime: 2 }]);
    } finally {
      await system.close();
    }
  });
});

const byKeys = <Group extends { readonly keys: readonly unknown[] }>(groups: readonly Group[]) =>
  Object.fromEntries(groups.map(({ keys, ...rest }) => [JSON.stringify(keys), rest]));

/** Numbers are equal to a hundredth of a millisecond; everything else exactly. */
const rounded = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, inner) => (typeof inner === 'number' ? Math.round(inner * 100) / 100 : inner)),
  );

describe.each([
  ['one office', 11],
  ['another', 4_242],
])('the figures of %s', (_, seed) => {
  const events = randomOffice(seed, 900);
  let organization: FigureMoment['organization'];
  let whole: System;
  let stopped: System;

  beforeAll(async () => {
    [whole, stopped] = await Promise.all([System.open(), System.open()]);
    await whole.takeIn(events);
  });
  afterAll(() => Promise.all([whole.close(), stopped.close()]));

  const ended = (turn: number): readonly EndedFilter[] => [
    {},
    { from: '2026-03-04', to: '2026-06-20' },
    { kinds: ['answer', 'approvalRound', 'approve'], outcomes: ['done', 'lapsed', 'returned'] },
    { employeeId: demoEmployeeId(turn % 2 ? 'lisitsyna' : 'ezhov') },
    { departmentIds: [...subtree(organization, demoDepartmentId('production'))] },
    { letterDepartmentIds: [demoDepartmentId('design')], direction: 'incoming' },
    { counterpartyId: COUNTERPARTIES[0] },
    { projectId: PROJECTS[0] },
    { documentKind: 'жалоба' },
  ];
  const underWay: readonly OpenFilter[] = [
    {},
    { overdue: true },
    { employeeId: demoEmployeeId('ezhov') },
    { departmentIds: [demoDepartmentId('design'), demoDepartmentId('chancery')] },
    { kinds: ['answer', 'obtainIncomingNumber'] },
    { counterpartyId: COUNTERPARTIES[0], direction: 'outgoing' },
    { projectId: PROJECTS[0], overdue: false },
  ];
  const weeks = (moment: FigureMoment) => {
    const zone = moment.organization.calendar.timeZone;
    const first = DateTime.fromISO('2026-03-09', { zone });
    return [0, 1, 2, 3, 9, 20].map((index) => ({
      monday: first.plus({ weeks: index }).toISODate() ?? '',
      from: first.plus({ weeks: index }).toUTC().toISO() ?? '',
      to:
        first
          .plus({ weeks: index + 1 })
          .toUTC()
          .toISO() ?? '',
    }));
  };

  /** Every figure, each grouping with some filter, time and part. */
  const found = async (read: ReadModel, moment: FigureMoment, turn: number) => {
    const answers: Record<string, unknown> = {};
    for (const [index, question] of questions(turn).entries()) {
      const { by, filter, time, part } = question;
      const asked = { by, filter, time, part, first: 10_000 };
      answers[`durations ${index}`] = byKeys((await durationGroups(read, moment, everyFigure, asked)).groups);
    }
    for (const [index, { by, filter, time }] of openQuestions(turn).entries()) {
      answers[`open ${index}`] = byKeys(await openGroups(read, moment, everyFigure, { by, filter, time }));
    }
    answers.loads = Object.fromEntries(
      (await loads(read, moment, everyFigure, {}, 'working')).map(({ employeeId, ...load }) => [
        employeeId,
        load,
      ]),
    );
    answers.process = {
      ...(await processFigures(read, moment, everyFigure, {}, {})),
      automation: await automation(read, moment, everyFigure, {}, {}),
    };
    const ofWeeks = await weekStages(read, moment, everyFigure, {}, weeks(moment));
    answers.weeks = Object.fromEntries(
      weeks(moment).map(({ monday }) => [
        monday,
        Object.fromEntries(
          ofWeeks
            .filter((week) => week.monday === monday)
            .map(({ monday: __, kind, ...rest }) => [kind, rest]),
        ),
      ]),
    );
    return answers;
  };

  const questions = (turn: number) => {
    const filters = ended(turn);
    const single = dimensions.map((dimension) => [dimension]);
    return [[], ...single, ['stage', 'person', 'week'] as const, ['project', 'counterparty'] as const].map(
      (by, index) => ({
        by,
        filter: filters[(index + turn) % filters.length] ?? {},
        time: (['working', 'calendar'] as const)[(index + turn) % 2] as TimeMeasure,
        part: (['whole', 'own', 'waiting'] as const)[(index + turn) % 3] as StagePart,
      }),
    );
  };
  const openQuestions = (turn: number) =>
    [[], ...openDimensions.map((dimension) => [dimension]), ['person', 'stage'] as const].map(
      (by, index) => ({
        by,
        filter: underWay[(index + turn) % underWay.length] ?? {},
        time: (['working', 'calendar'] as const)[(index + turn) % 2] as TimeMeasure,
      }),
    );

  const own = (moment: FigureMoment, turn: number) => {
    const walk = new OwnWalk(events.filter(({ position }) => position <= moment.position));
    const { at } = moment;
    return {
      ...Object.fromEntries(
        questions(turn).map(({ by, filter, time, part }, index) => [
          `durations ${index}`,
          ownDurations(walk, by, time, part, filter as OwnFilter),
        ]),
      ),
      ...Object.fromEntries(
        openQuestions(turn).map(({ by, filter, time }, index) => [
          `open ${index}`,
          ownOpenWork(walk, at, by, time, ageBounds[time], filter as OwnFilter),
        ]),
      ),
      loads: ownLoads(walk, at, 'working'),
      process: ownProcess(walk),
      weeks: Object.fromEntries(
        weeks(moment).map(({ monday, from, to }) => [monday, ownWeek(walk, at, from, to)]),
      ),
    };
  };

  /** Eight of the moments or so, the last among them. */
  const moments = (): readonly number[] => {
    const apart = Math.ceil(events.length / 8);
    return [...events.keys()].filter((index) => (events.length - 1 - index) % apart === 0);
  };

  it('are those of an independent calculation and of a system that had stopped, as of every moment', {
    timeout: 60_000,
  }, async () => {
    let taken = 0;
    for (const [turn, index] of moments().entries()) {
      const event = events[index] as Event;
      await stopped.takeIn(events.slice(taken, index + 1));
      taken = index + 1;
      const moment = stopped.moment(event);
      organization = moment.organization;
      const expected = rounded(own(moment, turn));
      expect({ turn, ...(rounded(await found(stopped.read, moment, turn)) as object) }).toEqual({
        turn,
        ...(expected as object),
      });
      // And the same as of that moment, after everything that happened since.
      expect(rounded(await found(whole.read, moment, turn))).toEqual(expected);
    }
    expect(taken).toBe(events.length);
  });

  it('count something of everything', () => {
    const { stages, calendars, merged, departments } = new OwnWalk(events);
    const outcomes = new Set(stages.map(({ ended }) => ended?.outcome ?? 'open'));
    expect([...outcomes].sort()).toEqual(['done', 'failed', 'lapsed', 'open', 'replaced', 'returned']);
    expect(new Set(stages.map(({ kind }) => kind)).size).toBe(stageKinds.length);
    expect(calendars.length).toBeGreaterThan(2);
    const apart = [...departments.values()].filter((department) => (department.calendars?.length ?? 0) > 2);
    expect(apart.length).toBeGreaterThan(1);
    const byTheirOwn = stages.filter((stage) => stage.calendars !== calendars && stage.ended);
    expect(byTheirOwn.length).toBeGreaterThan(20);
    expect(merged.size).toBe(1);
    const pauses = stages.filter(({ kind }) => kind !== 'obtainIncomingNumber').flatMap(({ waits }) => waits);
    expect(pauses.filter(({ to }) => to !== null).length).toBeGreaterThan(5);
  });
});
