import type { Recorded } from '../../domain/event.ts';
import { withLaterCorrections } from '../../domain/letter/correction.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { LetterState } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { dependentRows, listColumns } from '../correspondence/letter-rows.ts';
import { numbersText } from '../correspondence/search-documents.ts';
import { type LetterVersionTable, letterVersionTables, NOW, type Timeline } from './tables.ts';

/** A row that was so from `from_position`, an event's, until before `to_position`, another's or `NOW`. */
export interface Version {
  readonly letter_id: string;
  readonly key: string;
  readonly timeline: Timeline;
  readonly from_position: string;
  to_position: string;
}

/** A row that was there before, and is no longer from `to` on. */
export interface Ending {
  readonly letterId: string;
  readonly table: LetterVersionTable;
  readonly key: string;
  readonly to: string;
}

/** Rows that begin, by their table, and rows that end. */
export interface LetterVersions {
  readonly begun: Readonly<Record<LetterVersionTable, Version[]>>;
  readonly ended: Ending[];
}

export const noVersions = (): LetterVersions => ({
  begun: Object.fromEntries(
    letterVersionTables.map((table) => [table, []]),
  ) as unknown as LetterVersions['begun'],
  ended: [],
});

interface Part {
  readonly table: LetterVersionTable;
  readonly key: string;
  readonly timeline: Timeline;
  readonly columns: object;
}

export const isCorrection = ({ type }: LetterEvent): boolean => type === 'RegistrationCorrected';

/** In no key and no value: PostgreSQL has it in no text. */
const SEPARATOR = '\0';

/** The rows of the letter as it is after an event, by what they say. */
const partsOf = (
  letter: LetterState,
  firstPosition: string,
  updatedAt: string,
): ReadonlyMap<string, Part> => {
  const parts = new Map<string, Part>();
  if (!letter || letter.status === 'abandoned') return parts;
  const add = (table: LetterVersionTable, key: string, columns: object): void => {
    let text = `${table} ${key}`;
    for (const value of Object.values(columns)) text += SEPARATOR + (value ?? '');
    parts.set(text, { table, key, timeline: 'both', columns });
  };
  const open = openTasks(letter);
  const rows = dependentRows(letter, open);
  add('letter_versions', '', {
    first_position: firstPosition,
    updated_at: updatedAt,
    ...listColumns(letter, open),
  });
  add('letter_number_versions', '', { numbers: numbersText(letter) });
  for (const { counterparty_id } of rows.letter_counterparties) {
    add('letter_counterparty_versions', counterparty_id, { counterparty_id });
  }
  for (const { project_id } of rows.letter_projects) {
    add('letter_project_versions', project_id, { project_id });
  }
  for (const { employee_id } of rows.letter_participants) {
    add('letter_participant_versions', employee_id, { employee_id });
  }
  for (const { target_id, kind } of rows.letter_links) {
    add('letter_link_versions', `${kind}:${target_id}`, { target_id, kind });
  }
  for (const { key, kind, assignee_kind, assignee, due_at } of rows.tasks) {
    add('task_versions', key, { kind, assignee_kind, assignee, due_at });
  }
  return parts;
};

/** Both pasts of one moment: what they have in common, and apart what they have not. */
const withTimelines = (
  known: ReadonlyMap<string, Part>,
  corrected: ReadonlyMap<string, Part>,
): ReadonlyMap<string, Part> => {
  const found = new Map<string, Part>();
  for (const [text, part] of known) {
    if (corrected.has(text)) found.set(text, part);
    else found.set(`known ${text}`, { ...part, timeline: 'known' });
  }
  for (const [text, part] of corrected) {
    if (!known.has(text)) found.set(`corrected ${text}`, { ...part, timeline: 'corrected' });
  }
  return found;
};

/** What a letter's events so far have made of it. */
export interface FoldedLetter {
  readonly state: LetterState;
  readonly events: number;
  readonly firstPosition: string;
  readonly updatedAt: string;
}

const goneOn = (
  before: FoldedLetter | undefined,
  state: LetterState,
  events: readonly Recorded<LetterEvent>[],
): FoldedLetter => ({
  state,
  events: (before?.events ?? 0) + events.length,
  firstPosition: before?.firstPosition ?? events[0]?.position ?? '',
  updatedAt: events.at(-1)?.metadata.at ?? before?.updatedAt ?? '',
});

/** A letter of which these are the events so far, if there are any. */
export const foldLetter = (events: readonly Recorded<LetterEvent>[]): FoldedLetter | undefined =>
  events.length === 0 ? undefined : goneOn(undefined, events.reduce(evolveLetter, undefined), events);

/**
 * What the next events make of the letter's rows, put to what others have made: those that begin, and those that end of what
 * the events before had left. No correction may be among them that has something to correct in the events before: then
 * everything is to be written anew, from the letter's first event.
 */
export const addVersions = (
  { begun, ended }: LetterVersions,
  letterId: string,
  before: FoldedLetter | undefined,
  events: readonly Recorded<LetterEvent>[],
): FoldedLetter => {
  const firstPosition = before?.firstPosition ?? events[0]?.position ?? '';
  const lastCorrection = events.findLastIndex(isCorrection);
  let state = before?.state;
  let current: ReadonlyMap<string, Part> = before
    ? partsOf(before.state, firstPosition, before.updatedAt)
    : new Map();
  const open = new Map<string, Version>();
  for (const [index, event] of events.entries()) {
    state = evolveLetter(state, event);
    const { position, metadata } = event;
    const known = partsOf(state, firstPosition, metadata.at);
    const next =
      state && state.status !== 'abandoned' && index < lastCorrection
        ? withTimelines(
            known,
            partsOf(withLaterCorrections(state, events.slice(index + 1)), firstPosition, metadata.at),
          )
        : known;
    for (const [text, { table, key }] of current) {
      if (next.has(text)) continue;
      const version = open.get(text);
      if (version) version.to_position = position;
      else ended.push({ letterId, table, key, to: position });
      open.delete(text);
    }
    for (const [text, { table, key, timeline, columns }] of next) {
      if (current.has(text)) continue;
      const version: Version = {
        letter_id: letterId,
        key,
        timeline,
        from_position: position,
        to_position: NOW,
        ...columns,
      };
      begun[table].push(version);
      open.set(text, version);
    }
    current = next;
  }
  return goneOn(before, state, events);
};
