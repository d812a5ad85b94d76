import { parentPort } from 'node:worker_threads';
import { parseMessage } from './parse-message.ts';

// A thread of its own: a message that takes all memory or never ends takes it from here.
parentPort?.on('message', async ({ id, bytes }: { id: number; bytes: Uint8Array }) => {
  parentPort?.postMessage({ id, parsed: await parseMessage(bytes) });
});
