import type { Logger } from 'pino';
import type { EventStore } from '../../application/ports/event-store.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { TILE_WIDTH } from '../../domain/ledger/tiles.ts';
import { type Audit, audit } from './audit.ts';
import { KeyHistory, readKeyHistory } from './key-history.ts';
import { LedgerMismatch } from './ledger-problem.ts';
import type { LedgerTables } from './ledger-tables.ts';
import { TilesDamaged } from './ledger-tree.ts';
import { extend } from './sealing.ts';
import { type SignedSize, signatureProblem, signedSizeOf } from './signed-size.ts';
import { Sweep, UnlikeTiles } from './sweep.ts';

/** A log of no more events is read whole before the server listens. */
const READ_WHOLE = 200_000;
/** Of a larger one so many, at its end; the rest is swept right after. */
const READ_LAST_TILES = Math.ceil(10_000 / TILE_WIDTH);

export interface StartCheck {
  readonly store: Pick<EventStore, 'read' | 'readAll'>;
  readonly tables: LedgerTables;
  /** The note that is kept outside of the database. */
  readonly anchor: string | undefined;
  readonly log: Logger;
}

/** What the log must extend: the last checkpoint of the database, and that outside of it; the smaller first. */
export const lastSigned = async ({
  tables,
  anchor,
}: Pick<StartCheck, 'tables' | 'anchor'>): Promise<readonly SignedSize[]> => {
  const latest = await tables.latestCheckpoint();
  return [
    ...(latest ? [{ ...latest, source: 'checkpoint' }] : []),
    ...(anchor ? [signedSizeOf(anchor, 'anchor')] : []),
  ].toSorted((one, other) => one.size - other.size);
};

/**
 * Holds the log against what was signed of it. Tiles that are not its are made anew from it, once it is known to be the
 * log that was signed.
 *
 * @returns the keys that the log knows.
 * @throws LedgerMismatch when the log is not what was signed.
 */
export const checkAtStart = async (check: StartCheck): Promise<KeyHistory> => {
  const { store, tables, log } = check;
  const signed = await lastSigned(check);
  const size = await tables.size();
  // Nothing is known to be signed of it, so there is nothing that it could be unlike: a log that came from elsewhere may be long.
  if (size === 0 && signed.length === 0) return new KeyHistory();
  if (size > READ_WHOLE) {
    try {
      return await checkEnds(check, signed);
    } catch (error) {
      if (!(error instanceof UnlikeTiles || error instanceof TilesDamaged)) throw error;
      log.warn(
        { err: error },
        'The ledger’s tiles are not as the log; the whole log is read to find out which is wrong',
      );
    }
  }
  const found = await audit({ store, tables, signed });
  const [problem] = found.problems;
  if (problem?.code === 'LEDGER_TILES_DAMAGED' || (!problem && (await areTooShort(tables, signed)))) {
    log.warn(
      { problem },
      'The log is what was signed, and the ledger’s tiles are not: they are made anew from it',
    );
    return remakeTiles(check, found, signed);
  }
  if (problem) throw new LedgerMismatch(problem);
  return readKeyHistory(await tables.size(), tables, store);
};

const areTooShort = async (tables: LedgerTables, signed: readonly SignedSize[]): Promise<boolean> =>
  (await tables.size()) < Math.max(0, ...signed.map(({ size }) => size));

/** @throws UnlikeTiles, TilesDamaged where it takes the whole log to say more */
const checkEnds = async (
  { store, tables }: StartCheck,
  signed: readonly SignedSize[],
): Promise<KeyHistory> => {
  const size = await tables.size();
  const history = await readKeyHistory(size, tables, store);
  await new Sweep(store, tables).readLast(size, READ_LAST_TILES);
  const { tree } = await extend({ store, tables, history: await readKeyHistory(size, tables, store) });
  for (const each of signed) {
    const isSame = each.size <= size && sameBytes(await tree.rootAt(each.size), each.root);
    if (!isSame || signatureProblem(each, history))
      throw new UnlikeTiles(`What was signed of ${each.size} events`);
  }
  return history;
};

const remakeTiles = async (
  { store, tables }: StartCheck,
  { size }: Audit,
  signed: readonly SignedSize[],
): Promise<KeyHistory> => {
  await tables.reset();
  const needed = Math.min(size, Math.max(0, ...signed.map((each) => each.size)));
  for (;;) {
    const history = await readKeyHistory(await tables.size(), tables, store);
    const { tree } = await extend({ store, tables, history });
    const grown = await tables.grow({ from: tree.storedSize, to: tree.size, tiles: tree.grown() });
    if (grown && tree.size >= needed) return history;
  }
};
