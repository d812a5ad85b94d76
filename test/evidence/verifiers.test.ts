import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { paths } from '../../domain/evidence/documents.ts';
import type { Report } from '../../domain/evidence/verify/verify-bundle.ts';
import { utf8 } from '../../domain/ledger/bytes.ts';
import { type Laid, layBundle, madeFile } from './lay-bundle.ts';
import { runPage } from './run-page.ts';
import { FOLDER } from './sample-bundle.ts';

const execute = promisify(execFile);

let root: string;
let good: Laid;
let bad: Laid;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'chancery-verifiers-'));
  good = await layBundle(join(root, 'good'));
  bad = await layBundle(join(root, 'bad'), ({ files }) => {
    const path = [...files.keys()].find((name) => name.startsWith('data/events/letter-')) ?? '';
    const text = new TextDecoder().decode(files.get(path)).replace('"Текст"', '"Иной!"');
    files.set(path, utf8(text));
  });
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** Runs the file of the bundle with Node, and nothing around it. */
const runNode = async (script: string, ...args: readonly string[]) => {
  const environment = { PATH: process.env.PATH ?? '' };
  const done = await execute(process.execPath, [script, ...args], { env: environment }).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: 'code' in done ? done.code : 0, stdout: done.stdout, stderr: done.stderr };
};

const fileOf = async (path: string): Promise<File> => new File([await readFile(path)], `${FOLDER}.zip`);

describe('the verifier that a bundle carries for Node', () => {
  test('says in the reader’s language that the bundle around it holds', async () => {
    const script = join(good.folder, 'data/verify.mjs');
    const english = await runNode(script);
    expect(english).toMatchObject({ code: 0, stderr: '' });
    expect(english.stdout).toContain('HOLDS: everything that was checked agrees.');
    expect(english.stdout).toContain('the key was taken from the bundle itself');
    const russian = await runNode(
      script,
      good.zip,
      '--language',
      'ru',
      '--key',
      good.sample.log.signer.verifierKey,
    );
    expect(russian).toMatchObject({ code: 0, stderr: '' });
    expect(russian.stdout).toContain('ВЕРНО: всё, что проверено, сходится.');
    expect(russian.stdout).toContain('подписано ключом, который вы указали');
  });

  test('names the event that was changed, in a zip as in a folder', async () => {
    const script = join(good.folder, 'data/verify.mjs');
    for (const bundle of [bad.zip, bad.folder]) {
      const { code, stdout } = await runNode(script, bundle, '--json');
      const report = JSON.parse(stdout) as Report;
      expect(code).toBe(1);
      const leaf = report.checks.find((check) => check.code === 'LEAF');
      expect(leaf?.findings[0]).toMatchObject({
        line: 1,
        problem: { kind: 'otherEvent' },
        sentence: 'The event is not the one that is in the log',
      });
    }
  });

  test('says how it is used when it is used wrongly', async () => {
    const { code, stderr } = await runNode(join(good.folder, 'data/verify.mjs'), join(root, 'nowhere.zip'));
    expect(code).toBe(2);
    expect(stderr).toContain('ENOENT');
    expect(stderr).toContain('--witness KEY');
  });
});

describe('the verifier that a bundle carries for a browser', () => {
  test('comes to the same as the one for Node, without Node', async () => {
    const trust = {
      keys: [good.sample.log.signer.verifierKey],
      witnesses: [good.sample.witness.verifierKey],
    };
    const { report, text } = await runPage(await madeFile('verify.html'), {
      zip: await fileOf(good.zip),
      ...trust,
      language: 'en',
    });
    expect(text).toContain('HOLDS');
    const node = await runNode(
      join(good.folder, 'data/verify.mjs'),
      good.zip,
      ...trust.keys.flatMap((key) => ['--key', key]),
      ...trust.witnesses.flatMap((key) => ['--witness', key]),
    );
    expect(node.stdout).toBe(text);
    expect(report.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  });

  test('names the event that was changed', async () => {
    const { report, text } = await runPage(await madeFile('verify.html'), {
      zip: await fileOf(bad.zip),
      keys: [],
      witnesses: [],
      language: 'ru',
    });
    expect(text).toContain('НЕВЕРНО: пакет изменён или неполон.');
    expect(text).toContain('строка 1, событие 1: Это не то событие, что записано в журнале');
    expect(text).toContain('Ключ взят из пакета: сравните');
    expect(report.checks.find(({ code }) => code === 'LEAF')?.findings).toHaveLength(1);
  });

  test('asks nobody: its page may not use the network', async () => {
    const page = await madeFile('verify.html');
    expect(page).toContain("default-src 'none'");
    expect(page).toContain(paths.manifest);
  });
});
