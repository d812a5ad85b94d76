import { textDifference } from '../../application/history/text-difference.ts';
import type { StoredEvent } from '../../application/ports/event-store.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { type Recorded, SYSTEM } from '../../domain/event.ts';
import { isId } from '../../domain/fields.ts';
import type { FieldChange, TextChange } from '../../domain/history/changes.ts';
import { filesOf, reasonOf } from '../../domain/history/told.ts';
import { hexOf } from '../../domain/ledger/hex.ts';
import {
  type HistoryAudience,
  type HistoryFilter,
  type HistoryPlace,
  type HistoryScope,
  listHistory,
} from '../../projections/audit/history-queries.ts';
import { findThreadIds } from '../../projections/correspondence/letter-queries.ts';
import { lettersByNumber } from '../../projections/correspondence/lookups.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import {
  counterpartiesByName,
  counterpartyByTaxNumber,
  projectByCode,
} from '../../projections/registers/queries.ts';
import type { Composition } from '../composition.ts';
import type { InclusionProof } from '../ledger/proofs.ts';
import { historySentence } from '../messages/history-sentences.ts';
import type { Language } from '../messages/language.ts';
import { type Names, namesIn } from '../messages/names.ts';
import { Misuse } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { caughtUp } from './caught-up.ts';
import { everybody } from './everybody.ts';
import { whoWorks } from './who-works.ts';
import { writeOut } from './write-out.ts';

/** What was given on the command line. */
export interface HistoryOptions {
  readonly letter?: string;
  readonly thread?: string;
  readonly project?: string;
  readonly counterparty?: string;
  readonly employee?: string;
  readonly journal?: string;
  readonly organization?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly type?: readonly string[];
  readonly purpose?: string;
  /** Login of whoever reads. */
  readonly as?: string;
  readonly language: Language;
  readonly format: 'text' | 'json';
}

/** Options that name nothing that there is, or not one thing. */
export class InvalidHistory extends Misuse {
  override readonly name = 'InvalidHistory';
}

const PAGE = 200;

const everything: HistoryAudience = {
  viewer: everybody,
  journals: true,
  organization: true,
  projects: 'everyone',
};

const instantOf = (given: string): string => {
  const instant = new Date(given);
  if (Number.isNaN(instant.getTime())) {
    throw new InvalidHistory(`“${given}” is no instant; write 2026-03-03 or 2026-03-03T08:15:00+03:00.`);
  }
  return instant.toISOString();
};

const letterId = async (read: ReadModel, given: string): Promise<string | undefined> =>
  isId(given) ? given : (await lettersByNumber(read, [given])).get(given);

const counterpartyId = async (read: ReadModel, given: string): Promise<string | undefined> => {
  if (isId(given)) return given;
  const byTaxNumber = await counterpartyByTaxNumber(read, given);
  const byName = await counterpartiesByName(read, given);
  return byTaxNumber ?? (byName.length === 1 ? byName[0] : undefined);
};

/** What the options name. @throws InvalidHistory where that is nothing that there is, or not one thing. */
export const scopeNamed = async (
  { read, chancery }: Composition,
  options: Partial<HistoryOptions>,
): Promise<HistoryScope> => {
  const finders = {
    letter: (given: string) => letterId(read, given),
    thread: async (given: string) => {
      const id = await letterId(read, given);
      return (id && (await findThreadIds(read, [id])).get(id)) || id;
    },
    project: async (given: string) => (isId(given) ? given : projectByCode(read, given)),
    counterparty: (given: string) => counterpartyId(read, given),
    employee: async (given: string) => {
      const { employees } = await chancery.currentOrganization();
      return [...employees.values()].find(({ id, login }) => id === given || login === given)?.id;
    },
    journal: async (given: string) => given,
  } as const;
  const named = (Object.keys(finders) as (keyof typeof finders)[]).filter((kind) => options[kind]);
  if (named.length + Number(options.organization ?? false) > 1) {
    throw new InvalidHistory(
      'One history at a time: name a letter, or a thread, or a project…, not several.',
    );
  }
  const [kind] = named;
  if (!kind) return { kind: options.organization ? 'organization' : 'everything' };
  const given = options[kind] ?? '';
  const id = await finders[kind](given);
  if (!id || !isId(id)) throw new InvalidHistory(`There is no ${kind} “${given}”, or more than one.`);
  return { kind, id };
};

/** An entry with everything that is told of it. */
interface Entry {
  readonly event: Recorded<ChanceryEvent>;
  readonly stored: StoredEvent;
  readonly changes: readonly FieldChange[];
  readonly texts: TextChange | undefined;
  readonly proof: InclusionProof | undefined;
}

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const proofText = ({ index, size, leafHash }: InclusionProof, language: Language): string =>
  language === 'ru'
    ? `событие ${index} из ${size} под контрольной точкой, лист ${hexOf(leafHash)}`
    : `event ${index} of ${size} under the checkpoint, leaf ${hexOf(leafHash)}`;

const asText = ({ event, changes, texts, proof }: Entry, language: Language, names: Names): string => {
  const { actor, onBehalfOf, at } = event.metadata;
  const who = actor === SYSTEM ? 'Chancery' : names.employee(actor);
  const instead = onBehalfOf ? ` (${language === 'ru' ? 'за' : 'for'} ${names.employee(onBehalfOf)})` : '';
  const marks = { kept: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  const difference = texts
    ? textDifference(texts.old, texts.new, 'word')
        .map(({ kind, text }) => `${marks[kind][0]}${text}${marks[kind][1]}`)
        .join('')
    : undefined;
  return [
    `${at}  ${event.stream}@${event.revision}  ${event.type}`,
    `  ${who}${instead}: ${historySentence(event, language, names)}`,
    ...changes.map((change) => `  ${change.field}: ${shown(change.old)} → ${shown(change.new)}`),
    ...(difference === undefined ? [] : difference.split('\n').map((line) => `  | ${line}`)),
    ...filesOf(event.data).map(({ name, sha256 }) => `  ${name}  sha256 ${sha256}`),
    ...(proof ? [`  ${proofText(proof, language)}`] : []),
    '',
  ].join('\n');
};

const asJson = (
  { event, stored, changes, texts, proof }: Entry,
  language: Language,
  names: Names,
): string => {
  const { id, stream, revision, position, type } = stored;
  const { actor, onBehalfOf, at } = event.metadata;
  const person = (employeeId: string | undefined) =>
    employeeId === undefined || employeeId === SYSTEM
      ? null
      : { id: employeeId, name: names.employee(employeeId) };
  return JSON.stringify({
    id,
    stream,
    revision,
    position,
    type,
    at,
    actor: person(actor),
    automatic: actor === SYSTEM,
    onBehalfOf: person(onBehalfOf),
    sentence: historySentence(event, language, names),
    reason: reasonOf(event.data),
    changes,
    textDifference: texts ? textDifference(texts.old, texts.new, 'word') : [],
    files: filesOf(event.data),
    stored: {
      data: JSON.parse(stored.data),
      metadata: JSON.parse(stored.metadata),
    },
    inclusionProof: proof
      ? {
          index: proof.index,
          size: proof.size,
          leaf: hexOf(proof.leafHash),
          path: proof.hashes.map(hexOf),
          checkpoint: proof.note,
        }
      : null,
  });
};

/** The lines of a history, a page at a time; what a page shows of letters is on record before its first line. */
export async function* historyLines(
  composition: Composition,
  options: HistoryOptions,
): AsyncGenerator<string> {
  const { chancery, read } = composition;
  await caughtUp(composition);
  const readerId = await whoWorks(chancery, options.as);
  const scope = await scopeNamed(composition, options);
  const filter: HistoryFilter = {
    ...(options.from && { from: instantOf(options.from) }),
    ...(options.to && { to: instantOf(options.to) }),
    ...(options.type && { types: options.type }),
  };
  const names = namesIn(await chancery.currentOrganization(), options.language);
  const line = options.format === 'json' ? asJson : asText;
  for (let after: string | undefined; ; ) {
    const page = await listHistory(read, everything, scope, filter, false, { first: PAGE, after });
    const places = page.edges.map(({ node }) => node);
    await recordReading(composition, places, readerId, options.purpose);
    for (const entry of await entriesAt(composition, places)) {
      yield `${line(entry, options.language, names)}\n`;
    }
    if (!page.hasNextPage) return;
    after = page.edges.at(-1)?.cursor;
  }
}

/** Writes a history to stdout. */
export const showHistory = (options: HistoryOptions): Promise<void> =>
  atWork((installation) => writeOut(historyLines(installation, options)));

const recordReading = async (
  { chancery }: Composition,
  places: readonly HistoryPlace[],
  readerId: string,
  purpose: string | undefined,
): Promise<void> => {
  const letters = new Map(places.flatMap(({ letter }) => (letter ? [[letter.id, letter.revision]] : [])));
  if (letters.size === 0) return;
  await chancery.readings.record({
    readerId,
    letters: [...letters].map(([id, revision]) => ({ letterId: id, revision })),
    operation: 'chancery history',
    ...(purpose && { purpose }),
  });
};

const entriesAt = async (
  { chancery, proofs }: Composition,
  places: readonly HistoryPlace[],
): Promise<readonly Entry[]> => {
  const [events, stored, changes, texts] = await Promise.all([
    chancery.audit.eventsAt(places),
    chancery.audit.storedAt(places),
    chancery.audit.changesAt(places),
    chancery.audit.textsAt(places),
  ]);
  const proved = await proofs.ofEvents(stored);
  return events.map((event, index) => ({
    event,
    stored: stored[index] as StoredEvent,
    changes: changes[index] ?? [],
    texts: texts[index],
    proof: proved[index],
  }));
};
