import type { EventStore } from '../../application/ports/event-store.ts';
import { BEGINNING, idOf, type Position } from '../../domain/event.ts';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../../domain/organization/working-time.ts';
import { Agenda } from './agenda.ts';
import type { Books, Intent } from './books.ts';
import type { Scenario } from './scenario.ts';

/** Somebody is told of a task of theirs, or their head is. */
export interface Nudge {
  readonly letterId: string;
  readonly taskKey: string;
  readonly level: 'reminder' | 'escalation';
}

/** Who reminds people of what is due. */
export interface Timekeeping {
  /** The task is open from now on, or is due at another time. */
  watch(intent: Intent): void;
  /** Tells whoever is to be told by now. Called once in each hour of simulated working time, with nothing else under way. */
  sweep(now: number): Promise<readonly Nudge[]>;
}

/** The chief clerk who keeps an eye on the due dates: reminders that are spoken, and leave no trace. */
export class WatchfulClerk implements Timekeeping {
  readonly #agenda = new Agenda<{ intent: Intent; due: string; level: Nudge['level'] }>();
  readonly #books: Books;
  readonly #calendar: WorkingCalendar;
  readonly #policy: Pick<Scenario, 'reminders' | 'escalations'>;

  constructor(books: Books, calendar: WorkingCalendar, policy: Pick<Scenario, 'reminders' | 'escalations'>) {
    this.#books = books;
    this.#calendar = calendar;
    this.#policy = policy;
  }

  watch(intent: Intent): void {
    const { due, since } = intent.task;
    const put = (at: string, level: Nudge['level']): void =>
      this.#agenda.put(Date.parse(at), { intent, due, level });
    const allowed = workingMinutesBetween(this.#calendar, since, due);
    const { reminders, escalations } = this.#policy;
    for (const minutes of reminders.before) {
      // Whoever is reminded as soon as they have the task is not reminded of it.
      if (minutes < allowed) put(addWorkingMinutes(this.#calendar, since, allowed - minutes), 'reminder');
    }
    for (const minutes of reminders.after) put(addWorkingMinutes(this.#calendar, due, minutes), 'reminder');
    for (const { after: minutes } of escalations)
      put(addWorkingMinutes(this.#calendar, due, minutes), 'escalation');
  }

  async sweep(now: number): Promise<readonly Nudge[]> {
    return this.#agenda
      .take(now)
      .filter(({ intent, due }) => this.#books.isOpen(intent) && intent.task.due === due)
      .map(({ intent, level }) => ({ letterId: intent.file.id, taskKey: intent.task.key, level }));
  }
}

const BATCH = 1_000;

/** The system's own timekeeper: whom it has reminded, and what it has escalated, is in the log. */
export class RecordedTimekeeping implements Timekeeping {
  readonly #log: Pick<EventStore, 'readAll'>;
  readonly #sweep: () => Promise<unknown>;
  #read: Position = BEGINNING;

  constructor(log: Pick<EventStore, 'readAll'>, sweep: () => Promise<unknown>) {
    this.#log = log;
    this.#sweep = sweep;
  }

  /** The timekeeper knows of every task that is open. */
  watch(): void {}

  async sweep(): Promise<readonly Nudge[]> {
    await this.#sweep();
    const nudges: Nudge[] = [];
    for (;;) {
      const batch = await this.#log.readAll(this.#read, BATCH, { categories: ['letter'] });
      for (const { type, stream, data } of batch) {
        if (type !== 'ReminderSent' && type !== 'Escalated') continue;
        const { key: taskKey } = JSON.parse(data) as { readonly key: string };
        nudges.push({
          letterId: idOf(stream),
          taskKey,
          level: type === 'Escalated' ? 'escalation' : 'reminder',
        });
      }
      this.#read = batch.at(-1)?.position ?? this.#read;
      if (batch.length < BATCH) return nudges;
    }
  }
}
