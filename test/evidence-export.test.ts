import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../domain/evidence/verify/verify-bundle.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import { timestampReader } from '../infrastructure/evidence/timestamp-reader.ts';
import { verifyAt } from '../infrastructure/evidence/verify-at.ts';
import { zipBundle } from '../infrastructure/evidence/zip-bundle.ts';
import { type ApiServer, openApi, pdf } from './api-server.ts';
import { runPage } from './evidence/run-page.ts';

const execute = promisify(execFile);

const EXPORT = `mutation ($input: EvidenceInput!) { exportEvidence(input: $input) {
  name sha256 size path checkpointSize letters events withheld files missingFiles } }`;

interface Made {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly path: string;
  readonly letters: number;
  readonly events: number;
  readonly withheld: number;
  readonly files: number;
  readonly missingFiles: readonly string[];
}

describe('evidence', () => {
  let api: ApiServer;
  let folder: string;
  let incomingId: string;
  let outgoingId: string;
  let otherId: string;

  const ask = (input: object, login = 'auditor') => api.ask(login, EXPORT, { input });
  const make = async (input: object): Promise<Made> => {
    const answer = await ask(input);
    expect(answer.errors).toBeUndefined();
    return answer.data.exportEvidence;
  };
  /** Downloads a bundle. */
  const fetched = async ({ path, name }: Made): Promise<string> => {
    const response = await fetch(`${api.url}${path}`, {
      headers: { authorization: `Bearer ${await api.token('auditor')}` },
    });
    expect(response.status).toBe(200);
    const file = join(folder, `${name}-${Math.random()}.zip`);
    await writeFile(file, new Uint8Array(await response.arrayBuffer()));
    return file;
  };
  const verified = (zip: string, keys: readonly string[] = []): Promise<Report> =>
    verifyAt(zip, { keys, witnesses: [] }, timestampReader([]));
  const mutate = (login: string, name: string, input: object, type: string, fields: string) =>
    api.get(login, `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} } }`, { input });
  const register = async (subject: string, input: object = {}): Promise<string> => {
    const card = {
      counterpartyId: demoCounterpartyId('stroyinvest'),
      subject,
      addressee: { departmentId: demoDepartmentId('design') },
      channel: 'email',
      signatory: { name: 'Иванов И. И.' },
    };
    const done = await mutate(
      'sokolova',
      'registerIncomingLetter',
      { card, ...input },
      'RegisterIncomingLetterInput',
      'letter { id }',
    );
    return done.letter.id;
  };

  beforeAll(async () => {
    api = await openApi();
    folder = await mkdtemp(join(tmpdir(), 'chancery-export-'));
    const upload = await api.upload('sokolova', 'Претензия.pdf', pdf());
    const { files } = (await upload.json()) as { files: { sha256: string }[] };
    incomingId = await register('О задержке поставки', { files: files.map(({ sha256 }) => ({ sha256 })) });
    otherId = await register('О другом');
    await mutate(
      'lisitsyna',
      'assignExecutor',
      { letterId: incomingId, executorId: demoEmployeeId('ezhov') },
      'AssignExecutorInput',
      'position',
    );
    const { letter } = await mutate(
      'ezhov',
      'draftReply',
      { letterId: incomingId, text: 'Поставка задержана по вине перевозчика.' },
      'DraftReplyInput',
      'letter { ... on IncomingLetter { reply { id } } }',
    );
    outgoingId = letter.reply.id;
    await mutate('ezhov', 'submitForApproval', { letterId: outgoingId }, 'LetterInput', 'position');
    await mutate(
      'lisitsyna',
      'grantApproval',
      { letterId: outgoingId, comment: 'Согласна' },
      'GrantApprovalInput',
      'position',
    );
  }, 60_000);
  afterAll(async () => {
    await api.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('of a thread is verified by all three verifiers, and holds the whole story', async () => {
    const made = await make({ threadId: incomingId });
    expect(made).toMatchObject({ letters: 2, withheld: 0, files: 1, missingFiles: [] });
    const zip = await fetched(made);
    const bytes = await readFile(zip);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(made.sha256);

    const { keys } = await api.get('auditor', '{ ledger { keys } }');
    const report = await verified(zip, keys);
    expect(report.checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(report).toMatchObject({ intact: true, events: made.events, key: { expected: true } });
    expect(checkOf(report, 'DISCLOSED')).toMatchObject({ outcome: 'passed', checked: 1 });

    const bundle = await zipBundle(zip);
    const script = join(folder, 'verify.mjs');
    await writeFile(script, await bundle.read('data/verify.mjs'));
    const node = await execute(process.execPath, [script, zip, '--key', keys[0]], {
      env: { PATH: process.env.PATH },
    });
    expect(node.stdout).toContain('HOLDS: everything that was checked agrees.');
    const page = await runPage(new TextDecoder().decode(await bundle.read('data/verify.html')), {
      zip: new File([bytes], 'bundle.zip'),
      keys: [],
      witnesses: [],
      language: 'en',
    });
    expect(page.report.intact).toBe(true);

    const disclosed = JSON.parse(new TextDecoder().decode(await bundle.read('data/disclosed.jsonl')));
    expect(disclosed).toMatchObject({ field: '/card/signatory/name', value: 'Иванов И. И.' });
    const entries = new TextDecoder().decode(await bundle.read(`data/events/letter-${incomingId}.jsonl`));
    expect(entries).not.toContain('Иванов');

    const russian = new TextDecoder().decode(await bundle.read('data/chronology.ru.html'));
    const english = new TextDecoder().decode(await bundle.read('data/chronology.en.html'));
    expect(russian).toContain('Ежов Николай Павлович, Инженер-проектировщик, Проектный отдел');
    expect(russian).toContain('Поставка задержана по вине перевозчика.');
    expect(russian).toContain('Согласовано: Лисицына Ольга Юрьевна. Согласна');
    expect(english).toContain('Granted by Лисицына Ольга Юрьевна. Согласна');
    const pdfBytes = await bundle.read('data/chronology.ru.pdf');
    expect(new TextDecoder('latin1').decode(pdfBytes.subarray(0, 5))).toBe('%PDF-');
    await bundle.close();
  });

  it('is the same bytes when it is made again', async () => {
    const first = await make({ threadId: incomingId });
    const again = await make({ threadId: incomingId });
    expect(again).toEqual(first);
  });

  it('of withheld letters shows hashes only, and still counts them', async () => {
    const made = await make({
      counterpartyId: demoCounterpartyId('stroyinvest'),
      withholdLetterIds: [otherId],
      withholdReason: 'коммерческая тайна',
    });
    expect(made).toMatchObject({ letters: 2, withheld: 1 });
    const zip = await fetched(made);
    expect(await verified(zip)).toMatchObject({ intact: true, withheld: 1 });
    const bytes = await readFile(zip);
    expect(bytes.includes(Buffer.from('О другом'))).toBe(false);
    expect(bytes.includes(Buffer.from('коммерческая тайна'))).toBe(true);
  });

  it.each([
    ['lost', 'Пропавшее.pdf', (path: string) => rm(path)],
    ['swapped for another', 'Подменённое.pdf', (path: string) => writeFile(path, pdf('подмена'))],
  ] as const)('with a file that is %s says that it is absent, and which', async (_, name, harm) => {
    const upload = await api.upload('sokolova', name, pdf(name));
    const [{ sha256 }] = ((await upload.json()) as { files: [{ sha256: string }] }).files;
    const letterId = await register('С приложением', { files: [{ sha256 }] });
    await harm(join(api.house.dataFolder, 'files', sha256.slice(0, 2), sha256));
    const made = await make({ letterId });
    expect(made).toMatchObject({ files: 0, missingFiles: [name] });
    expect((await verified(await fetched(made))).intact).toBe(true);
  });

  it('of somebody whose data are erased shows nothing of them any more, and still holds', async () => {
    const { counterparty } = await mutate(
      'sokolova',
      'addCounterparty',
      {
        kind: 'person',
        name: 'Бурдюканов Эраст',
        addresses: [{ kind: 'postal', text: 'Бурдюканов, до востребования' }],
        contacts: [{ name: 'Бурдюканов', email: 'burdyukanov@example.org' }],
      },
      'AddCounterpartyInput',
      'counterparty { id }',
    );
    const letterId = await register('О пропуске', {
      card: {
        counterpartyId: counterparty.id,
        subject: 'О пропуске',
        addressee: { departmentId: demoDepartmentId('design') },
        channel: 'post',
        signatory: { name: 'Э. Бурдюканов' },
      },
    });
    await mutate('sokolova', 'annulLetter', { letterId, reason: 'отозвано' }, 'ReasonInput', 'position');
    await api.house.settled();
    const scope = { counterpartyId: counterparty.id };
    const before = await make(scope);
    const shown = await zipBundle(await fetched(before));
    const lines = new TextDecoder()
      .decode(await shown.read('data/disclosed.jsonl'))
      .trim()
      .split('\n');
    await shown.close();
    const fields = lines.map((line) => JSON.parse(line) as { field: string; index: number });
    expect(fields.map(({ field }) => field)).toEqual([
      '/details/addresses/0/text',
      '/details/contacts/0/email',
      '/details/contacts/0/name',
      '/details/name',
      '/card/signatory/name',
    ]);

    await mutate(
      'admin',
      'erasePersonalData',
      { counterpartyId: counterparty.id, reason: 'Требование субъекта' },
      'ErasePersonalDataInput',
      'repeated',
    );
    await api.house.settled();
    expect(await api.house.chancery.erasureCompletion.sweep()).toHaveLength(1);
    // What was kept for download disclosed it.
    const gone = await fetch(`${api.url}${before.path}`, {
      headers: { authorization: `Bearer ${await api.token('auditor')}` },
    });
    expect(gone.status).toBe(404);

    const zip = await fetched(await make(scope));
    const report = await verified(zip);
    expect(report.intact).toBe(true);
    expect(checkOf(report, 'DISCLOSED').outcome).toBe('absent');
    const bytes = await readFile(zip);
    for (const trace of ['Бурдюкан', 'burdyukan']) expect(bytes.includes(Buffer.from(trace))).toBe(false);
    expect(bytes.includes(Buffer.from('[стёрто / erased]'))).toBe(true);
    expect(bytes.includes(Buffer.from('О пропуске'))).toBe(true);
  });

  it('is for auditors, who say exactly what it is about', async () => {
    expect((await ask({ letterId: incomingId }, 'sokolova')).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await ask({})).errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect((await ask({ letterId: incomingId, projectId: incomingId })).errors?.[0]?.extensions.code).toBe(
      'INVALID_INPUT',
    );
    expect((await ask({ projectId: incomingId })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const { path } = await make({ letterId: incomingId });
    const download = (headers: Record<string, string>) => fetch(`${api.url}${path}`, { headers });
    expect((await download({})).status).toBe(401);
    expect((await download({ authorization: `Bearer ${await api.token('sokolova')}` })).status).toBe(403);
  });

  it('that broke off leaves nothing once a server starts', async () => {
    const incoming = join(api.house.dataFolder, 'evidence', 'incoming');
    const lay = async (name: string) => {
      await mkdir(join(incoming, name), { recursive: true });
      await writeFile(join(incoming, name, 'half'), 'О задержке поставки');
    };
    const own = `bundle~${process.pid}~${hostname()}~a`;
    const dead = `bundle~4194303~${hostname()}~b`;
    const alive = `bundle~${process.ppid}~${hostname()}~c`;
    const elsewhere = 'bundle~1~other-host~d';
    const old = 'bundle~1~other-host~e';
    for (const name of [own, dead, alive, elsewhere, old]) await lay(name);
    const dayBefore = new Date(Date.now() - 2 * 86_400_000);
    await utimes(join(incoming, old), dayBefore, dayBefore);
    await api.house.evidence.sweep();
    expect((await readdir(incoming)).sort()).toEqual([alive, elsewhere].sort());
  });

  it('is on the record as a reading of its letters', async () => {
    const made = await make({ letterId: incomingId });
    const { nodes } = await api.get(
      'auditor',
      'query ($id: UUID!) { readings(letterId: $id, first: 100) { nodes { operation sha256 reader { login } } } }',
      { id: incomingId },
    );
    expect(nodes).toContainEqual({
      operation: 'exportEvidence',
      sha256: made.sha256,
      reader: { login: 'auditor' },
    });
  });
});

const checkOf = ({ checks }: Report, code: string) => {
  const check = checks.find((each) => each.code === code);
  if (!check) throw new Error(`${code} was not reported`);
  return check;
};
