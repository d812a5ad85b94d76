import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { type Position, type Recorded, streamName } from '../domain/event.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import { isRefusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { correspondence } from '../projections/correspondence/correspondence.ts';
import {
  RANKED,
  SearchExcludesOnly,
  type SearchHit,
  searchLetters,
} from '../projections/correspondence/search-queries.ts';
import type { Page } from '../projections/page.ts';
import { applyWhole } from '../projections/runner/projection.ts';
import { type House, openHouse } from './house.ts';

const MONTHS = 8;
const PER_MONTH = 400;
const LETTERS = MONTHS * PER_MONTH;
/** Every so many letters one is of the legal department, and every so many one of the project. */
const LEGAL = 100;
const OF_PROJECT = 160;
const CONFIDENTIAL = 800;

/** A letter that came in in 2025, one of so many that all have a word in common; the first is the oldest. */
const registered = (index: number): Recorded<ChanceryEvent> => {
  const letterId = randomUUID();
  const date = `2025-0${1 + Math.floor(index / PER_MONTH)}-${String(1 + (index % 28)).padStart(2, '0')}`;
  const at = `${date}T09:00:00.000Z`;
  const commandId = randomUUID();
  return {
    id: randomUUID(),
    stream: streamName('letter', letterId),
    revision: 0,
    position: String(index).padStart(20, '0') as Position,
    type: 'Registered',
    data: {
      number: { journalId: randomUUID(), sequence: index + 1, text: `Вх-2025/${index + 1}`, date },
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: index === LETTERS - 700 ? 'Отгрузка, отгрузка и опять отгрузка' : 'О сроках отгрузки',
        counterpartyNumber: index === 0 ? '777/15' : `${index}777/15`,
        addressee: { departmentId: demoDepartmentId(index % LEGAL === 0 ? 'legal' : 'finance') },
        receivedOn: date,
        channel: 'post',
        confidentiality: index % CONFIDENTIAL === 0 ? 'confidential' : 'open',
      },
      files: [],
      projectIds: index % OF_PROJECT === 1 ? [demoProjectId()] : [],
      assignBy: {
        due: at,
        basis: {
          kind: 'policy',
          task: 'assignExecutor',
          workingMinutes: 480,
          calendar: 'Стандартный / Standard',
          from: at,
        },
      },
    },
    metadata: {
      version: 1,
      actor: demoEmployeeId('sokolova'),
      at,
      commandId,
      command: 'registerIncomingLetter',
      $correlationId: commandId,
      $causationId: commandId,
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
  };
};

describe(`a search among ${LETTERS.toLocaleString('en')} letters`, () => {
  let house: House;
  let secretary: Viewer;
  beforeAll(async () => {
    house = await openHouse();
    secretary = await house.chancery.viewer(demoEmployeeId('sokolova'));
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: house.database.pool }),
    });
    const { rows } = await sql<{ key: string }>`
      select key from projections.checkpoints where name = ${correspondence.name} and status = 'live'`.execute(
      db,
    );
    await db.transaction().execute(async (tx) => {
      await sql`set local search_path to ${sql.id(rows[0]?.key ?? '')}, public`.execute(tx);
      await applyWhole(
        correspondence,
        tx,
        Array.from({ length: LETTERS }, (_, index) => registered(index)),
      );
    });
  });
  afterAll(() => house.close());

  const search = (query: string, first: number, viewer = secretary, after?: string) =>
    searchLetters(house.read, viewer, query, { first, after });

  /** Every page of the hits, each asked for with the last cursor of the one before. */
  const pagesOf = async (query: string, first: number, viewer = secretary): Promise<Page<SearchHit>[]> => {
    const pages: Page<SearchHit>[] = [];
    for (let after: string | undefined; ; after = pages.at(-1)?.edges.at(-1)?.cursor) {
      const page = await search(query, first, viewer, after);
      pages.push(page);
      if (!page.hasNextPage) return pages;
    }
  };
  const hitsOf = (pages: readonly Page<SearchHit>[]) =>
    pages.flatMap(({ edges }) => edges.map(({ node }) => node.letter));

  it('for a word that all have goes through every one of them once, page after page', async () => {
    const pages = await pagesOf('отгрузка', 150);
    const ids = hitsOf(pages).map(({ id }) => id);
    expect(ids).toHaveLength(LETTERS);
    expect(new Set(ids).size).toBe(LETTERS);
    expect(pages.slice(0, -1).every(({ edges }) => edges.length === 150)).toBe(true);
  });

  it('for a word that all have ranks the newest together, and then those that are older', async () => {
    const dates = hitsOf(await pagesOf('отгрузка', 200)).map((letter) =>
      'number' in letter ? letter.number.date.slice(0, 7) : '',
    );
    // The best of the newest thousand and more, then those that fit alike, newest first.
    expect(dates[0]).toBe('2025-07');
    expect(dates.slice(1, 4 * PER_MONTH)).toEqual(
      ['2025-08', '2025-07', '2025-06', '2025-05'].flatMap((month) =>
        Array<string>(month === '2025-07' ? PER_MONTH - 1 : PER_MONTH).fill(month),
      ),
    );
    expect(dates.at(-1)).toBe('2025-01');
  });

  it('counts up to a limit', async () => {
    expect(await (await search('отгрузка', 1)).count()).toBe(RANKED);
    expect(await (await search('отгрузка "2025 17"', 1)).count()).toBe(1);
    expect(await (await search('отгрузка -сроки', 1)).count()).toBe(1);
    expect(await (await search('небывалое', 1)).count()).toBe(0);
  });

  it('that only excludes is refused, where each letter would have to be read', async () => {
    for (const query of ['-отгрузка', '-отгрузка -сроки', '-"отгрузка партии"', 'отгрузка or -сроки']) {
      await expect(search(query, 1), query).rejects.toThrow(SearchExcludesOnly);
    }
    // Words that are left out of every index find nothing, and what has a digit may be a part of a number.
    expect(await (await search('и', 1)).count()).toBe(0);
    expect(hitsOf([await search('-2025/3199', 2)])[0]).toMatchObject({ number: { text: 'Вх-2025/3199' } });
  });

  it('shows the letter with the very number first, however old it is and however many have it as a part', async () => {
    const letters = hitsOf(await pagesOf('777/15', 200));
    expect(letters[0]?.card).toMatchObject({ counterpartyNumber: '777/15' });
    expect(new Set(letters.map(({ id }) => id)).size).toBe(LETTERS);
    expect(letters).toHaveLength(LETTERS);
    expect(hitsOf([await search('вх-2025/3', 2)])[0]).toMatchObject({ number: { text: 'Вх-2025/3' } });
    expect(hitsOf([await search('5/3199', 2)])[0]).toMatchObject({ number: { text: 'Вх-2025/3199' } });
  });

  it('finds for those who see few what they may see, all of it, and counts no more', async () => {
    const volkov = await house.chancery.viewer(demoEmployeeId('volkov'));
    const found = hitsOf(await pagesOf('отгрузка', 7, volkov));
    const seen = LETTERS / LEGAL - LETTERS / CONFIDENTIAL;
    expect(found.map(({ card }) => 'addressee' in card && card.addressee.departmentId)).toEqual(
      Array(seen).fill(demoDepartmentId('legal')),
    );
    expect(found.every(({ card }) => card.confidentiality === 'open')).toBe(true);
    expect(await (await search('отгрузка', 1, volkov)).count()).toBe(seen);
  });

  it('knows of a project’s members as of now', async () => {
    const analyst = await house.chancery.viewer(demoEmployeeId('analyst'));
    expect(hitsOf([await search('отгрузка', 50, analyst)])).toEqual([]);
    const memberIds = [demoEmployeeId('analyst')];
    const change = async (ids: readonly string[]): Promise<void> => {
      const outcome = await house.chancery.registers.project(
        { actor: demoEmployeeId('sokolova'), commandId: randomUUID() },
        { name: 'changeProject', projectId: demoProjectId(), details: { memberIds: [...ids] } },
      );
      expect(isRefusal(outcome)).toBe(false);
      await house.settled();
    };
    await change(memberIds);
    const letters = hitsOf([await search('отгрузка', 50, analyst)]);
    expect(letters).toHaveLength(LETTERS / OF_PROJECT);
    expect(letters.every(({ projectIds }) => projectIds.includes(demoProjectId()))).toBe(true);
    await change([]);
    expect(hitsOf([await search('отгрузка', 50, analyst)])).toEqual([]);
  });

  it('takes no cursor that it did not give out', async () => {
    for (const [top, bottom] of [
      ['x', '0'],
      ['2147483647', '-2147483648'],
      ['24300', '24301'],
    ]) {
      const keys = [top, bottom, '0', '2025-01-01', randomUUID()];
      const cursor = Buffer.from(JSON.stringify(keys), 'utf8').toString('base64url');
      await expect(search('отгрузка', 1, secretary, cursor)).rejects.toThrow('none that a search gave out');
    }
  });
});
