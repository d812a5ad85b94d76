import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoDepartmentId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { timestampReader } from '../infrastructure/evidence/timestamp-reader.ts';
import { verifyAt } from '../infrastructure/evidence/verify-at.ts';
import { zipBundle } from '../infrastructure/evidence/zip-bundle.ts';
import { type ApiServer, openApi, pdf } from './api-server.ts';
import { idOf, message, resolver, take } from './mail/messages.ts';

const execute = promisify(execFile);

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the person alone has sent, what everybody has, and what a company has of the person. */
const [complaint, form, passport, photo] = ['жалоба', 'бланк', 'паспорт', 'фото'].map((text) =>
  pdf(text),
) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];

describe('the files of somebody who is erased', () => {
  let api: ApiServer;
  let personId: string;
  let raw: Buffer;
  let unregistered: Buffer;
  let mailId: string;
  let byMailId: string;
  let byPostId: string;
  let companyId: string;
  let before: string;
  let orderId: string;

  const upload = async (name: string, bytes: Uint8Array): Promise<{ sha256: string }> => {
    const response = await api.upload('sokolova', name, bytes);
    const { files } = (await response.json()) as { files: [{ sha256: string }] };
    return { sha256: files[0].sha256 };
  };
  const register = async (counterpartyId: string, files: readonly object[], more: object = {}) => {
    const card = {
      counterpartyId,
      subject: 'Обращение',
      addressee: { departmentId: demoDepartmentId('design') },
      channel: 'post',
    };
    const input = { card, files, registerAnywayReason: 'не повтор', ...more };
    const { letter } = await api.give(
      'sokolova',
      'registerIncomingLetter',
      'RegisterIncomingLetterInput',
      'letter { id }',
      input,
    );
    return letter.id as string;
  };
  const annul = (letterId: string) =>
    api.give('sokolova', 'annulLetter', 'ReasonInput', 'letter { id }', { letterId, reason: 'отозвано' });
  const order = (files: readonly string[] = []) => ({
    counterpartyId: personId,
    files,
    reason: 'Требование субъекта',
  });
  const erase = (files?: readonly string[]) =>
    api.give(
      'admin',
      'erasePersonalData',
      'ErasePersonalDataInput',
      'erasure { id status fileHashes }',
      order(files),
    );
  const eraseRefused = (files?: readonly string[]) =>
    api.refused('admin', 'erasePersonalData', 'ErasePersonalDataInput', order(files));
  const download = async (path: string, language = 'ru') =>
    fetch(`${api.url}${path}`, {
      headers: { authorization: `Bearer ${await api.token('sokolova')}`, 'accept-language': language },
    });
  const ofLetter = (letterId: string, bytes: Uint8Array) => `/letters/${letterId}/files/${sha256(bytes)}`;
  const filesOf = async (letterId: string, asOf?: string): Promise<Record<string, unknown>> => {
    const at = asOf ? `, asOf: { at: "${asOf}" }` : '';
    const { files } = await api.get(
      'sokolova',
      `{ letter(id: "${letterId}"${at}) { files { sha256 erasure { erasureId erasedAt } } } }`,
    );
    return Object.fromEntries(
      files.map((file: { sha256: string; erasure: unknown }) => [file.sha256, file.erasure]),
    );
  };
  const stored = (bytes: Uint8Array) => api.house.files.sizeOf(sha256(bytes));
  const erased = () => ({ erasureId: orderId, erasedAt: expect.any(String) });

  beforeAll(async () => {
    api = await openApi({ resolver });
    const { counterparty } = await api.give(
      'sokolova',
      'addCounterparty',
      'AddCounterpartyInput',
      'counterparty { id }',
      {
        kind: 'person',
        name: 'Зюзюкин Эраст',
        addresses: [{ kind: 'email', text: 'zyuzyukin@mail.ru' }],
      },
    );
    personId = counterparty.id;
    await api.house.settled();
    const attachments = [
      { name: 'Жалоба.pdf', content: complaint },
      { name: 'Бланк.pdf', content: form },
    ];
    raw = message({ from: 'zyuzyukin@mail.ru', attachments });
    unregistered = message({ from: 'zyuzyukin@mail.ru', text: 'Ещё раз' });
    mailId = idOf(await take(api.house.intake, raw));
    await take(api.house.intake, unregistered);
    const { letter } = await api.give('sokolova', 'registerMail', 'RegisterMailInput', 'letter { id }', {
      mailId,
      card: { addressee: { departmentId: demoDepartmentId('design') } },
    });
    byMailId = letter.id;
    byPostId = await register(personId, [await upload('Фото.pdf', photo)]);
    for (const letterId of [byMailId, byPostId]) await annul(letterId);
    companyId = await register(
      demoCounterpartyId('stroyinvest'),
      [await upload('Бланк.pdf', form), await upload('Паспорт.pdf', passport)],
      { projectIds: [demoProjectId()] },
    );
    await api.house.settled();
    before = new Date().toISOString();
  });
  afterAll(() => api.close());

  it('are not erased under a hold on any letter that names one, on its project, or on its counterparty', async () => {
    expect(await eraseRefused(['f'.repeat(64)])).toMatchObject({
      code: 'NOT_FOUND',
      details: { what: 'file' },
    });
    const head = await api.house.eventStore.head();
    for (const [scope, targetId] of [
      ['letter', companyId],
      ['project', demoProjectId()],
      ['counterparty', demoCounterpartyId('stroyinvest')],
    ]) {
      const { legalHold } = await api.give(
        'auditor',
        'placeLegalHold',
        'PlaceLegalHoldInput',
        'legalHold { id }',
        {
          scope,
          targetId,
          reason: 'Дело № 7',
        },
      );
      expect(await eraseRefused([sha256(passport)])).toMatchObject({
        code: 'LEGAL_HOLD',
        details: { holdIds: [legalHold.id], reasons: ['Дело № 7'] },
      });
      await api.give('auditor', 'liftLegalHold', 'LiftLegalHoldInput', 'legalHold { id }', {
        holdId: legalHold.id,
        reason: 'прекращено',
      });
    }
    const types = (await api.house.eventStore.readAll(head, 100)).map(({ type }) => type);
    expect(types).not.toContain('ErasureOrdered');
    expect(await stored(passport)).toBeGreaterThan(0);
  });

  it('go by the same order: messages, attachments, letters’ files, and those that it names; not what others have too', async () => {
    const { erasure } = await erase([sha256(passport)]);
    orderId = erasure.id;
    const gone = [raw, unregistered, complaint, photo, passport];
    expect(erasure).toMatchObject({ status: 'erased', fileHashes: gone.map(sha256).sort() });
    for (const bytes of gone) expect(await stored(bytes)).toBeUndefined();
    expect(await stored(form)).toBeGreaterThan(0);
    const { rows } = await api.house.database.pool.query('select sha256 from files.uploads');
    expect(rows.map((row) => row.sha256)).not.toContain(sha256(passport));
    await api.house.settled();
  });

  it('are told to be erased, since when and by which order, in every moment', async () => {
    expect(await filesOf(byMailId)).toEqual({
      [sha256(raw)]: erased(),
      [sha256(complaint)]: erased(),
      [sha256(form)]: null,
    });
    expect(await filesOf(companyId)).toEqual({ [sha256(form)]: null, [sha256(passport)]: erased() });
    expect(await filesOf(companyId, before)).toEqual({ [sha256(form)]: null, [sha256(passport)]: erased() });
    const mail = await api.get(
      'sokolova',
      `{ mail(id: "${mailId}") { raw { erasure { erasureId erasedAt } }
        attachments { file { sha256 erasure { erasureId erasedAt } } } } }`,
    );
    expect(mail).toEqual({
      raw: { erasure: erased() },
      attachments: [
        { file: { sha256: sha256(complaint), erasure: erased() } },
        { file: { sha256: sha256(form), erasure: null } },
      ],
    });
    for (const [language, words] of [
      ['ru', `по приказу ${orderId}`],
      ['en', `by order ${orderId}`],
    ] as const) {
      const { data } = await api.ask(
        'auditor',
        `{ letterHistory(letterId: "${companyId}") { type sentence } }`,
        {},
        { 'accept-language': language },
      );
      expect(data.letterHistory).toContainEqual({
        type: 'FilesErased',
        sentence: expect.stringContaining(words),
      });
    }
  });

  it('are not to be had, which is answered with a code in the language of whoever asks', async () => {
    for (const path of [
      ofLetter(byMailId, raw),
      ofLetter(byPostId, photo),
      ofLetter(companyId, passport),
      `/mail/${mailId}/files/${sha256(raw)}`,
    ]) {
      const answer = await download(path);
      expect(answer.status).toBe(410);
      const { error } = (await answer.json()) as {
        error: { code: string; message: string; details: object };
      };
      expect(error).toMatchObject({ code: 'FILE_ERASED', details: { erasureId: orderId } });
      expect(error.message).toContain('Файл стёрт');
    }
    const english = (await (await download(ofLetter(byPostId, photo), 'en')).json()) as {
      error: { message: string };
    };
    expect(english.error.message).toContain('The file was erased');
    expect((await download(ofLetter(companyId, form))).status).toBe(200);
    // By its hash nobody attaches it elsewhere.
    expect(
      await api.refused('sokolova', 'attachFile', 'AttachFileInput', {
        letterId: companyId,
        file: { sha256: sha256(photo) },
      }),
    ).toMatchObject({ code: 'FILE_UNKNOWN' });
  });

  it('do not come back with a message that is brought again', async () => {
    expect(await take(api.house.intake, raw)).toMatchObject({ outcome: 'known', mailId });
    expect(await stored(raw)).toBeUndefined();
  });

  it('are absent from a bundle, which holds for every verifier', async () => {
    const made = await api.give(
      'auditor',
      'exportEvidence',
      'EvidenceInput',
      'path files missingFiles erasedFiles',
      { letterId: byMailId },
    );
    expect(made).toMatchObject({
      files: 1,
      missingFiles: [],
      erasedFiles: [expect.any(String), expect.any(String)],
    });
    const folder = await mkdtemp(join(tmpdir(), 'chancery-erased-'));
    const zip = join(folder, 'bundle.zip');
    const response = await fetch(`${api.url}${made.path}`, {
      headers: { authorization: `Bearer ${await api.token('auditor')}` },
    });
    await writeFile(zip, new Uint8Array(await response.arrayBuffer()));
    const report = await verifyAt(zip, { keys: [], witnesses: [] }, timestampReader([]));
    expect(report.intact).toBe(true);
    const bundle = await zipBundle(zip);
    const index = JSON.parse(new TextDecoder().decode(await bundle.read('data/index.json')));
    const present = Object.fromEntries(
      index.files.map((file: { sha256: string; present: boolean }) => [file.sha256, file.present]),
    );
    expect(present).toEqual({ [sha256(raw)]: false, [sha256(complaint)]: false, [sha256(form)]: true });
    await writeFile(join(folder, 'verify.mjs'), await bundle.read('data/verify.mjs'));
    const { stdout } = await execute(process.execPath, [join(folder, 'verify.mjs'), zip], {
      env: { PATH: process.env.PATH },
    });
    expect(stdout).toContain('HOLDS: everything that was checked agrees.');
    await bundle.close();
    await rm(folder, { recursive: true });
  });

  it('are files again where somebody brings one lawfully, and erased where they were', async () => {
    const again = await register(demoCounterpartyId('giprotrans'), [await upload('Паспорт.pdf', passport)]);
    await api.give('sokolova', 'attachFile', 'AttachFileInput', 'letter { id }', {
      letterId: companyId,
      file: await upload('Паспорт.pdf', passport),
    });
    await api.house.settled();
    expect(await filesOf(again)).toEqual({ [sha256(passport)]: null });
    expect(await filesOf(companyId)).toEqual({ [sha256(form)]: null, [sha256(passport)]: null });
    expect((await download(ofLetter(again, passport))).status).toBe(200);
    // Photographs of the person come back to somebody else's letter: on the person's own they stay erased.
    await register(demoCounterpartyId('giprotrans'), [await upload('Фото.pdf', photo)]);
    await api.house.settled();
    expect((await download(ofLetter(byPostId, photo))).status).toBe(410);
  });

  it('may be ordered again of what is left, and of nothing else', async () => {
    expect(await eraseRefused()).toMatchObject({ code: 'ALREADY_ERASED', details: { erasureId: orderId } });
    const { erasure } = await erase([sha256(passport)]);
    expect(erasure).toMatchObject({ status: 'erased', fileHashes: [sha256(passport)] });
    expect(await stored(passport)).toBeUndefined();
    expect(await filesOf(companyId)).toMatchObject({ [sha256(passport)]: { erasureId: erasure.id } });
  });
});
