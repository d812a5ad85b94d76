import type { FastifyInstance } from 'fastify';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';
import type { LedgerProblem } from '../ledger/ledger-problem.ts';
import type { NoticeTables } from '../notices/notice-tables.ts';

/** Lag is counted up to here. */
const FAR_BEHIND = 1_000;

export interface HealthRoutes {
  readonly eventStore: EventStore;
  readonly readModels: ReadModels;
  readonly ledger: { readonly problem: LedgerProblem | undefined };
  readonly notices: Pick<NoticeTables, 'counts'>;
}

/** GET /health: the process is alive. GET /ready: it can answer, and how far its read models and policies are. */
export const registerHealth = (
  app: FastifyInstance,
  { eventStore, readModels, ledger, notices }: HealthRoutes,
): void => {
  app.get('/health', () => ({ status: 'ok' }));

  app.get('/ready', async (request, reply) => {
    try {
      const head = await eventStore.head();
      const followers = await Promise.all(
        readModels.status().map(async (status) => ({
          ...status,
          /** Events that it has still to take in, counted up to 1000. */
          lag:
            status.leader && status.position < head
              ? (await eventStore.readAll(status.position as Position, FAR_BEHIND)).length
              : 0,
        })),
      );
      const ready = followers.every(({ lag, problem }) => lag < FAR_BEHIND && !problem);
      const { problem } = ledger;
      return await reply.code(ready && !problem ? 200 : 503).send({
        status: problem ? 'logNotAsSigned' : ready ? 'ready' : 'behind',
        head,
        followers,
        // A mail server that is away is no reason to send nobody here.
        mail: await notices.counts(),
        ...(problem && { ledger: problem }),
      });
    } catch (error) {
      request.log.warn({ err: error }, 'Not ready');
      return reply.code(503).send({ status: 'databaseUnavailable' });
    }
  });
};
