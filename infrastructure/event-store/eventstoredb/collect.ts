import { SilentCall } from './call-failure.ts';

/** What is needed of a call that streams; the client's and gRPC's own have different types. */
export interface StreamingCall {
  on(event: string, listener: (...args: never[]) => void): unknown;
  cancel(): unknown;
  destroy(): unknown;
}

/**
 * All that a call streams, as `take` sees it (`undefined` is left out). The client gives reads no deadline, so a call
 * that is silent for `patienceMs` is given up.
 */
export const collect = <Chunk, Taken>(
  stream: StreamingCall,
  take: (chunk: Chunk) => Taken | undefined,
  patienceMs: number,
): Promise<Taken[]> =>
  new Promise((resolve, reject) => {
    const taken: Taken[] = [];
    const patience = setTimeout(() => {
      end(new SilentCall(patienceMs));
      // Cancelling waits for the call to have begun, which it may never have.
      void Promise.resolve(stream.cancel()).catch(() => undefined);
    }, patienceMs);
    const end = (error?: unknown): void => {
      clearTimeout(patience);
      if (error === undefined) resolve(taken);
      else reject(error);
    };
    stream.on('data', (chunk: Chunk) => {
      patience.refresh();
      try {
        const one = take(chunk);
        if (one !== undefined) taken.push(one);
      } catch (error) {
        end(error);
        stream.destroy();
      }
    });
    // Stays for good: an error that comes after the first would otherwise end the process.
    stream.on('error', end);
    stream.on('end', () => end());
    stream.on('close', () => end(new SilentCall(0)));
  });
