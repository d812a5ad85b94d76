import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LetterRequest } from '../application/letter-requests.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { NoticeRetention } from '../infrastructure/notices/notice-retention.ts';
import { type House, openHouse } from './house.ts';

const DAY = 24 * 3_600_000;

describe('notices', () => {
  let house: House;
  /** Monday, 2 March 2026, 10:00 in Moscow; goes on only when a test says so. */
  let now = Date.parse('2026-03-02T07:00:00.000Z');
  let mailServerWorks = true;

  beforeAll(async () => {
    house = await openHouse({
      clock: () => new Date(now).toISOString(),
      notices: {
        keptDays: 30,
        async postman() {
          if (!mailServerWorks) throw new Error('connect ECONNREFUSED');
        },
      },
    });
  });
  afterAll(() => house?.close());

  const register = async (subject: string): Promise<void> => {
    await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject,
        addressee: { departmentId: demoDepartmentId('design') },
        channel: 'email',
        receivedOn: '2026-03-02',
        confidentiality: 'open',
      },
      registerAnywayReason: 'другое письмо',
    } as LetterRequest);
    await house.settled();
    await house.notices.deliver();
  };
  const count = async (table: string): Promise<number> => {
    const { rows } = await house.database.pool.query(`select count(*)::int as count from notices.${table}`);
    return rows[0].count;
  };

  it('are kept for their days, and forgotten with their mails after them', async () => {
    await register('Первое');
    now += 20 * DAY;
    await register('Второе');
    const [entries, mails] = [await count('entries'), await count('mails')];
    expect([entries, mails]).toEqual([2, 2]);
    expect(await house.notices.forgetOld()).toBe(0);
    now += 11 * DAY;
    expect(await house.notices.forgetOld()).toBe(1);
    expect([await count('entries'), await count('mails')]).toEqual([1, 1]);
    const page = await house.notices.tables.list(
      demoEmployeeId('lisitsyna'),
      false,
      { first: 10 },
      new Date(now).toISOString(),
    );
    expect(page.edges.map(({ node }) => node.event_at)).toEqual(['2026-03-22T07:00:00.000Z']);
  });

  it('stay as long as their mail waits, or was given up', async () => {
    mailServerWorks = false;
    await register('Третье');
    now += 40 * DAY;
    expect(await house.notices.forgetOld()).toBe(1);
    expect((await house.notices.tables.counts()).waiting).toBe(1);
    await house.notices.deliver();
    expect((await house.notices.tables.counts()).givenUp).toBe(1);
    expect(await house.notices.forgetOld()).toBe(0);
    mailServerWorks = true;
    const { rows } = await house.database.pool.query(`select id from notices.mails where status = 'givenUp'`);
    await house.notices.tables.retry(rows[0].id, new Date(now).toISOString());
    await house.notices.deliver();
    expect(await house.notices.forgetOld()).toBe(1);
    expect([await count('entries'), await count('mails')]).toEqual([0, 0]);
  });

  it('are forgotten in batches, by several at a time, until none is left', async () => {
    await house.database.pool.query(
      `insert into notices.entries (id, event_id, position, revision, recipient_id, kind, urgent, parameters,
         event_at, visible_at, digest)
       select gen_random_uuid(), $1, '', 0, $1, 'approved', false, '{}', at, at, false
       from (select '2025-01-01'::timestamptz + n * interval '1 minute' as at from generate_series(1, 2500) n)`,
      [randomUUID()],
    );
    const instances = [1, 2].map(() => new NoticeRetention(house.database.pool, 30));
    const forgotten = await Promise.all(instances.map((one) => one.sweep(new Date(now).toISOString())));
    // One may have found what was left locked by the other, and leaves that to it.
    expect(forgotten.reduce((sum, one) => sum + one, 0)).toBe(2_500);
    expect(await count('entries')).toBe(0);
  });
});
