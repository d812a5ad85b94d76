import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileStore } from './file-store.ts';

describe('a file store', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'file-store-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('forgets after a day what an upload has left that broke off, and nothing else', async () => {
    const store = new FileStore(folder, 1_000);
    expect(await store.sweep()).toBe(0);
    const kept = await store.keep(Readable.from([Buffer.from('kept')]));
    if (!kept) throw new Error('Nothing was kept');
    const incoming = join(folder, 'incoming');
    for (const name of ['under-way', 'broken-off']) await writeFile(join(incoming, name), 'half');
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(join(incoming, 'broken-off'), yesterday, yesterday);
    expect(await store.sweep()).toBe(1);
    expect(await readdir(incoming)).toEqual(['under-way']);
    expect(await store.sizeOf(kept.sha256)).toBe(4);
  });
});
