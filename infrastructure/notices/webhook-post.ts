import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { type OutwardRules, outwardLookup, outwardUrl } from './outward-address.ts';

const ANSWER_MS = 15_000;

/** One message of a webhook. */
export interface WebhookMessage {
  readonly url: string;
  /** All of them sign: while one secret replaces another, receivers may know either. */
  readonly secrets: readonly string[];
  /** The same for the same event, however often it is told. */
  readonly id: string;
  readonly body: string;
}

/** Tells a receiver, by the Standard Webhooks scheme, and answers with the status that it answered with. */
export type WebhookPost = (message: WebhookMessage) => Promise<number>;

/** The headers of a message: https://github.com/standard-webhooks/standard-webhooks, version 1.0. */
export const signedHeaders = (
  { id, body, secrets }: Omit<WebhookMessage, 'url'>,
  now: Date,
): Readonly<Record<string, string>> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
  'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
});

/**
 * By POST. Redirections are not followed, and what is answered is not read. The timestamp is the machine's own: the receiver holds it
 * against its clock, whichever clock Chancery works by.
 *
 * @throws AddressNotAllowed, or what went wrong on the way.
 */
export const httpPost =
  (rules: OutwardRules): WebhookPost =>
  async ({ url: text, ...message }) => {
    const url = outwardUrl(text, rules);
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise<number>((settle, fail) => {
      const sent = request(
        url,
        {
          method: 'POST',
          agent: false,
          lookup: outwardLookup(rules),
          signal: AbortSignal.timeout(ANSWER_MS),
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(message.body),
            'user-agent': 'chancery',
            ...signedHeaders(message, new Date()),
          },
        },
        (response) => {
          settle(response.statusCode ?? 0);
          response.destroy();
        },
      );
      // After the answer nobody listens any more.
      sent.on('error', fail);
      sent.end(message.body);
    });
  };
