import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Chancery } from '../application/chancery.ts';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { BEGINNING, categoryOf, idOf, type Recorded, SYSTEM } from '../domain/event.ts';
import { withChanges } from '../domain/letter/correction.ts';
import type { OrganizationEvent } from '../domain/organization/events.ts';
import {
  emptyOrganization,
  evolveOrganization,
  type Organization,
} from '../domain/organization/organization.ts';
import { responsibilityOf } from '../domain/organization/responsible.ts';
import { viewerOf } from '../domain/organization/rights.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { logSource } from '../infrastructure/event-store/log-source.ts';
import { PastScope } from '../infrastructure/graphql/past-scope.ts';
import { RequestScope } from '../infrastructure/graphql/request-scope.ts';
import type { Scope } from '../infrastructure/graphql/scope.ts';
import { type SharedLookups, sharedLookups } from '../infrastructure/graphql/shared-lookups.ts';
import { correspondence } from '../projections/correspondence/correspondence.ts';
import { type LetterFilter, letterOrders } from '../projections/correspondence/letter-queries.ts';
import { type ReadModel, readModel } from '../projections/read-model.ts';
import { registers } from '../projections/registers/registers.ts';
import { eventsOf } from '../projections/runner/event-source.ts';
import { showTable } from '../projections/runner/model-tables.ts';
import { applyWhole } from '../projections/runner/projection.ts';
import { busyOffice } from './busy-office.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { type House, openHouse } from './house.ts';
import { restlessOffice } from './restless-office.ts';

type Event = Recorded<ChanceryEvent>;

/** A system that has taken in a part of the log and nothing after it. */
class StoppedSystem {
  readonly #database: TestDatabase;
  readonly #db: Kysely<unknown>;
  readonly #read: ReadModel;
  /** All the while, as a server does. */
  readonly #shared: SharedLookups;
  #organization: Organization = emptyOrganization;

  constructor(database: TestDatabase) {
    this.#database = database;
    this.#db = new Kysely({ dialect: new PostgresDialect({ pool: database.pool }) });
    this.#read = readModel(this.#db);
    this.#shared = sharedLookups(this.#read);
  }

  static async open(): Promise<StoppedSystem> {
    const system = new StoppedSystem(await createTestDatabase());
    await system.#within(async (tx) => {
      await sql`create schema stopped`.execute(tx);
      for (const projection of [correspondence, registers]) {
        await projection.create(tx);
        for (const table of projection.tables) await showTable(tx, 'stopped', table);
      }
    });
    return system;
  }

  async takeIn(event: Event): Promise<void> {
    if (categoryOf(event.stream) === 'organization') {
      this.#organization = evolveOrganization(
        this.#organization,
        event as never as Recorded<OrganizationEvent>,
      );
    }
    await this.#within(async (tx) => {
      for (const projection of [correspondence, registers]) {
        if (projection.concerns(event)) await applyWhole(projection, tx, [event]);
      }
    });
  }

  scope(): Scope {
    const chancery = {
      viewer: async (id: string, organization: Organization) => viewerOf(organization, id, '2026-01-01'),
    } as unknown as Chancery;
    return new RequestScope(
      SYSTEM,
      { chancery, read: this.#read, shared: this.#shared, proofs: { ofEvents: async () => [] } },
      this.#organization,
    );
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  #within(work: (tx: Transaction<unknown>) => Promise<void>): Promise<void> {
    return this.#db.transaction().execute(async (tx) => {
      await sql`set local search_path to stopped, public`.execute(tx);
      await work(tx);
    });
  }
}

const filters: readonly LetterFilter[] = [
  {},
  { direction: 'outgoing' },
  { open: true },
  { statuses: ['awaitingExecutor', 'rework', 'annulled'] },
  { confidential: true },
  { counterpartyId: demoCounterpartyId('stroyinvest') },
  { counterpartyId: demoCounterpartyId('giprotrans') },
  { projectId: demoProjectId() },
  { withoutProject: true },
  { departmentIds: [demoDepartmentId('design')] },
  { executorId: demoEmployeeId('ezhov') },
  { authorId: demoEmployeeId('ezhov') },
  { participantId: demoEmployeeId('volkov') },
  { documentKind: 'жалоба' },
  { number: '-а' },
  { dueBefore: '2098-01-01T00:00:00.000Z' },
];
const page = { first: 200, cursors: false };

/** Everything that a scope answers about these letters, with the lists by some of the filters and one of the orders. */
const answers = async (scope: Scope, letterIds: readonly string[], turn: number): Promise<object> => {
  const organization = await scope.organization;
  const { loaders } = scope;
  const order = letterOrders[turn % letterOrders.length] ?? 'datedDescending';
  const asked = filters.filter((_, index) => (index + turn) % 4 === 0);
  const threads = await Promise.all(letterIds.map((id) => loaders.threadId.load(id)));
  const responsibility = responsibilityOf(organization, [demoEmployeeId('ezhov')]);
  const list = async (filter: LetterFilter) => {
    const found = await scope.letters(filter, order, page);
    return { filter, ids: found.edges.map(({ node }) => node.id), count: await found.count() };
  };
  return {
    organization,
    letters: await Promise.all(letterIds.map(async (id) => (await loaders.letter.load(id)) ?? null)),
    threads,
    links: await Promise.all(letterIds.map((id) => loaders.links.load(id))),
    texts: await Promise.all(
      letterIds.map(async (id) => (await loaders.revisions.load(id)).map(({ text }) => text)),
    ),
    counterparties: await Promise.all(
      (['stroyinvest', 'giprotrans'] as const).map(
        async (name) => (await loaders.counterparty.load(demoCounterpartyId(name))) ?? null,
      ),
    ),
    project: (await loaders.project.load(demoProjectId())) ?? null,
    lists: await Promise.all(asked.map(list)),
    membersOfThread:
      threads[turn % threads.length] && (await list({ threadId: threads[turn % threads.length] ?? '' })),
    membersOfProject: (await scope.lettersOf('project', demoProjectId(), order, page, [])).edges.map(
      ({ node }) => node.id,
    ),
    tasks: await Promise.all(
      [{}, { responsibility }].map(async (filter) =>
        (await scope.tasks(filter, page)).edges.map(({ node: { letter, ...task } }) => ({
          ...task,
          id: letter.id,
        })),
      ),
    ),
  };
};

/** What no list or letter can have: what was read along with it, and hashes of what was there before it was corrected. */
const comparable = (value: object): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, inner) =>
      key === 'threadId' ? undefined : inner instanceof Map ? [...inner.entries()] : inner,
    ),
  );
const withoutHashes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'contentHash' ? undefined : inner)));

/** The log as it would be, had nothing been recorded wrongly: each correction is made where the value came from. */
const rightFromTheStart = (events: readonly Event[]): readonly Event[] => {
  const log = [...events];
  for (const [at, event] of events.entries()) {
    if (event.type !== 'RegistrationCorrected') continue;
    // There is nothing left to correct.
    log[at] = { ...event, data: { ...event.data, changes: [] } };
    for (const change of event.data.changes) {
      const cards = log.flatMap((other, index) =>
        other.stream === event.stream && other.position < event.position && 'card' in (other.data as object)
          ? [index]
          : [],
      );
      const cardAt = (index: number) =>
        (log[index] as unknown as { data: { card: Record<string, unknown> } }).data.card;
      const last = cards.at(-1);
      if (last === undefined) continue;
      const wrong = JSON.stringify(cardAt(last)[change.field]);
      for (const index of cards.reverse()) {
        if (JSON.stringify(cardAt(index)[change.field]) !== wrong) break;
        const { data, ...rest } = log[index] as Event;
        log[index] = {
          ...rest,
          data: { ...(data as object), card: withChanges(cardAt(index), [change]) },
        } as Event;
      }
    }
  }
  // Counterparties are found to be one as soon as both are there.
  for (const event of events) {
    if (event.type !== 'CounterpartyMerged') continue;
    log.splice(log.indexOf(event), 1);
    const both = [event.data.counterpartyId, event.data.intoId].map((id) =>
      log.findIndex(({ type, stream }) => type === 'CounterpartyAdded' && idOf(stream) === id),
    );
    log.splice(Math.max(...both) + 1, 0, event);
  }
  return log;
};

describe.each([
  ['a busy day', (house: House) => busyOffice(house)],
  ['a random history', (house: House) => restlessOffice(house, 20260303, 140)],
  ['another random history', (house: House) => restlessOffice(house, 77, 140)],
])('%s, as of each of its moments', (_, happens) => {
  let house: House;
  let events: readonly Event[];
  let letterIds: readonly string[];
  let read: ReadModel;
  let shared: SharedLookups;

  beforeAll(async () => {
    house = await openHouse();
    await happens(house);
    await house.settled();
    const source = logSource(house.eventStore);
    events = eventsOf(await source.readAfter(BEGINNING, 10_000));
    letterIds = [
      ...new Set(
        events.filter(({ stream }) => categoryOf(stream) === 'letter').map(({ stream }) => idOf(stream)),
      ),
    ];
    read = house.read;
    shared = sharedLookups(read);
  });
  afterAll(() => house.close());

  const scopeAt = (event: Event, corrected: boolean): Scope =>
    new PastScope(
      { position: event.position, at: event.metadata.at, corrected },
      new RequestScope(SYSTEM, { ...house, shared }),
      SYSTEM,
      house.chancery.past,
      read,
    );

  it('is what a system knew that had stopped there', { timeout: 120_000 }, async () => {
    const stopped = await StoppedSystem.open();
    try {
      let compared = 0;
      for (const [index, event] of events.entries()) {
        await stopped.takeIn(event);
        if (!['letter', 'counterparty', 'project'].includes(categoryOf(event.stream))) continue;
        const expected = await answers(stopped.scope(), letterIds, index);
        const found = await answers(scopeAt(event, false), letterIds, index);
        expect({ index, type: event.type, found: comparable(found) }).toEqual({
          index,
          type: event.type,
          found: comparable(expected),
        });
        compared += 1;
      }
      expect(compared).toBeGreaterThan(40);
    } finally {
      await stopped.close();
    }
  });

  it('is, with the corrections that came later, what it would have been, had it been right from the start', {
    timeout: 120_000,
  }, async () => {
    const stopped = await StoppedSystem.open();
    try {
      let differs = 0;
      for (const [index, event] of rightFromTheStart(events).entries()) {
        await stopped.takeIn(event);
        // A merge is found here earlier in the log than it is.
        if (categoryOf(event.stream) !== 'letter') continue;
        const expected = comparable(await answers(stopped.scope(), letterIds, index));
        const found = comparable(await answers(scopeAt(event, true), letterIds, index));
        expect({ index, type: event.type, found: withoutHashes(found) }).toEqual({
          index,
          type: event.type,
          found: withoutHashes(expected),
        });
        if (index % 4 > 0) continue;
        const known = comparable(await answers(scopeAt(event, false), letterIds, index));
        if (JSON.stringify(known) !== JSON.stringify(found)) differs += 1;
      }
      expect(differs).toBeGreaterThan(0);
    } finally {
      await stopped.close();
    }
  });
});
