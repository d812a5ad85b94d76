import type { DeskLetter, DeskTask } from './door.ts';
import type { HistoryLetter, Occurrence } from './history.ts';

/** A task that somebody means to do, or has forgotten. */
export interface Intent {
  readonly file: LetterFile;
  task: DeskTask;
  /** What chance is asked by: the same for the same task of the same letter under any policy. */
  readonly drawKey: string;
  /** How often the letter had such a task before. */
  readonly nth: number;
  /** When it is to be done, in milliseconds; `undefined`: forgotten, until somebody reminds them. */
  plannedAt: number | undefined;
  /** Of the entry of the agenda that counts; older ones are void. */
  token: number;
  /** The counterparty will never give its number. */
  isSilent: boolean;
  /** Reminders and escalations so far. */
  nudges: number;
}

/** What the simulation remembers of a letter, as the people who work on it would. */
export interface LetterFile {
  readonly id: string;
  /** Of the history: the letter's own, or that of the reply that it became. */
  readonly key: string;
  readonly history: HistoryLetter;
  readonly departmentId: string;
  /** Who replies to an incoming letter, or wrote an outgoing one. */
  workerId?: string;
  /** Whether the history knows of a reply to it. */
  readonly reply?: Occurrence['reply'];
  /** The incoming letter that an outgoing one answers. */
  readonly answers?: LetterFile;
  /** How often the same letter was begun before, by somebody who has left. */
  readonly again: number;
  /** Replies that it has had; all but the last were taken back. */
  replies: number;
  readonly intents: Map<string, Intent>;
  readonly seen: Map<string, number>;
}

/** `approve:1:0:<employee>` is the step of a route that policy shapes; who approves, in which round, is what chance is asked by. */
const drawKeyOf = ({ key, kind }: DeskTask): string => {
  if (kind !== 'approve') return key;
  const [, round, , approverId] = key.split(':');
  return `approve:${round}:${approverId}`;
};

/** A task that was given to somebody else, or begun anew, is another one. */
const identityOf = ({ key, kind, since, assignees }: DeskTask): string =>
  [
    key,
    since,
    ...(kind === 'dispatch' || kind === 'obtainIncomingNumber' ? [] : assignees.map(({ id }) => id)),
  ].join(' ');

/** Who an approval is asked of: not always who must see to it now. */
export const approverOf = ({ key }: DeskTask): string => key.split(':')[3] ?? '';

export class Books {
  readonly #files = new Map<string, LetterFile>();
  #intents = 0;

  get letters(): number {
    return this.#files.size;
  }

  /** Tasks that are open. */
  get openTasks(): number {
    return this.#intents;
  }

  file(letterId: string): LetterFile | undefined {
    return this.#files.get(letterId);
  }

  open(file: Omit<LetterFile, 'intents' | 'seen'>): LetterFile {
    const opened = { ...file, intents: new Map(), seen: new Map() };
    this.#files.set(file.id, opened);
    return opened;
  }

  *intents(): Generator<Intent> {
    for (const file of this.#files.values()) yield* file.intents.values();
  }

  /** Takes in what a letter shows now. @returns the tasks that are new. */
  observe(file: LetterFile, { openTasks }: Pick<DeskLetter, 'openTasks'>): readonly Intent[] {
    const shown = new Map(openTasks.map((task) => [identityOf(task), task]));
    for (const identity of [...file.intents.keys()]) {
      if (shown.has(identity)) continue;
      file.intents.delete(identity);
      this.#intents -= 1;
    }
    const begun: Intent[] = [];
    for (const [identity, task] of shown) {
      const known = file.intents.get(identity);
      if (known) {
        known.task = task;
        continue;
      }
      const drawKey = drawKeyOf(task);
      const nth = file.seen.get(drawKey) ?? 0;
      file.seen.set(drawKey, nth + 1);
      const intent = { file, task, drawKey, nth, plannedAt: undefined, token: 0, isSilent: false, nudges: 0 };
      file.intents.set(identity, intent);
      this.#intents += 1;
      begun.push(intent);
    }
    return begun;
  }

  isOpen(intent: Intent): boolean {
    return intent.file.intents.get(identityOf(intent.task)) === intent;
  }
}
