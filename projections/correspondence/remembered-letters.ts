import { sql } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { LETTERS_REMEMBERED } from '../letter-memory.ts';
import type { ReadModel } from '../read-model.ts';
import {
  everyOutlineField,
  type LetterColumns,
  type LetterDetail,
  type ListedLetter,
  letterColumns,
  letterOf,
} from './letter-outline.ts';
import type { LetterVersion } from './letter-versions.ts';
import { visibleTo } from './visibility.ts';

/** As much of a letter as was read, at a version of its row. */
interface Remembered {
  readonly version: string;
  readonly isWhole: boolean;
  readonly letter: ListedLetter;
}

/** What nobody asks for any more is forgotten after so long, what was erased in the database among it. */
const KEPT_MS = 10 * 60_000;

/**
 * Letters as they were last read. The database says which letters somebody sees and which versions of them, and those that are
 * remembered at that version need not be read: to send, parse and throw away the states of a page costs more than to find them.
 * So an answer is never of another moment than the query that found its letters, or of a later one.
 */
export class RememberedLetters {
  readonly #known = new LRUCache<string, Remembered>({ max: LETTERS_REMEMBERED, ttl: KEPT_MS });

  /**
   * The letters by their ids, each at the version that was found or a later one. `detail`: as much of them as is needed; there may
   * be more. Those that are gone, or out of the viewer's sight, since they were found are not among them.
   */
  async of(
    db: ReadModel,
    viewer: Viewer,
    found: readonly LetterVersion[],
    detail: LetterDetail = 'whole',
  ): Promise<ReadonlyMap<string, ListedLetter>> {
    const letters = new Map<string, ListedLetter>();
    const missing = new Set<string>();
    for (const { id, row_version } of found) {
      const known = this.#known.get(id);
      if (known?.version === row_version && (known.isWhole || detail !== 'whole')) {
        letters.set(id, known.letter);
      } else {
        missing.add(id);
      }
    }
    if (missing.size === 0) return letters;
    // An outline has every field that one can have, so that it serves whoever asks for others.
    const isWhole = detail === 'whole';
    const { rows } = await sql<LetterColumns & LetterVersion>`
      select letters.id, letters.row_version, ${letterColumns(isWhole ? 'whole' : everyOutlineField)}
      from read.letters where letters.id = any(${[...missing]}::uuid[]) and ${visibleTo(viewer)}`.execute(db);
    for (const row of rows) {
      const letter = letterOf(row);
      letters.set(row.id, letter);
      const known = this.#known.get(row.id);
      // Somebody else may have read the whole of it meanwhile.
      if (known?.isWhole && known.version === row.row_version) continue;
      this.#known.set(row.id, { version: row.row_version, isWhole, letter });
    }
    return letters;
  }

  /** Lets go of what nobody has asked for lately. */
  tidy(): void {
    this.#known.purgeStale();
  }
}
