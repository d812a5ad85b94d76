import { createServer, type Server } from 'node:http';
import type { StandIn } from './stand-in.ts';

const causeOf = <T extends string>(given: string | null, known: readonly T[]): T => {
  const found = known.find((cause) => cause === given);
  if (found === undefined) throw new RangeError(`cause is one of ${known.join(', ')}`);
  return found;
};

const numberOf = (given: string | null): number => {
  const value = Number(given ?? '1');
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('A whole number is wanted');
  return value;
};

/** What can be ordered, by path; arguments are in the query: `POST /refuse-appends?count=3&cause=not-leader`. */
const orders = ({ faults, ...node }: StandIn): Record<string, (query: URLSearchParams) => unknown> => ({
  '/drop-connections': () => faults.dropConnections(),
  '/silence-subscriptions': (query) => faults.silenceSubscriptions(query.get('on') !== 'false'),
  '/end-subscriptions': (query) =>
    faults.endSubscriptions(causeOf(query.get('cause'), ['consumer-too-slow', 'unavailable'])),
  '/refuse-appends': (query) =>
    faults.refuseAppends(
      numberOf(query.get('count')),
      causeOf(query.get('cause'), ['unavailable', 'not-ready', 'not-leader', 'deadline']),
    ),
  '/lose-answers': (query) => faults.loseAnswers(numberOf(query.get('count'))),
  '/delay-answers': (query) => faults.delayAnswers(numberOf(query.get('milliseconds'))),
  '/slow-reads': (query) => faults.slowReads(numberOf(query.get('milliseconds'))),
  '/stop': () => node.stop(),
  '/start': () => node.start(),
});

/**
 * Takes orders for faults over HTTP on 127.0.0.1, for a stand-in in a process of its own. Answers 204 when
 * carried out, 404 for an unknown order, 400 for wrong arguments.
 */
export const listenForOrders = (standIn: StandIn, port: number): Server => {
  const known = orders(standIn);
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const order = request.method === 'POST' ? known[pathname] : undefined;
    try {
      await order?.(searchParams);
      response.writeHead(order ? 204 : 404).end();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      response.writeHead(400).end(error.message);
    }
  });
  return server.listen(port, '127.0.0.1');
};
