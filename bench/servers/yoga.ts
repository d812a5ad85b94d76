import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSchema, createYoga } from 'graphql-yoga';
import { createContext, resolvers, typeDefs } from './letters-schema.ts';
import { listening, serverPool } from './peer-pool.ts';

/** graphql-yoga on Node's own HTTP server, as its quick start has it. */
const pool = serverPool();
const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  context: () => createContext(pool),
  logging: false,
  graphiql: false,
});
const server = createServer(yoga);
process.on('SIGTERM', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
