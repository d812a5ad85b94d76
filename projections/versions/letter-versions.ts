import type { Recorded } from '../../domain/event.ts';
import { withLaterCorrections } from '../../domain/letter/correction.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { LetterState } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { dependentRows, listColumns } from '../correspondence/letter-rows.ts';
import { numbersText } from '../correspondence/search-documents.ts';
import { type LetterVersionTable, NOW, type Timeline } from './tables.ts';

/** A row that was so from `from`, an event's position, until before `to`, another's or `NOW`. */
export interface Version {
  readonly table: LetterVersionTable;
  readonly key: string;
  readonly timeline: Timeline;
  readonly columns: object;
  readonly from: string;
  to: string;
}

/** A row that was there before, and is no longer from `to` on. */
export interface Ending {
  readonly table: LetterVersionTable;
  readonly key: string;
  readonly to: string;
}

export interface LetterVersions {
  readonly begun: readonly Version[];
  readonly ended: readonly Ending[];
}

type Part = Pick<Version, 'table' | 'key' | 'timeline' | 'columns'>;

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

/**
 * What the events from `added` on, an index, make of the letter's rows: those that begin, and those that end of what the
 * events before had left. No correction may be among the added ones that has something to correct in the events before:
 * then everything is to be written anew, from 0.
 */
export const letterVersions = (events: readonly Recorded<LetterEvent>[], added: number): LetterVersions => {
  const firstPosition = events[0]?.position ?? '';
  const begun: Version[] = [];
  const ended: Ending[] = [];
  const lastCorrection = events.findLastIndex(isCorrection);
  let state: LetterState;
  let current: ReadonlyMap<string, Part> = new Map();
  const open = new Map<string, Version>();
  for (const [index, event] of events.entries()) {
    state = evolveLetter(state, event);
    if (index < added - 1) continue;
    const { position: from, metadata } = event;
    const known = partsOf(state, firstPosition, metadata.at);
    const next =
      state && state.status !== 'abandoned' && index < lastCorrection
        ? withTimelines(
            known,
            partsOf(withLaterCorrections(state, events.slice(index + 1)), firstPosition, metadata.at),
          )
        : known;
    if (index >= added) {
      for (const [text, { table, key }] of current) {
        if (next.has(text)) continue;
        const version = open.get(text);
        if (version) version.to = from;
        else ended.push({ table, key, to: from });
        open.delete(text);
      }
      for (const [text, part] of next) {
        if (current.has(text)) continue;
        const version: Version = { ...part, from, to: NOW };
        begun.push(version);
        open.set(text, version);
      }
    }
    current = next;
  }
  return { begun, ended };
};
