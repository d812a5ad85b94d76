import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, readStoredZip, storedZip, WrongZip } from '../../domain/evidence/stored-zip.ts';
import { utf8 } from '../../domain/ledger/bytes.ts';

const zipOf = async (folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> => {
  const inputs = Object.entries(files).map(([path, bytes]) => ({
    path,
    size: bytes.length,
    content: async function* () {
      yield bytes;
    },
  }));
  const pieces: Uint8Array[] = [];
  for await (const piece of storedZip(folder, inputs)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
};

const bytesOf = (bytes: Uint8Array): Bytes => ({
  size: bytes.length,
  slice: async (start, end) => bytes.slice(Math.max(0, start), Math.max(0, end)),
});

const files = {
  'data/письмо.txt': utf8('Уважаемый…'),
  'bagit.txt': utf8('BagIt'),
  'data/empty': new Uint8Array(),
};

describe('a bundle’s zip', () => {
  test('is read back as it was, in the order of its names’ bytes', async () => {
    const read = await readStoredZip(bytesOf(await zipOf('bundle', files)));
    expect(read.folder).toBe('bundle');
    expect(read.wrong).toEqual([]);
    expect(read.files.map(({ path, size }) => [path, size])).toEqual([
      ['bagit.txt', 5],
      ['data/empty', 0],
      ['data/письмо.txt', 21],
    ]);
  });

  test('is the same bytes whatever the order of the files', async () => {
    const turned = Object.fromEntries(Object.entries(files).reverse());
    expect(await zipOf('bundle', turned)).toEqual(await zipOf('bundle', files));
  });

  test('is a zip for others as well', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-zip-'));
    try {
      const path = join(folder, 'bundle.zip');
      await writeFile(path, await zipOf('bundle', files));
      const { stdout } = await promisify(execFile)('python3', ['-c', PYTHON, path], { encoding: 'utf8' });
      expect(JSON.parse(stdout)).toEqual({
        bad: null,
        names: ['bundle/bagit.txt', 'bundle/data/empty', 'bundle/data/письмо.txt'],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('with any byte changed is refused at that byte, or its file is named', async () => {
    const zip = await zipOf('bundle', files);
    const { files: read } = await readStoredZip(bytesOf(zip));
    for (let at = 0; at < zip.length; at++) {
      for (const bit of [0x01, 0x80]) {
        const changed = zip.slice();
        changed[at] = (changed[at] ?? 0) ^ bit;
        const inContent = read.find(({ offset, size }) => at >= offset && at < offset + size);
        const wrong = await readStoredZip(bytesOf(changed)).then(
          (result) => result.wrong[0],
          (error: unknown) => error as WrongZip,
        );
        expect(wrong, `byte ${at}`).toBeInstanceOf(WrongZip);
        if (inContent) expect(wrong?.file).toBe(inContent.path);
      }
    }
  });

  test('that is cut off, or goes on, is refused', async () => {
    const zip = await zipOf('bundle', files);
    for (let length = 0; length < zip.length; length++) {
      await expect(readStoredZip(bytesOf(zip.slice(0, length))), `cut at ${length}`).rejects.toThrow(
        WrongZip,
      );
    }
    await expect(readStoredZip(bytesOf(new Uint8Array([...zip, 0])))).rejects.toThrow('zipGoesOn');
  });

  test.each(['../x', '/x', 'a//b', 'a/./b', 'a\\b', 'e\u0301'])('may not hold a file %s', async (path) => {
    await expect(readStoredZip(bytesOf(await zipOf('bundle', { [path]: utf8('x') })))).rejects.toThrow(
      WrongZip,
    );
  });

  test('of any files is read back', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.stringMatching(/^[a-zа-я0-9]{1,8}$/), fc.uint8Array({ maxLength: 300 }), {
          minKeys: 1,
        }),
        async (some) => {
          const zip = await zipOf('b', some);
          const read = await readStoredZip(bytesOf(zip));
          for (const { path, offset, size } of read.files) {
            expect(zip.slice(offset, offset + size)).toEqual(some[path]);
          }
          expect(read.files).toHaveLength(Object.keys(some).length);
        },
      ),
      { numRuns: 50 },
    );
  });
});

const PYTHON = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    print(json.dumps({"bad": z.testzip(), "names": z.namelist()}))
`;
