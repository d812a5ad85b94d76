import { type Kysely, sql } from 'kysely';

/**
 * Canonical JSON is text: PostgreSQL gives it back to the character, and need not spell out every byte in hexadecimal for a
 * client that reads it. Writes the whole table anew, with its indexes.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table log.events
      alter column data type text using convert_from(data, 'UTF8'),
      alter column metadata type text using convert_from(metadata, 'UTF8')`.execute(db);
};
