import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';

const run = promisify(execFile);

/** Pastes the README's tour into a terminal, as it stands, against the server at `url`, and checks what it answers. */
export const walkTour = async (url: string): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-tour-'));
  try {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const blocks = [...readme.matchAll(/```bash tour\n(.*?)```/gs)].map(([, block = '']) => block);
    expect(blocks.length).toBeGreaterThan(5);
    const { stdout, stderr } = await run('bash', ['-ec', blocks.join('\n')], {
      cwd: folder,
      env: { ...process.env, URL: url },
    });
    expect(stderr).toBe('');
    expect(stdout).not.toContain('"errors"');
    expect(stdout).not.toContain('"error"');
    const lines = stdout.trim().split('\n');
    const answers = lines.map((line) => JSON.parse(line) as { data: Record<string, unknown> });
    expect(answers).toContainEqual({ data: { recordIncomingNumber: { letter: { status: 'closed' } } } });
    const thread = answers.find(({ data }) => 'thread' in data)?.data.thread;
    expect(thread).toMatchObject({
      letters: { nodes: [{ status: 'answered' }, { status: 'closed' }] },
    });
    const search = answers.find(({ data }) => 'search' in data)?.data.search as { totalCount: number };
    expect(search.totalCount).toBe(2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
