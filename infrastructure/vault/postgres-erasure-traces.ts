import type pg from 'pg';
import type { ErasureTraces } from '../../application/ports/erasure-traces.ts';

const LOCK = "hashtextextended('chancery:erasure-traces', 7)";

/**
 * Removes traces by `rebuild`, which builds the read models that show personal data anew: what is built after the keys are gone never
 * held the data, the old tables' files go as a whole, and so do those of builds that began before. VACUUM alone would leave the bytes in its pages' free space,
 * and VACUUM FULL would lock readers out for as long as it copies. Bundles of evidence
 * that are kept for download disclose what was not erased when they were made, so they go too.
 */
export const postgresErasureTraces = (
  pool: pg.Pool,
  rebuild: () => Promise<void>,
  discardBundles: () => Promise<void>,
): ErasureTraces => ({
  async remove() {
    const client = await pool.connect();
    try {
      const { rows } = await client.query<{ locked: boolean }>(
        `select pg_try_advisory_lock(${LOCK}) as locked`,
      );
      if (!rows[0]?.locked) return false;
      await rebuild();
      await discardBundles();
      // The wrapped keys that were destroyed: few rows, so nobody waits for the copy.
      await client.query('vacuum full vault.subject_keys');
      return true;
    } finally {
      // The lock goes with its connection, whatever has failed.
      client.release(true);
    }
  },
});
