import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import type { FigureOrganization } from '../../domain/figures/figure-organization.ts';
import { advanceStages, type LetterStages, type Stage } from '../../domain/figures/letter-stages.ts';
import { isSameTraits, type LetterTraits, outlineOf, traitsOf } from '../../domain/figures/letter-traits.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import { inTurns } from '../in-turns.ts';
import { emptyMemory, type LetterMemory, recall } from '../letter-memory.ts';
import { buildRows, changing, inOne } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';
import { letterRow, stageRow } from './stage-rows.ts';
import { type KnownOrganization, loadOrganization, organizationRow, takeIn } from './stored-organization.ts';
import {
  createFigureIndexes,
  createFigureTables,
  type FigureTables,
  figureTables,
  NOT_OVER,
} from './tables.ts';

type Tx = Transaction<FigureTables>;

/** A letter as it is kept: with its stages, and since when it has been what it is. */
interface Folded extends LetterStages {
  /** None before its first stage: until then no figure counts it. */
  readonly traits?: LetterTraits;
  readonly since?: string;
}

interface FigureMemory {
  readonly letters: LetterMemory<Folded>;
  /** The last event of the organisation that was taken in; empty before the first. */
  organization?: string;
}

/** The organisation as of the tables, and what they have of the letters: what is not remembered, in one query. */
const load = async (
  tx: Tx,
  letterIds: readonly string[],
  memory: FigureMemory | undefined,
): Promise<{ organization: KnownOrganization; letters: Map<string, Folded> }> => {
  const { known: letters, unknown } = recall(memory?.letters, letterIds);
  let last = memory?.organization;
  if (last === undefined || unknown.length > 0) {
    const { rows } = await sql<{ letter_id: string | null; event: string | null; folded: Folded }>`
      select letter_id, null as event, folded from figure_states where letter_id = any(${unknown}::uuid[])
      union all select null, event, null from figure_organization`.execute(tx);
    last = '';
    for (const { letter_id, event, folded } of rows) {
      if (letter_id !== null) letters.set(letter_id, folded);
      else if (event !== null) last = event;
    }
  }
  return { organization: await loadOrganization(tx, last), letters };
};

/** The rows of a table that a batch leaves, and those of them that were there before as something else. */
class Written {
  readonly #rows = new Map<string, object>();
  readonly #new = new Set<string>();

  /** `isNew`: no row of that key was there before the batch. */
  set(key: string, row: object, isNew: boolean): void {
    if (isNew) this.#new.add(key);
    this.#rows.set(key, row);
  }

  change(key: readonly string[]) {
    const replaced = [...this.#rows].flatMap(([id, row]) => (this.#new.has(id) ? [] : [row]));
    return { key, rows: [...this.#rows.values()], replaced, gone: [] };
  }
}

/** What a batch has made of letters, folded in memory. */
class Batch {
  readonly #letters: Map<string, Folded>;
  readonly #known: ReadonlySet<string>;
  readonly #touched = new Set<string>();
  readonly #stages = new Written();
  readonly #traits = new Written();

  constructor(letters: Map<string, Folded>) {
    this.#letters = letters;
    this.#known = new Set(letters.keys());
  }

  /** Events that were taken in before are passed over. */
  take(event: Recorded<LetterEvent>, organization: FigureOrganization): void {
    const letterId = idOf(event.stream);
    const before = this.#letters.get(letterId);
    if (event.revision <= (before?.letter.revision ?? -1)) return;
    const advanced = advanceStages(before, event, organization);
    if (!advanced) return;
    const { after, changed } = advanced;
    for (const stage of changed) this.#stage(letterId, stage, event.position);
    this.#letters.set(letterId, { ...after, ...this.#trait(letterId, before, after, event.position) });
    this.#touched.add(letterId);
  }

  #stage(letterId: string, stage: Stage, position: string): void {
    const began = stage.began.position;
    this.#stages.set(`${letterId} ${stage.key} ${began}`, stageRow(letterId, stage), began === position);
  }

  #trait(letterId: string, before: Folded | undefined, after: LetterStages, position: string) {
    if (before?.since === undefined && after.open.length === 0) return {};
    const traits = traitsOf(after.letter);
    if (before?.traits && before.since && isSameTraits(before.traits, traits)) {
      return { traits: before.traits, since: before.since };
    }
    if (before?.traits && before.since) {
      this.#row(letterId, before.traits, before.since, position);
    }
    this.#row(letterId, traits, position, NOT_OVER);
    return { traits, since: position };
  }

  #row(letterId: string, traits: LetterTraits, from: string, to: string): void {
    this.#traits.set(`${letterId} ${from}`, letterRow(letterId, traits, from, to), to === NOT_OVER);
  }

  /** Of the letters that it has changed, what is kept. */
  get letters(): ReadonlyMap<string, Folded> {
    const outlined = new Map<string, Folded>();
    for (const letterId of this.#touched) {
      const folded = this.#letters.get(letterId);
      if (folded) outlined.set(letterId, { ...folded, letter: outlineOf(folded.letter) });
    }
    return outlined;
  }

  changes(letters: ReadonlyMap<string, Folded>) {
    const states = new Written();
    for (const [letterId, folded] of letters) {
      states.set(letterId, { letter_id: letterId, folded }, !this.#known.has(letterId));
    }
    return {
      figure_stages: this.#stages.change(['letter_id', 'key', 'began_position']),
      figure_letters: this.#traits.change(['letter_id', 'from_position']),
      figure_states: states.change(['letter_id']),
    };
  }
}

/** How long each stage of each letter took and whose it was: what figures are reckoned from. No letter's content. */
export const figures: Projection<FigureTables, FigureMemory> = {
  name: 'figures',
  version: 2,
  tables: figureTables,
  looksBack: true,
  concerns: ({ stream }) => ['letter', 'organization'].includes(categoryOf(stream)),
  create: (tx) => createFigureTables(tx as Transaction<unknown>),
  createIndexes: (tx) => createFigureIndexes(tx as Transaction<unknown>),
  remember: () => ({ letters: emptyMemory<Folded>() }),
  async apply(tx, events, fresh = false, memory) {
    const isOf = (category: string) => (event: Recorded<ChanceryEvent>) =>
      categoryOf(event.stream) === category;
    const letterIds = new Set(events.filter(isOf('letter')).map(({ stream }) => idOf(stream)));
    const { organization: known, letters } = await load(tx, [...letterIds], memory);
    let organization = known;
    const batch = new Batch(letters);
    await inTurns(events, (event) => {
      const category = categoryOf(event.stream);
      if (category === 'letter') batch.take(event as Recorded<LetterEvent>, organization.figures);
      else if (category === 'organization') {
        organization = takeIn(organization, event as unknown as Recorded<OrganizationEvent>);
      }
    });
    const figureOrganization = new Written();
    if (organization !== known) {
      figureOrganization.set('1', organizationRow(organization), known.event === '');
    }
    const left = batch.letters;
    if (memory) {
      for (const [letterId, letter] of left) memory.letters.set(letterId, letter);
      memory.organization = organization.event;
    }
    const changes = { ...batch.changes(left), figure_organization: figureOrganization.change(['id']) };
    if (!fresh) return inOne(changing(changes));
    await buildRows(tx, changes, {});
    return undefined;
  },
};
