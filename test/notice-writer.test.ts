import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoticeWriter } from '../application/notices/notice-writer.ts';
import { OrganizationReader } from '../application/organization-reader.ts';
import type { EventStore } from '../application/ports/event-store.ts';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { BEGINNING, categoryOf, type Recorded, type StreamName, streamName } from '../domain/event.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { logSource } from '../infrastructure/event-store/log-source.ts';
import { eventsOf } from '../projections/runner/event-source.ts';
import { type House, openHouse } from './house.ts';

describe('who writes notices', () => {
  let house: House;
  let events: readonly Recorded<ChanceryEvent>[];
  let reads: StreamName[];
  let writer: NoticeWriter;

  beforeAll(async () => {
    house = await openHouse();
    const { id } = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: 'О поставке',
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: await house.chancery.today(),
        channel: 'email',
        confidentiality: 'open',
      },
    });
    for (const login of ['ezhov', 'volkov']) {
      await house.command('lisitsyna', {
        name: 'assignExecutor',
        letterId: id,
        executorId: demoEmployeeId(login),
        reason: 'поровну',
      });
    }
    const log = eventsOf(await logSource(house.eventStore).readAfter(BEGINNING, 10_000));
    events = log.filter(({ stream }) => categoryOf(stream) === 'letter');
    reads = [];
    writer = new NoticeWriter(
      {
        read(stream: StreamName, ...range: [number?, number?]) {
          reads.push(stream);
          return house.eventStore.read(stream, ...range);
        },
      } as unknown as EventStore,
      new OrganizationReader(house.eventStore),
      { members: async () => new Set() } as never,
      {} as never,
      {} as never,
    );
  });
  afterAll(() => house.close());

  it('keeps letters for their next events, and forgets them when anybody is erased', async () => {
    const [registered, assigned, reassigned] = events as [
      Recorded<ChanceryEvent>,
      Recorded<ChanceryEvent>,
      Recorded<ChanceryEvent>,
    ];
    const erased = {
      ...registered,
      stream: streamName('counterparty', demoCounterpartyId('stroyinvest')),
      type: 'CounterpartyErased',
      data: { counterpartyId: demoCounterpartyId('stroyinvest') },
    } as unknown as Recorded<ChanceryEvent>;
    const told = async (event: Recorded<ChanceryEvent>): Promise<readonly string[]> => {
      expect(writer.concerns(event)).toBe(true);
      return (await writer.toTell([event])).notices.map(({ recipientId }) => recipientId);
    };
    await told(registered);
    expect(await told(assigned)).toContain(demoEmployeeId('ezhov'));
    expect(reads).toEqual([]);
    expect(await told(erased)).toEqual([]);
    expect(await told(reassigned)).toContain(demoEmployeeId('volkov'));
    expect(reads).toEqual([registered.stream]);
  });
});
