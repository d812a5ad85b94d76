import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuse } from '../../domain/refusal.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { replyRefused } from './http-error.ts';

export interface MetricsRoutes {
  readonly metrics: Metrics;
  /** The bearer token that whoever reads them must show; without one, only this very machine may read them. */
  readonly token?: string;
}

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

const isSame = (given: string, expected: string): boolean => {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
};

/** GET /metrics in Prometheus' text format, and the count of all requests. */
export const registerMetrics = (app: FastifyInstance, { metrics, token }: MetricsRoutes): void => {
  app.addHook('onResponse', (request, reply, done) => {
    // An address that leads nowhere is anything: it would be a label without end.
    const route = request.routeOptions.url ?? 'none';
    metrics.request(route, request.method, reply.statusCode, reply.elapsedTime / 1000);
    done();
  });

  const mayRead = ({ headers, ip }: FastifyRequest): boolean =>
    token === undefined ? loopback.has(ip) : isSame(headers.authorization ?? '', `Bearer ${token}`);

  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request)) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
};
