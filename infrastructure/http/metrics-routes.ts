import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { replyRefused } from './http-error.ts';

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** On this machine, and not through a proxy that is. */
const isHere = (request: FastifyRequest): boolean =>
  loopback.test(request.socket.remoteAddress ?? '') &&
  !['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((header) => header in request.headers);

/** GET /metrics for Prometheus: with the token, or, where there is none, from this machine alone. */
export const registerMetrics = (
  app: FastifyInstance,
  { metrics, token }: { readonly metrics: Metrics; readonly token: string | undefined },
): void => {
  const expected = token === undefined ? undefined : hashOf(token);
  const mayRead = (request: FastifyRequest): boolean => {
    if (!expected) return isHere(request);
    const [, shown = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    // Of equal length, whatever was shown.
    return timingSafeEqual(hashOf(shown), expected);
  };
  app.get('/metrics', { logLevel: 'warn' }, async (request, reply) => {
    if (!mayRead(request)) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
    return reply
      .header('content-type', metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(await metrics.text());
  });
};
