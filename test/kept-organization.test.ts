import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { organizationAggregate } from '../application/aggregates.ts';
import { CommandHandler } from '../application/command-handler.ts';
import { systemClock } from '../application/ports/clock.ts';
import type { OrganizationCommand } from '../domain/organization/commands.ts';
import { decideOrganization } from '../domain/organization/decider.ts';
import { ORGANIZATION_STREAM } from '../domain/organization/organization.ts';
import { isRefusal } from '../domain/refusal.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { createTestDatabase, silent, type TestDatabase } from './database.ts';

const ACTOR = randomUUID();

describe('the organisation that a command handler keeps folded', () => {
  let database: TestDatabase;
  let stores: readonly PostgresEventStore[];
  let one: CommandHandler;
  let other: CommandHandler;

  beforeAll(async () => {
    database = await createTestDatabase();
    stores = [0, 1].map(() => new PostgresEventStore(database.pool, silent));
    [one, other] = stores.map((store) => new CommandHandler(store, systemClock)) as [
      CommandHandler,
      CommandHandler,
    ];
  });
  afterAll(async () => {
    for (const store of stores ?? []) await store.close();
    await database?.close();
  });

  const execute = async (
    handler: CommandHandler,
    command: OrganizationCommand,
    commandId: string = randomUUID(),
  ) =>
    handler.execute(
      organizationAggregate,
      ORGANIZATION_STREAM,
      { actor: ACTOR, commandId },
      command.name,
      ({ state }) => ({ decision: decideOrganization(state, command) }),
    );
  const create = async (handler: CommandHandler, name: string, commandId?: string) => {
    const command = { name: 'createDepartment', departmentId: randomUUID(), departmentName: name } as const;
    const outcome = await execute(handler, command, commandId);
    if (isRefusal(outcome)) throw new Error(outcome.refused);
    return {
      ...outcome,
      names: [...outcome.state.departments.values()].map((department) => department.name),
    };
  };

  it('has what another server has added', async () => {
    await create(one, 'Первый');
    await create(other, 'Второй');
    await create(other, 'Третий');
    expect((await create(one, 'Четвёртый')).names).toEqual(['Первый', 'Второй', 'Третий', 'Четвёртый']);
  });

  it('answers a command that another server has carried out as that did', async () => {
    const commandId = randomUUID();
    const first = await create(other, 'Пятый', commandId);
    const again = await create(one, 'Пятый', commandId);
    expect(again).toMatchObject({ repeated: true, names: first.names, position: first.position });
  });

  it('reads no more of the stream than its last event and what was added', async () => {
    const [store] = stores;
    if (!store) throw new Error('No store');
    const read = vi.spyOn(store, 'read');
    const { revision } = await create(one, 'Шестой');
    const [call] = read.mock.calls;
    read.mockRestore();
    expect(call).toEqual([ORGANIZATION_STREAM, revision - 1]);
  });

  it('is read anew where the log was restored to an earlier moment', async () => {
    const { names, position } = await create(one, 'Седьмой');
    await database.pool.query('delete from log.events where position = $1', [position]);
    await database.pool.query('update log.head set position = position - 1');
    // By the time that it is looked at there is another event in the place of the one that was lost.
    await create(other, 'Восьмой');
    expect((await create(one, 'Девятый')).names).toEqual([...names.slice(0, -1), 'Восьмой', 'Девятый']);
  });
});
