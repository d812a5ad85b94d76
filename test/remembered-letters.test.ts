import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Letter } from '../domain/letter/letter.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import { demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { correspondence } from '../projections/correspondence/correspondence.ts';
import {
  findLetterPage,
  findLetterPagesOf,
  findLetters,
} from '../projections/correspondence/letter-queries.ts';
import { type LetterVersion, letterVersions } from '../projections/correspondence/letter-versions.ts';
import { RememberedLetters } from '../projections/correspondence/remembered-letters.ts';
import type { ReadModel } from '../projections/read-model.ts';
import { busyOffice } from './busy-office.ts';
import { type House, openHouse } from './house.ts';

/** A database that must not be asked. */
const closed = new Proxy({} as ReadModel, {
  get() {
    throw new Error('The database was asked');
  },
});

describe('remembered letters', () => {
  let house: House;
  let secretary: Viewer;
  let remembered: RememberedLetters;

  const page = { first: 200, cursors: false };
  const found = async (): Promise<readonly LetterVersion[]> => {
    const { edges } = await findLetterPage(house.read, secretary, {}, 'datedAscending', page, letterVersions);
    return edges.map(({ node }) => node);
  };
  /** As the read models have them. */
  const stored = async (ids: readonly string[]): Promise<Record<string, Letter>> =>
    Object.fromEntries(await findLetters(house.read, secretary, ids));
  /** As they are remembered, without the thread, which is no part of a letter. */
  const told = async (letters: readonly LetterVersion[], db = house.read): Promise<Record<string, unknown>> =>
    Object.fromEntries(
      [...(await remembered.of(db, secretary, letters))].map(([id, { threadId, ...letter }]) => [id, letter]),
    );
  const versionOf = async (id: string) =>
    (await found()).find((letter) => letter.id === id)?.row_version ?? 'none';
  const some = async (): Promise<Letter> => {
    const all = await stored((await found()).map(({ id }) => id));
    const letter = Object.values(all).find(({ status }) => status === 'awaitingExecutor');
    if (!letter) throw new Error('No letter waits for its executor');
    return letter;
  };

  beforeAll(async () => {
    house = await openHouse();
    await busyOffice(house);
    await house.settled();
    secretary = await house.chancery.viewer(demoEmployeeId('sokolova'));
    remembered = new RememberedLetters();
  });
  afterAll(() => house.close());

  it('are what the read models have, and are read once', async () => {
    const letters = await found();
    const expected = await stored(letters.map(({ id }) => id));
    expect(letters.length).toBeGreaterThan(5);
    expect(await told(letters)).toEqual(expected);
    expect(await told(letters, closed)).toEqual(expected);
  });

  it('are read anew when they have changed', async () => {
    const { id } = await some();
    await told(await found());
    const before = await versionOf(id);
    await house.command('sokolova', {
      name: 'correctRegistration',
      letterId: id,
      changes: { subject: 'О другом' },
      reason: 'опечатка',
    });
    await house.settled();
    expect(await versionOf(id)).not.toBe(before);
    const letters = await found();
    expect((await told(letters))[id]).toMatchObject({ card: { subject: 'О другом' } });
    expect(await told(letters)).toEqual(await stored(letters.map((letter) => letter.id)));
  });

  it('are read anew when what they say was erased, which is no event of theirs', async () => {
    const { id, revision } = Object.values(await stored((await found()).map((each) => each.id)))[0] as Letter;
    await told(await found());
    const { live } = await liveSchema();
    await sql`
      update ${sql.id(live, 'letters')} set state = jsonb_set(state::jsonb, '{card,subject}', '"[erased]"')
      where id = ${id}`.execute(house.read);
    const letter = (await told(await found()))[id];
    expect(letter).toMatchObject({ revision, card: { subject: '[erased]' } });
  });

  it('know the threads that their letters are in now', async () => {
    const { id } = await some().catch(async () => (await found())[0] as LetterVersion);
    await remembered.of(house.read, secretary, await found());
    const { live } = await liveSchema();
    const other = (await found()).find((letter) => letter.id !== id)?.id as string;
    await sql`update ${sql.id(live, 'letters')} set thread_id = ${other} where id = ${id}`.execute(
      house.read,
    );
    expect((await remembered.of(house.read, secretary, await found())).get(id)).toMatchObject({
      threadId: other,
    });
  });

  it('are right after the read model was built anew', async () => {
    await told(await found());
    await house.readModels.rebuild([correspondence.name]);
    const letters = await found();
    const expected = await stored(letters.map(({ id }) => id));
    expect(JSON.stringify(expected)).not.toContain('[erased]');
    expect(await told(letters)).toEqual(expected);
    expect(await told(letters, closed)).toEqual(expected);
  });

  it('serve an outline where they are whole, and not the other way round', async () => {
    remembered = new RememberedLetters();
    const letters = await found();
    const outlines = await remembered.of(house.read, secretary, letters, ['number', 'subject']);
    const [first] = letters as readonly [LetterVersion];
    const whole = await stored([first.id]);
    expect(outlines.get(first.id)).toMatchObject({ card: { subject: whole[first.id]?.card.subject } });
    // Of every field, whichever were asked for.
    await remembered.of(closed, secretary, letters, ['createdAt', 'thread']);
    await expect(remembered.of(closed, secretary, letters)).rejects.toThrow('The database was asked');
    expect(await told(letters)).toEqual(await stored(letters.map(({ id }) => id)));
    await remembered.of(closed, secretary, letters, ['number']);
  });

  it('are not told of those who went out of the viewer’s sight after they were found', async () => {
    remembered = new RememberedLetters();
    const letters = await found();
    const secret = Object.values(await stored(letters.map(({ id }) => id))).find(
      ({ card }) => card.confidentiality === 'confidential',
    );
    const stranger = await house.chancery.viewer(demoEmployeeId('medvedev'));
    const seen = await remembered.of(house.read, stranger, letters);
    expect(secret && seen.has(secret.id)).toBe(false);
    expect([...seen.keys()].sort()).toEqual(
      [
        ...(
          await findLetters(
            house.read,
            stranger,
            letters.map(({ id }) => id),
          )
        ).keys(),
      ].sort(),
    );
  });

  it('of threads are found with the versions that lists have', async () => {
    const letters = new Map((await found()).map((letter) => [letter.id, letter.row_version]));
    const threads = await findLetterPagesOf(
      house.read,
      secretary,
      'thread',
      [...letters.keys()],
      'datedAscending',
      page,
      letterVersions,
    );
    const versions = [...threads.values()].flatMap(({ edges }) => edges.map(({ node }) => node));
    expect(versions.length).toBeGreaterThan(5);
    for (const { id, row_version } of versions) expect([id, row_version]).toEqual([id, letters.get(id)]);
  });

  const liveSchema = async (): Promise<{ live: string }> => {
    const { rows } = await sql<{ live: string }>`
      select key as live from projections.checkpoints
      where name = ${correspondence.name} and status = 'live'`.execute(house.read);
    return rows[0] as { live: string };
  };
});
