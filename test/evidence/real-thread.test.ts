import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { everybody } from '../../infrastructure/cli/everybody.ts';
import { demoEmployeeId } from '../../infrastructure/demo/demo-organization.ts';
import { exportBundle } from '../../infrastructure/evidence/export-bundle.ts';
import { timestampReader } from '../../infrastructure/evidence/timestamp-reader.ts';
import { verifyAt } from '../../infrastructure/evidence/verify-at.ts';
import { zipFolder } from '../../infrastructure/evidence/write-bag.ts';
import { importRegister } from '../../infrastructure/import/import-register.ts';
import { readMapping } from '../../infrastructure/import/register-mapping.ts';
import { type House, openHouse } from '../house.ts';
import { runPage } from './run-page.ts';

/** Real data that is not part of the project; what needs it runs where it lies beside the project. */
const journal = fileURLToPath(new URL('../../../shared/data/journal/journal.csv', import.meta.url));
const example = fileURLToPath(new URL('../../docs/examples/journal-mapping.json', import.meta.url));

const LETTERS = 20;

/** The lines of the journal that are of the first case with so many letters. */
const caseOfLetters = async (count: number): Promise<string> => {
  const [head = '', ...lines] = (await readFile(journal, 'utf8')).trimEnd().split('\n');
  const rows: { case_key: string; direction: string }[] = parse([head, ...lines].join('\n'), {
    columns: true,
  });
  const letters = Map.groupBy(
    rows.flatMap(({ case_key, direction }, at) =>
      direction === 'incoming' || direction === 'outgoing' ? [{ case_key, line: lines[at] ?? '' }] : [],
    ),
    ({ case_key }) => case_key,
  );
  const chosen = [...letters.values()].find(({ length }) => length === count) ?? [];
  return [head, ...chosen.map(({ line }) => line), ''].join('\n');
};

const done = <Outcome extends object>(outcome: Outcome | Refusal): Outcome => {
  if (isRefusal(outcome)) throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
  return outcome;
};

describe.runIf(existsSync(journal))('a project with a thread of twenty letters of a real journal', () => {
  let house: House;
  let folder: string;
  let zip: string;
  let bundle: string;

  beforeAll(async () => {
    house = await openHouse();
    await house.ledger.check();
    folder = await mkdtemp(join(tmpdir(), 'chancery-thread-'));
    const csv = join(folder, 'case.csv');
    await writeFile(csv, await caseOfLetters(LETTERS));
    expect(await importRegister(house, csv, await readMapping(example))).toMatchObject({
      added: LETTERS,
      threads: 1,
    });
    const by = (login: string) => ({ actor: demoEmployeeId(login), commandId: randomUUID() });
    const details = { code: 'STRAND', name: 'Strand', counterpartyIds: [], memberIds: [] };
    const opened = done(
      await house.chancery.registers.project(by('admin'), { name: 'openProject', details }),
    );
    await house.settled();
    const projectId = opened.state?.id ?? '';
    const { rows } = await house.database.pool.query('select id from read.letters');
    for (const { id } of rows) {
      await house.command('sokolova', { name: 'linkToProject', letterId: id, projectId });
    }
    await house.settled();
    const made = done(
      await exportBundle(house, {
        viewer: everybody,
        scope: { kind: 'project', id: projectId },
        title: 'STRAND',
        withholding: { letterIds: new Set(), reason: '' },
        into: folder,
      }),
    );
    expect(made.letters).toHaveLength(LETTERS);
    bundle = made.folder;
    zip = join(folder, 'thread.zip');
    await zipFolder(bundle, zip);
  }, 120_000);
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('is verified by all three verifiers', async () => {
    const report = await verifyAt(zip, { keys: [], witnesses: [] }, timestampReader([]));
    expect(report.checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(report.intact).toBe(true);
    const { stdout } = await promisify(execFile)(process.execPath, [join(bundle, 'data/verify.mjs')], {
      env: {},
    });
    expect(stdout).toContain('HOLDS: everything that was checked agrees.');
    const page = await runPage(await readFile(join(bundle, 'data/verify.html'), 'utf8'), {
      zip: new File([await readFile(zip)], 'thread.zip'),
      keys: [],
      witnesses: [],
      language: 'ru',
    });
    expect(page.text).toContain('ВЕРНО: всё, что проверено, сходится.');
    expect(page.report).toMatchObject({ intact: true, events: report.events });
  });
});
