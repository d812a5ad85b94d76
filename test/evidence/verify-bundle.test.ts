import { describe, expect, test } from 'vitest';
import { paths } from '../../domain/evidence/documents.ts';
import type { CheckCode, Finding } from '../../domain/evidence/finding.ts';
import { type Report, type Trust, verifyBundle } from '../../domain/evidence/verify/verify-bundle.ts';
import { textOf, utf8 } from '../../domain/ledger/bytes.ts';
import { FOLDER, memoryBundle, type Sample, Signer, sampleBundle, seal, uuid } from './sample-bundle.ts';

const noTrust: Trust = { keys: [], witnesses: [] };
const verify = (files: ReadonlyMap<string, Uint8Array>, trust: Partial<Trust> = {}): Promise<Report> =>
  verifyBundle(memoryBundle(FOLDER, files), { ...noTrust, ...trust }, async () => ({ kind: 'noToken' }));

const findingsOf = (report: Report): readonly Finding[] => report.checks.flatMap(({ findings }) => findings);
const failed = (report: Report): readonly CheckCode[] =>
  report.checks.filter(({ outcome }) => outcome === 'failed').map(({ code }) => code);

/** Changes one file's text, and makes the bag anew with the log's own key: only what cannot be re-made tells. */
const forged = (
  { files, log }: Sample,
  path: string,
  change: (text: string) => string,
  signer = log.signer,
) => {
  const changed = new Map(files);
  const before = textOf(files.get(path) ?? utf8(''));
  const after = change(before);
  expect(after).not.toBe(before);
  changed.set(path, utf8(after));
  seal(changed, signer);
  return changed;
};

const otherDigit = (digit: string): string => (digit === 'f' ? '0' : 'f');
const otherLetter = (letter: string): string => (letter === 'A' ? 'B' : 'A');

const letter = (number: number): string => `letter-${uuid(`letter ${number}`)}`;

describe('a bundle that is as it must be', () => {
  test('passes every check, and tells the three claims apart', async () => {
    const { files, log, witness } = sampleBundle();
    const report = await verify(files, { keys: [log.signer.verifierKey], witnesses: [witness.verifierKey] });
    expect(findingsOf(report)).toEqual([]);
    expect(report).toMatchObject({
      intact: true,
      events: 12,
      withheld: 1,
      files: 1,
      origin: 'chancery/sample',
    });
    expect(report.key).toEqual({ verifierKey: log.signer.verifierKey, expected: true });
    expect(report.times).toEqual([
      { size: 16, at: '2026-03-03T08:15:00.000Z', by: 'witness.example.org', kind: 'witness', trusted: true },
    ]);
    const absent = report.checks.filter(({ outcome }) => outcome === 'absent').map(({ code }) => code);
    expect(absent).toEqual(['ZIP', 'TIMESTAMP']);
  });

  test('says so when the key was taken from the bundle itself', async () => {
    const report = await verify(sampleBundle().files);
    expect(report.intact).toBe(true);
    expect(report.key?.expected).toBe(false);
    expect(report.checks.find(({ code }) => code === 'CHECKPOINT')?.remarks[0]).toMatchObject({
      kind: 'keyFromBundle',
    });
  });

  test('is refused when another key was expected', async () => {
    const report = await verify(sampleBundle().files, { keys: [new Signer('chancery/sample').verifierKey] });
    expect(failed(report)).toEqual(['CHECKPOINT']);
  });

  test('agrees with a checkpoint that was kept, and not with one of a rewritten log', async () => {
    const { files, log } = sampleBundle();
    const kept = log.signer.note(log.checkpointText(6));
    expect((await verify(files, { since: kept })).intact).toBe(true);
    const other = log.signer.note(log.checkpointText(6).replace(/.(?=.+\n$)/, otherLetter));
    expect(failed(await verify(files, { since: other }))).toEqual(['CONSISTENCY']);
  });
});

describe('what was forged is found, though the bag was made anew and signed with the stolen key', () => {
  const sample = sampleBundle();
  const events = paths.events(letter(0));
  const cases: readonly (readonly [string, string, (text: string) => string, readonly CheckCode[]])[] = [
    ['a word of an event', events, (text) => text.replace('"step":0', '"step":1'), ['LEAF']],
    [
      'an event dropped from the middle',
      events,
      (text) => text.replace(/\n.+?\n/, '\n'),
      ['LEAF', 'STREAM', 'INDEX'],
    ],
    ['an event doubled', events, (text) => text.replace(/^(.+\n)/, '$1$1'), ['LEAF', 'STREAM', 'INDEX']],
    ['two events swapped', events, (text) => text.replace(/^(.+\n)(.+\n)/, '$2$1'), ['LEAF', 'STREAM']],
    [
      'a text and its hash left as it was',
      events,
      (text) => text.replace('"Текст"', '"Другой"'),
      ['LEAF', 'REVISION'],
    ],
    ['a date', events, (text) => text.replace('2026-03-03', '2026-03-04'), ['LEAF']],
    [
      'not canonical JSON',
      events,
      (text) => text.replace('":', '": '),
      ['JSON', 'LEAF', 'STREAM', 'FILE', 'DISCLOSED', 'INDEX'],
    ],
    [
      'a proof',
      paths.proofs(letter(0)),
      (text) => text.replace(/(?<="path":\[")./, otherDigit),
      ['INCLUSION'],
    ],
    [
      'a leaf hash',
      paths.proofs(letter(0)),
      (text) => text.replace(/(?<="leaf":")./, otherDigit),
      ['LEAF', 'INCLUSION'],
    ],
    [
      'a withheld leaf',
      paths.withheld,
      (text) => text.replace(/"path":\["[^"]+",/, '"path":['),
      ['INCLUSION'],
    ],
    [
      'a checkpoint of another root',
      paths.checkpoint,
      (text) => text.replace(/(?<=\n16\n)./, otherLetter),
      ['CHECKPOINT', 'INCLUSION', 'CONSISTENCY', 'WITNESS', 'INDEX'],
    ],
    ['an earlier checkpoint', paths.earlier(6), (text) => text.replace('\n6\n', '\n5\n'), ['CONSISTENCY']],
    [
      'a consistency proof',
      paths.consistency(6),
      (text) => text.replace(/(?<=\[")./, otherDigit),
      ['CONSISTENCY'],
    ],
    ['another key', paths.keys, (text) => text.replace('"from":0', '"from":1'), ['KEYS']],
    ['a disclosed value', paths.disclosed, (text) => text.replace('Иванов', 'Петров'), ['DISCLOSED']],
    [
      'the subject in the index',
      paths.index,
      (text) => text.replace('О поставке 1', 'О поставке 9'),
      ['INDEX'],
    ],
    [
      'a letter left out of the index',
      paths.index,
      (text) => text.replace(/\{"direction"[^}]+\},/, ''),
      ['INDEX'],
    ],
  ];
  test.each(cases)('%s', async (_, path, change, codes) => {
    const report = await verify(forged(sample, path, change));
    expect(report.intact).toBe(false);
    expect(failed(report)).toEqual(codes);
    expect(findingsOf(report).map(({ file }) => file)).toContain(path);
  });

  test('a file with other bytes, by the file and both hashes', async () => {
    const path = [...sample.files.keys()].find((name) => name.startsWith('data/files/')) ?? '';
    const report = await verify(forged(sample, path, (text) => text.replace('15', '16')));
    expect(failed(report)).toEqual(['FILE']);
    expect(findingsOf(report)[0]).toMatchObject({ file: path, expected: path.slice('data/files/'.length) });
  });

  test('a file that is gone', async () => {
    const files = new Map(sample.files);
    const path = [...files.keys()].find((name) => name.startsWith('data/files/')) ?? '';
    files.delete(path);
    seal(files, sample.log.signer);
    expect(failed(await verify(files))).toEqual(['FILE', 'INDEX']);
  });

  test("a whole bundle signed with a key of one's own", async () => {
    const other = sampleBundle();
    const report = await verify(other.files, { keys: [sample.log.signer.verifierKey] });
    expect(failed(report)).toEqual(['CHECKPOINT']);
  });

  test('an attestation by another key', async () => {
    const report = await verify(
      forged(sample, paths.index, (text) => text.replace('Проект', 'Прочее'), new Signer('chancery/sample')),
    );
    expect(failed(report)).toEqual(['ATTESTATION']);
  });
});
