import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '../application/event-codec.ts';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { currentWait } from '../domain/deadline.ts';
import { type Recorded, streamName } from '../domain/event.ts';
import type { Instant } from '../domain/fields.ts';
import { openTasks } from '../domain/letter/tasks.ts';
import type { OrganizationCommand } from '../domain/organization/commands.ts';
import { ORGANIZATION_STREAM } from '../domain/organization/organization.ts';
import { isRefusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { type House, openHouse } from './house.ts';

/** Tuesday, noon in Moscow. */
const MORNING = '2026-03-03T09:00:00.000Z';

describe('as time goes by,', () => {
  let house: House;
  let now: Instant = MORNING;
  beforeAll(async () => {
    house = await openHouse({ clock: () => now });
  });
  afterAll(() => house.close());

  const change = async (...commands: OrganizationCommand[]): Promise<void> => {
    const caller = { actor: demoEmployeeId('admin'), commandId: randomUUID() };
    const outcome = await house.chancery.organization.execute(caller, commands);
    if (isRefusal(outcome)) throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
  };
  const letterFor = async (department: string, card = {}): Promise<string> => {
    const { id } = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: `О сроках ${randomUUID()}`,
        addressee: { departmentId: demoDepartmentId(department) },
        receivedOn: await house.chancery.today(),
        channel: 'post',
        confidentiality: 'open',
        ...card,
      },
    });
    return id;
  };
  const eventsOf = async (letterId: string): Promise<readonly Recorded<ChanceryEvent>[]> =>
    (await house.eventStore.read(streamName('letter', letterId))).map(decode);
  /** What was told of the letter, as `kind milestone: whom`. */
  const toldOf = async (letterId: string): Promise<readonly string[]> =>
    (await eventsOf(letterId)).flatMap((event) => {
      const people = (ids: readonly string[]): string => ids.map((id) => names.get(id) ?? id).join(', ');
      if (event.type === 'ReminderSent') {
        const { milestone, recipientIds, onBehalfOfIds } = event.data;
        return `reminder ${milestone}: ${people(recipientIds)}${onBehalfOfIds ? ` for ${people(onBehalfOfIds)}` : ''}`;
      }
      if (event.type === 'Escalated') {
        const { milestone, level, recipientIds } = event.data;
        return `escalation ${level} ${milestone}: ${people(recipientIds)}`;
      }
      return [];
    });
  const names = new Map<string, string>(
    ['orlova', 'sokolova', 'medvedev', 'lisitsyna', 'ezhov', 'volkov', 'zaytseva', 'admin'].map((login) => [
      demoEmployeeId(login),
      login,
    ]),
  );
  /** Sweeps every few hours from now until then. */
  const live = async (until: Instant): Promise<void> => {
    while (now < until) {
      now = new Date(Math.min(Date.parse(now) + 4 * 3_600_000, Date.parse(until))).toISOString();
      await house.settled();
      await house.chancery.timekeeper.sweep();
    }
    await house.settled();
  };
  const taskOf = async (letterId: string) => {
    const letter = await house.chancery.letters.find(letterId);
    const [task] = openTasks(letter);
    if (!task) throw new Error('No open task');
    return task;
  };

  it('whoever has a task is reminded, then those above are told, each once', async () => {
    now = MORNING;
    const letterId = await letterFor('design');
    // Assigning an executor takes a working day: due on Wednesday noon.
    expect((await taskOf(letterId)).deadline.due).toBe('2026-03-04T09:00:00.000Z');
    await live('2026-03-17T09:00:00.000Z');
    // A day before it is due they have just been given it.
    expect(await toldOf(letterId)).toEqual([
      'reminder after:0: lisitsyna',
      'escalation 1 after:480: medvedev',
      'escalation 2 after:1440: orlova',
      'escalation 3 after:2400: admin',
    ]);
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
      dueBy: '2026-03-20T09:00:00.000Z',
    });
    await live('2026-03-19T12:00:00.000Z');
    expect((await toldOf(letterId)).at(-1)).toBe('reminder before:480: ezhov');
    await house.command('lisitsyna', {
      name: 'extendDeadline',
      letterId,
      until: '2026-03-24T09:00:00.000Z',
      reason: 'ждём данных',
    });
    await live('2026-03-24T12:00:00.000Z');
    expect((await toldOf(letterId)).slice(-2)).toEqual([
      'reminder before:480: ezhov',
      'reminder after:0: ezhov',
    ]);
    await house.command('ezhov', { name: 'waiveReply', letterId, reason: 'для сведения' });
    const told = await toldOf(letterId);
    await live('2026-03-31T12:00:00.000Z');
    expect(await toldOf(letterId)).toEqual(told);
  });

  it('one that comes late is reminded of once, not of all that was missed', async () => {
    const letterId = await letterFor('design');
    now = '2026-04-02T10:00:00.000Z';
    await house.settled();
    await house.chancery.timekeeper.sweep();
    expect((await toldOf(letterId)).filter((told) => told.startsWith('reminder'))).toEqual([
      'reminder after:0: lisitsyna',
    ]);
  });

  it('nothing is told of a kind of task whose policy says so, and the rest go on', async () => {
    await change({
      name: 'setDeadlinePolicy',
      policyId: randomUUID(),
      task: 'assignExecutor',
      departmentId: demoDepartmentId('legal'),
      workingMinutes: 60,
      reminders: { before: [], after: [] },
      escalations: [],
    });
    const [quiet, loud] = [await letterFor('legal'), await letterFor('design')];
    await live(new Date(Date.parse(now) + 5 * 86_400_000).toISOString());
    expect(await toldOf(quiet)).toEqual([]);
    expect((await toldOf(loud)).length).toBeGreaterThan(1);
  });

  it('a task that waits for the counterparty is not overdue, and is due by that time later', async () => {
    now = '2026-05-12T09:00:00.000Z';
    const letterId = await letterFor('design');
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
      dueBy: '2026-05-13T09:00:00.000Z',
    });
    const { id: question } = await house.command('ezhov', {
      name: 'draftLetter',
      card: {
        addressees: [{ counterpartyId: demoCounterpartyId('stroyinvest') }],
        subject: 'Уточните объём',
        confidentiality: 'open',
      },
      text: 'Просим уточнить объём работ.',
    });
    await house.command('ezhov', {
      name: 'linkLetters',
      letterId: question,
      targetLetterId: letterId,
      kind: 'sameMatter',
    });
    await house.command('ezhov', {
      name: 'pauseDeadline',
      letterId,
      counterpartyId: demoCounterpartyId('stroyinvest'),
      reason: 'запрошены чертежи',
      expectedBy: '2026-05-19T09:00:00.000Z',
    });
    // Five working days: the day that was left comes after them.
    expect((await taskOf(letterId)).deadline.due).toBe('2026-05-20T09:00:00.000Z');
    await live('2026-05-14T10:00:00.000Z');
    expect(await toldOf(letterId)).toEqual([]);

    // A letter of somebody else does not end it; one of theirs in the thread does.
    await letterFor('design', { counterpartyId: demoCounterpartyId('giprotrans') });
    await house.settled();
    expect(currentWait((await taskOf(letterId)).deadline)).toBeDefined();
    const { id: answer } = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: 'Чертежи',
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: await house.chancery.today(),
        channel: 'post',
        confidentiality: 'open',
      },
      answers: question,
    });
    await house.settled();
    const ended = (await eventsOf(letterId)).at(-1);
    expect(ended).toMatchObject({
      type: 'WaitingEnded',
      data: { cause: 'letterRegistered', letterId: answer },
      metadata: { actor: 'system' },
    });
    // Two working days and an hour were waited.
    expect((await taskOf(letterId)).deadline).toMatchObject({
      due: '2026-05-15T10:00:00.000Z',
      waits: [{ workingMinutes: 2 * 480 + 60, until: '2026-05-14T10:00:00.000Z' }],
    });
  });

  it('a pause ends by itself when the time for it is over', async () => {
    const letterId = await letterFor('design');
    const before = await taskOf(letterId);
    const expectedBy = new Date(Date.parse(now) + 2 * 86_400_000).toISOString();
    await house.command('lisitsyna', {
      name: 'pauseDeadline',
      letterId,
      counterpartyId: demoCounterpartyId('stroyinvest'),
      reason: 'ждём доверенность',
      expectedBy,
    });
    const again = await house.attempt('lisitsyna', {
      name: 'pauseDeadline',
      letterId,
      counterpartyId: demoCounterpartyId('stroyinvest'),
      reason: 'ещё раз',
      expectedBy,
    });
    expect(again).toMatchObject({ refused: 'ALREADY_WAITING' });
    await live(new Date(Date.parse(expectedBy) + 3 * 3_600_000).toISOString());
    const { deadline } = await taskOf(letterId);
    expect(deadline.due > before.deadline.due).toBe(true);
    expect(deadline.waits).toMatchObject([{ from: expect.any(String), until: expectedBy, expectedBy }]);
    expect((await eventsOf(letterId)).map(({ type }) => type)).toContain('WaitingEnded');
  });

  it('a day’s absence passes the tasks on, and says so', async () => {
    now = '2026-06-16T06:30:00.000Z';
    const letterId = await letterFor('design');
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
      dueBy: '2026-06-17T15:00:00.000Z',
    });
    const substitutionId = randomUUID();
    // Nobody is named: the head over them.
    await change({
      name: 'setSubstitution',
      substitutionId,
      employeeId: demoEmployeeId('ezhov'),
      from: '2026-06-17',
      to: '2026-06-17',
    });
    await live('2026-06-19T09:00:00.000Z');
    expect((await toldOf(letterId)).slice(0, 2)).toEqual([
      'reminder before:480: lisitsyna for ezhov',
      'reminder after:0: lisitsyna for ezhov',
    ]);
    const said = (await house.eventStore.read(ORGANIZATION_STREAM))
      .map(decode)
      .filter(({ type }) => type === 'SubstitutionBegan' || type === 'SubstitutionEnded');
    expect(said.map(({ type, data }) => ({ type, ...data }))).toMatchObject([
      {
        type: 'SubstitutionBegan',
        substitutionId,
        employeeId: demoEmployeeId('ezhov'),
        substituteId: demoEmployeeId('lisitsyna'),
        date: '2026-06-17',
        openTasks: expect.any(Number),
      },
      { type: 'SubstitutionEnded', substitutionId, date: '2026-06-18' },
    ]);
  });
});
