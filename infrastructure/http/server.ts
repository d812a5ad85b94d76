import { randomUUID } from 'node:crypto';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { refuse } from '../../domain/refusal.ts';
import type { Composition } from '../composition.ts';
import { ChangeFeed } from '../graphql/change-feed.ts';
import { sharedLookups } from '../graphql/shared-lookups.ts';
import { createAuthenticate } from '../identity/authentication.ts';
import type { DevelopmentIssuer } from '../identity/development-issuer.ts';
import type { TokenVerifier } from '../identity/token-verifier.ts';
import { readGauges } from '../telemetry/read-gauges.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { graphiqlPage, registerDevelopment } from './development-routes.ts';
import { registerEvidence } from './evidence-routes.ts';
import { registerExports } from './export-routes.ts';
import { registerFiles } from './file-routes.ts';
import { registerGraphql } from './graphql-routes.ts';
import { registerHealth } from './health-routes.ts';
import { replyFailed, replyRefused } from './http-error.ts';
import { registerLedger } from './ledger-routes.ts';
import { registerMail } from './mail-routes.ts';
import { registerMetrics } from './metrics-routes.ts';

/** How often what is remembered is gone through. */
const TIDY_MS = 60_000;

export interface ServerOptions {
  readonly composition: Composition;
  readonly verifier: TokenVerifier;
  /** Set in development: anybody may sign in as anybody. */
  readonly issuer?: DevelopmentIssuer;
  readonly readModelWaitMs: number;
  readonly telemetry?: Telemetry;
  /** What a scraper of /metrics must show. */
  readonly metricsToken?: string | undefined;
  readonly log: Logger;
}

/** The HTTP server, ready to listen. Closing it ends requests and subscriptions that are under way. */
export const createServer = async (options: ServerOptions): Promise<FastifyInstance> => {
  const { composition, verifier, issuer, log, telemetry } = options;
  const { chancery, read, readModels, eventStore, sealedLog, ledger, files, fileRegister } = composition;
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    genReqId: () => randomUUID(),
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  if (telemetry) {
    app.addHook('onResponse', (request, reply, done) => {
      const { url } = request.routeOptions;
      telemetry.metrics.http(request.method, url ?? 'none', reply.statusCode, reply.elapsedTime / 1_000);
      done();
    });
  }
  app.setErrorHandler((error, request, reply) => replyFailed(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    replyRefused(request, reply, refuse('NOT_FOUND', { what: 'page', url: request.url })),
  );

  const authenticate = createAuthenticate(verifier, () => chancery.currentOrganization());
  const changes = new ChangeFeed(eventStore, readModels, log, telemetry?.watchDelivery);
  app.addHook('preClose', () => changes.close());

  const shared = sharedLookups(read);
  const tidying = setInterval(() => shared.letters.tidy(), TIDY_MS);
  app.addHook('onClose', async () => clearInterval(tidying));

  await registerGraphql(app, {
    services: {
      chancery,
      read,
      shared,
      readModels,
      figures: composition.figures,
      changes,
      ledger,
      proofs: composition.proofs,
      attestations: composition.attestations,
      notices: composition.notices,
      exportEvidence: (request) => composition.evidence.make(request),
      exports: composition.exports,
      waitMs: options.readModelWaitMs,
      head: () => eventStore.head(),
    },
    authenticate,
    ...(telemetry && { telemetry }),
    ...(issuer && { page: graphiqlPage(issuer) }),
  });
  await registerFiles(app, { chancery, read, files, fileRegister, authenticate });
  registerLedger(app, {
    chancery,
    ledger,
    eventStore: sealedLog,
    authenticate,
    isPublic: composition.ledgerIsPublic,
  });
  registerEvidence(app, { evidence: composition.evidence, authenticate });
  registerMail(app, { chancery, files, authenticate });
  registerExports(app, { exports: composition.exports, authenticate });
  if (telemetry) {
    telemetry.metrics.from(() => readGauges({ ...composition, now: () => Date.now() }));
    registerMetrics(app, { metrics: telemetry.metrics, token: options.metricsToken });
  }
  registerHealth(app, { eventStore, readModels, ledger, notices: composition.notices.tables });
  if (issuer) registerDevelopment(app, { chancery, issuer });
  return app;
};
