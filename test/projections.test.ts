import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChanceryEvent } from '../domain/catalog.ts';
import { BEGINNING, type Recorded } from '../domain/event.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { logSource } from '../infrastructure/event-store/log-source.ts';
import { preparing } from '../infrastructure/postgres/prepared-queries.ts';
import { allProjections } from '../projections/all.ts';
import { eventsOf } from '../projections/runner/event-source.ts';
import { applyWhole, type Projection } from '../projections/runner/projection.ts';
import { busyOffice } from './busy-office.ts';
import { type House, openHouse } from './house.ts';
import { idOf, message, resolver, take } from './mail/messages.ts';
import { tableRows } from './read-model-rows.ts';

/** Somebody who wrote, whose card was corrected, and whose data are erased while the read models show them. */
const eraseCitizen = async ({ chancery, command, settled, intake }: House): Promise<void> => {
  const accepted = <Result extends object>(outcome: Result | Refusal): Result => {
    if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
    return outcome;
  };
  const as = (login: string) => ({ actor: demoEmployeeId(login), commandId: randomUUID() });
  const name = 'Гражданинов Пётр';
  const email = 'grazhdaninov@mail.ru';
  const details = { kind: 'person' as const, name, addresses: [], contacts: [{ name, email }] };
  const { state } = accepted(
    await chancery.registers.counterparty(as('sokolova'), { name: 'addCounterparty', details }),
  );
  const counterpartyId = state?.id ?? '';
  const letter = await command('sokolova', {
    name: 'registerIncomingLetter',
    card: {
      counterpartyId,
      subject: 'Обращение',
      addressee: { departmentId: demoDepartmentId('design') },
      receivedOn: await chancery.today(),
      channel: 'post',
      confidentiality: 'open',
      signatory: { name },
    },
    projectIds: [demoProjectId()],
  });
  // It turns out to be somebody else's, and theirs after all.
  for (const changes of [
    { counterpartyId: demoCounterpartyId('giprotrans') },
    { counterpartyId, signatory: { name: 'Гражданинов П.' } },
  ]) {
    await command('sokolova', {
      name: 'correctRegistration',
      letterId: letter.id,
      changes,
      reason: 'ошибка',
    });
  }
  await command('sokolova', { name: 'annulLetter', letterId: letter.id, reason: 'отозвано' });
  await settled();
  accepted(
    await chancery.registers.counterparty(as('sokolova'), {
      name: 'changeCounterparty',
      counterpartyId: demoCounterpartyId('giprotrans'),
      details: { addresses: [{ kind: 'email', text: 'office@giprotrans.example' }] },
    }),
  );
  // By e-mail as well: once registered, once thought better of.
  const [first, second] = [
    idOf(await take(intake, message({ from: `${name} <${email}>` }))),
    idOf(await take(intake, message({ from: email, attachments: [{ name: 'х.exe', content: 'MZ' }] }))),
  ];
  const byMail = accepted(
    await chancery.mail.register(as('sokolova'), {
      mailId: first,
      card: { addressee: { departmentId: demoDepartmentId('design') } },
    }),
  ).state.id;
  await command('sokolova', { name: 'annulLetter', letterId: byMail, reason: 'отозвано' });
  accepted(await chancery.mail.release(as('sokolova'), second, 'проверено'));
  accepted(await chancery.mail.dismiss(as('sokolova'), second, 'реклама'));
  await settled();
  const order = { kind: 'counterparty', id: counterpartyId, reason: 'Требование субъекта' } as const;
  accepted(await chancery.privacy.erase(as('admin'), order));
  await settled();
  // Something else happens to their letter.
  await command('sokolova', {
    name: 'unlinkFromProject',
    letterId: letter.id,
    projectId: demoProjectId(),
    reason: 'не тот проект',
  });
  await settled();
};

describe('read models', () => {
  let house: House;
  let db: Kysely<unknown>;
  let events: readonly Recorded<ChanceryEvent>[];

  beforeAll(async () => {
    house = await openHouse({ resolver });
    db = new Kysely({ dialect: new PostgresDialect({ pool: preparing(house.database.pool) }) });
    await busyOffice(house);
    await eraseCitizen(house);
    const source = logSource(house.eventStore);
    events = eventsOf(await source.readAfter(BEGINNING, 10_000));
  });
  afterAll(() => house.close());

  const liveRows = ({ tables }: Projection) => tableRows(db, 'read', tables);

  let schemas = 0;
  /** What the projection makes of the events, given to it in these batches, in a schema of its own. */
  const applied = async (
    projection: Projection,
    batches: readonly (readonly Recorded<ChanceryEvent>[])[],
    fresh = false,
    forgets: readonly boolean[] = [true],
  ): Promise<Record<string, string[]>> => {
    const schema = `apart_${++schemas}`;
    const within = (work: (tx: Transaction<unknown>) => Promise<void>): Promise<void> =>
      db.transaction().execute(async (tx) => {
        await sql`set local search_path to ${sql.id(schema)}, public`.execute(tx);
        await work(tx);
      });
    await sql`create schema ${sql.id(schema)}`.execute(db);
    await within((tx) => projection.create(tx));
    // A batch that is given twice has been taken in by then.
    const taken = new Set<unknown>();
    let memory: unknown;
    for (const [number, batch] of batches.entries()) {
      if (number === 0 || forgets[number % forgets.length]) memory = projection.remember?.();
      await within((tx) => applyWhole(projection, tx, batch, fresh && !taken.has(batch), memory));
      taken.add(batch);
    }
    const rows = await tableRows(db, schema, projection.tables);
    await sql`drop schema ${sql.id(schema)} cascade`.execute(db);
    return rows;
  };

  it('have something in every table', async () => {
    for (const projection of allProjections) {
      for (const [table, rows] of Object.entries(await liveRows(projection))) {
        expect([table, rows.length > 0]).toEqual([table, true]);
      }
    }
  });

  it.each(allProjections.map((projection) => [projection.name, projection] as const))(
    '%s: each event given twice leaves what once leaves',
    async (_, projection) => {
      const twice = events.flatMap((event) => [[event], [event]]);
      expect(await applied(projection, twice)).toEqual(await liveRows(projection));
    },
  );

  it.each(allProjections.map((projection) => [projection.name, projection] as const))(
    '%s: however the log is cut into batches, and a batch repeated, the rows are the same, being built or live, whatever is remembered',
    async (_, projection) => {
      const live = await liveRows(projection);
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.boolean()), { minLength: 1, maxLength: 40 }),
          fc.boolean(),
          fc.array(fc.boolean(), { minLength: 1, maxLength: 10 }),
          async (cuts, fresh, forgets) => {
            const batches: (readonly Recorded<ChanceryEvent>[])[] = [];
            let at = 0;
            for (let cut = 0; at < events.length; cut += 1) {
              const [length, again] = cuts[cut % cuts.length] ?? [1, false];
              const batch = events.slice(at, at + length);
              batches.push(batch, ...(again ? [batch] : []));
              at += length;
            }
            expect(await applied(projection, batches, fresh, forgets)).toEqual(live);
          },
        ),
        { numRuns: 8 },
      );
    },
  );

  it.each(allProjections.map((projection) => [projection.name, projection] as const))(
    '%s: rebuilt beside the live one it is the same row by row, and no query fails meanwhile',
    async (name, projection) => {
      const before = await liveRows(projection);
      let rebuilding = true;
      let reads = 0;
      const [table] = projection.tables;
      const expected = before[table ?? '']?.length;
      const reader = (async () => {
        while (rebuilding) {
          const { rows } = await sql<{ count: string }>`
            select count(*) from ${sql.table(`read.${table}`)}`.execute(db);
          expect(Number(rows[0]?.count)).toBe(expected);
          reads += 1;
        }
      })();
      await house.readModels.rebuild([name]);
      rebuilding = false;
      await reader;
      expect(reads).toBeGreaterThan(0);
      expect(await liveRows(projection)).toEqual(before);
      // Nothing of the old one is left.
      const { rows } = await sql<{ schema_name: string }>`
        select schema_name from information_schema.schemata where schema_name like ${`${name}\\_v%`}`.execute(
        db,
      );
      expect(rows).toHaveLength(1);
    },
  );

  it('go on from where they were after a rebuild', async () => {
    await house.command('sokolova', {
      name: 'annulLetter',
      letterId: await firstOpenLetter(),
      reason: 'после перестройки',
    });
    await house.settled();
    const { rows } = await sql<{ state: { reason?: string } }>`
      select state from read.letters where status = 'annulled' order by updated_at desc limit 1`.execute(db);
    expect(rows[0]?.state.reason).toBe('после перестройки');
  });

  const firstOpenLetter = async (): Promise<string> => {
    const { rows } = await sql<{ id: string }>`
      select id from read.letters where status = 'awaitingExecutor' limit 1`.execute(db);
    return rows[0]?.id ?? '';
  };
});
