import { afterAll, beforeAll, expect, test } from 'vitest';
import { paths } from '../../domain/evidence/documents.ts';
import { verifyBundle } from '../../domain/evidence/verify/verify-bundle.ts';
import { utf8 } from '../../domain/ledger/bytes.ts';
import { timestampReader } from '../../infrastructure/evidence/timestamp-reader.ts';
import { FOLDER, memoryBundle, sampleBundle, seal } from './sample-bundle.ts';
import { TimestampAuthority } from './timestamp-authority.ts';

let authority: TimestampAuthority;
let other: TimestampAuthority;
let brief: TimestampAuthority;
let response: Uint8Array;
const data = utf8('chancery/sample\n5\nAAAA\n');

beforeAll(async () => {
  authority = await TimestampAuthority.found();
  other = await TimestampAuthority.found('other').catch(() => TimestampAuthority.found());
  brief = await TimestampAuthority.found('stamping', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']);
  response = await authority.stamp(data);
}, 60_000);
afterAll(() => Promise.all([authority, other, brief].map((each) => each.close())));

test('a timestamp says when and by whom, and is trusted where its root is', async () => {
  const before = Date.now() - 60_000;
  const known = await timestampReader([authority.root])(response, data);
  expect(known).toMatchObject({ by: 'Sample TSA, Chancery tests', trusted: true });
  expect('at' in known && Date.parse(known.at)).toBeGreaterThan(before);
  expect(await timestampReader([])(response, data)).toMatchObject({ trusted: false });
});

test('of another authority than those that are trusted it does not hold', async () => {
  expect(await timestampReader([other.root])(response, data)).toMatchObject({ kind: 'stampUnsigned' });
});

test('over something else it does not hold', async () => {
  expect(await timestampReader([])(response, utf8('else'))).toEqual({ kind: 'stampsOther' });
});

test('with any byte changed it does not hold, or says the same', async () => {
  const short = await brief.stamp(data);
  const read = timestampReader([brief.root]);
  const good = await read(short, data);
  expect(good).toMatchObject({ trusted: true });
  for (let at = 0; at < short.length; at++) {
    const changed = short.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x01;
    const answer = await read(changed, data);
    // What no signature covers (the free text of the status, a certificate that is not needed) may change.
    if (!('kind' in answer)) expect(answer, `byte ${at}`).toEqual(good);
  }
}, 120_000);

test.each([new Uint8Array(), utf8('nonsense'), Uint8Array.of(0x30, 0x80)])(
  'nonsense is told to be so',
  async (bytes) => {
    expect(await timestampReader([])(bytes, data)).toMatchObject({
      kind: expect.stringMatching(/^(notATimestamp|stampUnreadable)$/),
    });
  },
);

test('in a bundle it tells the time of its checkpoint', async () => {
  const { files, log } = sampleBundle();
  const earlier = files.get(paths.earlier(6)) ?? new Uint8Array();
  files.set(paths.timestamp(6), await authority.stamp(earlier));
  files.set(paths.timestamp(16), await authority.stamp(earlier));
  seal(files, log.signer);
  const report = await verifyBundle(
    memoryBundle(FOLDER, files),
    { keys: [], witnesses: [] },
    timestampReader([authority.root]),
  );
  expect(report.times.filter(({ kind }) => kind === 'timestamp')).toMatchObject([{ size: 6, trusted: true }]);
  expect(report.checks.find(({ code }) => code === 'TIMESTAMP')?.findings).toEqual([
    { code: 'TIMESTAMP', file: paths.timestamp(16), problem: { kind: 'stampsOther' } },
  ]);
});
