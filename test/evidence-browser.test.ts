import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Laid, layBundle } from './evidence/lay-bundle.ts';

const executablePath = process.env.CHROMIUM || '/usr/bin/chromium';
/** Where screenshots go, for people to look at; none are made where it is not set. */
const screenshots = process.env.EVIDENCE_SCREENSHOTS;

/** Runs where a Chromium is found: what a page may do is for a real browser to say. */
describe.skipIf(!existsSync(executablePath))('the page that a bundle carries, in a browser', () => {
  let root: string;
  let context: BrowserContext;
  let good: Laid;
  let bad: Laid;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'chancery-browser-'));
    good = await layBundle(join(root, 'good'));
    bad = await layBundle(join(root, 'bad'), ({ files }) => {
      const path = [...files.keys()].find((name) => name.startsWith('data/events/letter-')) ?? '';
      const text = new TextDecoder().decode(files.get(path));
      files.set(path, new TextEncoder().encode(text.replace('"Текст"', '"Иной!"')));
    });
    context = await chromium.launchPersistentContext(join(root, 'profile'), {
      executablePath,
      headless: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      viewport: { width: 1_100, height: 900 },
    });
  }, 60_000);
  afterAll(async () => {
    await context?.close();
    await rm(root, { recursive: true, force: true });
  });

  /** Opens the page of the unzipped bundle, as a double click on it does, and chooses the zip. */
  const verified = async (
    { folder, zip }: Laid,
    language: 'ru' | 'en',
    keys = '',
  ): Promise<{ readonly page: Page; readonly asked: readonly string[] }> => {
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, 'data/verify.html')).href);
    await page.selectOption('#language', language);
    await page.fill('#keys', keys);
    await page.setInputFiles('#bundle', zip);
    await page.waitForSelector('#report.holds, #report.fails');
    return { page, asked };
  };
  const shot = async (page: Page, name: string): Promise<void> => {
    if (!screenshots) return;
    await mkdir(screenshots, { recursive: true });
    await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
  };

  test.each([
    ['en', 'HOLDS: everything that was checked agrees.', 'FAILS: the bundle was changed', 'line 1'],
    ['ru', 'ВЕРНО: всё, что проверено, сходится.', 'НЕВЕРНО: пакет изменён', 'строка 1'],
  ] as const)(
    'verifies a good bundle and names the event of a bad one (%s)',
    async (language, holds, fails, line) => {
      const fine = await verified(good, language, good.sample.log.signer.verifierKey);
      expect(await fine.page.textContent('#report')).toContain(holds);
      expect(await fine.page.getAttribute('#report', 'class')).toBe('holds');
      expect(await fine.page.getAttribute('html', 'lang')).toBe(language);
      await shot(fine.page, `verify-${language}-good`);
      const broken = await verified(bad, language);
      const report = await broken.page.textContent('#report');
      expect(report).toContain(fails);
      expect(report).toMatch(new RegExp(`data/events/letter-.*${line}`));
      await shot(broken.page, `verify-${language}-bad`);
      // Nobody was asked for anything but the page itself.
      for (const { asked } of [fine, broken]) {
        expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
        expect(asked).toHaveLength(1);
      }
    },
    60_000,
  );

  test('may not use the network, whatever its script would like', async () => {
    let reached = 0;
    const server = createServer((_, response) => {
      reached += 1;
      response.end();
    });
    await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const ask = (page: Page): Promise<string> =>
      page.evaluate(
        (to) =>
          fetch(to, { mode: 'no-cors' }).then(
            () => 'answered',
            () => 'refused',
          ),
        url,
      );
    try {
      const { page } = await verified(good, 'en');
      expect(await ask(page)).toBe('refused');
      expect(reached).toBe(0);
      // Any other page in the same place could.
      await page.goto(pathToFileURL(join(good.folder, 'bagit.txt')).href);
      expect(await ask(page)).toBe('answered');
      expect(reached).toBe(1);
    } finally {
      await new Promise((settle) => server.close(settle));
    }
  });

  test('tells what is no bundle at all', async () => {
    const { page } = await verified({ ...good, zip: join(good.folder, 'bagit.txt') }, 'ru');
    expect(await page.textContent('#report')).toContain('НЕВЕРНО');
  });
});
