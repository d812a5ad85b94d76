import type { Logger } from 'pino';
import type { Clock } from '../../application/ports/clock.ts';
import type { Composition } from '../composition.ts';
import { createServer } from '../http/server.ts';
import { openDevelopmentIssuer } from '../identity/development-issuer.ts';
import { developmentTokens } from '../identity/development-tokens.ts';
import { createTokenVerifier } from '../identity/token-verifier.ts';
import { Door } from './door.ts';
import { found } from './founding.ts';
import { type Measured, measure } from './measure.ts';
import { eveOf, type RunOptions, type RunTally, runOffice } from './run.ts';
import { SimulatedClock } from './simulated-clock.ts';
import { Staff } from './staff.ts';

/** Chancery for one simulation, empty, going by the clock that it is opened with. */
export interface SimulatedHouse {
  readonly composition: Composition;
  readonly dataFolder: string;
  close(): Promise<void>;
}
export type OpenHouse = (clock: Clock) => Promise<SimulatedHouse>;

export interface SimulationResult extends Measured {
  readonly scenario: string;
  readonly history: string;
  readonly remarks: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly tally: RunTally;
  /** Real seconds of the run, founding and measuring apart, and how many times faster than the calendar it went. */
  readonly seconds: number;
  readonly timesFaster: number;
}

/** Whether no letter was lost, and everything went as the people of the office thought. */
export const isSound = ({ control, tally }: SimulationResult): boolean =>
  control.lostByLog.length + control.lostByReadModels.length + control.differences === 0 &&
  tally.deskDifferences === 0 &&
  Object.keys(tally.refusals).length === 0;

/** Simulates the history in a house of its own and measures what came of it. */
export const simulate = async (
  open: OpenHouse,
  options: RunOptions,
  log: Logger,
): Promise<SimulationResult> => {
  const { world, scenario, seed } = options;
  const clock = new SimulatedClock(eveOf(world));
  const house = await open(clock.now);
  const { composition } = house;
  try {
    await composition.start();
    await found(composition.chancery, world, scenario);
    const issuer = await openDevelopmentIssuer(house.dataFolder, developmentTokens);
    const app = await createServer({
      composition,
      verifier: await createTokenVerifier(developmentTokens, issuer),
      // Mutations do not wait one by one: the office waits for all of a step.
      readModelWaitMs: 0,
      log,
    });
    try {
      await app.ready();
      const staff = new Staff(await composition.chancery.currentOrganization());
      const door = new Door(app, issuer, (id) => staff.login(id));
      const begun = performance.now();
      const sweep = (): Promise<unknown> => composition.chancery.timekeeper.sweep();
      const tally = await runOffice(composition, door, staff, clock, sweep, options);
      const seconds = (performance.now() - begun) / 1_000;
      const simulated = (Date.parse(tally.to) - Date.parse(tally.from)) / 1_000;
      return {
        scenario: scenario.name,
        history: world.history.name,
        remarks: world.history.remarks,
        seed,
        tally,
        seconds,
        timesFaster: simulated / seconds,
        ...(await measure(composition, clock.now())),
      };
    } finally {
      await app.close();
    }
  } finally {
    await house.close();
  }
};
