import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface TakenMessage {
  readonly id: string;
  readonly signatures: number;
  readonly body: {
    readonly type: string;
    readonly timestamp: string;
    readonly data: Record<string, string>;
  };
}

export interface WebhookReceiver {
  readonly url: string;
  /** Messages that were answered with 204, in their order; each was verified by the library's own verifier. */
  readonly taken: TakenMessage[];
  /** Statuses to answer the next with; after them it is 204. `drop` breaks the connection after the message was taken. */
  readonly answers: (number | 'drop')[];
  /** What it verifies by. */
  secret: string;
  /** Messages whose signature was not right. */
  readonly forged: number[];
  close(): Promise<void>;
}

/** A receiver of webhooks on a port of its own, as one would write it with the library. */
export const openWebhookReceiver = async (): Promise<WebhookReceiver> => {
  const taken: TakenMessage[] = [];
  const answers: (number | 'drop')[] = [];
  const forged: number[] = [];
  const state = { secret: '' };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const headers = request.headers as Record<string, string>;
      const answer = answers.shift() ?? 204;
      if (typeof answer === 'number' && answer !== 204) return response.writeHead(answer).end();
      try {
        const body = new Webhook(state.secret).verify(Buffer.concat(parts), headers) as TakenMessage['body'];
        const signatures = (headers['webhook-signature'] ?? '').split(' ').length;
        taken.push({ id: headers['webhook-id'] ?? '', signatures, body });
        if (answer === 'drop') return request.socket.destroy();
        return response.writeHead(204).end();
      } catch {
        forged.push(1);
        return response.writeHead(401).end();
      }
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks/s3cret-path`,
    taken,
    answers,
    forged,
    get secret() {
      return state.secret;
    },
    set secret(secret) {
      state.secret = secret;
    },
    close: () => new Promise((settle) => server.close(() => settle())),
  };
};
