import { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import fastify from 'fastify';
import { type Context, createContext, resolvers, typeDefs } from './letters-schema.ts';
import { listening, serverPool } from './peer-pool.ts';

/** Apollo Server on fastify, the framework that the others run on. */
const pool = serverPool();
const app = fastify();
const apollo = new ApolloServer<Context>({ typeDefs, resolvers, plugins: [fastifyApolloDrainPlugin(app)] });
await apollo.start();
app.route({
  url: '/graphql',
  method: ['POST', 'OPTIONS'],
  handler: fastifyApolloHandler(apollo, { context: async () => createContext(pool) }),
});
process.on('SIGTERM', () => process.exit(0));
listening(await app.listen({ host: '127.0.0.1', port: 0 }));
