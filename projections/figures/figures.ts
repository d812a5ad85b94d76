import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import type { FigureOrganization } from '../../domain/figures/figure-organization.ts';
import { advanceStages, type LetterStages, type Stage } from '../../domain/figures/letter-stages.ts';
import { isSameTraits, type LetterTraits, outlineOf, traitsOf } from '../../domain/figures/letter-traits.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import { changeRows } from '../rows.ts';
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

/** The organisation as of the tables, and what they have of the letters, in one query. */
const load = async (
  tx: Tx,
  letterIds: readonly string[],
): Promise<{ organization: KnownOrganization; letters: Map<string, Folded> }> => {
  const { rows } = await sql<{ letter_id: string | null; event: string | null; folded: Folded }>`
    select letter_id, null as event, folded from figure_states where letter_id = any(${[...letterIds]}::uuid[])
    union all select null, event, null from figure_organization`.execute(tx);
  const event = rows.find((row) => row.event !== null)?.event ?? undefined;
  return {
    organization: await loadOrganization(tx, event),
    letters: new Map(rows.flatMap((row) => (row.letter_id ? [[row.letter_id, row.folded] as const] : []))),
  };
};

/** What a batch has made of letters, folded in memory. */
class Batch {
  readonly #letters: Map<string, Folded>;
  readonly #touched = new Set<string>();
  readonly #stages = new Map<string, object>();
  readonly #traits = new Map<string, object>();

  constructor(letters: Map<string, Folded>) {
    this.#letters = letters;
  }

  /** Events that were taken in before are passed over. */
  take(event: Recorded<LetterEvent>, organization: FigureOrganization): void {
    const letterId = idOf(event.stream);
    const before = this.#letters.get(letterId);
    if (event.revision <= (before?.letter.revision ?? -1)) return;
    const advanced = advanceStages(before, event, organization);
    if (!advanced) return;
    const { after, changed } = advanced;
    for (const stage of changed) this.#stage(letterId, stage);
    this.#letters.set(letterId, { ...after, ...this.#trait(letterId, before, after, event.position) });
    this.#touched.add(letterId);
  }

  #stage(letterId: string, stage: Stage): void {
    this.#stages.set(`${letterId} ${stage.key} ${stage.began.position}`, stageRow(letterId, stage));
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
    this.#traits.set(`${letterId} ${from}`, letterRow(letterId, traits, from, to));
  }

  get rows() {
    const states = [...this.#touched].map((letterId) => {
      const folded = this.#letters.get(letterId);
      return { letter_id: letterId, folded: folded && { ...folded, letter: outlineOf(folded.letter) } };
    });
    return {
      stages: [...this.#stages.values()],
      letters: [...this.#traits.values()],
      states,
    };
  }
}

const written = (key: readonly string[], rows: readonly object[]) => ({ key, rows, gone: [] });

/** How long each stage of each letter took and whose it was: what figures are reckoned from. No letter's content. */
export const figures: Projection<FigureTables> = {
  name: 'figures',
  version: 1,
  tables: figureTables,
  looksBack: true,
  concerns: ({ stream }) => ['letter', 'organization'].includes(categoryOf(stream)),
  create: (tx) => createFigureTables(tx as Transaction<unknown>),
  createIndexes: (tx) => createFigureIndexes(tx as Transaction<unknown>),
  async apply(tx, events) {
    const isOf = (category: string) => (event: Recorded<ChanceryEvent>) =>
      categoryOf(event.stream) === category;
    const letterIds = new Set(events.filter(isOf('letter')).map(({ stream }) => idOf(stream)));
    const { organization: known, letters } = await load(tx, [...letterIds]);
    let organization = known;
    const batch = new Batch(letters);
    for (const event of events) {
      const category = categoryOf(event.stream);
      if (category === 'letter') batch.take(event as Recorded<LetterEvent>, organization.figures);
      else if (category === 'organization') {
        organization = takeIn(organization, event as unknown as Recorded<OrganizationEvent>);
      }
    }
    const { stages, letters: traits, states } = batch.rows;
    const changes = {
      figure_stages: written(['letter_id', 'key', 'began_position'], stages),
      figure_letters: written(['letter_id', 'from_position'], traits),
      figure_states: written(['letter_id'], states),
      figure_organization: written(['id'], organization === known ? [] : [organizationRow(organization)]),
    };
    await changeRows(tx, changes, {});
  },
};
