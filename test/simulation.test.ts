import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compose } from '../infrastructure/composition.ts';
import { compareRuns, comparisonText } from '../infrastructure/simulation/comparison.ts';
import { reportText } from '../infrastructure/simulation/report-text.ts';
import { sampleWorld } from '../infrastructure/simulation/sample-world.ts';
import { defaultScenario, type Scenario } from '../infrastructure/simulation/scenario.ts';
import {
  isSound,
  type OpenHouse,
  type SimulationResult,
  simulate,
} from '../infrastructure/simulation/simulate.ts';
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

/** A troubled office, so that a short history has everything in it: many forget, fall ill and leave. */
const troubled: Scenario = {
  ...defaultScenario,
  name: 'troubled',
  people: { ...defaultScenario.people, forget: 0.2, illness: 0.03, leave: 0.3, returnForRework: 0.3 },
};

/** It ends a few days after the last letter, so that letters are open then. */
const run = (scenario: Scenario): Promise<SimulationResult> =>
  simulate(open, { world: sampleWorld(), scenario, seed: 4, stepMinutes: 120, drainDays: 6 }, silent);

describe('a simulation', { timeout: 120_000 }, () => {
  // One after the other: each run is a whole Chancery, and each test looks at several of them.
  let one: SimulationResult;

  it('ends with every letter either done or with an owner and a date, by the log and by the read models', async () => {
    one = await run(troubled);
    expect(one.tally.refusals).toEqual({});
    expect(one.control.open).toBeGreaterThan(0);
    expect(one.control).toMatchObject({ lostByLog: [], lostByReadModels: [], differences: 0 });
    expect(one.tally.desksCompared).toBeGreaterThan(0);
    expect(one.tally.deskDifferences).toBe(0);
    expect(isSound(one)).toBe(true);
    // What it is there for has happened in it.
    const { forgotten, reminders, escalations, illnesses, leavings, postponed } = one.tally;
    for (const times of [forgotten, reminders, escalations, illnesses, leavings, postponed]) {
      expect(times).toBeGreaterThan(0);
    }
    expect(one.stages.rework?.count).toBeGreaterThan(0);
    expect(one.letters.incoming + one.letters.outgoing).toBeGreaterThanOrEqual(40);
    expect(one.stepsBySystem).toBe(Object.values(one.bySystem).reduce((sum, times) => sum + times, 0));
  });

  it('writes the same log for the same seed', async () => {
    const again = await run(troubled);
    expect(again.digest).toBe(one.digest);
    const { seconds: _, timesFaster: __, ...figures } = again;
    expect(one).toMatchObject(figures);
  });

  it('compares policies with the same luck: what they do not touch is the same to the minute', async () => {
    const parallel = await run({ ...troubled, name: 'parallel', lineApproval: 'parallel' });
    expect(isSound(parallel)).toBe(true);
    expect(parallel.stages.assignExecutor).toEqual(one.stages.assignExecutor);
    expect(parallel.toApproval).not.toEqual(one.toApproval);
    const comparison = compareRuns([[one, parallel]]);
    expect(comparison.metrics.find(({ key }) => key === 'mean.assignExecutor')).toMatchObject({
      difference: 0,
    });
    expect(comparisonText(comparison, 'en')).toContain('One seed says nothing of chance');
    expect(comparisonText(comparison, 'ru')).toContain('Всё согласование, среднее, ч');
    expect(reportText(one, 'en')).toContain('no open letter without an owner and a date');
    expect(reportText(one, 'ru')).toContain(one.digest);
  });
});
