import { expect } from 'vitest';
import type { Deadline, TaskKind } from '../deadline.ts';
import { BEGINNING, type Recorded } from '../event.ts';
import { isRefusal } from '../refusal.ts';
import type { RefusalCode } from '../refusal-codes.ts';
import type { DecisionContext, LetterCommand, WorkingTime } from './commands.ts';
import { decideLetter, evolveLetter, foldLetter } from './decider.ts';
import type { LetterEvent } from './events.ts';
import type { LetterState } from './letter.ts';
import { openTasks } from './tasks.ts';

/** Ids that read as what they stand for: `id('executor')`. */
export const id = (name: string): string => {
  const hex = Buffer.from(name.padEnd(16, '·')).toString('hex').slice(0, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

export const NOW = '2026-03-03T09:00:00.000Z';
export const LETTER = id('letter');

/** The deadline that the specifications' policy gives: an hour per letter of the task's name. */
export const due = (task: TaskKind): Deadline => ({
  due: `2026-03-0${4 + (task.length % 5)}T09:00:00.000Z`,
  basis: { kind: 'policy', task, workingMinutes: task.length * 60, calendar: 'Specification', from: NOW },
});

/** The specifications' calendar knows no rest, so that times are easy to tell. */
const roundTheClock: WorkingTime = {
  between: (from, to) => (Date.parse(to) - Date.parse(from)) / 60_000,
  after: (from, minutes) => new Date(Date.parse(from) + minutes * 60_000).toISOString(),
};

interface As {
  readonly actor?: string;
  /** Those whom the actor substitutes. */
  readonly substitutes?: readonly string[];
}

const recorded = (events: readonly LetterEvent[], actor: string): readonly Recorded<LetterEvent>[] =>
  events.map((event, revision) => ({
    ...event,
    id: id(`event ${revision}`),
    stream: `letter-${LETTER}`,
    revision,
    position: BEGINNING,
    metadata: {
      version: 1,
      actor,
      at: NOW,
      commandId: id('command'),
      command: 'specified',
      $correlationId: id('command'),
      $causationId: id('command'),
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
  })) as readonly Recorded<LetterEvent>[];

/** Given these events, when that command is given, then these events follow, or it is refused. */
export const given = (...events: readonly LetterEvent[]) => ({
  state: (): LetterState => foldLetter(recorded(events, id('secretary'))),
  when(command: LetterCommand, { actor = id('actor'), substitutes = [] }: As = {}) {
    const context: DecisionContext = {
      now: NOW,
      today: '2026-03-03',
      actor,
      actsAs: [actor, ...substitutes],
      deadlineFor: due,
      workingTimeOf: () => roundTheClock,
    };
    const before = foldLetter(recorded(events, id('secretary')));
    const decision = decideLetter(before, command, context);
    return {
      /** These events follow, and nothing else. */
      follows(...expected: readonly LetterEvent[]): void {
        expect(decision).toEqual(expected);
      },
      refused(code: RefusalCode, details?: object): void {
        expect(decision).toMatchObject({ refused: code, ...(details && { details }) });
      },
      /** The types of the events that follow, the status that the letter is left in, and what it asks for next. */
      leaves(types: readonly LetterEvent['type'][], status: string, tasks: readonly TaskKind[]): LetterState {
        if (isRefusal(decision)) throw new Error(`${decision.refused} ${JSON.stringify(decision.details)}`);
        const after = recorded([...events, ...decision], actor)
          .slice(events.length)
          .reduce<LetterState>(evolveLetter, before);
        expect(decision.map(({ type }) => type)).toEqual(types);
        expect(after?.status).toBe(status);
        expect(openTasks(after).map(({ kind }) => kind)).toEqual(tasks);
        return after;
      },
    };
  },
});
