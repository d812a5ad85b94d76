import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { responsibilityOf } from '../domain/organization/responsible.ts';
import { isRefusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { findLetters, findThreadIds, listLetters } from '../projections/correspondence/letter-queries.ts';
import { searchLetters } from '../projections/correspondence/search-queries.ts';
import { listTasks } from '../projections/correspondence/task-queries.ts';
import { projectTimelines } from '../projections/correspondence/timeline-queries.ts';
import { type House, openHouse } from './house.ts';
import { type LogPlace, logPlaces } from './log-places.ts';

describe.each(logPlaces)('a letter lives, with its log in %s,', (_, open) => {
  let house: House;
  let place: LogPlace;
  beforeAll(async () => {
    place = await open();
    house = await openHouse(place.options);
  });
  afterAll(async () => {
    await house.close();
    await place.close();
  });

  const tasksOf = async (login: string): Promise<readonly string[]> => {
    await house.settled();
    const organization = await house.chancery.currentOrganization();
    const viewer = await house.chancery.viewer(demoEmployeeId(login));
    const responsibility = responsibilityOf(organization, viewer.employeeIds);
    const page = await listTasks(house.read, viewer, { responsibility }, { first: 50 });
    return page.edges.map(({ node }) => node.kind);
  };

  it('from its registration to the counterparty’s number, with a return for rework in between', async () => {
    const incoming = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: 'О сроках поставки металлоконструкций',
        counterpartyNumber: '12-СИ/345',
        counterpartyDate: '2026-11-20',
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: await house.chancery.today(),
        channel: 'email',
        confidentiality: 'open',
      },
      projectIds: [demoProjectId()],
    });
    expect(await tasksOf('lisitsyna')).toEqual(['assignExecutor']);
    const letterId = incoming.id;
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
      resolution: 'Подготовить ответ',
    });
    expect(await tasksOf('lisitsyna')).toEqual([]);
    expect(await tasksOf('ezhov')).toEqual(['decideOnReply']);
    const replied = await house.command('ezhov', {
      name: 'draftReply',
      letterId,
      text: 'Сообщаем, что конструкции будут поставлены в декабре.',
    });
    if (replied.status !== 'replyDrafted') throw new Error(replied.status);
    const outgoingId = replied.outgoingLetterId;
    expect(await tasksOf('ezhov')).toEqual(['submit']);

    await house.command('ezhov', { name: 'submitForApproval', letterId: outgoingId });
    expect(await tasksOf('lisitsyna')).toEqual(['approve']);
    await house.command('lisitsyna', { name: 'grantApproval', letterId: outgoingId });
    expect(await tasksOf('medvedev')).toEqual(['approve']);
    await house.command('medvedev', {
      name: 'returnForRework',
      letterId: outgoingId,
      reason: 'Указать точную дату',
    });
    expect(await tasksOf('ezhov')).toEqual(['rework']);
    await house.command('ezhov', {
      name: 'reviseLetter',
      letterId: outgoingId,
      text: 'Сообщаем, что конструкции будут поставлены 10 декабря 2026 года.',
    });
    await house.command('ezhov', { name: 'submitForApproval', letterId: outgoingId });
    for (const approver of ['lisitsyna', 'medvedev', 'orlova']) {
      expect(await tasksOf(approver)).toEqual(['approve']);
      await house.command(approver, { name: 'grantApproval', letterId: outgoingId });
    }
    expect(await tasksOf('sokolova')).toEqual(['dispatch']);
    const dispatched = await house.command('sokolova', {
      name: 'dispatchLetter',
      letterId: outgoingId,
      channel: 'email',
    });
    expect(dispatched).toMatchObject({ status: 'dispatched', number: { sequence: 1 } });
    expect(await tasksOf('sokolova')).toEqual(['obtainIncomingNumber']);
    await house.command('sokolova', {
      name: 'recordIncomingNumber',
      letterId: outgoingId,
      number: 'СИ-вх/77',
      date: '2026-11-24',
    });
    expect(await tasksOf('sokolova')).toEqual([]);

    const viewer = await house.chancery.viewer(demoEmployeeId('ezhov'));
    const letters = await findLetters(house.read, viewer, [letterId, outgoingId]);
    expect(letters.get(letterId)?.status).toBe('answered');
    expect(letters.get(outgoingId)?.status).toBe('closed');
    const threads = await findThreadIds(house.read, [letterId, outgoingId]);
    expect([...threads.values()]).toEqual([letterId, letterId]);
    const thread = await listLetters(house.read, viewer, { threadId: letterId }, 'datedAscending', {
      first: 10,
    });
    expect(thread.edges).toHaveLength(2);
    expect(await thread.count()).toBe(2);

    const timelines = await projectTimelines(house.read, viewer, [demoProjectId()], false, { first: 50 });
    const timeline = timelines.get(demoProjectId());
    expect(timeline?.edges.map(({ node }) => node.type)).toEqual([
      'Registered',
      'ExecutorAssigned',
      'ReplyDrafted',
      'Drafted',
      'SubmittedForApproval',
      'ApprovalGranted',
      'ReturnedForRework',
      'Revised',
      'SubmittedForApproval',
      'ApprovalGranted',
      'ApprovalGranted',
      'ApprovalGranted',
      'Approved',
      'Dispatched',
      'ReplyDispatched',
      'IncomingNumberRecorded',
    ]);
    for (const query of [
      'поставка конструкций',
      'Стройинвест',
      '12-СИ/345',
      'вх/77',
      '"10 декабря"',
      'ежов',
    ]) {
      const hits = await searchLetters(house.read, viewer, query, { first: 10 });
      expect([query, hits.edges.length > 0]).toEqual([query, true]);
    }
    const stranger = await house.chancery.viewer(demoEmployeeId('zaytseva'));
    expect((await searchLetters(house.read, stranger, 'поставка', { first: 10 })).edges).toEqual([]);
    const history = await house.chancery.letters.history(demoEmployeeId('ezhov'), letterId);
    expect(isRefusal(history) ? history : history.events.map(({ type }) => type)).toEqual([
      'Registered',
      'ExecutorAssigned',
      'ReplyDrafted',
      'ReplyDispatched',
    ]);
  });
});
