import type pg from 'pg';

/** Ids of so many letters, from anywhere in the register and always the same. */
export const someLetters = async (
  client: Pick<pg.Client, 'query'>,
  count: number,
): Promise<readonly string[]> => {
  const { rows } = await client.query<{ id: string }>(
    'select id from read.letters order by md5(id::text) limit $1',
    [count],
  );
  return rows.map(({ id }) => id);
};
