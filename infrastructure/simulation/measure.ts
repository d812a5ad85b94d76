import { decode } from '../../application/event-codec.ts';
import type { TaskKind } from '../../domain/deadline.ts';
import { categoryOf, idOf, type Recorded, SYSTEM } from '../../domain/event.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import { isOpen, type Letter, type LetterState } from '../../domain/letter/letter.ts';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import { workingMinutesBetween } from '../../domain/organization/working-time.ts';
import { taskKinds } from '../../domain/task-kinds.ts';
import type { Composition } from '../composition.ts';
import { type Control, control } from './control.ts';
import { distributionOf, quantile } from './distribution.ts';
import { LogDigest, wholeLog } from './log-digest.ts';
import { stepOf } from './stage-times.ts';

/** Working minutes of a kind of stretch; of how many, and how many of them were over after their due date, if they had one. */
export interface StageFigures {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  readonly p90: number;
  readonly late: number | null;
}

export interface Measured {
  readonly letters: { readonly incoming: number; readonly outgoing: number };
  readonly events: number;
  /** Steps in the life of letters, and those that nobody had to do, by what they are. */
  readonly steps: number;
  readonly stepsBySystem: number;
  readonly bySystem: Readonly<Record<string, number>>;
  readonly stages: Readonly<Partial<Record<TaskKind, StageFigures>>>;
  /** From registration to the dispatch of the reply, from a draft to its dispatch. */
  readonly toReply: StageFigures | undefined;
  readonly toDispatch: StageFigures | undefined;
  /** From the first submission to the last approval. */
  readonly toApproval: StageFigures | undefined;
  readonly approvalRounds: number;
  /** Of all tasks that were done, those after their due date. */
  readonly overdueShare: number;
  /** Of incoming letters that were answered or executed, those by the date that the letter had then. */
  readonly answeredInTimeShare: number;
  readonly remindersOnRecord: number;
  readonly escalationsOnRecord: number;
  readonly control: Control;
  readonly digest: string;
}

/** Minutes and lateness of a stretch as it is collected. */
class Stretches {
  readonly #minutes: number[] = [];
  #late: number | null = null;
  readonly #calendar: WorkingCalendar;

  constructor(calendar: WorkingCalendar) {
    this.#calendar = calendar;
  }

  add(since: string, at: string, due?: string): void {
    this.#minutes.push(workingMinutesBetween(this.#calendar, since, at));
    if (due !== undefined) this.#late = (this.#late ?? 0) + Number(at > due);
  }

  get late(): number {
    return this.#late ?? 0;
  }

  figures(): StageFigures | undefined {
    if (this.#minutes.length === 0) return undefined;
    const sorted = distributionOf(this.#minutes);
    return {
      count: sorted.length,
      mean: sorted.reduce((sum, minutes) => sum + minutes, 0) / sorted.length,
      median: quantile(sorted, 0.5),
      p90: quantile(sorted, 0.9),
      late: this.#late,
    };
  }
}

/** What Chancery does by itself, though it is written in a person's name: it follows from what they did. */
const followsByItself: ReadonlySet<string> = new Set(['Approved']);

const dueOf = (letter: Letter | undefined): string | undefined =>
  letter && 'dueBy' in letter ? letter.dueBy.due : undefined;

/**
 * The figures of a whole log, reckoned from its events alone and from nothing that Chancery keeps of them, so that they can be
 * held against what it answers.
 */
export const measure = async (
  { chancery, eventStore, read }: Pick<Composition, 'chancery' | 'eventStore' | 'read'>,
  now: string,
): Promise<Measured> => {
  const organization = await chancery.currentOrganization();
  const { calendar } = organization;
  const stretches = (): Stretches => new Stretches(calendar);
  const stages = new Map<TaskKind, Stretches>();
  const [toReply, toDispatch, toApproval] = [stretches(), stretches(), stretches()];
  const states = new Map<string, LetterState>();
  const submittedAt = new Map<string, string>();
  const bySystem: Record<string, number> = {};
  const digest = new LogDigest();
  const count = { events: 0, steps: 0, rounds: 0, answered: 0, inTime: 0, reminders: 0, escalations: 0 };
  const did = (what: string): void => {
    bySystem[what] = (bySystem[what] ?? 0) + 1;
  };

  for await (const stored of wholeLog(eventStore)) {
    digest.take(stored);
    count.events += 1;
    if (stored.type === 'NumberIssued') {
      count.steps += 1;
      did(stored.type);
    }
    if (categoryOf(stored.stream) !== 'letter') continue;
    const event = decode(stored) as unknown as Recorded<LetterEvent>;
    const { at, actor } = event.metadata;
    const id = idOf(event.stream);
    const { next, before, done } = stepOf(states.get(id), event);
    states.set(id, next);
    count.steps += 1;
    if (actor === SYSTEM || followsByItself.has(event.type)) did(event.type);
    for (const { kind, since, at: doneAt, due } of done) {
      const stage = stages.get(kind) ?? stretches();
      stages.set(kind, stage);
      stage.add(since, doneAt, due);
    }
    switch (event.type) {
      case 'SubmittedForApproval':
        count.rounds += 1;
        if (event.data.round === 1) submittedAt.set(id, at);
        break;
      case 'Approved':
        toApproval.add(submittedAt.get(id) ?? at, at);
        break;
      case 'Dispatched':
        if (before?.status === 'approved') toDispatch.add(before.createdAt, at);
        break;
      case 'ReplyDispatched':
      case 'ReplyWaived': {
        const due = dueOf(before);
        count.answered += 1;
        if (due !== undefined && at <= due) count.inTime += 1;
        if (event.type === 'ReplyDispatched' && before) toReply.add(before.createdAt, at, due);
        break;
      }
      case 'ReminderSent':
        count.reminders += 1;
        break;
      case 'Escalated':
        count.escalations += 1;
        break;
      default:
    }
  }

  const letters = [...states.values()].filter(
    (state): state is Letter => state !== undefined && state.status !== 'abandoned',
  );
  const open = new Map(letters.filter(isOpen).map((letter) => [letter.id, letter]));
  const doneTasks = [...stages.values()].reduce((sum, stage) => sum + (stage.figures()?.count ?? 0), 0);
  const lateTasks = [...stages.values()].reduce((sum, stage) => sum + stage.late, 0);
  const of = (direction: string): number =>
    letters.filter((letter) => 'direction' in letter && letter.direction === direction).length;
  return {
    letters: { incoming: of('incoming'), outgoing: of('outgoing') },
    events: count.events,
    steps: count.steps,
    stepsBySystem: Object.values(bySystem).reduce((sum, times) => sum + times, 0),
    bySystem,
    stages: Object.fromEntries(
      taskKinds.flatMap((kind) => {
        const figures = stages.get(kind)?.figures();
        return figures ? [[kind, figures]] : [];
      }),
    ),
    toReply: toReply.figures(),
    toDispatch: toDispatch.figures(),
    toApproval: toApproval.figures(),
    approvalRounds: count.rounds,
    overdueShare: lateTasks / Math.max(doneTasks, 1),
    answeredInTimeShare: count.inTime / Math.max(count.answered, 1),
    remindersOnRecord: count.reminders,
    escalationsOnRecord: count.escalations,
    control: await control(read, organization, open, now),
    digest: digest.digest(),
  };
};
