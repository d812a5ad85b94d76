import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer, Wait } from 'testcontainers';
import type { TestProject } from 'vitest/node';
import startDatabase from '../global-setup.ts';

const POSTGRES_IMAGE = process.env.POSTGRES_IMAGE ?? 'postgres:18';
/** Of Docker Hub; `EVENTSTORE_IMAGE=kurrentplatform/kurrentdb:latest` tries KurrentDB. */
const EVENTSTORE_IMAGE = process.env.EVENTSTORE_IMAGE ?? 'eventstore/eventstore:23.10.1-bookworm-slim';
const EVENTSTORE_PORT = 2113;
const START_MS = 120_000;

/** KurrentDB reads KURRENTDB_… and, until it is dropped, EVENTSTORE_…; both are given. */
const insecureInMemory = Object.fromEntries(
  ['EVENTSTORE', 'KURRENTDB'].flatMap((prefix) => [
    [`${prefix}_INSECURE`, 'true'],
    [`${prefix}_MEM_DB`, 'true'],
    [`${prefix}_CLUSTER_SIZE`, '1'],
    [`${prefix}_RUN_PROJECTIONS`, 'None'],
  ]),
);

/** An EventStoreDB and a PostgreSQL in containers, for `npm run test:containers`. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  await getContainerRuntimeClient().catch((cause: unknown) => {
    throw new Error('Docker is missing: no container engine answers. Start one, or set DOCKER_HOST.', {
      cause,
    });
  });
  const started: StartedTestContainer[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(started.map((container) => container.stop()));
  };
  try {
    const postgres = await new GenericContainer(POSTGRES_IMAGE)
      .withEnvironment({ POSTGRES_PASSWORD: 'test' })
      .withExposedPorts(5432)
      .withCommand(['-c', 'max_connections=300'])
      // The image starts the server twice: once to initialise it, on a socket only.
      .withWaitStrategy(Wait.forLogMessage(/database system is ready to accept connections/, 2))
      .withStartupTimeout(START_MS)
      .start();
    started.push(postgres);
    process.env.TEST_DATABASE_URL = `postgres://postgres:test@${postgres.getHost()}:${postgres.getMappedPort(5432)}/postgres`;
    const stopDatabase = await startDatabase(project);

    const eventStore = await new GenericContainer(EVENTSTORE_IMAGE)
      .withEnvironment(insecureInMemory)
      .withExposedPorts(EVENTSTORE_PORT)
      .withWaitStrategy(Wait.forHttp('/health/live', EVENTSTORE_PORT).forStatusCode(204))
      .withStartupTimeout(START_MS)
      .start();
    started.push(eventStore);
    const host = `${eventStore.getHost()}:${eventStore.getMappedPort(EVENTSTORE_PORT)}`;
    project.provide('eventStoreUrl', `esdb://${host}?tls=false`);
    return async () => {
      await stopDatabase();
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
