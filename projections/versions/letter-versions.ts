import type { Recorded } from '../../domain/event.ts';
import { withLaterCorrections } from '../../domain/letter/correction.ts';
import { evolveLetter } from '../../domain/letter/decider.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { LetterState } from '../../domain/letter/letter.ts';
import { dependentRows, letterRow } from '../correspondence/letter-rows.ts';
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

type Part = Pick<Version, 'table' | 'key' | 'columns'>;

export const isCorrection = ({ type }: LetterEvent): boolean => type === 'RegistrationCorrected';

/** The rows of the letter as it is after an event, by what they say. */
const partsOf = (
  letter: LetterState,
  firstPosition: string,
  updatedAt: string,
): ReadonlyMap<string, Part> => {
  if (!letter || letter.status === 'abandoned') return new Map();
  const { direction, status, is_open, confidential, dated, document_kind, due_at, ...row } = letterRow(
    { letter, firstPosition, updatedAt },
    letter.id,
  );
  const { department_id, responsible_department_id, executor_id, author_id, case_reference } = row;
  const rows = dependentRows(letter);
  const parts: Part[] = [
    {
      table: 'letter_versions',
      key: '',
      columns: {
        first_position: firstPosition,
        updated_at: updatedAt,
        ...{ direction, status, is_open, confidential, dated, document_kind, due_at },
        ...{ department_id, responsible_department_id, executor_id, author_id, case_reference },
      },
    },
    { table: 'letter_number_versions', key: '', columns: { numbers: numbersText(letter) } },
    ...rows.letter_counterparties.map(({ counterparty_id }) => ({
      table: 'letter_counterparty_versions' as const,
      key: counterparty_id,
      columns: { counterparty_id },
    })),
    ...rows.letter_projects.map(({ project_id }) => ({
      table: 'letter_project_versions' as const,
      key: project_id,
      columns: { project_id },
    })),
    ...rows.letter_participants.map(({ employee_id }) => ({
      table: 'letter_participant_versions' as const,
      key: employee_id,
      columns: { employee_id },
    })),
    ...rows.letter_links.map(({ target_id, kind }) => ({
      table: 'letter_link_versions' as const,
      key: `${kind}:${target_id}`,
      columns: { target_id, kind },
    })),
    ...rows.tasks.map(({ key, kind, assignee_kind, assignee, due_at: due }) => ({
      table: 'task_versions' as const,
      key,
      columns: { kind, assignee_kind, assignee, due_at: due },
    })),
  ];
  return new Map(parts.map((part) => [`${part.table} ${part.key} ${JSON.stringify(part.columns)}`, part]));
};

/** The same with the timelines that each row belongs to. */
const withTimelines = (
  known: ReadonlyMap<string, Part>,
  corrected: ReadonlyMap<string, Part>,
): ReadonlyMap<string, Part & { readonly timeline: Timeline }> => {
  const found = new Map<string, Part & { readonly timeline: Timeline }>();
  for (const [text, part] of known) {
    const timeline = known === corrected || corrected.has(text) ? 'both' : 'known';
    found.set(`${timeline} ${text}`, { ...part, timeline });
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
  let current: ReadonlyMap<string, Part & { readonly timeline: Timeline }> = new Map();
  const open = new Map<string, Version>();
  for (const [index, event] of events.entries()) {
    state = evolveLetter(state, event);
    if (index < added - 1) continue;
    const { position: from, metadata } = event;
    const known = partsOf(state, firstPosition, metadata.at);
    const corrected =
      state && state.status !== 'abandoned' && index < lastCorrection
        ? partsOf(withLaterCorrections(state, events.slice(index + 1)), firstPosition, metadata.at)
        : known;
    const next = withTimelines(known, corrected);
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
