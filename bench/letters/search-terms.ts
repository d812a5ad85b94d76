import pg from 'pg';
import type { BenchServer } from '../database.ts';
import { Random } from './random.ts';
import { someLetters } from './some-letters.ts';

interface Found {
  readonly subject: string;
  readonly number: string | null;
  readonly counterparty: string | null;
}

/** What people look for: two words of a subject, a number, a name with a word of the subject. */
const termOf = (random: Random, index: number, { subject, number, counterparty }: Found): string => {
  const words = subject.match(/\p{L}{4,}/gu) ?? [subject];
  const at = random.below(Math.max(words.length - 1, 1));
  const name = counterparty?.match(/\p{L}{4,}/gu)?.[0];
  switch (index % 4) {
    case 0:
      return number ?? words.slice(at, at + 2).join(' ');
    case 1:
      return name ? `${name} ${words[at]}` : words.slice(at, at + 2).join(' ');
    default:
      return words.slice(at, at + 2).join(' ');
  }
};

/**
 * Searches drawn from the letters themselves, so that each finds something; half of them from those that the given
 * employee takes part in.
 */
export const searchTerms = async (
  server: BenchServer,
  database: string,
  count: number,
  employee: string,
): Promise<readonly string[]> => {
  const random = new Random(11);
  const client = new pg.Client(server.connection(database));
  await client.connect();
  try {
    const own = await client.query<{ letter_id: string }>(
      'select letter_id from read.letter_participants where employee_id = $1 order by md5(letter_id::text) limit 500',
      [employee],
    );
    const others = await someLetters(client, count);
    const terms: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const letterId =
        own.rows.length > 0 && random.chance(0.5) ? random.pick(own.rows).letter_id : others[index];
      const { rows } = await client.query<Found>(
        `select l.subject, l.number, (
           select c.name from read.letter_counterparties lc join read.counterparties c on c.id = lc.counterparty_id
           where lc.letter_id = l.id limit 1) as counterparty
         from read.letters l where l.id = $1`,
        [letterId],
      );
      const [found] = rows;
      if (found) terms.push(termOf(random, index, found));
    }
    return terms;
  } finally {
    await client.end();
  }
};
