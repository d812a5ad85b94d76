import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchServer } from '../database.ts';

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Resident memory, in MiB. */
  memory(): number;
  stop(): Promise<void>;
}

export interface ChanceryServer extends ServerProcess {
  /** A token of the server's own issuer. */
  token(login: string): Promise<string>;
}

const START_LIMIT_MS = 60_000;

/** For a server that is to seal nothing while it is measured: of a log that was just made it would seal all. */
export const NOT_SEALING = { LEDGER_SEAL_SECONDS: '86400' };

/** Starts a program and waits until it has said its address, as the first group of the pattern. */
const startProcess = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  address: RegExp,
): Promise<ServerProcess> => {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((settle, fail) => {
    let said = '';
    let started = false;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(new Error(`${program} did not start: ${said}`));
    }, START_LIMIT_MS);
    child.once('exit', (code) => fail(new Error(`${program} ended with ${code}: ${said}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      // What it has to say later are warnings and errors.
      if (started) {
        process.stderr.write(chunk);
        return;
      }
      said += chunk.toString();
      const [, url] = address.exec(said) ?? [];
      if (!url) return;
      clearTimeout(timer);
      started = true;
      settle({
        url,
        memory() {
          // Of Linux, which the figures are measured on; elsewhere there is none.
          const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
          return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
        },
        stop: () =>
          new Promise((stopped) => {
            if (child.exitCode !== null) return stopped();
            child.once('exit', () => stopped());
            child.kill('SIGTERM');
          }),
      });
    });
  });
};

const withTokens = (started: ServerProcess): ChanceryServer => ({
  ...started,
  async token(login) {
    const response = await fetch(`${started.url}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login }),
    });
    const { token } = (await response.json()) as { token?: string };
    if (!token) throw new Error(`No token for ${login}: ${response.status}`);
    return token;
  },
});

/** Chancery as `npm start` runs it, on one of the run's databases. */
export const startChancery = async (
  server: BenchServer,
  database: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ChanceryServer> => {
  const program = fileURLToPath(new URL('../../infrastructure/main.ts', import.meta.url));
  await server.forgetAnchor();
  const started = await startProcess(
    program,
    ['start'],
    {
      DATABASE_URL: server.url(database),
      DATA_DIR: join(server.folder, 'data'),
      DEVELOPMENT: 'true',
      PORT: '0',
      // The others write no line for each request either.
      LOG_LEVEL: 'warn',
      ...env,
    },
    /Open (http:\S+)\/ and choose/,
  );
  return withTokens(started);
};

/** One of bench/servers, on one of the run's databases. */
export const startPeer = (server: BenchServer, name: string, database: string): Promise<ServerProcess> =>
  startProcess(
    fileURLToPath(new URL(`../servers/${name}.ts`, import.meta.url)),
    [],
    { DATABASE_URL: server.url(database), DATA_DIR: join(server.folder, 'data') },
    /Listening at (http:\S+)/,
  );

/** One of them that serves Chancery. */
export const startServed = async (
  server: BenchServer,
  name: 'lag-server' | 'command-server',
  database: string,
): Promise<ChanceryServer> => {
  await server.forgetAnchor();
  return withTokens(await startPeer(server, name, database));
};
