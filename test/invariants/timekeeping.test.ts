import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../application/event-codec.ts';
import { EventStoreUnavailable } from '../../application/ports/event-store.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { BEGINNING, idOf, type Recorded } from '../../domain/event.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import { milestonesOf } from '../../domain/organization/milestones.ts';
import { type Composition, compose } from '../../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../../infrastructure/demo/found-demo.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { crashing, ProcessDied, seeded } from '../crashing-store.ts';
import { silent } from '../database.ts';
import { type House, openHouse } from '../house.ts';

const HOUR = 3_600_000;
const CRASHES = 100;

describe('whatever crashes, and however many keep the time,', () => {
  let house: House;
  let store: PostgresEventStore;
  let at = Date.parse('2026-03-02T08:00:00.000Z');
  const clock = (): string => new Date(at).toISOString();
  beforeAll(async () => {
    house = await openHouse({ clock });
    store = new PostgresEventStore(house.database.pool, silent);
  });
  afterAll(async () => {
    await store.close();
    await house.close();
  });

  let crashes = 0;
  /** A process that has just been started, on the same database; its appends fail at that rate. */
  const started = (random: () => number, rate: number): Composition => {
    const failing = crashing(store, random, rate);
    return compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      eventStore: {
        ...failing,
        append: (...args) =>
          failing.append(...args).catch((error: unknown) => {
            crashes += 1;
            throw error;
          }),
      },
      clock,
    });
  };
  /** One of two instances: it is started, and sweeps until it crashes in the middle of what it is at, or is done. */
  const sweeping = async (random: () => number, rate: number): Promise<boolean> => {
    try {
      await started(random, rate).chancery.timekeeper.sweep();
      return true;
    } catch (error) {
      if (!(error instanceof ProcessDied || error instanceof EventStoreUnavailable)) throw error;
      return false;
    }
  };
  const log = async (): Promise<readonly Recorded<ChanceryEvent>[]> =>
    (await house.eventStore.readAll(BEGINNING, 100_000)).map(decode);

  it('each milestone is told exactly once, each pause ends once, each substitution is said once', async () => {
    const random = seeded(20_260_302);
    const letters: string[] = [];
    for (let index = 0; index < 30; index += 1) {
      const { id } = await house.command('sokolova', {
        name: 'registerIncomingLetter',
        card: {
          counterpartyId: demoCounterpartyId('stroyinvest'),
          subject: `Письмо ${index}`,
          addressee: { departmentId: demoDepartmentId('design') },
          receivedOn: await house.chancery.today(),
          channel: 'post',
          confidentiality: 'open',
        },
      });
      letters.push(id);
    }
    const [moved = '', paused = '', done = ''] = letters;
    const substitutionId = randomUUID();
    await house.chancery.organization.execute({ actor: demoEmployeeId('admin'), commandId: randomUUID() }, [
      {
        name: 'setSubstitution',
        substitutionId,
        employeeId: demoEmployeeId('medvedev'),
        substituteId: demoEmployeeId('barsukova'),
        from: '2026-03-04',
        to: '2026-03-04',
      },
    ]);
    await house.command('lisitsyna', {
      name: 'pauseDeadline',
      letterId: paused,
      counterpartyId: demoCounterpartyId('stroyinvest'),
      reason: 'ждём',
      expectedBy: new Date(at + 30 * HOUR).toISOString(),
    });

    const end = at + 14 * 24 * HOUR;
    while (at < end) {
      at += 12 * HOUR;
      if (at === Date.parse('2026-03-03T08:00:00.000Z')) {
        await house.command('lisitsyna', {
          name: 'extendDeadline',
          letterId: moved,
          until: '2026-03-06T08:00:00.000Z',
          reason: 'позже',
        });
        await house.command('lisitsyna', {
          name: 'assignExecutor',
          letterId: done,
          executorId: demoEmployeeId('ezhov'),
        });
        await house.command('ezhov', { name: 'waiveReply', letterId: done, reason: 'для сведения' });
      }
      await house.settled();
      // Two instances at a time, started anew until both come through; what they know of what was done lags behind.
      for (let done = false; !done; ) {
        const came = await Promise.all([sweeping(random, 0.6), sweeping(random, 0.6)]);
        done = came.every((through) => through);
      }
    }
    await house.settled();
    expect(crashes).toBeGreaterThanOrEqual(CRASHES);

    const events = await log();
    const told = events.flatMap((event) =>
      event.type === 'ReminderSent' || event.type === 'Escalated'
        ? [`${idOf(event.stream)} ${event.data.key} ${event.data.due} ${event.type} ${event.data.milestone}`]
        : [],
    );
    expect(new Set(told).size).toBe(told.length);
    // And none is missing: each letter has every milestone of each due date that it lived through.
    const organization = await house.chancery.currentOrganization();
    for (const letterId of letters) {
      const letter = await house.chancery.letters.find(letterId);
      const [task] = openTasks(letter);
      if (!letter || !task) {
        expect(letterId).toBe(done);
        continue;
      }
      const expected = milestonesOf(organization, letter, task)
        .filter((milestone) => milestone.at <= clock())
        .map(
          ({ kind, milestone }) =>
            `${letterId} ${task.key} ${task.deadline.due} ${kind === 'reminder' ? 'ReminderSent' : 'Escalated'} ${milestone}`,
        );
      // Of a day's task there is none before it is due, unless a pause has moved that.
      expect(expected.length).toBeGreaterThanOrEqual(4);
      expect(told).toEqual(expect.arrayContaining(expected));
    }
    expect(told.some((line) => line.startsWith(done) && !line.includes('before:480'))).toBe(false);
    const count = (type: string, stream: string): number =>
      events.filter((event) => event.type === type && event.stream.includes(stream)).length;
    expect(count('WaitingEnded', paused)).toBe(1);
    expect(count('SubstitutionBegan', 'organization')).toBe(1);
    expect(count('SubstitutionEnded', 'organization')).toBe(1);
    // Nobody was told of the same lateness twice.
    for (const [place, escalations] of Map.groupBy(
      events.flatMap((event) => (event.type === 'Escalated' ? [event] : [])),
      ({ stream, data }) => `${stream} ${data.key} ${data.due}`,
    )) {
      const people = escalations.flatMap(({ data }) => data.recipientIds);
      expect([place, new Set(people).size]).toEqual([place, people.length]);
    }
  }, 120_000);
});
