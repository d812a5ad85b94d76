import fastify from 'fastify';
import { pageStatement } from './page-rows.ts';
import { listening, serverPool } from './peer-pool.ts';

/** A bare route that runs one statement and sends what it answers: as little as a server of the same page can do. */
const pool = serverPool();
const app = fastify();
app.post('/graphql', async (_, reply) => {
  const { rows } = await pool.query<{ body: string }>({ name: 'page', text: pageStatement });
  return reply.type('application/json; charset=utf-8').send(rows[0]?.body);
});
process.on('SIGTERM', () => process.exit(0));
listening(await app.listen({ host: '127.0.0.1', port: 0 }));
