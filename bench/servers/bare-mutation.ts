import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import { mercurius } from 'mercurius';
import { listening, serverPool } from './peer-pool.ts';

/**
 * As little as a GraphQL server can do for a durable command: one mutation with one field, compiled, that runs one prepared INSERT.
 * It asks for no token, loads nothing, decides nothing, and nothing follows what it writes.
 */
const pool = serverPool();
await pool.query(`create table events (
  position bigserial primary key, stream text collate "C" not null, revision int not null, id uuid not null,
  type text not null, data text not null, metadata text not null, unique (stream, revision)
)`);
const INSERT = `insert into events (stream, revision, id, type, data, metadata)
  values ($1, $2, $3, $4, $5, $6) returning position`;

const app = fastify();
await app.register(mercurius, {
  schema: `
    type Query { ready: Boolean }
    type Mutation { append(type: String!, data: String!, metadata: String!): Appended! }
    type Appended { position: String! }`,
  resolvers: {
    Mutation: {
      async append(_: unknown, { type, data, metadata }: Readonly<Record<string, string>>) {
        const id = randomUUID();
        const values = [`letter-${id}`, 0, id, type, data, metadata];
        const { rows } = await pool.query<{ position: string }>({ name: 'insert', text: INSERT, values });
        return rows[0];
      },
    },
  },
  jit: 2,
});
process.on('SIGTERM', () => process.exit(0));
listening(await app.listen({ host: '127.0.0.1', port: 0 }));
