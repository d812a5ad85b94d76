import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventStoreUnavailable } from '../../application/ports/event-store.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { compose } from '../../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../../infrastructure/demo/found-demo.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { takeFolder } from '../../infrastructure/mail/folder.ts';
import { listMail } from '../../projections/mail-queue/queries.ts';
import { crashing, ProcessDied, seeded } from '../crashing-store.ts';
import { silent } from '../database.ts';
import { type House, openHouse } from '../house.ts';
import { message, resolver } from './messages.ts';

const MESSAGES = 6;

describe('taking mail in, when whatever can break off does', () => {
  let house: House;
  let folder: string;

  beforeAll(async () => {
    house = await openHouse({ resolver });
    folder = await mkdtemp(join(tmpdir(), 'chancery-crashes-'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await house.close();
  });

  /** The same installation, of which every append may break off. */
  const shaky = (random: () => number, rate: number) => {
    const store = new PostgresEventStore(house.database.pool, silent);
    const composition = compose({
      pool: house.database.pool,
      dataFolder: house.dataFolder,
      maxFileBytes: 1_000_000,
      log: silent,
      resolver,
      eventStore: crashing(store, random, rate),
    });
    return {
      ...composition,
      async stop() {
        await composition.stop();
        await store.close();
      },
    };
  };
  const isCrash = (error: unknown): boolean =>
    error instanceof ProcessDied || error instanceof EventStoreUnavailable;

  it('each message is in the queue once, and each registered once, with one number', async () => {
    const random = seeded(7);
    const all = join(folder, 'all');
    await mkdir(all);
    for (let number = 1; number <= MESSAGES; number += 1) {
      const bytes = message({ subject: `Письмо ${number}` });
      for (const place of [folder, all]) await writeFile(join(place, `${number}.eml`), bytes);
    }

    // A crash after the file was put away is no other than none; before it, the file comes again.
    let crashes = 0;
    for (let turn = 0; turn < 200; turn += 1) {
      const { intake, readModels, stop } = shaky(random, 0.6);
      await readModels.start();
      try {
        await takeFolder(intake, folder);
        break;
      } catch (error) {
        if (!isCrash(error)) throw error;
        crashes += 1;
      } finally {
        await stop();
      }
    }
    expect(crashes).toBeGreaterThan(2);
    expect((await readdir(folder)).filter((name) => name.endsWith('.eml'))).toEqual([]);
    // Whoever lost the news of it puts them all there again.
    await takeFolder(house.intake, all);
    await house.settled();
    const waiting = await listMail(house.read, 'waiting', { first: 100 }, false);
    expect(waiting.edges.map(({ node }) => node.received.subject).toSorted()).toEqual(
      Array.from({ length: MESSAGES }, (_, index) => `Письмо ${index + 1}`).toSorted(),
    );

    const letters = new Map<string, Set<string>>();
    crashes = 0;
    for (const { node } of waiting.edges) {
      for (let turn = 0; ; turn += 1) {
        if (turn === 100) throw new Error('It never went through');
        const { chancery, readModels, stop } = shaky(random, 0.5);
        await readModels.start();
        try {
          const outcome = await chancery.mail.register(
            // Two secretaries, who do not know of each other.
            { actor: demoEmployeeId('sokolova'), commandId: crypto.randomUUID() },
            {
              mailId: node.id,
              card: {
                counterpartyId: demoCounterpartyId('giprotrans'),
                addressee: { departmentId: demoDepartmentId('design') },
              },
            },
          );
          if (isRefusal(outcome) && outcome.refused !== 'MAIL_NOT_WAITING') throw new Error(outcome.refused);
          const id = isRefusal(outcome) ? String(outcome.details.letterId) : outcome.state.id;
          letters.set(node.id, (letters.get(node.id) ?? new Set()).add(id));
          break;
        } catch (error) {
          if (!isCrash(error)) throw error;
          crashes += 1;
        } finally {
          await stop();
        }
      }
    }
    expect(crashes).toBeGreaterThan(2);
    await house.settled();
    const { rows } = await house.database.pool.query(
      `select m.status, m.letter_id, l.number from "read"."mail" m left join "read"."letters" l on l.id = m.letter_id`,
    );
    expect(rows.map(({ status }) => status)).toEqual(Array(MESSAGES).fill('registered'));
    expect(new Set(rows.map(({ number }) => number)).size).toBe(MESSAGES);
    expect([...letters.values()].every((ids) => ids.size === 1)).toBe(true);
    const registered = await house.database.pool.query(
      `select count(*) from "read"."letters" where direction = 'incoming'`,
    );
    expect(Number(registered.rows[0].count)).toBe(MESSAGES);
  }, 120_000);
});
