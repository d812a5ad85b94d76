import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BI_ROLE } from '../infrastructure/bi/role.ts';
import { grantBiViews, setUpBiRole } from '../infrastructure/bi/set-up-role.ts';
import { biViews } from '../infrastructure/bi/views.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import { type House, openHouse } from './house.ts';

describe('BI views', () => {
  let house: House;
  let client: pg.Client;
  let openId: string;
  let secretId: string;

  const register = (subject: string, confidentiality: 'open' | 'confidential') =>
    house
      .command('sokolova', {
        name: 'registerIncomingLetter',
        card: {
          counterpartyId: demoCounterpartyId('stroyinvest'),
          subject,
          addressee: { departmentId: demoDepartmentId('design') },
          receivedOn: '2026-03-03',
          channel: 'email',
          confidentiality,
          documentKind: 'претензия',
        },
        projectIds: [demoProjectId()],
      })
      .then(({ id }) => id);
  const assign = (letterId: string) =>
    house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
      resolution: 'Подготовить ответ',
    });

  beforeAll(async () => {
    house = await openHouse();
    openId = await register('О сроках', 'open');
    secretId = await register('О секретном', 'confidential');
    await assign(openId);
    await house.settled();
    await setUpBiRole(house.database.pool, { password: 'secret-of-tests', timeoutSeconds: 5 });
    // The server trusts whoever is on its socket: it signs in as the role itself.
    client = new pg.Client({ ...house.database.connection, user: BI_ROLE, password: 'secret-of-tests' });
    await client.connect();
  }, 60_000);
  afterAll(async () => {
    await client.end();
    await house.database.pool.query(`drop owned by ${BI_ROLE}`);
    await house.close();
  });

  const rows = async (text: string): Promise<Record<string, unknown>[]> => (await client.query(text)).rows;
  const refused = async (text: string): Promise<string> => {
    try {
      await client.query(text);
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'allowed';
  };

  it('show figures of every letter, and of confidential ones no more than that they are', async () => {
    const letters = await rows('select * from bi.letters order by created_at');
    expect(letters).toEqual([
      expect.objectContaining({
        letter_id: openId,
        direction: 'incoming',
        status: 'withExecutor',
        document_kind: 'претензия',
        executor_id: demoEmployeeId('ezhov'),
        channel: 'email',
        thread_id: openId,
      }),
      expect.objectContaining({
        letter_id: secretId,
        status: 'awaitingExecutor',
        is_confidential: true,
        document_kind: null,
        executor_id: null,
        thread_id: null,
      }),
    ]);
    expect(await rows('select letter_id from bi.letter_counterparties')).toEqual([{ letter_id: openId }]);
    expect(await rows('select letter_id, project_id from bi.letter_projects')).toEqual([
      { letter_id: openId, project_id: demoProjectId() },
    ]);
    expect(
      await rows(`select kind, assignee, is_overdue from bi.tasks where letter_id = '${openId}'`),
    ).toEqual([{ kind: 'decideOnReply', assignee: demoEmployeeId('ezhov'), is_overdue: false }]);
    const stages = await rows(`
      select kind, outcome, department_id, is_in_time, by_system, working_seconds >= 0 as timed
      from bi.stages where letter_id = '${openId}' and kind <> 'answer' order by began_at, kind desc`);
    expect(stages).toEqual([
      {
        kind: 'assignExecutor',
        outcome: 'done',
        department_id: demoDepartmentId('design'),
        is_in_time: true,
        by_system: false,
        timed: true,
      },
      {
        kind: 'decideOnReply',
        outcome: null,
        department_id: null,
        is_in_time: null,
        by_system: null,
        timed: null,
      },
    ]);
    const events = await rows(
      `select type, by_system, actor_id, seconds_since_previous is null as first from bi.events where letter_id = '${openId}' order by revision`,
    );
    expect(events).toEqual([
      { type: 'Registered', by_system: false, actor_id: demoEmployeeId('sokolova'), first: true },
      { type: 'ExecutorAssigned', by_system: false, actor_id: demoEmployeeId('lisitsyna'), first: false },
    ]);
    const organization = await house.chancery.currentOrganization();
    expect(
      await rows('select department_id, name, parent_id, head_id, is_open from bi.departments order by 1'),
    ).toEqual(
      [...organization.departments.values()]
        .map(({ id, name, parentId, headId, closed }) => ({
          department_id: id,
          name,
          parent_id: parentId ?? null,
          head_id: headId ?? null,
          is_open: !closed,
        }))
        .sort((one, other) => (one.department_id < other.department_id ? -1 : 1)),
    );
    expect(await rows('select employee_id, department_id, is_employed from bi.employees order by 1')).toEqual(
      [...organization.employees.values()]
        .map(({ id, departmentId, dismissed }) => ({
          employee_id: id,
          department_id: departmentId,
          is_employed: !dismissed,
        }))
        .sort((one, other) => (one.employee_id < other.employee_id ? -1 : 1)),
    );
    expect(await rows('select project_id, is_open from bi.projects')).toEqual([
      { project_id: demoProjectId(), is_open: true },
    ]);
    expect(
      await rows(
        `select kind from bi.counterparties where counterparty_id = '${demoCounterpartyId('stroyinvest')}'`,
      ),
    ).toEqual([{ kind: 'organization' }]);
    const all: object[] = [];
    for (const { name } of biViews) all.push(...(await rows(`select * from bi.${name}`)));
    const everything = JSON.stringify(all);
    const names = [...organization.employees.values()].map(({ name }) => name);
    for (const secret of ['О сроках', 'О секретном', 'Подготовить', 'Вх-', 'Стройинвест', ...names]) {
      expect(everything).not.toContain(secret);
    }
  });

  it('are all that the role can read', async () => {
    const { rows: relations } = await house.database.pool.query<{ name: string; schema: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name, n.nspname as schema
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'v', 'm', 'p') and n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema'`);
    expect(relations.length).toBeGreaterThan(40);
    for (const { name, schema } of relations) {
      expect([name, await refused(`select 1 from ${name} limit 1`)]).toEqual([
        name,
        schema === 'bi' ? 'allowed' : '42501',
      ]);
    }
  });

  it('cannot be written to, also where the role turns off what keeps it from writing', async () => {
    expect(await refused('create temporary table mine (id int)')).toBe('25006');
    await client.query('set default_transaction_read_only = off');
    try {
      for (const [text, code] of [
        [`update bi.departments set name = 'x'`, '42501'],
        ['delete from bi.letters', '42501'],
        ['insert into log.events default values', '42501'],
        ['create table bi.mine (id int)', '42501'],
        ['create table public.mine (id int)', '42501'],
        ['create schema mine', '42501'],
        [`select pg_read_file('/etc/hostname')`, '42501'],
        ['set role chancery', '42501'],
      ] as const) {
        expect([text, await refused(text)]).toEqual([text, code]);
      }
    } finally {
      await client.query('set default_transaction_read_only = on');
    }
  });

  it('end a query that takes too long', async () => {
    const { rows: settings } = await client.query('show statement_timeout');
    expect(settings).toEqual([{ statement_timeout: '5s' }]);
    await client.query("set statement_timeout = '50ms'");
    expect(await refused('select pg_sleep(5)')).toBe('57014');
    await client.query('reset statement_timeout');
  });

  it('show nothing that is hidden to a function of the asker’s', async () => {
    await client.query('set default_transaction_read_only = off');
    await client.query(`create function pg_temp.leak(uuid) returns boolean language plpgsql cost 0.0000001 as
      $$ begin raise notice 'leaked %', $1; return true; end $$`);
    const notices: string[] = [];
    client.on('notice', ({ message }) => notices.push(message ?? ''));
    await client.query('select count(*) from bi.letter_counterparties where pg_temp.leak(letter_id)');
    await client.query('set default_transaction_read_only = on');
    expect(notices).toEqual([`leaked ${openId}`]);
  });

  it('outlive a rebuild of every read model, with the role’s right to them', async () => {
    const before = await rows('select * from bi.letters order by letter_id');
    await house.readModels.rebuild(house.readModels.names);
    expect(await rows('select * from bi.letters order by letter_id')).toEqual(before);
    for (const { name } of biViews)
      expect([name, await refused(`select * from bi.${name}`)]).toEqual([name, 'allowed']);
    const laterId = await register('О новом', 'open');
    await house.settled();
    expect(await rows(`select status from bi.letters where letter_id = '${laterId}'`)).toEqual([
      { status: 'awaitingExecutor' },
    ]);
  });

  it('follow the organisation, told once or twice', async () => {
    const departmentId = randomUUID();
    const employeeId = randomUUID();
    const change = async (...commands: Parameters<typeof house.chancery.organization.execute>[1]) => {
      await house.chancery.organization.execute(
        { actor: demoEmployeeId('admin'), commandId: randomUUID() },
        commands,
      );
      await house.settled();
    };
    await change(
      {
        name: 'createDepartment',
        departmentId,
        departmentName: 'Архив',
        parentId: demoDepartmentId('directorate'),
      },
      { name: 'hireEmployee', employeeId, login: 'archivist', employeeName: 'Архипов А. А.', departmentId },
      { name: 'appointHead', departmentId, employeeId },
    );
    const department = () =>
      rows(`select name, head_id from bi.departments where department_id = '${departmentId}'`);
    expect(await department()).toEqual([{ name: 'Архив', head_id: employeeId }]);
    await change({ name: 'dismissEmployee', employeeId });
    expect(await department()).toEqual([{ name: 'Архив', head_id: null }]);
    const told = async () => [
      await rows('select * from bi.departments order by 1'),
      await rows('select * from bi.employees order by 1'),
    ];
    const before = await told();
    await house.readModels.rebuild(['staff']);
    expect(await told()).toEqual(before);
  });

  it('are set up again without harm, and granted to a role that somebody else has made', async () => {
    expect(await setUpBiRole(house.database.pool, { timeoutSeconds: 5 })).toEqual({ created: false });
    await grantBiViews(house.database.pool);
    const weak = `weak_${randomUUID().replaceAll('-', '')}`;
    await house.database.pool.query(`create role ${weak} login`);
    const other = new pg.Client({ ...house.database.connection, user: weak });
    try {
      await other.connect();
      await expect(setUpBiRole(other, { timeoutSeconds: 5 })).rejects.toThrow(
        /BI_ROLE_NOT_ALLOWED: .*chancery bi grant/,
      );
    } finally {
      await other.end();
      await house.database.pool.query(`drop role ${weak}`);
    }
  });

  it('are documented column by column', async () => {
    const { rows: columns } = await house.database.pool.query<{ line: string }>(`
      select format('| \`%s\` | %s | %s |', a.attname, format_type(a.atttypid, null), col_description(a.attrelid, a.attnum)) as line
      from pg_attribute a where a.attrelid in (select c.oid from pg_class c where c.relnamespace = 'bi'::regnamespace)
        and a.attnum > 0 order by a.attrelid, a.attnum`);
    expect(columns.length).toBe(biViews.flatMap((view) => view.columns).length);
    const page = await readFile(new URL('../docs/how-to/bi.md', import.meta.url), 'utf8');
    const told = page.replaceAll(/ +/g, ' ');
    expect(columns.map(({ line }) => line).filter((line) => !told.includes(line))).toEqual([]);
    for (const { name, means } of biViews) {
      expect(told).toContain(`### bi.${name}`);
      expect(told).toContain(means);
    }
  });
});
