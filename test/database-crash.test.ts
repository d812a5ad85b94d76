import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isRefusal } from '../domain/refusal.ts';
import { readConfig } from '../infrastructure/config.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, foundDemo } from '../infrastructure/demo/found-demo.ts';
import { type Installation, openInstallation } from '../infrastructure/installation.ts';
import { silent } from './database.ts';
import { readModelRows } from './read-model-rows.ts';
import { settled } from './settled.ts';
import { untilWithin } from './until.ts';

const WRITERS = 12;
const CRASHES = 3;
const until = untilWithin(30_000);

let folder: string;
let office: Installation;
/** How often a command found no database. */
let interrupted = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chancery-crash-'));
  // With a database of its own, which waits for the disk as in earnest; that of the other tests does not.
  office = await openInstallation(readConfig({ DATA_DIR: folder }), silent);
  await office.start();
  await foundDemo(office.chancery);
});
afterAll(async () => {
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

/** A client that does not give up: it repeats its command with the same id until it is answered. */
const command = async (login: string, request: Parameters<typeof office.chancery.letters.execute>[1]) => {
  const caller = { actor: demoEmployeeId(login), commandId: randomUUID() };
  for (;;) {
    const outcome = await office.chancery.letters.execute(caller, request).catch(() => undefined);
    if (outcome && isRefusal(outcome))
      throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
    if (outcome) return { id: outcome.state.id, commandId: caller.commandId };
    interrupted += 1;
    await sleep(20);
  }
};

/** One of the server's processes is killed, so PostgreSQL ends all of them and recovers: what had not been on the disk is gone. */
const breakDown = async (): Promise<void> => {
  const { rows } = await office.pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where application_name = 'chancery' order by random() limit 1`,
  );
  process.kill(rows[0]?.pid as number, 'SIGKILL');
};

it('a database that breaks down under twelve writers loses nothing that was answered, and read models are what the log says', async () => {
  const receivedOn = await office.chancery.today();
  const card = {
    counterpartyId: demoCounterpartyId('stroyinvest'),
    addressee: { departmentId: demoDepartmentId('design') },
    receivedOn,
    channel: 'email' as const,
    confidentiality: 'open' as const,
  };
  const answered: string[] = [];
  let isOver = false;
  const write = async (writer: number): Promise<void> => {
    const subject = `Письмо ${writer}`;
    const { id } = await command('sokolova', { name: 'registerIncomingLetter', card: { ...card, subject } });
    for (let turn = 0; !isOver; turn += 1) {
      const executorId = demoEmployeeId(turn % 2 === 0 ? 'ezhov' : 'volkov');
      const { commandId } = await command('lisitsyna', {
        name: 'assignExecutor',
        letterId: id,
        executorId,
        ...(turn > 0 && { reason: 'нагрузка' }),
      });
      answered.push(commandId);
    }
  };
  const writers = Array.from({ length: WRITERS }, (_, writer) => write(writer));
  const writing = Promise.all(writers);
  writing.catch(() => undefined);
  for (let crash = 0; crash < CRASHES; crash += 1) {
    const before = answered.length;
    await until(() => answered.length > before + 100, 'a hundred commands have been answered');
    await breakDown();
  }
  const before = answered.length;
  await until(() => answered.length > before + 100, 'it goes on');
  isOver = true;
  await writing;
  await settled(office);

  const { rows } = await office.pool.query<{ count: string }>(
    `select count(*) from log.events where type = 'ExecutorAssigned' and command_id = any($1)`,
    [answered],
  );
  expect(Number(rows[0]?.count)).toBe(answered.length);
  expect(interrupted).toBeGreaterThan(CRASHES);
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: office.pool }) });
  const live = await readModelRows(db);
  await office.readModels.rebuild(office.readModels.names);
  await settled(office);
  expect(await readModelRows(db)).toEqual(live);
}, 120_000);
