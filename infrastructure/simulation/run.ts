import type { CalendarDate } from '../../domain/fields.ts';
import { addWorkingMinutes, dateIn, workingMinutesBetween } from '../../domain/organization/working-time.ts';
import type { Composition } from '../composition.ts';
import { inParallel } from '../import/import-report.ts';
import { dayAfter } from './absences.ts';
import { type Act, laneOf, orderOf } from './acts.ts';
import { Agenda } from './agenda.ts';
import { Attendance } from './attendance.ts';
import { Books } from './books.ts';
import { chanceOf } from './chance.ts';
import { Desk } from './desk.ts';
import { type Door, RefusedAtTheDoor } from './door.ts';
import type { Scenario } from './scenario.ts';
import { settle } from './settling.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { Staff } from './staff.ts';
import { Timekeeping } from './timekeeping.ts';
import { WorkingSteps } from './working-steps.ts';
import type { World } from './world.ts';

/** What was put down by lanes that ran at the same time is in no order of its own. */
const inOrder = (one: Act, other: Act): number => {
  const [a, b] = [orderOf(one), orderOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** Letters worked on at the same time within a step: their writes go down to the disk together. */
const AT_ONCE = 8;
const HOUR = 3_600_000;
/** Mornings of a week, on one of which somebody goes through the whole of their desk. */
const LOOKS_EVERY = 5;

export interface RunOptions {
  readonly world: World;
  readonly scenario: Scenario;
  readonly seed: number;
  /** The simulated minutes of a step. */
  readonly stepMinutes: number;
  /** Working days after the last letter of the history. */
  readonly drainDays: number;
  /** Breaks it off between two steps. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (day: CalendarDate, share: number) => void;
}

/** What the simulation itself has seen, beside what the log tells. */
export interface RunTally {
  readonly from: string;
  readonly to: string;
  readonly requests: number;
  readonly forgotten: number;
  readonly postponed: number;
  readonly reminders: number;
  readonly escalations: number;
  readonly illnesses: number;
  readonly leavings: number;
  /** Desks that were compared with what the people thought was on them, and tasks that were on one of both only. */
  readonly desksCompared: number;
  readonly deskDifferences: number;
  /** Requests that were refused, by code: the office tries nothing that it may not do, so there should be none. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** The organisation at work, from the first letter of the history until nothing is left or the time is over. */
export const runOffice = async (
  composition: Composition,
  door: Door,
  staff: Staff,
  clock: SimulatedClock,
  sweep: () => Promise<unknown>,
  options: RunOptions,
): Promise<RunTally> => {
  const { world, scenario, seed, onProgress } = options;
  const { calendar, history, delays } = world;
  const chance = chanceOf(seed);
  const agenda = new Agenda<Act>();
  const books = new Books();
  const steps = new WorkingSteps(calendar, options.stepMinutes);
  const timekeeping = new Timekeeping(composition.eventStore, sweep);
  const tally = {
    forgotten: 0,
    postponed: 0,
    reminders: 0,
    escalations: 0,
    desksCompared: 0,
    deskDifferences: 0,
  };
  const refusals: Record<string, number> = {};

  // Midnight by UTC of a day of the calendar's is near enough: the first working minute after it is that day's.
  const startOf = (day: CalendarDate): number =>
    Date.parse(addWorkingMinutes(calendar, `${day}T00:00:00.000Z`, 0));
  const begin = startOf(history.from);
  const lastDay = startOf(history.to);
  const dayMinutes = workingMinutesBetween(
    calendar,
    new Date(lastDay).toISOString(),
    new Date(lastDay + 24 * HOUR).toISOString(),
  );
  const end = Date.parse(
    addWorkingMinutes(calendar, new Date(lastDay).toISOString(), dayMinutes * (options.drainDays + 1)),
  );
  const lastDate = dateIn(calendar.timeZone, new Date(end).toISOString());
  const attendance = new Attendance(
    { door, staff, clock, steps, chance },
    scenario.people,
    { from: history.from, to: lastDate },
    { from: history.from, to: history.to },
  );
  const desk = new Desk({
    door,
    staff,
    books,
    clock,
    steps,
    chance,
    scenario,
    delays,
    put: (at, act) => agenda.put(at, act),
    presence: (id, inPerson) => attendance.presence(id, inPerson),
    successorOf: (id) => attendance.successorOf(id),
    onDeed: (what) => {
      tally[what] += 1;
    },
  });

  for (const occurrence of history.occurrences) {
    const { day, key } = occurrence.letter;
    const minutes = chance('arrives', key) * dayMinutes;
    agenda.put(steps.after(startOf(day), minutes), { kind: 'arrive', occurrence, again: 0 });
  }

  const perform = async (act: Act): Promise<void> => {
    try {
      await desk.perform(act);
    } catch (error) {
      if (!(error instanceof RefusedAtTheDoor)) throw error;
      const what = `${error.message.split(' ')[0]} ${error.code}`;
      refusals[what] = (refusals[what] ?? 0) + 1;
    }
  };

  /** Somebody goes through their desk as GraphQL shows it, and finds there what they thought, or does not. */
  const compareDesks = async (day: CalendarDate): Promise<void> => {
    const weekday = Math.floor(Date.parse(day) / (24 * HOUR)) % LOOKS_EVERY;
    const expected = new Map<string, Set<string>>();
    for (const { file, task } of books.intents()) {
      for (const { id } of task.assignees) {
        expected.set(id, (expected.get(id) ?? new Set()).add(`${file.id}/${task.key}`));
      }
    }
    const substituted = new Set(
      [...staff.organization.substitutions.values()]
        .filter(({ from, to }) => from <= day && day <= to)
        .map(({ substituteId }) => substituteId),
    );
    const looking = [...expected.keys()]
      .filter((id) => Math.floor(chance('looks on', id) * LOOKS_EVERY) === weekday)
      // Whoever stands in for somebody has two desks; theirs alone is compared another day.
      .filter((id) => !substituted.has(id) && staff.isLiving(id));
    await inParallel(looking, AT_ONCE, async (id) => {
      const shown = new Set(await door.desk(id));
      tally.desksCompared += 1;
      tally.deskDifferences += shown.symmetricDifference(expected.get(id) ?? new Set()).size;
    });
  };

  const morning = async (day: CalendarDate): Promise<void> => {
    const gone = await attendance.morning(day);
    if (gone.length > 0) {
      await settle(composition);
      staff.renew(await composition.chancery.currentOrganization());
      const theirs = [...books.intents()].filter(({ task }) =>
        task.assignees.some(({ id }) => gone.includes(id)),
      );
      for (const file of new Set(theirs.map((intent) => intent.file))) await desk.look(file);
    } else staff.renew(await composition.chancery.currentOrganization());
    await compareDesks(day);
    onProgress?.(day, (clock.milliseconds - begin) / (end - begin));
  };

  let day = '';
  let nextSweep = begin;
  while (agenda.next !== undefined || books.openTasks > 0) {
    options.signal?.throwIfAborted();
    const at = Math.min(agenda.next ?? Number.POSITIVE_INFINITY, nextSweep);
    if (at > end) break;
    clock.setForward(Math.max(at, clock.milliseconds));
    const today = dateIn(calendar.timeZone, clock.now());
    if (today !== day) {
      day = today;
      await morning(day);
    }
    if (at === nextSweep) {
      // The timekeeper asks the read models, and what it has recorded is on everybody's desk before they go on.
      await settle(composition);
      const nudges = await timekeeping.sweep();
      if (nudges.length > 0) await settle(composition);
      for (const { letterId, taskKey, level } of nudges) {
        tally[level === 'reminder' ? 'reminders' : 'escalations'] += 1;
        for (const intent of books.file(letterId)?.intents.values() ?? []) {
          if (intent.task.key === taskKey) desk.nudge(intent, level);
        }
      }
      nextSweep = Date.parse(addWorkingMinutes(calendar, new Date(at).toISOString(), 60));
    }
    const due = agenda.take(at).toSorted(inOrder);
    if (due.length === 0) continue;
    const lanes = [...Map.groupBy(due, laneOf).values()];
    await inParallel(lanes, AT_ONCE, async (acts) => {
      for (const act of acts) await perform(act);
    });
    await settle(composition);
  }
  await settle(composition, 'all');
  onProgress?.(day, 1);
  return {
    from: new Date(begin).toISOString(),
    to: clock.now(),
    requests: door.asked,
    ...tally,
    ...attendance.counts,
    refusals,
  };
};

/** The day before the history begins: when the organisation is founded. */
export const eveOf = (world: World): number =>
  Date.parse(`${dayAfter(world.history.from, -1)}T08:00:00.000Z`);
