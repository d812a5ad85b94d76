import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidDelays } from './delays.ts';
import { type HistoryLetter, historyOf, InvalidJournal } from './history.ts';
import { readJournalHistory } from './journal-history.ts';
import { readReceiptDelays } from './receipt-delays.ts';

const letter = (
  key: string,
  day: string,
  direction: 'incoming' | 'outgoing',
  name = 'Strand',
): HistoryLetter => ({
  key,
  day,
  direction,
  caseKey: 'case',
  subject: key,
  counterparty: { name, kind: 'organization' },
});

const told = (letters: readonly HistoryLetter[], unknown?: string) =>
  historyOf('test', letters, {}, unknown).occurrences.map(
    ({ letter: { key }, reply }) => `${key}${reply ? `→${reply.key}` : ''}`,
  );

describe('a history', () => {
  it('takes an outgoing letter for the reply to the first unanswered incoming one of its case and counterparty', () => {
    expect(
      told([
        letter('out', '2025-09-01', 'outgoing'),
        letter('in 1', '2025-09-02', 'incoming'),
        letter('in 2', '2025-09-02', 'incoming'),
        letter('other', '2025-09-02', 'incoming', 'Bergen'),
        letter('answer 2', '2025-09-05', 'outgoing'),
        letter('answer 1', '2025-09-03', 'outgoing'),
        letter('one more', '2025-09-06', 'outgoing'),
      ]),
    ).toEqual(['out', 'in 1→answer 1', 'in 2→answer 2', 'other', 'one more']);
  });

  it('takes a letter of the same day for an answer, and one whose counterparty nobody knows', () => {
    expect(
      told([letter('answer', '2025-09-02', 'outgoing', '?'), letter('in', '2025-09-02', 'incoming')], '?'),
    ).toEqual(['in→answer']);
  });

  it('is not made of nothing', () => {
    expect(() => told([])).toThrow(InvalidJournal);
  });
});

describe('files of a history', () => {
  let folder: string;
  const file = async (name: string, lines: readonly string[]): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, `${lines.join('\n')}\n`);
    return path;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chancery-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('a journal: letters as they are, and what is none or has defects is counted', async () => {
    const path = await file('journal.csv', [
      'doc_no,case_key,record_key,journal_date,direction,party_side,party,party_kind,title,access,origin',
      '1,c1,r1,2025-09-05,incoming,sender,Statens vegvesen,org,Søknad,on_request,snapshot',
      '2,c1,r2,2025-09-06,outgoing,recipient,Privatperson-1,person,"Svar, endelig",on_request,snapshot',
      '3,c1,r3,2025-09-08,internal_note,,,none,Notat,on_request,snapshot',
      '1,c2,r4,2025-09-08,incoming,sender,Noen,org,Igjen,on_request,snapshot',
      '4,c2,r5,i går,incoming,sender,Noen,org,Uten dato,on_request,snapshot',
      '5,c2,r6,2025-09-09,incoming,,,none,Uten avsender,on_request,snapshot',
    ]);
    const { occurrences, from, to, remarks } = await readJournalHistory(path);
    expect(occurrences.map(({ letter: { key, subject } }) => [key, subject])).toEqual([
      ['1', 'Søknad'],
      ['2', 'Svar, endelig'],
      ['5', 'Uten avsender'],
    ]);
    expect(occurrences[1]?.letter.counterparty).toEqual({ name: 'Privatperson-1', kind: 'person' });
    expect([from, to]).toEqual(['2025-09-05', '2025-09-09']);
    expect(remarks).toEqual({
      'no letter: internal_note': 1,
      'number twice': 1,
      'no number, date or title': 1,
      'counterparty not given': 1,
      'dated on a weekend, happens on the next working day': 1,
    });
    await expect(readJournalHistory(await file('other.csv', ['a,b', '1,2']))).rejects.toThrow(InvalidJournal);
  });

  it('delays: the working time between the activities of a case that stand for a stage', async () => {
    const header =
      'case:channel,case:concept:name,case:deadline,case:department,case:enddate,case:enddate_planned,case:group,case:responsible,case:startdate,concept:instance,concept:name,lifecycle:transition,org:group,org:resource,time:timestamp';
    const row = (activity: string, at: string): string =>
      `Internet,case-1,,General,,,Group,R,2011-10-10 09:00:00+02:00,task,${activity},complete,G,R,${at}`;
    const rows = [
      row('Confirmation of receipt', '2011-10-11 09:00:00+02:00'),
      row('T02 Check confirmation of receipt', '2011-10-11 09:30:00.500000+02:00'),
      row('T03 Adjust confirmation of receipt', '2011-10-11 10:30:00.500000+02:00'),
      row('T02 Check confirmation of receipt', '2011-10-11 11:30:00.500000+02:00'),
      // Over a night: from half past seventeen to half past eight is an hour.
      row('T04 Determine confirmation of receipt', '2011-10-11 17:30:00+02:00'),
      row('T05 Print and send confirmation of receipt', '2011-10-12 08:30:00+02:00'),
      row('T06 Determine necessity of stop advice', '2011-10-12 09:00:00+02:00'),
      row('T10 Determine necessity to stop indication', '2011-10-12 09:05:00+02:00'),
    ];
    const { stages, returnedForRework } = await readReceiptDelays(
      await file('receipt.csv', [header, ...rows]),
    );
    expect(stages.assignExecutor[0]).toBeCloseTo(30, 1);
    expect(stages.dispatch).toEqual([60]);
    expect(stages.submit).toEqual([5]);
    expect(stages.rework).toEqual([60]);
    expect(stages.obtainIncomingNumber).toEqual([600]);
    expect(stages.decideOnReply).toEqual([600]);
    expect(returnedForRework).toBe(0.5);
    const other = await file('other-delays.csv', [
      header,
      row('Something else', '2011-10-11 09:00:00+02:00'),
    ]);
    await expect(readReceiptDelays(other)).rejects.toThrow(InvalidDelays);
  });
});
