import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approvalRoute } from '../domain/organization/approval-route.ts';
import type { Organization } from '../domain/organization/organization.ts';
import { isRefusal } from '../domain/refusal.ts';
import { demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { readBitrix24 } from '../infrastructure/import/bitrix24-organization.ts';
import { importMail } from '../infrastructure/import/import-mail.ts';
import { importOrganization } from '../infrastructure/import/import-organization.ts';
import { importRegister } from '../infrastructure/import/import-register.ts';
import type { ImportReport } from '../infrastructure/import/import-report.ts';
import { InvalidOrganization } from '../infrastructure/import/organization-plan.ts';
import {
  InvalidMapping,
  type RegisterMapping,
  readMapping,
} from '../infrastructure/import/register-mapping.ts';
import { readUkOrganogram } from '../infrastructure/import/uk-organogram.ts';
import { listLetters } from '../projections/correspondence/letter-queries.ts';
import { searchLetters } from '../projections/correspondence/search-queries.ts';
import { type House, openHouse } from './house.ts';

/** Real data that is not part of the project; what needs it runs where it lies beside the project. */
const realData = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const real = it.runIf(existsSync(realData));

const secretary = { employeeId: 'secretary', employeeIds: [], readsAll: true, departmentIds: [] };

const counts = ({ refused, ...report }: ImportReport) => ({
  ...report,
  refused: Object.fromEntries(
    [...Map.groupBy(refused, ({ code }) => code)].map(([code, rows]) => [code, rows.length]),
  ),
});

describe('an import', () => {
  let house: House;
  let folder: string;
  beforeAll(async () => {
    house = await openHouse();
    folder = await mkdtemp(join(tmpdir(), 'chancery-import-'));
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  const file = async (name: string, content: string | Uint8Array): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };
  const find = async (query: string) =>
    (await searchLetters(house.read, secretary, query, { first: 100 })).edges.map(({ node }) => node.letter);

  describe('of a register', () => {
    const mapping: RegisterMapping = {
      register: 'Old register',
      columns: {
        key: 'id',
        number: 'number',
        date: 'date',
        direction: 'direction',
        subject: 'subject',
        counterparty: 'party',
        counterpartyNumber: 'their number',
        counterpartyDate: 'their date',
        case: 'case',
        answersNumber: 'answers',
      },
      directions: { incoming: ['in'], outgoing: ['out'] },
      dateFormat: 'dd.MM.yyyy',
    };
    const header = 'id,number,date,direction,subject,party,their number,their date,case,answers';

    it('takes rows with their numbers and dates, joins cases and answers, and says of each other row why not', async () => {
      const csv = await file(
        'register.csv',
        [
          `\ufeff${header}`,
          '1,101,03.03.2025,in,О приёмке опор,"ООО ""Ёлка""",Е-7,28.02.2025,дело 5,',
          '2,102,04.03.2025,out,Ответ о приёмке,"Елка, ООО",,,дело 5,101',
          '3,103,05.03.2025,in,О другом,,,,,',
          '4,104,06.03.2025,note,Служебная записка,,,,,',
          '5,105,32.03.2025,in,День без даты,,,,,',
          '6,,07.03.2025,in,Письмо без номера,,,,,',
          '7,107,08.03.2025,in,,,,,,',
          '3,108,09.03.2025,in,Тот же ключ,,,,,',
        ].join('\r\n'),
      );
      const first = await importRegister(house, csv, mapping);
      expect(counts(first)).toEqual({
        added: 3,
        known: 0,
        counterpartiesAdded: 1,
        linksAdded: 2,
        threads: 2,
        refused: { NOT_A_LETTER: 1, DATE_INVALID: 1, NUMBER_MISSING: 1, SUBJECT_MISSING: 1, KEY_TWICE: 1 },
      });
      expect(first.refused).toContainEqual({
        where: 'line 6',
        key: '5',
        code: 'DATE_INVALID',
        detail: 'date is “32.03.2025”, not dd.MM.yyyy',
      });

      const [letter] = await find('приемка опоры');
      expect(letter).toMatchObject({
        status: 'imported',
        card: {
          number: '101',
          date: '2025-03-03',
          counterpartyNumber: 'Е-7',
          counterpartyDate: '2025-02-28',
        },
      });
      const { edges } = await listLetters(
        house.read,
        secretary,
        { caseReference: 'дело 5' },
        'datedAscending',
        { first: 10 },
      );
      expect(edges.map(({ node }) => node.card)).toMatchObject([{ number: '101' }, { number: '102' }]);
      // Rows are written many at a time: either of the two may be the case's first.
      const links = edges.flatMap(({ node }) => node.links.map(({ kind }) => kind));
      expect(links.toSorted()).toEqual(['answers', 'sameMatter']);
    });

    it('adds nothing when it is run again', async () => {
      const before = await house.eventStore.head();
      const again = await importRegister(house, join(folder, 'register.csv'), mapping);
      expect(counts(again)).toMatchObject({
        added: 0,
        known: 3,
        counterpartiesAdded: 0,
        linksAdded: 0,
        threads: 2,
      });
      expect(await house.eventStore.head()).toBe(before);
    });

    it('reads another encoding and delimiter', async () => {
      // «in;Смета» in windows-1251.
      const cells = [0xd1, 0xec, 0xe5, 0xf2, 0xe0];
      const csv = await file(
        'cp1251.csv',
        Buffer.concat([Buffer.from('n;d;dir;s\n1;2025-01-02;in;'), Buffer.from(cells), Buffer.from('\n')]),
      );
      const { added } = await importRegister(house, csv, {
        register: 'cp1251',
        encoding: 'windows-1251',
        delimiter: ';',
        columns: { number: 'n', date: 'd', direction: 'dir', subject: 's' },
        directions: { incoming: ['in'], outgoing: ['out'] },
      });
      expect(added).toBe(1);
      expect((await find('смета')).map(({ card }) => card.subject)).toEqual(['Смета']);
    });

    it.each([
      ['has not the columns that the mapping names', 'a,b\n1,2\n', 'The register has no column id'],
      ['is no CSV', `${header}\n"1,2,3\n`, 'is not such a CSV'],
    ])('refuses a file that %s, and takes nothing of it', async (_, content, message) => {
      const before = await house.eventStore.head();
      const csv = await file('wrong.csv', content);
      await expect(importRegister(house, csv, mapping)).rejects.toThrow(message);
      expect(await house.eventStore.head()).toBe(before);
    });

    it('refuses a mapping that says too little', async () => {
      await expect(readMapping(await file('mapping.json', '{"register":"x"}'))).rejects.toThrow(
        InvalidMapping,
      );
    });

    real(
      'takes the real journal: every letter, each refusal with its reason, each case a thread',
      async () => {
        const journal = await readMapping(
          fileURLToPath(new URL('../docs/examples/journal-mapping.json', import.meta.url)),
        );
        const report = await importRegister(house, join(realData, 'journal/journal.csv'), journal);
        expect(counts(report)).toMatchObject({ added: 5096, refused: { NOT_A_LETTER: 1085 } });
        const { edges } = await listLetters(
          house.read,
          secretary,
          { caseReference: '2020016220' },
          'datedAscending',
          { first: 200 },
        );
        expect(edges.length).toBe(116);
        const [first] = edges;
        const { rows } = await house.database.pool.query(
          'select count(*) from read.letters where thread_id = (select thread_id from read.letters where id = $1)',
          [first?.node.id],
        );
        expect(rows[0].count).toBe('116');
        const again = await importRegister(house, join(realData, 'journal/journal.csv'), journal);
        expect(counts(again)).toMatchObject({ added: 0, known: 5096, counterpartiesAdded: 0, linksAdded: 0 });
      },
      120_000,
    );
  });

  describe('of messages', () => {
    const message = (headers: Record<string, string>, text = 'Текст') =>
      [
        ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
        'Content-Type: text/plain; charset=utf-8',
        '',
        text,
      ].join('\r\n');
    const date = 'Mon, 03 Mar 2025 10:00:00 +0300';

    it('keeps each whole, joins answers by In-Reply-To and by a number of ours that it quotes', async () => {
      const mail = join(folder, 'mail');
      await mkdir(mail);
      const write = (name: string, content: string) => writeFile(join(mail, name), content);
      const question = message({
        From: 'Ель <office@spruce.example>',
        To: 'we@ours.example',
        Date: date,
        Subject: 'Questions',
        'Message-ID': '<q@spruce.example>',
      });
      await write('1.eml', question);
      await write(
        '2.eml',
        message({
          From: 'we@ours.example',
          To: 'office@spruce.example',
          Date: date,
          'Message-ID': '<a@ours.example>',
          'In-Reply-To': '<q@spruce.example>',
        }),
      );
      await write('3.eml', question);
      await write(
        '4.eml',
        message({ From: 'office@spruce.example', Date: 'some day', 'Message-ID': '<x@y>' }),
      );
      await write('5.eml', message({ Date: date, 'Message-ID': '<nobody@y>' }));
      await write(
        '6.eml',
        message(
          {
            From: 'office@spruce.example',
            To: 'we@ours.example',
            Date: date,
            'Message-ID': '<c@spruce.example>',
          },
          'На Ваш исх. № 102 от 04.03.2025 сообщаем',
        ),
      );
      const report = await importMail(house, mail, ['ours.example']);
      expect(counts(report)).toEqual({
        added: 3,
        known: 0,
        counterpartiesAdded: 1,
        linksAdded: 2,
        threads: 2,
        refused: { MESSAGE_TWICE: 1, DATE_MISSING: 1, COUNTERPARTY_MISSING: 1 },
      });
      const [letter] = await find('Questions');
      expect(letter).toMatchObject({ direction: 'incoming', card: { date: '2025-03-03', channel: 'email' } });
      const stored = await house.files.read(letter?.files[0]?.sha256 ?? '');
      expect(Buffer.concat(await stored.toArray()).toString()).toBe(question);
      expect(counts(await importMail(house, mail, ['ours.example']))).toMatchObject({
        added: 0,
        linksAdded: 0,
      });
      // What was erased does not come back with its folder.
      const sender = letter && 'counterpartyId' in letter.card ? letter.card.counterpartyId : undefined;
      const order = { kind: 'counterparty', id: sender ?? '', reason: 'Требование субъекта' } as const;
      const by = { actor: demoEmployeeId('admin'), commandId: randomUUID() };
      expect(isRefusal(await house.chancery.privacy.erase(by, order))).toBe(false);
      await house.settled();
      expect(counts(await importMail(house, mail, ['ours.example']))).toMatchObject({ added: 0, known: 3 });
      expect(await house.files.sizeOf(letter?.files[0]?.sha256 ?? '')).toBeUndefined();
    });

    real('takes the real threads', async () => {
      const report = await importMail(house, join(realData, 'mail/threads'), ['notmuchmail.org']);
      expect(counts(report)).toMatchObject({ added: 52, linksAdded: 28, refused: { MESSAGE_TWICE: 1 } });
    });

    real('survives hostile messages, and says of each that it does not take why', async () => {
      const { added, refused } = await importMail(house, join(realData, 'mail/hostile'), []);
      expect({ added, refused: refused.length }).toEqual({ added: 20, refused: 13 });
    });
  });

  describe('of an organisation', () => {
    const senior = [
      'post_id,name,job_title,unit,organisation,reports_to_post',
      'CHIEF,Ada,Chief,Board,Agency,XX',
      'NORTH,Ben,Director,North,Agency,CHIEF',
      'LONE,Cem,Adviser,North,Agency,NORTH',
    ].join('\n');
    const junior = [
      'reports_to_post,unit,grade,job_title,fte',
      'NORTH,North,AO,Clerk,2',
      'GONE,?,AO,Clerk,1',
    ].join('\n');
    const route = (organization: Organization, login: string) => {
      const author = [...organization.employees.values()].find((employee) => employee.login === login);
      if (!author) throw new Error(`Nobody is ${login}`);
      const steps = approvalRoute(organization, { authorId: author.id, departmentId: author.departmentId });
      if (isRefusal(steps)) throw new Error(steps.refused);
      return steps.map(({ approvers }) => approvers.map((id) => organization.employees.get(id)?.name));
    };

    it('reads a UK organogram, and routes go up it', async () => {
      const { changes, remarks } = await importOrganization(house.chancery, readUkOrganogram(senior, junior));
      expect(changes).toEqual({ createDepartment: 2, hireEmployee: 4, appointHead: 2 });
      expect(remarks).toEqual(['Junior posts of line 3 report to GONE, which is not there']);
      const organization = await house.chancery.currentOrganization();
      expect(route(organization, 'lone')).toEqual([['Ben'], ['Ada']]);
      expect(route(organization, 'north-1')).toEqual([['Ben'], ['Ada']]);
      expect(route(organization, 'north')).toEqual([['Ada']]);
      const again = await importOrganization(house.chancery, readUkOrganogram(senior, junior));
      expect(again.changes).toEqual({});
      const moved = readUkOrganogram(senior.replace('Agency,NORTH', 'Agency,CHIEF'), junior);
      expect((await importOrganization(house.chancery, moved)).changes).toEqual({ transferEmployee: 1 });
    });

    it('reads replies of Bitrix24', async () => {
      const departments = {
        result: [
          { ID: '101', NAME: 'Дирекция', UF_HEAD: '7' },
          { ID: '102', NAME: 'Отдел', PARENT: '101', UF_HEAD: null },
        ],
      };
      const users = {
        result: [
          {
            ID: '7',
            ACTIVE: true,
            NAME: 'Ия',
            LAST_NAME: 'Кан',
            EMAIL: 'ija@example.com',
            UF_DEPARTMENT: [101],
          },
          { ID: '8', ACTIVE: true, NAME: 'Лев', LAST_NAME: 'Пак', UF_DEPARTMENT: [102] },
          { ID: '9', ACTIVE: false, NAME: 'Нет', LAST_NAME: 'Его', UF_DEPARTMENT: [102] },
        ],
      };
      const plan = readBitrix24(JSON.stringify(departments), JSON.stringify(users));
      const { changes, remarks } = await importOrganization(house.chancery, plan);
      expect(changes).toEqual({ createDepartment: 2, hireEmployee: 2, appointHead: 1 });
      expect(remarks).toEqual(['User 9 is not active and was left out']);
      expect(route(await house.chancery.currentOrganization(), 'bitrix24-8')).toEqual([['Кан Ия']]);

      // A reader who may not see the directorate is told of it by its id alone: it keeps its name and place.
      const below = { result: departments.result.slice(1) };
      const partial = readBitrix24(JSON.stringify(below), JSON.stringify(users));
      expect((await importOrganization(house.chancery, partial)).changes).toEqual({});
    });

    it('refuses what is none, and takes nothing of it', async () => {
      expect(() => readUkOrganogram('a,b\n1,2', undefined)).toThrow(InvalidOrganization);
      expect(() => readUkOrganogram(senior.replace('Agency,XX', 'Agency,LONE'), undefined)).toThrow(
        'reports to itself',
      );
      expect(() => readBitrix24('<html>', '{}')).toThrow('is not JSON');
      expect(() => readBitrix24('{"result":[]}', '{"error":"expired_token"}')).toThrow(
        'no reply of user.get',
      );
    });

    real('takes the real organisations, and computes a route on one', async () => {
      const text = (name: string) => readFile(join(realData, 'organization', name), 'utf8');
      const uk = readUkOrganogram(
        await text('uk_hse_senior_2011-03-31.csv'),
        await text('uk_hse_junior_2011-03-31.csv'),
      );
      expect((await importOrganization(house.chancery, uk)).changes).toEqual({
        createDepartment: 41,
        hireEmployee: 864,
        appointHead: 41,
      });
      const bitrix = readBitrix24(
        await text('bitrix24_department.get.sample.json'),
        await text('bitrix24_user.get.sample.json'),
      );
      expect((await importOrganization(house.chancery, bitrix)).changes).toEqual({
        createDepartment: 6,
        hireEmployee: 2,
      });
      expect(route(await house.chancery.currentOrganization(), 'hidodb102')).toEqual([
        ['Kevin Myers'],
        ['Geoffrey Podger'],
      ]);
    });
  });
});
