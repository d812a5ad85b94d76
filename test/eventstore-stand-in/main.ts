/**
 * The stand-in as a process of its own:
 *
 *     npx node test/eventstore-stand-in/main.ts --port 2113 --data log.jsonl --control 2114
 *
 * It prints one line when it listens and runs until it is killed.
 */

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { listenForOrders } from './control.ts';
import { startStandIn } from './stand-in.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '2113' },
    data: { type: 'string' },
    control: { type: 'string' },
    cert: { type: 'string' },
    key: { type: 'string' },
    username: { type: 'string' },
    password: { type: 'string' },
  },
});
const { data, cert, key, username, password } = values;

const standIn = await startStandIn({
  port: Number(values.port),
  ...(data !== undefined && { dataFile: data }),
  ...(cert !== undefined &&
    key !== undefined && { tls: { cert: readFileSync(cert), key: readFileSync(key) } }),
  ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
});
let control = '';
if (values.control !== undefined) {
  const server = listenForOrders(standIn, Number(values.control));
  await once(server, 'listening');
  const address = server.address();
  if (address && typeof address === 'object') control = `, control at http://127.0.0.1:${address.port}`;
}
process.stdout.write(`EventStoreDB stand-in at ${standIn.connectionString}${control}\n`);

const end = (): void => {
  standIn.close().then(() => process.exit(0));
};
process.on('SIGTERM', end);
process.on('SIGINT', end);
