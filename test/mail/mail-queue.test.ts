import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDepartmentId } from '../../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../../infrastructure/demo/found-demo.ts';
import { timestampReader } from '../../infrastructure/evidence/timestamp-reader.ts';
import { verifyAt } from '../../infrastructure/evidence/verify-at.ts';
import { takeFolder } from '../../infrastructure/mail/folder.ts';
import { type ApiServer, openApi, pdf } from '../api-server.ts';
import { everything } from '../whole-log.ts';
import { idOf, type MessageFields, message, resolver, signed, take } from './messages.ts';
import { packed } from './winmail.ts';

const FIELDS = `id status receivedAt sentAt messageId senderName senderAddress subject text automatic duplicateOf reason isErased
  quarantineCode quarantineReason quarantineDetail
  raw { sha256 size mediaType path } dkim { result signatures { domain selector result aligned } } authenticationResults
  attachments { name declaredType refused within file { sha256 name path } } letter { id number }
  suggestions { counterparty { id } counterpartyBy answers { id } sameMatter { id } letterBy quoted
    counterpartyNumber counterpartyDate }`;

describe('the mail queue', () => {
  let api: ApiServer;

  const mail = (id: string, language = 'ru') =>
    api
      .ask('sokolova', `{ mail(id: "${id}") { ${FIELDS} } }`, {}, { 'accept-language': language })
      .then(({ data, errors }) => {
        if (errors) throw new Error(JSON.stringify(errors));
        return data.mail;
      });
  /** Takes a message in, and waits until queries show it. */
  const receive = async (fields: MessageFields | Buffer) => {
    const taken = await take(api.house.intake, Buffer.isBuffer(fields) ? fields : message(fields));
    await api.house.settled();
    return mail(idOf(taken));
  };
  const give = (name: string, type: string, selection: string, input: object, login = 'sokolova') =>
    api.give(login, name, type, selection, input);
  const refusal = (name: string, type: string, input: object, login = 'sokolova') =>
    api.refused(login, name, type, input);
  const card = (more: object = {}) => ({ addressee: { departmentId: demoDepartmentId('design') }, ...more });
  const LETTER = `repeated letter { id number subject ... on IncomingLetter { receivedOn channel counterparty { id }
    counterpartyNumber counterpartyDate files { name sha256 mediaType } links { kind outward letter { id } }
    origin { mailId messageId rawSha256 dkim { result } } } }`;
  const register = (input: object) => give('registerMail', 'RegisterMailInput', LETTER, input);
  const queue = (status: string) =>
    api
      .get('sokolova', `{ mailQueue(status: ${status}, first: 200) { totalCount nodes { id subject } } }`)
      .then(({ nodes }) => nodes.map(({ id }: { id: string }) => id));

  /** A letter of ours that was dispatched, with its number. */
  const dispatched = async (trackingNumber?: string) => {
    const { letter } = await give(
      'draftLetter',
      'DraftLetterInput',
      'letter { id }',
      {
        card: { addressees: [{ counterpartyId: demoCounterpartyId('giprotrans') }], subject: 'Запрос' },
        text: 'Прошу сообщить',
      },
      'sokolova',
    );
    const letterId = letter.id;
    await give('submitForApproval', 'LetterInput', 'letter { id }', { letterId }, 'sokolova');
    for (let round = 0; round < 6; round += 1) {
      const { status, openTasks } = await api.get(
        'auditor',
        `{ letter(id: "${letterId}") { status openTasks { assignees { login } } } }`,
      );
      if (status !== 'onApproval') break;
      const login = openTasks[0].assignees[0].login;
      await give('grantApproval', 'GrantApprovalInput', 'letter { id }', { letterId }, login);
    }
    const outcome = await give(
      'dispatchLetter',
      'DispatchLetterInput',
      'letter { number ... on OutgoingLetter { registration { date } } }',
      {
        letterId,
        channel: 'email',
        ...(trackingNumber && { trackingNumber }),
      },
    );
    return { letterId, number: outcome.letter.number, date: outcome.letter.registration.date };
  };

  beforeAll(async () => {
    api = await openApi({ resolver });
    await give('changeCounterparty', 'ChangeCounterpartyInput', 'counterparty { id }', {
      counterpartyId: demoCounterpartyId('giprotrans'),
      addresses: [{ kind: 'email', text: 'Office@Giprotrans.example' }],
    });
  });
  afterAll(() => api.close());

  it('shows what came in, and one call makes a letter of it, with number, files and origin', async () => {
    const bytes = await signed(
      message({
        subject: 'О сроках поставки',
        messageId: '<first@giprotrans.example>',
        text: 'Исх. № 77/2 от 02.03.2026\n\nУважаемые коллеги!',
        headers: ['Authentication-Results: mx.severny-most.example; dkim=pass'],
        attachments: [
          { name: 'Ответ.pdf', type: 'application/pdf', content: pdf('ответ') },
          { name: 'Логотип.bmp', type: 'image/bmp', content: 'BM' },
        ],
      }),
      'giprotrans.example',
    );
    const found = await receive(bytes);
    expect(found).toMatchObject({
      status: 'waiting',
      sentAt: '2026-03-03T09:14:11.000Z',
      senderName: 'Канцелярия',
      senderAddress: 'office@giprotrans.example',
      subject: 'О сроках поставки',
      dkim: {
        result: 'pass',
        signatures: [{ domain: 'giprotrans.example', selector: 'test', result: 'pass', aligned: true }],
      },
      authenticationResults: 'mx.severny-most.example; dkim=pass',
      attachments: [
        { name: 'Ответ.pdf', file: { name: 'Ответ.pdf' }, refused: null },
        { name: 'Логотип.bmp', file: null, refused: 'FILE_TYPE_NOT_ALLOWED' },
      ],
      suggestions: {
        counterparty: { id: demoCounterpartyId('giprotrans') },
        counterpartyBy: 'address',
        counterpartyNumber: '77/2',
        counterpartyDate: '2026-03-02',
      },
    });
    expect(found.raw).toMatchObject({ size: bytes.length, mediaType: 'message/rfc822' });

    const download = async (login: string, path: string) =>
      fetch(`${api.url}${path}`, { headers: { authorization: `Bearer ${await api.token(login)}` } });
    const raw = await download('sokolova', found.raw.path);
    expect(Buffer.from(await raw.arrayBuffer()).equals(bytes)).toBe(true);
    expect(raw.headers.get('content-security-policy')).toContain('sandbox');
    expect((await download('ezhov', found.raw.path)).status).toBe(403);
    expect((await download('sokolova', `/mail/${found.id}/files/${'0'.repeat(64)}`)).status).toBe(404);

    const commandId = randomUUID();
    const input = { mailId: found.id, card: card(), commandId };
    const { letter, repeated } = await register(input);
    expect(repeated).toBe(false);
    expect(letter).toMatchObject({
      number: expect.stringMatching(/^Вх-/),
      subject: 'О сроках поставки',
      channel: 'email',
      counterparty: { id: demoCounterpartyId('giprotrans') },
      counterpartyNumber: '77/2',
      counterpartyDate: '2026-03-02',
      origin: { mailId: found.id, messageId: '<first@giprotrans.example>', dkim: { result: 'pass' } },
    });
    expect(letter.files.map(({ name }: { name: string }) => name)).toEqual([
      expect.stringMatching(/\.eml$/),
      'Ответ.pdf',
    ]);
    expect(letter.origin.rawSha256).toBe(found.raw.sha256);
    expect(letter.files[0].sha256).toBe(found.raw.sha256);
    expect(await mail(found.id)).toMatchObject({ status: 'registered', letter: { id: letter.id } });
    expect(await queue('waiting')).not.toContain(found.id);

    // The same command again, and another one.
    expect(await register(input)).toMatchObject({ repeated: true, letter: { id: letter.id } });
    expect(
      await refusal('registerMail', 'RegisterMailInput', { ...input, commandId: randomUUID() }),
    ).toMatchObject({ code: 'MAIL_NOT_WAITING', details: { status: 'registered', letterId: letter.id } });
    const history = await api.get('auditor', `{ letterHistory(letterId: "${letter.id}") { type sentence } }`);
    expect(history.map(({ type }: { type: string }) => type).slice(0, 2)).toEqual([
      'Registered',
      'OriginRecorded',
    ]);
    expect(history[1].sentence).toContain('DKIM (giprotrans.example): passes');
  });

  it('is for secretaries alone', async () => {
    const { id } = await receive({ subject: 'Чужое' });
    for (const login of ['ezhov', 'auditor', 'admin', 'lisitsyna']) {
      for (const query of [`{ mail(id: "${id}") { id } }`, '{ mailQueue { totalCount } }']) {
        expect((await api.ask(login, query)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
      }
      const decision = { mailId: id, reason: 'х' };
      for (const name of ['dismissMail', 'releaseMail']) {
        expect((await refusal(name, 'DecideMailInput', decision, login))?.code).toBe('FORBIDDEN');
      }
      const registration = { mailId: id, card: card() };
      expect((await refusal('registerMail', 'RegisterMailInput', registration, login))?.code).toBe(
        'FORBIDDEN',
      );
    }
    // What it says is not in an administrator's history either; auditors read everything.
    const told = (login: string) =>
      api
        .get(login, '{ history(newestFirst: true, first: 100) { nodes { type } } }')
        .then(({ nodes }) => nodes.some(({ type }: { type: string }) => type === 'MailReceived'));
    expect(await told('admin')).toBe(false);
    expect(await told('auditor')).toBe(true);
  });

  it('is worked through: dismissed, released, page by page', async () => {
    const { id } = await receive({ subject: 'Реклама' });
    const decide = (name: string, reason: string, more: object = {}) =>
      give(name, 'DecideMailInput', 'repeated mail { status reason }', { mailId: id, reason, ...more });
    expect(await decide('dismissMail', 'реклама')).toMatchObject({
      mail: { status: 'dismissed', reason: 'реклама' },
    });
    expect(await queue('dismissed')).toContain(id);
    expect(await decide('releaseMail', 'ошибка')).toMatchObject({ mail: { status: 'waiting' } });
    expect(await queue('waiting')).toContain(id);
    const commandId = randomUUID();
    expect(await decide('dismissMail', 'всё же реклама', { commandId })).toMatchObject({ repeated: false });
    expect(await decide('dismissMail', 'всё же реклама', { commandId })).toMatchObject({ repeated: true });
    expect((await refusal('dismissMail', 'DecideMailInput', { mailId: id, reason: 'х' }))?.code).toBe(
      'MAIL_NOT_WAITING',
    );
    const unknown = { mailId: randomUUID(), reason: 'х' };
    expect((await refusal('releaseMail', 'DecideMailInput', unknown))?.code).toBe('NOT_FOUND');
    const page = await api.get(
      'sokolova',
      '{ mailQueue(first: 1) { totalCount pageInfo { hasNextPage endCursor } nodes { id text } } }',
    );
    const next = await api.get(
      'sokolova',
      `{ mailQueue(first: 200, after: "${page.pageInfo.endCursor}") { nodes { id } } }`,
    );
    expect(page.nodes[0].text).toBeTruthy();
    expect([...page.nodes, ...next.nodes]).toHaveLength(page.totalCount);
  });

  it('finds the counterparty by address, by a domain of its own, by name; never by chance', async () => {
    const byOf = async (from: string) => {
      const { suggestions } = await receive({ from });
      return [suggestions.counterparty?.id ?? null, suggestions.counterpartyBy];
    };
    const giprotrans = demoCounterpartyId('giprotrans');
    expect(await byOf('OFFICE@giprotrans.EXAMPLE')).toEqual([giprotrans, 'address']);
    expect(await byOf('Иванов <ivanov@giprotrans.example>')).toEqual([giprotrans, 'domain']);
    expect(await byOf('Стройинвест, ООО <stroy@mail.ru>')).toEqual([
      demoCounterpartyId('stroyinvest'),
      'name',
    ]);
    expect(await byOf('Никто <nobody@unknown.example>')).toEqual([null, null]);
    // A domain of two counterparties, and one that is anybody's.
    for (const [name, text] of [
      ['Филиал', 'branch@giprotrans.example'],
      ['Гражданин', 'citizen@gmail.com'],
    ]) {
      await give('addCounterparty', 'AddCounterpartyInput', 'counterparty { id }', {
        name,
        addresses: [{ kind: 'email', text }],
      });
    }
    await api.house.settled();
    expect(await byOf('petrov@giprotrans.example')).toEqual([null, null]);
    expect(await byOf('other@gmail.com')).toEqual([null, null]);
  });

  it('needs a counterparty, and takes what the secretary says before what is suggested', async () => {
    const found = await receive({
      from: 'nobody@unknown.example',
      attachments: [
        { name: 'Первый.pdf', content: pdf('первый') },
        { name: 'Второй.pdf', content: pdf('второй') },
      ],
    });
    const missing = await refusal('registerMail', 'RegisterMailInput', { mailId: found.id, card: card() });
    expect(missing).toMatchObject({
      code: 'REQUIRED_FIELD_MISSING',
      details: { fields: ['counterpartyId'] },
    });
    const [first, second] = found.attachments;
    expect(
      await refusal('registerMail', 'RegisterMailInput', {
        mailId: found.id,
        card: card({ counterpartyId: demoCounterpartyId('stroyinvest') }),
        attachments: ['0'.repeat(64)],
      }),
    ).toMatchObject({ code: 'FILE_UNKNOWN' });
    const { letter } = await register({
      mailId: found.id,
      card: card({
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject: 'Моя тема',
        counterpartyNumber: '5',
        counterpartyDate: '2026-03-01',
      }),
      attachments: [second.file.sha256],
    });
    expect(letter).toMatchObject({
      subject: 'Моя тема',
      counterpartyNumber: '5',
      counterpartyDate: '2026-03-01',
    });
    const hashes = letter.files.map(({ sha256 }: { sha256: string }) => sha256);
    expect(hashes).toEqual([found.raw.sha256, second.file.sha256]);
    expect(hashes).not.toContain(first.file.sha256);
  });

  it('threads by In-Reply-To and by the number that the text quotes', async () => {
    const sent = await dispatched('<sent@severny-most.example>');
    await api.house.settled();
    const answer = await receive({
      inReplyTo: '<sent@severny-most.example>',
      messageId: '<answer@giprotrans.example>',
    });
    expect(answer.suggestions).toMatchObject({ answers: { id: sent.letterId }, letterBy: 'references' });
    const answered = await register({ mailId: answer.id, card: card() });
    expect(answered.letter.links).toEqual([
      { kind: 'answers', outward: true, letter: { id: sent.letterId } },
    ]);

    const [year, month, day] = sent.date.split('-');
    const quoting = await receive({
      text: `На Ваш исх. № ${sent.number} от ${day}.${month}.${year} сообщаем`,
    });
    expect(quoting.suggestions).toMatchObject({ answers: { id: sent.letterId }, letterBy: 'quotedNumber' });
    const nothing = await register({ mailId: quoting.id, card: card(), answersNothing: true });
    expect(nothing.letter.links).toEqual([]);

    // It goes on from their own earlier message, and from one of ours, further away, by References.
    const next = await receive({ inReplyTo: '<answer@giprotrans.example>' });
    expect(next.suggestions).toMatchObject({ answers: null, sameMatter: { id: answered.letter.id } });
    const { letter } = await register({ mailId: next.id, card: card() });
    expect(letter.id).toBeTruthy();
    const { thread, links } = await api.get(
      'sokolova',
      `{ letter(id: "${letter.id}") { thread { id } ... on IncomingLetter { links { kind letter { id } } } } }`,
    );
    expect(links).toEqual([{ kind: 'sameMatter', letter: { id: answered.letter.id } }]);
    const theirs = await api.get('sokolova', `{ letter(id: "${sent.letterId}") { thread { id } } }`);
    expect(thread).toEqual(theirs.thread);
    const far = await receive({ headers: ['References: <sent@severny-most.example> <lost@x.example>'] });
    expect(far.suggestions).toMatchObject({ answers: { id: sent.letterId }, letterBy: 'references' });
  });

  it('lets no automatic reply answer anything', async () => {
    const sent = await dispatched('<vacation@severny-most.example>');
    await api.house.settled();
    const found = await receive({
      subject: 'Автоответ',
      inReplyTo: '<vacation@severny-most.example>',
      headers: ['Auto-Submitted: auto-replied'],
    });
    expect(found).toMatchObject({
      automatic: 'Auto-Submitted: auto-replied',
      status: 'waiting',
      suggestions: { answers: null },
    });
    for (const more of [{ answers: sent.letterId }, {}]) {
      const input = {
        mailId: found.id,
        card: card('answers' in more ? {} : { inReplyTo: { number: sent.number } }),
        ...more,
      };
      expect((await refusal('registerMail', 'RegisterMailInput', input))?.code).toBe('AUTOMATIC_REPLY');
    }
    const { letter } = await register({ mailId: found.id, card: card() });
    expect(letter.links).not.toContainEqual(expect.objectContaining({ kind: 'answers' }));
    const { openTasks } = await api.get(
      'sokolova',
      `{ letter(id: "${sent.letterId}") { openTasks { kind } } }`,
    );
    expect(openTasks).toEqual([{ kind: 'obtainIncomingNumber' }]);
  });

  it('keeps what checking DKIM said: pass, fail, temperror, another’s', async () => {
    const resultOf = async (bytes: Buffer) => (await receive(bytes)).dkim;
    const good = await signed(message({ text: 'Сто рублей' }), 'giprotrans.example');
    const tampered = Buffer.from(
      good.toString('latin1').replace(/\r\n\r\n.*/s, '\r\n\r\nДвести рублей'),
      'latin1',
    );
    expect((await resultOf(good)).result).toBe('pass');
    expect((await resultOf(tampered)).result).toBe('fail');
    const away = await signed(message({ from: 'a@unreachable.example' }), 'unreachable.example');
    expect((await resultOf(away)).result).toBe('temperror');
    const others = await signed(message(), 'mailer.example');
    expect(await resultOf(others)).toMatchObject({
      result: 'none',
      signatures: [{ domain: 'mailer.example', result: 'pass', aligned: false }],
    });
    const many = Array.from({ length: 9 }, () => 'DKIM-Signature: v=1; d=giprotrans.example; s=x; b=x');
    expect(await resultOf(message({ headers: many }))).toEqual({ result: 'policy', signatures: [] });
  });

  it('knows a copy by its Message-ID, and does not believe one from somebody else', async () => {
    const fields = { messageId: '<once@giprotrans.example>', subject: 'Один раз' };
    const bytes = message(fields);
    const first = await receive(bytes);
    const again = await take(api.house.intake, bytes);
    expect(again).toMatchObject({ outcome: 'known', mailId: first.id });
    // Another way, with other headers.
    const copy = await receive(message({ ...fields, headers: ['Received: by mx2.severny-most.example'] }));
    expect(copy).toMatchObject({ status: 'duplicate', duplicateOf: first.id });
    const waiting = await queue('waiting');
    expect(waiting).toContain(first.id);
    expect(waiting).not.toContain(copy.id);
    expect(await receive({ ...fields, from: 'thief@evil.example' })).toMatchObject({
      status: 'quarantined',
      quarantineCode: 'MESSAGE_ID_REUSED',
      duplicateOf: null,
    });
    // Many at once, more than there are connections: one of them is the first.
    const MANY = 30;
    const many = await Promise.all(
      Array.from({ length: MANY }, (_, index) =>
        take(api.house.intake, message({ messageId: '<race@x.example>', headers: [`X-Way: ${index}`] })),
      ),
    );
    const statuses = many.map((taken) => ('status' in taken ? taken.status : ''));
    expect(statuses.toSorted()).toEqual([...Array(MANY - 1).fill('duplicate'), 'waiting']);
  });

  it('opens winmail.dat, and keeps back programs and pretenders, with the reason in both languages', async () => {
    const content = packed({
      text: 'Из Outlook',
      files: [{ name: 'Смета.pdf', content: Buffer.from(pdf('смета')) }],
    });
    const outlook = await receive({ text: '', attachments: [{ name: 'winmail.dat', content }] });
    expect(outlook).toMatchObject({ status: 'waiting', text: 'Из Outlook' });
    expect(outlook.attachments[1]).toMatchObject({ within: 'winmail.dat', file: { name: 'Смета.pdf' } });

    for (const [name, content, code] of [
      ['Счёт.pdf.exe', 'MZ', 'DANGEROUS_ATTACHMENT'],
      ['Счёт.pdf', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'DANGEROUS_ATTACHMENT'],
      ['Счёт.docx', pdf('счёт'), 'ATTACHMENT_MISMATCH'],
      ['Счёт.pdf', 'просто текст', 'ATTACHMENT_MISMATCH'],
    ] as const) {
      const found = await receive({ attachments: [{ name, content }] });
      expect(found).toMatchObject({ status: 'quarantined', quarantineCode: code });
    }
    const [last] = (await queue('quarantined')).slice(-1);
    expect((await mail(last)).quarantineReason).toBe('вложение не то, за что себя выдаёт');
    expect((await mail(last, 'en')).quarantineReason).toBe('an attachment is not what it says it is');
    const input = { mailId: last, card: card() };
    expect((await refusal('registerMail', 'RegisterMailInput', input))?.code).toBe('MAIL_NOT_WAITING');
    await give('releaseMail', 'DecideMailInput', 'commandId', { mailId: last, reason: 'проверено' });
    expect((await register(input)).letter.number).toBeTruthy();
  });

  it('keeps back what cannot be read, keeps it to the byte, and can register it all the same', async () => {
    const cases: readonly [Buffer, string][] = [
      [message({ from: '' }), 'SENDER_MISSING'],
      [message({ from: 'a@x.example, b@y.example' }), 'SENDER_AMBIGUOUS'],
      [Buffer.from('no message at all'), 'SENDER_MISSING'],
      [Buffer.concat([message(), Buffer.alloc(1_000_001, 'x')]), 'TOO_LARGE'],
      [
        Buffer.from('From: a@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\nlost text'),
        'NOTHING_READ',
      ],
    ];
    for (const [bytes, code] of cases) {
      const found = await receive(bytes);
      expect(found).toMatchObject({ status: 'quarantined', quarantineCode: code });
      expect((await buffer(await api.house.files.read(found.raw.sha256))).equals(bytes)).toBe(true);
    }
    expect(await take(api.house.intake, Buffer.alloc(0))).toEqual({ outcome: 'empty' });
    const [id] = (await queue('quarantined')).slice(-1);
    await give('releaseMail', 'DecideMailInput', 'commandId', { mailId: id, reason: 'прочитано глазами' });
    const { letter } = await register({
      mailId: id,
      card: card({ counterpartyId: demoCounterpartyId('stroyinvest'), subject: 'Прочитано глазами' }),
    });
    expect(letter.files).toHaveLength(1);
  });

  it('takes in whatever a message is spoilt to, and shows it', async () => {
    const seeds = [
      await signed(message({ attachments: [{ name: 'Смета.pdf', content: pdf('смета') }] }), 'x.example'),
      message({ attachments: [{ name: 'winmail.dat', content: packed({ text: 'х', files: [] }) }] }),
    ];
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 60 }),
        async (seed, changes) => {
          const bytes = Buffer.from(seed);
          for (const [at, value] of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
          const taken = await take(api.house.intake, bytes);
          const known = await api.house.chancery.mail.find(idOf(taken));
          expect(['waiting', 'quarantined', 'duplicate']).toContain(known?.status);
        },
      ),
      { numRuns: 40 },
    );
    await api.house.settled();
  });

  it('gives a bundle of evidence the raw message and what DKIM said of it', async () => {
    const found = await receive(await signed(message({ subject: 'Доказательство' }), 'giprotrans.example'));
    const { letter } = await register({ mailId: found.id, card: card() });
    const { path, missingFiles } = await api.get(
      'auditor',
      'mutation ($input: EvidenceInput!) { exportEvidence(input: $input) { path missingFiles } }',
      { input: { letterId: letter.id } },
    );
    expect(missingFiles).toEqual([]);
    const zip = await fetch(`${api.url}${path}`, {
      headers: { authorization: `Bearer ${await api.token('auditor')}` },
    });
    // Stored, not compressed: what is in it is in its bytes.
    const bytes = Buffer.from(await zip.arrayBuffer());
    const file = join(api.house.dataFolder, 'evidence.zip');
    await writeFile(file, bytes);
    const report = await verifyAt(file, { keys: [], witnesses: [] }, timestampReader([]));
    expect(report.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(report.intact).toBe(true);
    expect(bytes.includes(`data/files/${found.raw.sha256}`)).toBe(true);
    expect(bytes.includes(await buffer(await api.house.files.read(found.raw.sha256)))).toBe(true);
    expect(bytes.includes('"type":"OriginRecorded"')).toBe(true);
    expect(bytes.includes('подпись DKIM (giprotrans.example): верна')).toBe(true);
    expect(bytes.includes('1 of the letters came by e-mail')).toBe(true);
  });

  it('erases what messages say with the data of their counterparty, and the raw messages', async () => {
    const { counterparty } = await give('addCounterparty', 'AddCounterpartyInput', 'counterparty { id }', {
      kind: 'person',
      name: 'Зюзюкин Эраст',
      addresses: [{ kind: 'email', text: 'zyuzyukin@mail.ru' }],
    });
    await api.house.settled();
    const fields = {
      from: 'Эраст Зюзюкин <zyuzyukin@mail.ru>',
      subject: 'Жалоба Зюзюкина',
      text: 'Я, Зюзюкин, жалуюсь',
    };
    const [first, second] = [await receive(fields), await receive(fields)];
    expect(second.suggestions.counterparty).toEqual({ id: counterparty.id });
    const { letter } = await register({ mailId: first.id, card: card({ subject: 'Жалоба' }) });
    await give('annulLetter', 'ReasonInput', 'letter { id }', {
      letterId: letter.id,
      reason: 'отозвано',
    });
    await api.house.settled();
    await give(
      'erasePersonalData',
      'ErasePersonalDataInput',
      'erasure { status }',
      { counterpartyId: counterparty.id, reason: 'Требование субъекта' },
      'admin',
    );
    await api.house.settled();
    for (const { id } of [first, second]) {
      const found = await mail(id);
      expect(found.isErased).toBe(true);
      expect(JSON.stringify(found).toLowerCase()).not.toMatch(/зюзюк|zyuzyuk|жалу/);
    }
    const { rows } = await api.house.database.pool.query(
      `select 1 from "read"."mail" m where lower(m::text) similar to '%(зюзюк|zyuzyuk)%'
       union all select 1 from "read"."correspondents" c where c::text like '%zyuzyuk%'`,
    );
    expect(rows).toEqual([]);
    const stored = (await everything(api.house.sealedLog)).filter(({ stream }) => stream.startsWith('mail-'));
    expect(stored.map(({ data }) => data).join('')).not.toMatch(/Зюзюк|zyuzyuk/);
    for (const { raw } of [first, second]) expect(await api.house.files.sizeOf(raw.sha256)).toBeUndefined();
    const raw = await fetch(`${api.url}${first.raw.path}`, {
      headers: { authorization: `Bearer ${await api.token('sokolova')}` },
    });
    expect(raw.status).toBe(410);
    expect(await raw.json()).toMatchObject({ error: { code: 'FILE_ERASED' } });
    const input = { mailId: second.id, card: card({ counterpartyId: demoCounterpartyId('stroyinvest') }) };
    expect((await refusal('registerMail', 'RegisterMailInput', input))?.code).toBe('PERSONAL_DATA_ERASED');
  });

  describe('from a folder', () => {
    let folder: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'chancery-mail-'));
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));

    it('takes files *.eml and leaves them in done/, those of one name side by side', async () => {
      for (const subject of ['Раз', 'Два']) {
        await writeFile(join(folder, 'letter.eml'), message({ subject }));
        await writeFile(join(folder, 'notes.txt'), 'no message');
        expect(await takeFolder(api.house.intake, folder)).toMatchObject([
          { name: 'letter.eml', taken: { outcome: 'received' } },
        ]);
      }
      expect((await readdir(folder)).sort()).toEqual(['done', 'notes.txt']);
      expect(await readdir(join(folder, 'done'))).toHaveLength(2);
      await writeFile(join(folder, 'fresh.eml'), message());
      expect(await takeFolder(api.house.intake, folder, { settledMs: 60_000 })).toEqual([]);
      await rm(join(folder, 'fresh.eml'));
    });

    it('takes a Maildir, and marks what it took as seen', async () => {
      const maildir = join(folder, 'Maildir');
      for (const part of ['new', 'cur', 'tmp']) await mkdir(join(maildir, part), { recursive: true });
      await writeFile(join(maildir, 'new', '1.M2P3.host'), message());
      await writeFile(join(maildir, 'tmp', '4.M5P6.host'), 'half');
      expect(await takeFolder(api.house.intake, maildir)).toHaveLength(1);
      expect(await readdir(join(maildir, 'cur'))).toEqual(['1.M2P3.host:2,S']);
      expect(await readdir(join(maildir, 'new'))).toEqual([]);
    });
  });
});

const hostile = fileURLToPath(new URL('../../../shared/data/mail/hostile', import.meta.url));

describe.runIf(existsSync(hostile))('hostile and broken messages', () => {
  it('all get into the queue or into quarantine, none is lost, and the read models go on', async () => {
    const api = await openApi({ resolver });
    const folder = await mkdtemp(join(tmpdir(), 'chancery-hostile-'));
    await cp(hostile, folder, { recursive: true });
    const names = await readdir(hostile);
    const taken = await takeFolder(api.house.intake, folder);
    expect(taken).toHaveLength(names.length);
    const became = taken.map(({ name, taken: one }) => [
      name,
      'status' in one ? (one.code ?? one.status) : one.outcome,
    ]);
    const apart = became.filter(([, status]) => status !== 'waiting');
    expect(Object.fromEntries(apart)).toEqual({
      'attached-pdf.eml': 'SENDER_MISSING',
      'enclosed-broken-body.eml': 'duplicate',
      'enclosed-broken.eml': 'duplicate',
      'enclosed-global.eml': 'duplicate',
      'enclosed.eml': 'duplicate',
      'mailformed-headers.eml': 'NOTHING_READ',
      'text-only.eml': 'duplicate',
    });
    for (const { name, taken: one } of taken) {
      if (one.outcome === 'empty') throw new Error(name);
      const bytes = await readFile(join(hostile, name));
      expect((await buffer(await api.house.files.read(one.sha256))).equals(bytes)).toBe(true);
    }
    // Everything again: nothing new.
    await cp(hostile, folder, { recursive: true });
    const again = await takeFolder(api.house.intake, folder);
    expect(new Set(again.map(({ taken: one }) => one.outcome))).toEqual(new Set(['known']));
    await api.house.settled();
    const counts = await api.get(
      'sokolova',
      '{ mailQueue(first: 100) { totalCount nodes { id subject text automatic attachments { name } } } }',
    );
    expect(counts.totalCount).toBe(names.length - apart.length);
    await rm(folder, { recursive: true, force: true });
    await api.close();
  });
});
