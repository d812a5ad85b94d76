import { execFile } from 'node:child_process';
import { urlOf } from './database.ts';
import type { House } from './house.ts';
import { program } from './spawned-server.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program at the command line, each time a process of its own on the house's database. */
export const commandLine =
  (house: House) =>
  (...args: readonly string[]): Promise<Ran> =>
    new Promise((settle) => {
      execFile(
        process.execPath,
        [program, ...args],
        {
          env: {
            PATH: process.env.PATH,
            DATABASE_URL: urlOf(house.database.connection),
            DATA_DIR: house.dataFolder,
          },
          maxBuffer: 50_000_000,
        },
        (error, stdout, stderr) => settle({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
