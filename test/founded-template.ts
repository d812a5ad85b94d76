import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { compose } from '../infrastructure/composition.ts';
import { foundDemo } from '../infrastructure/demo/found-demo.ts';
import { createPool } from '../infrastructure/postgres/connection.ts';
import { administer, silent } from './database.ts';
import { inDatabase } from './in-database.ts';
import { settled } from './settled.ts';

/** A database in which the demo organisation was founded, its read models built, and the data folder that belongs to it. */
export interface FoundedTemplate {
  readonly database: string;
  /** With the master key, by which the employees' data in the database is sealed. */
  readonly dataFolder: string;
}

const DATABASE = 'chancery_founded_template';
const LOCK = 7_231_904;

const found = async (dataFolder: string): Promise<void> => {
  const making = `${DATABASE}_making`;
  await administer(`drop database if exists ${making}`);
  await administer(`create database ${making} template chancery_template strategy file_copy`);
  const pool = createPool(inDatabase(inject('database'), making), silent);
  const composition = compose({ pool, dataFolder, maxFileBytes: 1_000_000, log: silent });
  await composition.start();
  await foundDemo(composition.chancery);
  await settled(composition);
  await composition.stop();
  await pool.end();
  // By its name it is known that it is whole.
  await administer(`alter database ${making} rename to ${DATABASE}`);
};

const findOrFound = async (): Promise<FoundedTemplate> => {
  const dataFolder = join(inject('folder'), 'founded');
  const client = new pg.Client(inject('database'));
  await client.connect();
  try {
    // The other workers wait for the first.
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await found(dataFolder);
  } finally {
    await client.end();
  }
  return { database: DATABASE, dataFolder };
};

let template: Promise<FoundedTemplate> | undefined;

/** Founded by whoever asks first in the whole run: to found it anew for each house costs more than most tests of it do. */
export const foundedTemplate = (): Promise<FoundedTemplate> => {
  template ??= findOrFound();
  return template;
};
