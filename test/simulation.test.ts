import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compose } from '../infrastructure/composition.ts';
import { sampleWorld } from '../infrastructure/simulation/sample-world.ts';
import { defaultScenario } from '../infrastructure/simulation/scenario.ts';
import { type OpenHouse, simulate } from '../infrastructure/simulation/simulate.ts';
import { createTestDatabase, silent } from './database.ts';

const open: OpenHouse = async (clock) => {
  const database = await createTestDatabase();
  const dataFolder = await mkdtemp(join(tmpdir(), 'chancery-test-'));
  const composition = compose({ pool: database.pool, dataFolder, maxFileBytes: 1_000, log: silent, clock });
  return {
    composition,
    dataFolder,
    async close() {
      await composition.stop();
      await database.close();
      await rm(dataFolder, { recursive: true });
    },
  };
};

const run = (seed = 7, scenario = defaultScenario) =>
  simulate(open, { world: sampleWorld(), scenario, seed, stepMinutes: 10, drainDays: 25 }, silent);

describe('a simulation of the sample', () => {
  it('runs', async () => {
    const one = await run();
    console.log(JSON.stringify(one, null, 1));
    expect(one.tally.refusals).toEqual({});
    const other = await run();
    expect(other.digest).toBe(one.digest);
  });
});
