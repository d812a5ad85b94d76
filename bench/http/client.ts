import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadJob, LoadRequest, LoadResult } from './load-job.ts';

const program = fileURLToPath(new URL('client-process.ts', import.meta.url));

/** HTTP clients in a process of their own. */
export class HttpClients {
  readonly #process: ChildProcess = fork(program, { stdio: ['ignore', 2, 2, 'ipc'] });

  /** @throws Error when an answer was an error: a load that fails measures nothing. */
  async run(job: LoadJob): Promise<LoadResult> {
    const answer = new Promise<{ result?: LoadResult; error?: string }>((settle, fail) => {
      const ended = (code: number | null): void => fail(new Error(`The clients' process ended with ${code}`));
      this.#process.once('exit', ended);
      this.#process.once('message', (message) => {
        this.#process.off('exit', ended);
        settle(message as { result?: LoadResult; error?: string });
      });
    });
    this.#process.send(job);
    const { result, error } = await answer;
    if (!result || result.error) throw new Error(`${job.url}${job.path}: ${error ?? result?.error}`);
    return result;
  }

  close(): void {
    this.#process.kill();
  }
}

/** A GraphQL request as one of a load. */
export const graphqlRequest = (query: string, variables: object, token?: string): LoadRequest => ({
  body: JSON.stringify({ query, variables }),
  ...(token && { headers: { authorization: `Bearer ${token}` } }),
});

export const graphqlJob = (
  url: string,
  requests: readonly LoadRequest[],
  connections: number,
  milliseconds: number,
): LoadJob => ({ url, path: '/graphql', method: 'POST', connections, milliseconds, requests });
