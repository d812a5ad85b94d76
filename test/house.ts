import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Caller } from '../application/caller.ts';
import type { Outcome } from '../application/command-handler.ts';
import type { LetterRequest } from '../application/letter-requests.ts';
import type { Clock } from '../application/ports/clock.ts';
import type { Letter } from '../domain/letter/letter.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { type Composition, type CompositionOptions, compose } from '../infrastructure/composition.ts';
import type { Config } from '../infrastructure/config.ts';
import { demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { foundDemo } from '../infrastructure/demo/found-demo.ts';
import { openEventStoreDb } from '../infrastructure/event-store/eventstoredb/open-event-store.ts';
import type { DNSResolver } from '../infrastructure/mail/dkim.ts';
import type { Telemetry } from '../infrastructure/telemetry/telemetry.ts';
import { createTestDatabase, silent, type TestDatabase } from './database.ts';
import { foundedTemplate } from './founded-template.ts';
import { settled } from './settled.ts';

/** The whole of Chancery on a database of its own, with the demo organisation in it. */
export interface House extends Composition {
  readonly database: TestDatabase;
  readonly dataFolder: string;
  /** Settles when the policies have followed everything and the read models show it. */
  settled(): Promise<void>;
  /** The letter after the command. @throws Error when it is refused. */
  command(login: string, request: LetterRequest): Promise<Letter>;
  /** What the command was answered with. */
  attempt(
    login: string,
    request: LetterRequest,
    caller?: Partial<Caller>,
  ): Promise<Outcome<Letter> | Refusal>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly clock?: Clock;
  /** The log is in the EventStoreDB there, and not in the house's own database. */
  readonly eventStoreUrl?: string;
  readonly ledger?: Config['ledger'];
  readonly resolver?: DNSResolver;
  readonly notices?: CompositionOptions['notices'];
  readonly telemetry?: Telemetry;
}

export const openHouse = async ({ eventStoreUrl, ...options }: HouseOptions = {}): Promise<House> => {
  // The template was founded in its own log, by the clock on the wall.
  const template = eventStoreUrl || options.clock ? undefined : await foundedTemplate();
  const database = await createTestDatabase(template?.database);
  const dataFolder = await mkdtemp(join(tmpdir(), 'chancery-test-'));
  if (template) await cp(template.dataFolder, dataFolder, { recursive: true });
  const composition = compose({
    pool: database.pool,
    dataFolder,
    maxFileBytes: 1_000_000,
    log: silent,
    ...(eventStoreUrl !== undefined && { eventStore: openEventStoreDb(eventStoreUrl, silent) }),
    ...options,
  });
  await composition.start();
  if (!template) await foundDemo(composition.chancery);

  const attempt: House['attempt'] = (login, request, caller = {}) =>
    composition.chancery.letters.execute(
      { actor: demoEmployeeId(login), commandId: randomUUID(), ...caller },
      request,
    );
  const house: House = {
    ...composition,
    database,
    dataFolder,
    attempt,
    async command(login, request) {
      const outcome = await attempt(login, request);
      if (isRefusal(outcome)) {
        throw new Error(`${login} ${request.name}: ${outcome.refused} ${JSON.stringify(outcome.details)}`);
      }
      return outcome.state;
    },
    settled: () => settled(composition),
    async close() {
      await composition.stop();
      await database.close();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
  await house.settled();
  return house;
};
