import { emptyBundle } from '../../../domain/evidence/bundle.ts';
import { type Bytes, readStoredZip, WrongZip } from '../../../domain/evidence/stored-zip.ts';
import { Findings } from '../../../domain/evidence/verify/findings.ts';
import { verifyBundle } from '../../../domain/evidence/verify/verify-bundle.ts';
import { hexOf } from '../../../domain/ledger/hex.ts';
import { sha256 } from '../../../domain/ledger/sha256.ts';
import type { Language } from '../../messages/language.ts';
import { timestampReader } from '../timestamp-reader.ts';
import { reportText } from './report-text.ts';

/** The verifier as a page: `data/verify.html` of every bundle. It asks nobody: the page has no network. */

const texts = {
  ru: {
    choose: 'Выберите пакет доказательств (.zip)',
    keys: 'Ключи журнала, которые вы ожидаете',
    witnesses: 'Ключи свидетелей, которым вы доверяете',
    working: 'Проверяется…',
    failed: 'Не удалось прочесть',
  },
  en: {
    choose: 'Choose an evidence bundle (.zip)',
    keys: 'Keys of the log that you expect',
    witnesses: 'Keys of witnesses that you trust',
    working: 'Verifying…',
    failed: 'It cannot be read',
  },
} as const;

const bytesOf = (file: File): Bytes => ({
  size: file.size,
  slice: async (start, end) => new Uint8Array(await file.slice(Math.max(0, start), end).arrayBuffer()),
});

/** What is chosen in the page. */
export interface Asked {
  readonly zip: File;
  readonly keys: readonly string[];
  readonly witnesses: readonly string[];
  readonly language: Language;
}

/** The report on a zip that was chosen in the page. */
export const verifyFile = async ({ zip: file, keys, witnesses, language }: Asked) => {
  const findings = new Findings();
  findings.checked('ZIP');
  const zip = bytesOf(file);
  let bundle = emptyBundle(file.name);
  try {
    const { folder, files, wrong } = await readStoredZip(zip);
    for (const { file: path, problem, byte } of wrong)
      findings.add('ZIP', path ?? file.name, problem, { byte });
    const read = async (path: string): Promise<Uint8Array> => {
      const entry = files.find((known) => known.path === path);
      if (!entry) throw new Error(`There is no file ${path} in the bundle`);
      return zip.slice(entry.offset, entry.offset + entry.size);
    };
    bundle = { folder, files, read, sha256: async (path) => hexOf(sha256(await read(path))) };
  } catch (error) {
    if (!(error instanceof WrongZip)) throw error;
    findings.add('ZIP', error.file ?? file.name, error.problem, { byte: error.byte });
  }
  const report = await verifyBundle(bundle, { keys, witnesses }, timestampReader([]), findings);
  return { report, text: reportText(report, language) };
};

const element = <E extends HTMLElement>(id: string): E => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no ${id}`);
  return found as E;
};

const words = (id: string): readonly string[] =>
  element<HTMLTextAreaElement>(id).value.split(/\s+/).filter(Boolean);

const start = (): void => {
  const output = element<HTMLPreElement>('report');
  const language = element<HTMLSelectElement>('language');
  language.value = navigator.language.startsWith('ru') ? 'ru' : 'en';
  const run = async (): Promise<void> => {
    const spoken: Language = language.value === 'ru' ? 'ru' : 'en';
    document.documentElement.lang = spoken;
    element('choose').textContent = texts[spoken].choose;
    element('keys-label').textContent = texts[spoken].keys;
    element('witnesses-label').textContent = texts[spoken].witnesses;
    const zip = element<HTMLInputElement>('bundle').files?.[0];
    if (!zip) return;
    output.textContent = texts[spoken].working;
    output.className = '';
    try {
      const { report, text } = await verifyFile({
        zip,
        keys: words('keys'),
        witnesses: words('witnesses'),
        language: spoken,
      });
      output.textContent = text;
      output.className = report.intact ? 'holds' : 'fails';
    } catch (error) {
      output.textContent = `${texts[spoken].failed}: ${error instanceof Error ? error.message : error}`;
      output.className = 'fails';
    }
  };
  for (const id of ['bundle', 'language', 'keys', 'witnesses']) {
    element(id).addEventListener('change', () => void run());
  }
  void run();
};

// Where there is no page, somebody else calls `verifyFile`.
if (typeof document === 'undefined') Object.assign(globalThis, { verifyFile });
else start();
