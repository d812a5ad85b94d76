import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The program, as `npm start` and `npx chancery` run it. */
export const program = fileURLToPath(new URL('../infrastructure/main.ts', import.meta.url));

export interface SpawnedServer {
  readonly process: ChildProcess;
  readonly url: string;
}

/** A server in a process of its own, with nothing but this environment; settles once it has said what to open. */
export const spawnServer = (environment: NodeJS.ProcessEnv): Promise<SpawnedServer> => {
  const child = spawn(process.execPath, [program, 'start'], {
    env: { PATH: process.env.PATH, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((settle, fail) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /Open (http:\S+)\/ and choose/.exec(said) ?? [];
      if (url) settle({ process: child, url });
    });
    child.once('exit', (code) => fail(new Error(`The server ended with ${code}: ${said}`)));
  });
};
