import { type ChildProcess, execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { program, spawnServer } from './spawned-server.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program itself, as `npm start` and `npx chancery` run it, on an embedded PostgreSQL of its own. */
describe('the program', () => {
  let folder: string;
  let server: ChildProcess | undefined;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chancery-process-'));
  });
  afterAll(async () => {
    server?.kill('SIGTERM');
    if (server && server.exitCode === null) await once(server, 'exit');
    await rm(folder, { recursive: true, force: true });
  });

  const environment = (more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
    PATH: process.env.PATH,
    DATA_DIR: folder,
    PORT: '0',
    ...more,
  });
  const chancery = async (args: readonly string[], more?: NodeJS.ProcessEnv): Promise<Ended> => {
    const ended = promisify(execFile)(process.execPath, [program, ...args], {
      env: environment(more),
      cwd: folder,
    });
    return ended.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: Ended) => ({ code: error.code, stdout: error.stdout, stderr: error.stderr }),
    );
  };

  /** Starts the server and settles with its address, once it has said what to open. */
  const start = async (): Promise<string> => {
    const started = await spawnServer(environment());
    server = started.process;
    return started.url;
  };
  const ask = async (url: string, login: string, query: string) => {
    const headers = { 'content-type': 'application/json' };
    const issued = await fetch(`${url}/dev/token`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ login }),
    });
    const { token } = (await issued.json()) as { token: string };
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    // biome-ignore lint/suspicious/noExplicitAny: the shape is what each question asks for.
    return (await response.json()) as any;
  };
  const subjects = async (url: string): Promise<readonly string[]> =>
    (await ask(url, 'sokolova', '{ letters { nodes { subject } } }')).data.letters.nodes
      .map(({ subject }: { subject: string }) => subject)
      .toSorted();

  it('starts on nothing, says what to open, keeps everything over a kill and over a stop, and ends by itself', async () => {
    const first = await start();
    const { data } = await ask(
      first,
      'sokolova',
      '{ counterparties(query: "Стройинвест") { nodes { id } } }',
    );
    const counterpartyId = data.counterparties.nodes[0].id;
    const register = (url: string, subject: string) =>
      ask(
        url,
        'sokolova',
        `mutation { registerIncomingLetter(input: { card: { counterpartyId: "${counterpartyId}", subject: "${subject}", channel: post,
          addressee: { departmentId: "${design}" } } }) { letter { number } } }`,
      );
    const { data: organization } = await ask(
      first,
      'sokolova',
      '{ organization { departments { id name } } }',
    );
    const design = organization.organization.departments.find(
      ({ name }: { name: string }) => name === 'Проектный отдел',
    ).id;
    await register(first, 'Первое');
    server?.kill('SIGKILL');

    // Nobody was there to stop the embedded PostgreSQL: the next start takes it over.
    const second = await start();
    expect(await subjects(second)).toEqual(['Первое']);
    expect((await register(second, 'Второе')).data.registerIncomingLetter.letter.number).toMatch(/00002$/);
    const stopping = server as ChildProcess;
    stopping.kill('SIGTERM');
    const [code] = (await once(stopping, 'exit')) as [number];
    expect(code).toBe(0);

    const third = await start();
    expect(await subjects(third)).toEqual(['Второе', 'Первое']);
    expect((await fetch(`${third}/ready`)).status).toBe(200);
    // A command beside the running server joins its database.
    const rebuilt = await chancery(['rebuild']);
    expect(rebuilt).toMatchObject({ code: 0 });
    expect(rebuilt.stdout).toMatch(/correspondence: \d+ events in .* s; the new one is live/);
    expect(await subjects(third)).toEqual(['Второе', 'Первое']);
    expect((await register(third, 'Третье')).data.registerIncomingLetter.letter.number).toMatch(/00003$/);
  }, 120_000);

  it.each([
    ['an unknown command', ['frobnicate'], {}, 2, "unknown command 'frobnicate'"],
    ['a mapping that is missing', ['import', 'register', 'x.csv'], {}, 2, '--mapping'],
    ['a format that is none', ['export', '--format', 'xlsx', 'x'], {}, 2, 'Allowed choices are ocel-json'],
    [
      'an instant that is none',
      ['export', '--format', 'csv', '--from', 'May', 'x'],
      {},
      2,
      'write 2026-03-03',
    ],
    ['a port that is none', ['start'], { PORT: 'ninety' }, 2, 'PORT must be a whole number'],
    [
      'a database that is not there',
      ['migrate'],
      { DATABASE_URL: 'postgres://u:secret@127.0.0.1:9/x' },
      1,
      'DATABASE_URL cannot be used',
    ],
    [
      'an address open to others without tokens',
      ['start'],
      { HOST: '0.0.0.0' },
      2,
      'Nobody says who may sign in',
    ],
  ] as const)('answers %s with a sentence and a code', async (_, args, more, code, sentence) => {
    const ended = await chancery(args, more);
    expect(ended.code).toBe(code);
    expect(ended.stderr).toContain(sentence);
    expect(ended.stderr).not.toContain('secret');
  });

  it('answers a folder that is not there, and rows that are refused, by its exit code', async () => {
    expect(await chancery(['import', 'mail', 'nowhere'])).toMatchObject({ code: 1 });
    await writeFile(
      join(folder, 'register.csv'),
      'n,d,k,s\n1,2025-01-02,in,Subject\n2,2025-01-02,memo,Memo\n',
    );
    await writeFile(
      join(folder, 'mapping.json'),
      JSON.stringify({
        register: 'Old',
        columns: { number: 'n', date: 'd', direction: 'k', subject: 's' },
        directions: { incoming: ['in'], outgoing: ['out'] },
      }),
    );
    const imported = await chancery(['import', 'register', 'register.csv', '--mapping', 'mapping.json']);
    expect(imported).toMatchObject({ code: 3 });
    expect(imported.stdout).toMatch(/letters added +1\n/);

    // What was imported is in the log, and in an export of it.
    const exported = await chancery(['export', '--format', 'csv', 'log.csv']);
    expect(exported).toMatchObject({ code: 0 });
    expect(exported.stdout).toMatch(/^log\.csv: \d+ events, \d+ bytes, SHA-256 [0-9a-f]{64}\n$/);
    const lines = (await readFile(join(folder, 'log.csv'), 'utf8')).trimEnd().split('\r\n');
    expect(exported.stdout).toContain(`${lines.length - 1} events`);
    expect(lines.filter((line) => line.includes(',Imported,'))).toHaveLength(1);
  });
});
