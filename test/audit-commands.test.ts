import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { categoryOf } from '../domain/event.ts';
import { journalId } from '../domain/journal/journal.ts';
import { bytesOfHex } from '../domain/ledger/hex.ts';
import { verifyInclusion } from '../domain/ledger/inclusion-proof.ts';
import { type HistoryOptions, historyLines } from '../infrastructure/cli/history.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { commandLine, commandLineInThisProcess, type Ran } from './command-line.ts';
import { type House, openHouse } from './house.ts';
import { everything } from './whole-log.ts';

describe('at the command line', () => {
  let house: House;
  let letterId: string;
  let outgoingId: string;
  let today: string;
  const year = new Date().getFullYear();

  let run: ReturnType<typeof commandLineInThisProcess>;
  const lines = ({ stdout, stderr }: Ran) => {
    expect(stderr).toBe('');
    return parsed(stdout);
  };
  const parsed = (text: string) => text.split('\n').flatMap((line) => (line ? [JSON.parse(line)] : []));
  /** What the command prints as JSON, without a process of its own. */
  const told = async (options: Partial<HistoryOptions>) =>
    parsed(
      (await Array.fromAsync(historyLines(house, { language: 'en', format: 'json', ...options }))).join(''),
    );

  beforeAll(async () => {
    house = await openHouse();
    run = commandLineInThisProcess(house);
    today = await house.chancery.today();
    const letter = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: 'О сроках',
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: today,
        channel: 'email',
        confidentiality: 'open',
      },
      projectIds: [demoProjectId()],
    });
    letterId = letter.id;
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
    });
    const replied = await house.command('ezhov', {
      name: 'draftReply',
      letterId,
      text: 'Поставим в декабре.',
    });
    outgoingId = 'outgoingLetterId' in replied ? replied.outgoingLetterId : '';
    await house.settled();
    await house.command('ezhov', { name: 'reviseLetter', letterId: outgoingId, text: 'Поставим в мае.' });
    await house.settled();
  });
  afterAll(() => house.close());

  it('a history is told as text, with the difference of texts, and its reading recorded', async () => {
    const { stdout, stderr, code } = await commandLine(house)(
      'history',
      '--letter',
      outgoingId,
      '--purpose',
      'суд',
    );
    expect([code, stderr]).toEqual([0, '']);
    const events = await house.eventStore.read(`letter-${outgoingId}`);
    const [drafted, revised] = events.map(({ metadata }) => JSON.parse(metadata).at);
    expect(stdout).toBe(
      [
        `${drafted}  letter-${outgoingId}@0  Drafted`,
        '  Chancery: Создан проект письма',
        '',
        `${revised}  letter-${outgoingId}@1  Revised`,
        '  Ежов Николай Павлович: Новая редакция № 2',
        '  | Поставим в [-декабре-]{+мае+}.',
        '',
        '',
      ].join('\n'),
    );
    const readings = (await everything(house.eventStore)).filter(
      ({ stream }) => categoryOf(stream) === 'reading',
    );
    expect(readings.map(({ data }) => JSON.parse(data))).toEqual([
      {
        readerId: 'system',
        letters: [{ letterId: outgoingId, revision: 1 }],
        operation: 'chancery history',
        purpose: 'суд',
      },
    ]);
  });

  it.each([
    [
      'a letter by its number',
      { letter: `Вх-${year}/00001` },
      ['NumberIssued', 'Registered', 'ExecutorAssigned', 'ReplyDrafted'],
    ],
    [
      'a project',
      { project: 'МОСТ-2026', type: ['ProjectOpened', 'Registered', 'Revised'] },
      ['ProjectOpened', 'Registered', 'Revised'],
    ],
    [
      'a counterparty by its tax number',
      { counterparty: '7707083893', type: ['CounterpartyAdded', 'Drafted'] },
      ['CounterpartyAdded', 'Drafted'],
    ],
    [
      'a counterparty by its name',
      { counterparty: 'ооо стройинвест', type: ['CounterpartyAdded'] },
      ['CounterpartyAdded'],
    ],
    [
      'an employee',
      { employee: 'lisitsyna', type: ['ExecutorAssigned', 'Registered'] },
      ['ExecutorAssigned'],
    ],
    ['a journal', { journal: journalId('incoming', year) }, ['JournalOpened', 'NumberIssued']],
    ['the organisation', { organization: true, type: ['CalendarSet', 'ProfileSet'] }, ['ProfileSet']],
    ['a period in which nothing was', { from: '2001-01-01', to: '2002-01-01' }, []],
  ])('a history of %s is told as JSON', async (_, options, types) => {
    const entries = await told(options);
    expect(entries.map(({ type }) => type)).toEqual(types);
    for (const { stored, stream, revision, position, sentence } of entries) {
      const [event] = await house.sealedLog.read(stream, revision, 1);
      expect(stored.data).toEqual(JSON.parse(event?.data ?? ''));
      expect(stored.metadata).toEqual(JSON.parse(event?.metadata ?? ''));
      expect([position, typeof sentence]).toEqual([event?.position, 'string']);
    }
  });

  it('a history of a thread is told by any of its letters', async () => {
    const entries = lines(await run('history', '--thread', outgoingId, '--format', 'json'));
    expect(new Set(entries.map(({ stream }) => stream))).toEqual(
      new Set([`letter-${letterId}`, `letter-${outgoingId}`, `journal-${journalId('incoming', year)}`]),
    );
  });

  it('a history has the proof of each event, once a checkpoint covers it', async () => {
    expect((await told({ letter: letterId })).every(({ inclusionProof }) => inclusionProof === null)).toBe(
      true,
    );
    await house.ledger.check();
    const checkpoint = await house.ledger.sealNow();
    for (const { inclusionProof } of await told({ letter: letterId })) {
      expect(inclusionProof).toMatchObject({ size: checkpoint?.size, checkpoint: checkpoint?.note });
      const { index, size, leaf, path } = inclusionProof;
      const leafHash = bytesOfHex(leaf);
      const root = checkpoint?.root as Uint8Array;
      expect(verifyInclusion({ index, size, leafHash, proof: path.map(bytesOfHex), root })).toEqual({
        ok: true,
      });
    }
    const lines = await Array.fromAsync(
      historyLines(house, { language: 'ru', format: 'text', letter: letterId }),
    );
    expect(lines.join('')).toContain(`из ${checkpoint?.size} под контрольной точкой`);
  });

  it('who reads is on the record, as they say themselves', async () => {
    await told({ letter: letterId, as: 'auditor', purpose: 'Дело 17' });
    await expect(told({ letter: letterId, as: 'nobody' })).rejects.toThrow('Nobody has the login “nobody”');
    const readings = (await everything(house.sealedLog)).filter(({ type }) => type === 'LettersRead');
    expect(JSON.parse(readings.at(-1)?.data ?? '')).toMatchObject({
      readerId: demoEmployeeId('auditor'),
      operation: 'chancery history',
      purpose: 'Дело 17',
    });
  });

  it('a history of nothing that there is, or of more than one thing, is refused', async () => {
    for (const [options, problem] of [
      [{ letter: 'x', employee: 'ezhov' }, 'One history at a time'],
      [{ organization: true, employee: 'ezhov' }, 'One history at a time'],
      [{ letter: 'Вх-1/1' }, 'There is no letter “Вх-1/1”'],
      [{ project: 'НЕТ' }, 'There is no project “НЕТ”'],
      [{ counterparty: 'никто' }, 'There is no counterparty “никто”'],
      [{ journal: '2026' }, 'There is no journal “2026”'],
      [{ from: 'вчера' }, '“вчера” is no instant'],
    ] as const) {
      await expect(told(options)).rejects.toThrow(problem);
    }
    expect(await run('history', '--employee', 'nobody')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is no employee “nobody”, or more than one.\n',
    });
  });

  it('a journal is accounted for, with a verdict and an exit code', async () => {
    const journal = ['journal-completeness', '--direction', 'incoming', '--year', String(year)];
    expect(await run(...journal)).toEqual({
      code: 0,
      stderr: '',
      stdout: [
        `Вх-${year}/00001  ${today}  на письме ${letterId}`,
        'Все номера с 1 по 1 на месте: на письмах 1, аннулировано 0, выдано и ещё не записано 0; пропусков и повторов нет.',
        '',
      ].join('\n'),
    });
    expect(lines(await run(...journal, '--format', 'json', '--language', 'en'))).toEqual([
      { sequence: 1, text: `Вх-${year}/00001`, date: today, letterId, state: 'used' },
      {
        complete: true,
        verdict:
          'All numbers from 1 to 1 are there: 1 on letters, 0 void, 0 given out and not written yet; none is missing, none is doubled.',
        lastSequence: 1,
        faults: [],
      },
    ]);
    const missing = await run('journal-completeness', '--direction', 'outgoing', '--year', '1999');
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('There is no such journal');
    await house.database.pool.query(`update read.journal_numbers set status = 'voided'`);
    const wrong = await run(...journal, '--language', 'en');
    expect(wrong.code).toBe(1);
    expect(wrong.stdout).toContain('The journal is not complete. 1: the read model differs from the log');
  });
});
