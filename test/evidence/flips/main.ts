import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readStoredZip } from '../../../domain/evidence/stored-zip.ts';
import { memoryBundle } from '../sample-bundle.ts';
import { flipEveryByte } from './flip-every-byte.ts';
import { flipZip } from './flip-zip.ts';
import type { Listener, Part } from './progress.ts';

const HELP = `node test/evidence/flips/main.ts BUNDLE.zip [options]

Flips every byte of the bundle's files in turn, then every byte of the zip as a file. Exit code 1 when one was missed.

  --whole-every N   at every so many bytes everything is checked (20000)
  --only REGEX      only files whose paths are like this, and not the zip
  --zip             only the zip
  --part I/N        only every N-th stretch of the bytes, to run several side by side
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'whole-every': { type: 'string', default: '20000' },
    only: { type: 'string' },
    zip: { type: 'boolean', default: false },
    part: { type: 'string', default: '1/1' },
  },
});
const [name] = positionals;
const [number = 0, of = 0] = values.part.split('/').map(Number);
const part: Part = { number, of };
const wholeEvery = Number(values['whole-every']);
if (name === undefined || !(number >= 1 && number <= of) || !(wholeEvery >= 1)) {
  process.stderr.write(HELP);
  process.exit(2);
}

const begun = Date.now();
let told = begun;
const listener: Listener = {
  progress: (done, total, file) => {
    if (Date.now() - told < 10_000) return;
    told = Date.now();
    process.stderr.write(`${done} of ${total}, ${Math.round((told - begun) / 1_000)} s, ${file}\n`);
  },
  missed: (what) => {
    process.stdout.write(`MISSED ${what}\n`);
  },
};
const say = (of: string, { missed, ...outcome }: { readonly missed: readonly string[] }): void => {
  const { user, system } = process.cpuUsage();
  const seconds = {
    wall: Math.round((Date.now() - begun) / 1_000),
    processor: Math.round((user + system) / 1e6),
  };
  process.stdout.write(`${JSON.stringify({ of, ...outcome, missed: missed.length, seconds })}\n`);
  if (missed.length > 0) process.exitCode = 1;
};

const zip = new Uint8Array(await readFile(name));
if (!values.zip) {
  const slice = async (start: number, end: number) => zip.subarray(Math.max(0, start), Math.max(0, end));
  const { folder, files } = await readStoredZip({ size: zip.length, slice });
  const contents = new Map(
    files.map(({ path, offset, size }) => [path, zip.subarray(offset, offset + size)]),
  );
  const flips = { wholeEvery, part, ...(values.only !== undefined && { only: new RegExp(values.only) }) };
  say('files', await flipEveryByte(memoryBundle(folder, contents), flips, listener));
}
if (values.only === undefined) say('zip', await flipZip(zip, { wholeEvery, part }, listener));
