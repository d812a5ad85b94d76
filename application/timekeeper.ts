import { BEGINNING, type Position, SYSTEM } from '../domain/event.ts';
import type { Instant } from '../domain/fields.ts';
import { openTasks } from '../domain/letter/tasks.ts';
import { calendarOf } from '../domain/organization/calendars.ts';
import { today } from '../domain/organization/deadline-policy.ts';
import { dueMilestones, longestNotice } from '../domain/organization/milestones.ts';
import type { Organization, Substitution } from '../domain/organization/organization.ts';
import { responsibilityOf } from '../domain/organization/responsible.ts';
import { addWorkingMinutes } from '../domain/organization/working-time.ts';
import { isRefusal } from '../domain/refusal.ts';
import type { Caller } from './caller.ts';
import type { Outcome } from './command-handler.ts';
import { derivedId } from './derived-id.ts';
import type { LetterRequest } from './letter-requests.ts';
import type { Letters } from './letters.ts';
import type { OrganizationCommands } from './organization-commands.ts';
import type { OrganizationReader } from './organization-reader.ts';
import type { Clock } from './ports/clock.ts';
import type { DueTasks, TaskPlace } from './ports/due-tasks.ts';
import type { ReadModelClock } from './ports/read-model-clock.ts';

/** What a sweep has recorded. */
export interface TimekeeperReport {
  readonly reminders: number;
  readonly escalations: number;
  readonly pausesEnded: number;
  readonly substitutionsBegun: number;
  readonly substitutionsEnded: number;
}

const BATCH = 500;
const AT_ONCE = 8;
/** What there is nothing to tell of is looked at again after a day: policies and people change. */
const LOOK_AGAIN_MS = 24 * 60 * 60_000;

/**
 * Does what is due because time has passed: reminders, escalations, ends of pauses, substitutions that begin and end. What
 * it does is decided on the letter itself, each with a command id of its own, so that it is done once however often, by
 * however many, and with whatever crashes in between it is noticed.
 */
export class Timekeeper {
  readonly #letters: Letters;
  readonly #organization: OrganizationReader;
  readonly #commands: OrganizationCommands;
  readonly #tasks: DueTasks;
  readonly #readModels: ReadModelClock;
  readonly #clock: Clock;
  /** The last position that it wrote at. */
  #written: Position = BEGINNING;

  constructor(
    letters: Letters,
    organization: OrganizationReader,
    commands: OrganizationCommands,
    tasks: DueTasks,
    readModels: ReadModelClock,
    clock: Clock,
  ) {
    this.#letters = letters;
    this.#organization = organization;
    this.#commands = commands;
    this.#tasks = tasks;
    this.#readModels = readModels;
    this.#clock = clock;
  }

  /**
   * Everything that is due at the clock's now. What the read models do not show yet is done by a later sweep.
   *
   * @throws EventStoreUnavailable, and what the read models throw; what was done until then stays done.
   */
  async sweep(): Promise<TimekeeperReport> {
    const now = this.#clock();
    const pausesEnded = await this.#endPauses(now);
    const organization = await this.#organization.current();
    const substitutions = await this.#substitutions(organization, now);
    const told = await this.#tell(organization, now);
    return { ...told, pausesEnded, ...substitutions };
  }

  async #endPauses(now: Instant): Promise<number> {
    let ended = 0;
    const tasks = await this.#tasks.waitingUntil(now, BATCH);
    await inTurns(tasks, async ({ letterId, key, due }) => {
      const request = {
        name: 'endWaiting',
        letterId,
        taskKey: key,
        due,
        cause: 'expectedByPassed',
        at: now,
      } as const;
      if (await this.#give(derivedId('timekeeper', 'endWaiting', letterId, key, due), request)) ended += 1;
    });
    return ended;
  }

  async #tell(
    organization: Organization,
    now: Instant,
  ): Promise<Pick<TimekeeperReport, 'reminders' | 'escalations'>> {
    const told = { reminders: 0, escalations: 0 };
    const horizon = horizonOf(organization, now);
    // What is told of leaves the list when the read models have it; what was seen here is not looked at again.
    const seen = new Set<string>();
    for (;;) {
      const tasks = await this.#tasks.withMilestones(now, horizon, BATCH);
      const fresh = tasks.filter(({ letterId, key, due }) => !seen.has(`${letterId} ${key} ${due}`));
      for (const { letterId, key, due } of fresh) seen.add(`${letterId} ${key} ${due}`);
      const passed: (TaskPlace & { until: Instant })[] = [];
      await inTurns(fresh, async (task) => {
        const { reminders, escalations, until } = await this.#tellOf(organization, task, now);
        told.reminders += reminders;
        told.escalations += escalations;
        if (until) passed.push({ ...task, until });
      });
      if (passed.length > 0) await this.#tasks.passOver(passed);
      if (tasks.length < BATCH || fresh.length === 0) return told;
      await this.#readModels.reached(this.#written);
    }
  }

  /** `until`: there is nothing to tell of the task before then. */
  async #tellOf(
    organization: Organization,
    { letterId, key, due }: TaskPlace,
    now: Instant,
  ): Promise<{ readonly reminders: number; readonly escalations: number; readonly until?: Instant }> {
    const letter = await this.#letters.find(letterId);
    const task = openTasks(letter).find((open) => open.key === key);
    // The read models do not know yet what has become of it.
    if (!letter || !task || task.deadline.due !== due) return { reminders: 0, escalations: 0 };
    const milestones = dueMilestones(organization, letter, task, now);
    let reminders = 0;
    let escalations = 0;
    for (const { kind, milestone, level } of milestones.due) {
      const parts = ['timekeeper', kind, letterId, key, due, milestone];
      if (kind === 'reminder') {
        const request = { name: 'remind', letterId, taskKey: key, due, milestone } as const;
        if (await this.#give(derivedId(...parts), request)) reminders += 1;
      } else {
        const request = {
          name: 'escalate',
          letterId,
          taskKey: key,
          due,
          milestone,
          level: level ?? 1,
        } as const;
        if (await this.#give(derivedId(...parts, String(level)), request)) escalations += 1;
      }
    }
    if (milestones.due.length > 0) return { reminders, escalations };
    const again = new Date(Date.parse(now) + LOOK_AGAIN_MS).toISOString();
    const [until = again] = [milestones.nextAt ?? again, again].sort();
    return { reminders, escalations, until };
  }

  async #substitutions(
    organization: Organization,
    now: Instant,
  ): Promise<Pick<TimekeeperReport, 'substitutionsBegun' | 'substitutionsEnded'>> {
    const date = today(organization, now);
    const found = { substitutionsBegun: 0, substitutionsEnded: 0 };
    for (const substitution of organization.substitutions.values()) {
      const { from, to, begun, ended } = substitution;
      if (!begun && from <= date && date <= to) {
        if (await this.#note('noteSubstitutionBegan', organization, substitution, date))
          found.substitutionsBegun += 1;
      } else if (begun && !ended && to < date) {
        if (await this.#note('noteSubstitutionEnded', organization, substitution, date))
          found.substitutionsEnded += 1;
      }
    }
    return found;
  }

  async #note(
    name: 'noteSubstitutionBegan' | 'noteSubstitutionEnded',
    organization: Organization,
    { id, employeeId }: Substitution,
    date: string,
  ): Promise<boolean> {
    const openTasks = await this.#tasks.count(responsibilityOf(organization, [employeeId]));
    const outcome = await this.#commands.execute(asTimekeeper(derivedId('timekeeper', name, id)), [
      { name, substitutionId: id, date, openTasks },
    ]);
    if (isRefusal(outcome)) throw new TimekeeperRefused(name, outcome.refused, outcome.details);
    return isNew(outcome);
  }

  /** Whether it was done now; not, where it had been done before, or there was nothing to do. */
  async #give(commandId: string, request: LetterRequest & { readonly letterId: string }): Promise<boolean> {
    const outcome = await this.#letters.execute(asTimekeeper(commandId), request);
    if (!isRefusal(outcome)) {
      if (outcome.position > this.#written) this.#written = outcome.position;
      return isNew(outcome);
    }
    // It was annulled meanwhile: there is nothing to keep time of.
    if (outcome.refused === 'WRONG_STATE' || outcome.refused === 'NOT_FOUND') return false;
    throw new TimekeeperRefused(request.name, outcome.refused, outcome.details);
  }
}

/** What the timekeeper may always do was refused: a defect, to be seen. */
export class TimekeeperRefused extends Error {
  override readonly name = 'TimekeeperRefused';
  constructor(command: string, code: string, details: unknown) {
    super(`${command}: ${code} ${JSON.stringify(details)}`);
  }
}

const isNew = ({ repeated, unchanged }: Outcome<unknown>): boolean => !repeated && !unchanged;

const asTimekeeper = (commandId: string): Caller => ({ actor: SYSTEM, commandId });

/** By when a task is due at the latest that is reminded of now, whichever calendar it counts by. */
const horizonOf = (organization: Organization, now: Instant): Instant => {
  const minutes = longestNotice(organization) + 1;
  const calendars = new Set([
    organization.calendar,
    ...[...organization.departments.keys()].map((id) => calendarOf(organization, id)),
  ]);
  return (
    [...calendars]
      .map((calendar) => addWorkingMinutes(calendar, now, minutes))
      .sort()
      .at(-1) ?? now
  );
};

/** Works on a few at once, each when one before it is done, and ends when all have. @throws what the first of them threw. */
const inTurns = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const rest = items.values();
  const outcomes = await Promise.allSettled(
    Array.from({ length: Math.min(AT_ONCE, items.length) }, async () => {
      for (const item of rest) await work(item);
    }),
  );
  const failed = outcomes.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
};
