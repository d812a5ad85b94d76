import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { AlreadyRunning, lockFolder } from './run-lock.ts';

test('one benchmark at a time works in a folder; what a killed one left behind is no hindrance', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-lock-'));
  try {
    const release = await lockFolder(folder);
    await assert.rejects(lockFolder(folder), AlreadyRunning);
    await release();
    // No process has the greatest number that there is.
    await writeFile(join(folder, 'run.pid'), '2147483646');
    await (await lockFolder(folder))();
  } finally {
    await rm(folder, { recursive: true });
  }
});
