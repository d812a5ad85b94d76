import { execFile } from 'node:child_process';
import { vi } from 'vitest';
import { obey } from '../infrastructure/cli/run.ts';
import { urlOf } from './database.ts';
import type { House } from './house.ts';
import { program } from './spawned-server.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const environmentOf = (house: House) => ({
  DATABASE_URL: urlOf(house.database.connection),
  DATA_DIR: house.dataFolder,
});

/** The program at the command line, each time a process of its own on the house's database. */
export const commandLine =
  (house: House) =>
  (...args: readonly string[]): Promise<Ran> =>
    new Promise((settle) => {
      execFile(
        process.execPath,
        [program, ...args],
        { env: { PATH: process.env.PATH, ...environmentOf(house) }, maxBuffer: 50_000_000 },
        (error, stdout, stderr) => settle({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });

/** What is written to the stream until it is given back. */
const listenTo = (stream: NodeJS.WriteStream): { heard(): string; giveBack(): void } => {
  const chunks: Buffer[] = [];
  const spy = vi.spyOn(stream, 'write').mockImplementation((chunk, encodingOrDone, done) => {
    chunks.push(Buffer.from(chunk));
    const settle = typeof encodingOrDone === 'function' ? encodingOrDone : done;
    settle?.();
    return true;
  });
  return { heard: () => Buffer.concat(chunks).toString(), giveBack: () => spy.mockRestore() };
};

/**
 * The same commands in this very process, one at a time: to start a process costs more than most commands do. How the
 * program begins and ends is seen in one of its own alone.
 */
export const inThisProcess =
  (environment: Readonly<Record<string, string | undefined>>) =>
  async (...args: readonly string[]): Promise<Ran> => {
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    const [stdout, stderr] = [listenTo(process.stdout), listenTo(process.stderr)];
    let failed: number | undefined;
    try {
      failed = await obey(args);
    } finally {
      stdout.giveBack();
      stderr.giveBack();
      vi.unstubAllEnvs();
    }
    const code = Number(failed ?? process.exitCode ?? 0);
    process.exitCode = undefined;
    return { code, stdout: stdout.heard(), stderr: stderr.heard() };
  };

export const commandLineInThisProcess = (house: House) => inThisProcess(environmentOf(house));
