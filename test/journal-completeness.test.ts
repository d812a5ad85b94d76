import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeOrRefuse } from '../application/event-codec.ts';
import { type DomainEvent, streamName } from '../domain/event.ts';
import { journalId } from '../domain/journal/journal.ts';
import { isRefusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { type ApiServer, openApi } from './api-server.ts';

const COMPLETENESS = `query ($journalId: UUID!, $from: Int, $to: Int, $fromDate: Date, $toDate: Date) {
  journalCompleteness(journalId: $journalId, from: $from, to: $to, fromDate: $fromDate, toDate: $toDate) {
    complete verdict lastSequence used voided issued faults { sequence kind }
    numbers { sequence number status reason letterId letter { subject } }
  }
}`;

describe('the completeness of a journal', () => {
  let api: ApiServer;
  let today: string;
  const year = new Date().getFullYear();
  const incoming = journalId('incoming', year);

  const append = async (events: readonly DomainEvent[]): Promise<void> => {
    const stream = streamName('journal', incoming);
    const commandId = randomUUID();
    const encoded = encodeOrRefuse(stream, events, {
      actor: demoEmployeeId('sokolova'),
      at: new Date().toISOString(),
      commandId,
      command: 'tamper',
      $correlationId: commandId,
      $causationId: commandId,
    });
    if (isRefusal(encoded)) throw new Error(JSON.stringify(encoded));
    const { length } = await api.house.eventStore.read(stream);
    const result = await api.house.eventStore.append(stream, length - 1, encoded, commandId);
    if (!result.ok) throw new Error(result.conflict);
    await api.house.settled();
  };
  const number = (sequence: number): string => `Вх-${year}/${String(sequence).padStart(5, '0')}`;
  const issued = (sequence: number, letterId: string, text = number(sequence)): DomainEvent => ({
    type: 'NumberIssued',
    data: { sequence, text, letterId, date: today },
  });
  const register = (subject: string) =>
    api.house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject,
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: today,
        channel: 'email',
        confidentiality: 'open',
      },
    });
  const ask = (range: object = {}, login = 'auditor') =>
    api.get(login, COMPLETENESS, { journalId: incoming, ...range });

  beforeAll(async () => {
    api = await openApi();
    today = await api.house.chancery.today();
    for (const subject of ['Первое', 'Второе', 'Третье']) await register(subject);
    await append([issued(4, randomUUID()), issued(5, randomUUID())]);
    const { letterId } = (await ask({ from: 4, to: 4 })).numbers[0];
    await append([{ type: 'NumberVoided', data: { sequence: 4, letterId, reason: 'не завершена' } }]);
  });
  afterAll(() => api.close());

  it('is told of every number: used by a letter, void and why, or not written yet', async () => {
    const all = await ask();
    expect(all).toMatchObject({
      complete: true,
      verdict:
        'All numbers from 1 to 5 are there: 3 on letters, 1 void, 1 given out and not written yet; none is missing, none is doubled.',
      lastSequence: 5,
      used: 3,
      voided: 1,
      issued: 1,
      faults: [],
    });
    expect(
      all.numbers.map(({ sequence, status, reason, letter }: Record<string, { subject?: string }>) => [
        sequence,
        status,
        reason,
        letter?.subject ?? null,
      ]),
    ).toEqual([
      [1, 'used', null, 'Первое'],
      [2, 'used', null, 'Второе'],
      [3, 'used', null, 'Третье'],
      [4, 'voided', 'не завершена', null],
      [5, 'issued', null, null],
    ]);
    const russian = await api.ask(
      'admin',
      COMPLETENESS,
      { journalId: incoming, from: 2, to: 3 },
      { 'accept-language': 'ru' },
    );
    expect(russian.data.journalCompleteness.verdict).toBe(
      'Все номера с 2 по 3 на месте: на письмах 2, аннулировано 0, выдано и ещё не записано 0; пропусков и повторов нет.',
    );
    expect((await ask({ fromDate: today, toDate: today })).numbers).toHaveLength(5);
    expect((await ask({ toDate: '2001-01-01' })).verdict).toBe('No number of this range has been given out.');
    expect((await ask({ from: 6 })).complete).toBe(true);
  });

  it('is for those who keep or audit journals', async () => {
    for (const login of ['ezhov', 'orlova', 'analyst']) {
      const answer = await api.ask(login, COMPLETENESS, { journalId: incoming });
      expect(answer.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
    const unknown = await api.ask('auditor', COMPLETENESS, { journalId: randomUUID() });
    expect(unknown.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  it('finds a read model that tells otherwise than the log', async () => {
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: api.house.database.pool }) });
    const set = (status: string) =>
      sql`update read.journal_numbers set status = ${status} where journal_id = ${incoming} and sequence = 2`.execute(
        db,
      );
    await set('voided');
    expect((await ask()).faults).toEqual([{ sequence: 2, kind: 'readModelDiffers' }]);
    await set('used');
    await sql`update read.letters set number = ${number(1)}, number_key = (select number_key from read.letters where number = ${number(1)})
      where number = ${number(3)}`.execute(db);
    expect((await ask({ from: 1, to: 2 })).faults).toEqual([{ sequence: 1, kind: 'carriedTwice' }]);
    await api.house.readModels.rebuild(['correspondence']);
    expect((await ask()).complete).toBe(true);
  });

  it('finds what no journal of ours could have: gaps, repetitions, other spellings, wrong voids', async () => {
    const [first, other] = [(await ask()).numbers[0].letterId, randomUUID()];
    await append([
      issued(8, other),
      issued(8, other),
      issued(9, randomUUID(), 'Вх-9'),
      issued(10, first),
      { type: 'NumberVoided', data: { sequence: 1, letterId: first, reason: 'подлог' } },
      { type: 'NumberVoided', data: { sequence: 77, letterId: other, reason: 'подлог' } },
    ]);
    const found = await ask();
    expect(found.complete).toBe(false);
    const kinds = found.faults.map(
      ({ sequence, kind }: { sequence: number; kind: string }) => `${sequence} ${kind}`,
    );
    expect(kinds).toEqual(
      expect.arrayContaining([
        '6 missing',
        '7 missing',
        '8 doubled',
        '9 misspelt',
        '10 carriesAnother',
        '1 voidedButUsed',
        '77 voidedWrongly',
      ]),
    );
    expect(found.verdict).toContain('6: missing; 7: missing; 8: given out twice; 9: not written as');
    // A range tells of its own numbers only.
    expect((await ask({ from: 2, to: 5 })).complete).toBe(true);
    expect((await ask({ from: 6, to: 7 })).faults.map(({ kind }: { kind: string }) => kind)).toEqual([
      'missing',
      'missing',
    ]);
  });

  it('is told of a thousand numbers at most', async () => {
    await append(Array.from({ length: 1_001 }, (_, index) => issued(11 + index, randomUUID())));
    const tooMany = await api.ask('auditor', COMPLETENESS, { journalId: incoming, from: 11 });
    expect(tooMany.errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      details: { field: 'to', problem: '≤ 1000' },
    });
    const most = await ask({ from: 12 });
    // 77 was made void before it was given out.
    expect([most.numbers.length, most.issued, most.faults]).toEqual([
      1_000,
      1_000,
      [{ sequence: 77, kind: 'voidedWrongly' }],
    ]);
  });
});
