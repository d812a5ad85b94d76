import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../../application/event-codec.ts';
import { EventStoreUnavailable } from '../../application/ports/event-store.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { BEGINNING, idOf, type Recorded, SYSTEM } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { type Composition, compose } from '../../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../../infrastructure/demo/found-demo.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { crashing, ProcessDied, seeded } from '../crashing-store.ts';
import { silent } from '../database.ts';
import { type House, openHouse } from '../house.ts';

describe('whatever crashes, and whoever works at the same time,', () => {
  let house: House;
  let store: PostgresEventStore;
  beforeAll(async () => {
    house = await openHouse();
    store = new PostgresEventStore(house.database.pool, silent);
  });
  afterAll(async () => {
    await store.close();
    await house.close();
  });

  /** Another process on the same database, whose appends crash at that rate; it reads, and does not project. */
  const another = (random: () => number = Math.random, rate = 0, hoursAhead = 0): Composition =>
    compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      eventStore: rate > 0 ? crashing(store, random, rate) : store,
      clock: () => new Date(Date.now() + hoursAhead * 3_600_000).toISOString(),
    });
  const log = async (): Promise<readonly Recorded<ChanceryEvent>[]> =>
    (await house.eventStore.readAll(BEGINNING, 100_000)).map(decode);
  const isCrash = (error: unknown): boolean =>
    error instanceof ProcessDied || error instanceof EventStoreUnavailable;
  const card = async () => ({
    counterpartyId: demoCounterpartyId('stroyinvest'),
    subject: 'Одновременно',
    addressee: { departmentId: demoDepartmentId('design') },
    receivedOn: await house.chancery.today(),
    channel: 'post' as const,
    confidentiality: 'open' as const,
  });

  it('3. numbers are unique and without gaps: 100 registrations at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const random = seeded(seed);
        const request = { name: 'registerIncomingLetter' as const, card: await card() };
        const answered = new Map<string, string>();
        const register = async (): Promise<void> => {
          const caller = { actor: demoEmployeeId('sokolova'), commandId: randomUUID() };
          for (let attempt = 0; attempt < 40; attempt += 1) {
            try {
              // After each crash another process takes it up, with nothing in its memory.
              const outcome = await another(random, 0.4).chancery.letters.execute(caller, request);
              if (isRefusal(outcome))
                throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
              if (outcome.state.status === 'imported' || !('number' in outcome.state))
                throw new Error('no number');
              answered.set(outcome.state.id, outcome.state.number.text);
              return;
            } catch (error) {
              if (!isCrash(error)) throw error;
              // Some clients never come back.
              if (random() < 0.02) return;
            }
          }
        };
        await Promise.all(Array.from({ length: 100 }, register));

        await house.settled();
        const later = another(random, 0, 1);
        while ((await later.chancery.abandonedNumbers.sweep()).length > 0) await house.settled();

        const events = await log();
        const issued = events.flatMap((event) => (event.type === 'NumberIssued' ? [event.data] : []));
        const voided = new Set(
          events.flatMap((event) => (event.type === 'NumberVoided' ? [event.data.sequence] : [])),
        );
        const carried = events.flatMap((event) =>
          event.type === 'Registered' ? [{ letterId: idOf(event.stream), ...event.data.number }] : [],
        );
        // Without gaps, each issued once.
        expect(issued.map(({ sequence }) => sequence)).toEqual(issued.map((_, index) => index + 1));
        expect(new Set(issued.map(({ text }) => text)).size).toBe(issued.length);
        // Each is carried by the letter that it was issued to, or void on the record; never both.
        for (const { sequence, letterId } of issued) {
          const carriers = carried.filter((number) => number.sequence === sequence);
          expect([sequence, carriers.length]).toEqual([sequence, voided.has(sequence) ? 0 : 1]);
          if (carriers[0]) expect(carriers[0].letterId).toBe(letterId);
        }
        // Nobody was told of a number that their letter does not have.
        for (const [letterId, text] of answered) {
          expect(carried.find((number) => number.letterId === letterId)?.text).toBe(text);
        }
        expect(answered.size).toBeGreaterThan(50);
      }),
      { numRuns: 2 },
    );
  }, 240_000);

  const incomingWithExecutor = async (): Promise<string> => {
    const { id } = await house.command('sokolova', { name: 'registerIncomingLetter', card: await card() });
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId: id,
      executorId: demoEmployeeId('ezhov'),
    });
    return id;
  };

  it('5. a command repeated with its id changes nothing and is answered as the first time', async () => {
    const letterId = await incomingWithExecutor();
    const before = await store.head();
    const caller = { actor: demoEmployeeId('ezhov'), commandId: randomUUID() };
    const request = { name: 'waiveReply' as const, letterId, reason: 'для сведения' };
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => another().chancery.letters.execute(caller, request)),
    );
    await house.command('sokolova', {
      name: 'requestAcknowledgment',
      letterId,
      employeeIds: [demoEmployeeId('volkov')],
    });
    const later = await another().chancery.letters.execute(caller, request);
    const answers = [...outcomes, later].map((outcome) => {
      if (isRefusal(outcome)) throw new Error(outcome.refused);
      const { repeated: _, ...answer } = outcome;
      return answer;
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    const added = (await store.readAll(before, 100)).map(({ type }) => type);
    expect(added.filter((type) => type === 'ReplyWaived')).toHaveLength(1);
  });

  it('6. a reply draft yields exactly one outgoing letter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const random = seeded(seed);
        const letterId = await incomingWithExecutor();
        const caller = { actor: demoEmployeeId('ezhov'), commandId: randomUUID() };
        const draft = { name: 'draftReply' as const, letterId, text: 'Ответ' };
        for (let answered = false; !answered; ) {
          try {
            const outcome = await another(random, 0.5).chancery.letters.execute(caller, draft);
            if (isRefusal(outcome)) throw new Error(outcome.refused);
            answered = true;
          } catch (error) {
            if (!isCrash(error)) throw error;
          }
        }
        const drafted = (await log()).find(
          ({ type, stream }) => type === 'ReplyDrafted' && idOf(stream) === letterId,
        );
        if (!drafted) throw new Error('No ReplyDrafted');
        // Three processes are told of it, again and again, besides the house's own.
        const follow = async (): Promise<void> => {
          for (let done = 0; done < 3; ) {
            try {
              for (const policy of another(random, 0.5).chancery.policies.slice(0, 1))
                await policy.handle(drafted);
              done += 1;
            } catch (error) {
              if (!isCrash(error)) throw error;
            }
          }
        };
        await Promise.all([follow(), follow(), follow()]);
        await house.settled();
        const replies = (await log()).filter(
          (event) => event.type === 'Drafted' && event.data.answers === letterId,
        );
        expect(replies.map(({ stream }) => idOf(stream))).toEqual([
          drafted.type === 'ReplyDrafted' ? drafted.data.outgoingLetterId : '',
        ]);
      }),
      { numRuns: 10 },
    );
  });

  it('4. grants and returns that come at once never make a letter both approved and returned', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { id: letterId } = await house.command('ezhov', {
        name: 'draftLetter',
        card: {
          addressees: [{ counterpartyId: demoCounterpartyId('stroyinvest') }],
          subject: 'Договор',
          confidentiality: 'open',
          documentKind: 'договор',
        },
        text: 'Текст договора',
      });
      await house.command('ezhov', { name: 'submitForApproval', letterId });
      for (const approver of ['lisitsyna', 'medvedev'])
        await house.command(approver, { name: 'grantApproval', letterId });
      // Legal and finance have their turn together; the director is quick as well.
      const attempts = ['volkov', 'barsukova', 'orlova', 'volkov'].flatMap((login) => [
        another().chancery.letters.execute(
          { actor: demoEmployeeId(login), commandId: randomUUID() },
          { name: 'grantApproval', letterId },
        ),
        another().chancery.letters.execute(
          { actor: demoEmployeeId(login), commandId: randomUUID() },
          { name: 'returnForRework', letterId, reason: 'нет' },
        ),
      ]);
      await Promise.all(attempts);
      const types = (await store.read(`letter-${letterId}`)).map(decode);
      const ends = types.filter(({ type }) => type === 'Approved' || type === 'ReturnedForRework');
      expect(ends.length).toBeLessThanOrEqual(1);
      const grants = types.flatMap((event) =>
        event.type === 'ApprovalGranted' ? [event.data.approverId] : [],
      );
      expect(new Set(grants).size).toBe(grants.length);
    }
  });

  it('8. every event says who, on whose behalf, when, by which command, because of what, in which version', async () => {
    const today = await house.chancery.today();
    await house.chancery.organization.execute({ actor: demoEmployeeId('admin'), commandId: randomUUID() }, [
      {
        name: 'setSubstitution',
        substitutionId: randomUUID(),
        employeeId: demoEmployeeId('ezhov'),
        substituteId: demoEmployeeId('zaytseva'),
        from: today,
        to: today,
      },
    ]);
    const letterId = await incomingWithExecutor();
    await house.command('zaytseva', { name: 'draftReply', letterId, text: 'Вместо Ежова' });
    await house.settled();

    const events = await log();
    const organization = await house.chancery.currentOrganization();
    const ids = new Set(events.map(({ id }) => id));
    const commands = new Set(events.map(({ metadata }) => metadata.commandId));
    for (const { metadata } of events) {
      expect(metadata.actor === SYSTEM || organization.employees.has(metadata.actor)).toBe(true);
      expect(new Date(metadata.at).toISOString()).toBe(metadata.at);
      expect(metadata.version).toBeGreaterThanOrEqual(1);
      expect(metadata.command).not.toBe('');
      expect(ids.has(metadata.$causationId) || metadata.$causationId === metadata.commandId).toBe(true);
      expect(metadata.$correlationId).not.toBe('');
      expect(Buffer.from(metadata.salt, 'base64url')).toHaveLength(16);
    }
    const behalf = events.find(({ type, stream }) => type === 'ReplyDrafted' && idOf(stream) === letterId);
    expect(behalf?.metadata).toMatchObject({
      actor: demoEmployeeId('zaytseva'),
      onBehalfOf: demoEmployeeId('ezhov'),
    });
    // What Chancery does because of it belongs to the same piece of work.
    const reply = events.find((event) => event.type === 'Drafted' && event.data.answers === letterId);
    expect(reply?.metadata).toMatchObject({
      actor: SYSTEM,
      $causationId: behalf?.id,
      $correlationId: behalf?.metadata.$correlationId,
    });
    expect(commands.has(reply?.metadata.$correlationId ?? '')).toBe(true);
    expect(reply?.type === 'Drafted' && reply.data.authorId).toBe(demoEmployeeId('ezhov'));
  });
});
