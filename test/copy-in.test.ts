import type { Socket } from 'node:net';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyIn } from '../infrastructure/postgres/copy-in.ts';
import { preparing } from '../infrastructure/postgres/prepared-queries.ts';
import { copyRows } from '../projections/rows.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

describe('rows that are copied in', () => {
  let database: TestDatabase;
  let db: Kysely<unknown>;
  beforeAll(async () => {
    database = await createTestDatabase();
    db = new Kysely({ dialect: new PostgresDialect({ pool: preparing(database.pool) }) });
    await sql`create table copied (id int primary key, words text, told boolean, facts json)`.execute(db);
  });
  afterAll(() => database.close());

  const words = ['', 'Вх-2026/00042', 'a\tb\nc\rd', '\\', '\\N', '\\.', 'C:\\tmp\\new', '"«»" 😀', '\u0001'];

  it('come back to the character, whatever COPY means by it', async () => {
    const rows = words.map((text, id) => ({
      id,
      words: text,
      told: id % 2 === 0,
      facts: { text, list: [text, null, { deep: text }] },
    }));
    const none = { id: 100, words: null, told: null, facts: null };
    await db.transaction().execute((tx) => copyRows(tx, { copied: [...rows, none] }));
    const found = await sql`select * from copied order by id`.execute(db);
    expect(found.rows).toEqual([...rows, none]);
  });

  it('are refused whole, and the connection goes on, where one is there already', async () => {
    await expect(
      db.transaction().execute(async (tx) => {
        await copyRows(tx, {
          copied: [
            { id: 200, words: 'новое' },
            { id: 0, words: 'было' },
          ],
        });
      }),
    ).rejects.toMatchObject({ code: '23505' });
    await db.connection().execute(async (one) => {
      await expect(copyRows(one, { copied: [{ id: 0, words: 'было' }] })).rejects.toMatchObject({
        code: '23505',
      });
      await copyRows(one, { copied: [{ id: 300, words: 'потом' }] });
      const { rows } = await sql`select id from copied where id in (200, 300)`.execute(one);
      expect(rows).toEqual([{ id: 300 }]);
    });
  });

  it('are refused for what kept one from being written down, and the connection goes on', async () => {
    const unwritable = {
      toJSON: () => {
        throw new Error('no JSON of this');
      },
    };
    await db.connection().execute(async (one) => {
      const rows = [
        { id: 400, facts: {} },
        { id: 401, facts: unwritable },
      ];
      await expect(copyRows(one, { copied: rows })).rejects.toThrow('no JSON of this');
      const { rows: found } = await sql`select id from copied where id >= 400`.execute(one);
      expect(found).toEqual([]);
    });
  });

  it('come whole in as many pieces as they need', async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => ({
      id: 1_000 + index,
      // Some are longer than whatever is sent at once.
      words: '№ слово €'.repeat(index % 500 === 0 ? 40_000 : 9),
    }));
    await db.transaction().execute((tx) => copyRows(tx, { copied: rows }));
    const found = await sql`select id, words from copied where id >= 1000 order by id`.execute(db);
    expect(found.rows).toEqual(rows);
  });

  it('are put into words while the database takes in those before, and others are served meanwhile', async () => {
    let written = 0;
    let turns = 0;
    const counted = (id: number) => ({
      id,
      words: {
        toJSON: () => {
          written += 1;
          return 'слово '.repeat(200);
        },
      },
    });
    const rows = Array.from({ length: 2_000 }, (_, index) => counted(10_000 + index));
    const seen: number[] = [];
    const timer = setInterval(() => {
      turns += 1;
      seen.push(written);
    }, 1);
    await db.transaction().execute((tx) => copyRows(tx, { copied: rows }));
    clearInterval(timer);
    expect(turns).toBeGreaterThan(3);
    expect(seen.some((count) => count > 0 && count < rows.length)).toBe(true);
  });

  it('are not waited for when the connection breaks among them', async () => {
    const one = await database.pool.connect();
    const breaking = function* () {
      for (let id = 20_000; ; id += 1) {
        if (id === 20_100) (one as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
        yield `${id}\t${'слово '.repeat(5_000)}\n`;
      }
    };
    one.on('error', () => undefined);
    await expect(copyIn(one, 'copy copied (id, words) from stdin', breaking())).rejects.toThrow();
    one.release(true);
    const { rows } = await sql`select id from copied where id >= 20000`.execute(db);
    expect(rows).toEqual([]);
  });
});
