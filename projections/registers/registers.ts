import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { erasedDetails } from '../../domain/counterparty/counterparty.ts';
import type { CounterpartyDetails, CounterpartyEvent } from '../../domain/counterparty/events.ts';
import { normalizedName } from '../../domain/counterparty/normalized-name.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import type { ProjectEvent } from '../../domain/project/events.ts';
import { evolveProject, type Project } from '../../domain/project/project.ts';
import { deleteRows, insertRows } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';
import { createRegisterTables, type RegisterTables, registerTables } from './tables.ts';

type Tx = Transaction<RegisterTables>;

const ofCategory = <Event extends ChanceryEvent>(
  category: string,
  events: readonly Recorded<ChanceryEvent>[],
): readonly Recorded<Event>[] =>
  events.filter(({ stream }) => categoryOf(stream) === category) as unknown as readonly Recorded<Event>[];

/** The last of each id: of several versions of a row in one batch, only that one is written. */
const latest = <Row extends { id: string }>(rows: readonly Row[]): readonly Row[] => [
  ...new Map(rows.map((row) => [row.id, row])).values(),
];

/** Writes the details over with what is read of them in the log from now on. */
const eraseCounterparties = async (tx: Tx, events: readonly Recorded<CounterpartyEvent>[]): Promise<void> => {
  const revisions = new Map(
    events.flatMap((event) =>
      event.type === 'CounterpartyErased' ? [[event.data.counterpartyId, event.revision] as const] : [],
    ),
  );
  if (revisions.size === 0) return;
  const rows = await tx
    .selectFrom('counterparties')
    .selectAll()
    .where('id', 'in', [...revisions.keys()])
    .execute();
  for (const { id, details: shown, revision } of rows) {
    const details = erasedDetails(shown, id);
    await tx
      .updateTable('counterparties')
      .set({
        ...namesOf(details),
        details: JSON.stringify(details),
        revision: Math.max(revision, revisions.get(id) ?? 0),
      })
      .where('id', '=', id)
      .execute();
  }
};

const namesOf = ({ name, taxNumber }: CounterpartyDetails) => ({
  name,
  normalized_name: normalizedName(name),
  tax_number: taxNumber ?? null,
});

const writeCounterparties = async (tx: Tx, events: readonly Recorded<CounterpartyEvent>[]): Promise<void> => {
  const rows = events.flatMap((event) =>
    event.type === 'CounterpartyMerged' || event.type === 'CounterpartyErased'
      ? []
      : [
          {
            id: event.data.counterpartyId,
            ...namesOf(event.data.details),
            merged_into: null,
            revision: event.revision,
            details: event.data.details,
          },
        ],
  );
  if (rows.length > 0) {
    await sql`
      insert into counterparties
      select * from jsonb_populate_recordset(null::counterparties, ${JSON.stringify(latest(rows))}::jsonb)
      on conflict (id) do update set (name, normalized_name, tax_number, revision, details)
        = (excluded.name, excluded.normalized_name, excluded.tax_number, excluded.revision, excluded.details)
      where counterparties.revision < excluded.revision`.execute(tx);
  }
  for (const event of events) {
    if (event.type !== 'CounterpartyMerged') continue;
    const { counterpartyId, intoId } = event.data;
    // What was merged into this one before goes on with it; and where that one has been merged since, to the end of the line.
    await sql`
      update counterparties c
      set merged_into = coalesce(target.merged_into, target.id),
        revision = case when c.id = ${counterpartyId} then greatest(c.revision, ${event.revision}) else c.revision end
      from counterparties target
      where target.id = ${intoId} and (c.id = ${counterpartyId} or c.merged_into = ${counterpartyId})`.execute(
      tx,
    );
  }
  await eraseCounterparties(tx, events);
};

const writeProjects = async (tx: Tx, events: readonly Recorded<ProjectEvent>[]): Promise<void> => {
  const byProject = Map.groupBy(events, ({ stream }) => idOf(stream));
  const ids = [...byProject.keys()];
  const known = await tx.selectFrom('projects').selectAll().where('id', 'in', ids).execute();
  const states = new Map(known.map((row) => [row.id, row]));
  const changed = [...byProject].flatMap(([id, all]) => {
    const row = states.get(id);
    const added = all.filter(({ revision }) => revision > (row?.revision ?? -1));
    const last = added.at(-1);
    const before: Project | undefined = row && { id, details: row.details, open: row.is_open };
    const project = added.reduce<Project | undefined>(
      (state, event) => evolveProject(state, event, id),
      before,
    );
    return project && last ? [{ project, revision: last.revision }] : [];
  });
  if (changed.length === 0) return;
  await deleteRows(
    tx,
    'project_members',
    'project_id',
    changed.map(({ project }) => project.id),
  );
  const rows = changed.map(({ project, revision }) => ({
    id: project.id,
    code: project.details.code,
    name: project.details.name,
    is_open: project.open,
    revision,
    details: project.details,
  }));
  await sql`
    insert into projects select * from jsonb_populate_recordset(null::projects, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set (code, name, is_open, revision, details)
      = (excluded.code, excluded.name, excluded.is_open, excluded.revision, excluded.details)`.execute(tx);
  await insertRows(tx, {
    project_members: changed.flatMap(({ project }) =>
      [...new Set(project.details.memberIds)].map((employeeId) => ({
        project_id: project.id,
        employee_id: employeeId,
      })),
    ),
  });
};

/** Counterparties, and projects with their members. */
export const registers: Projection<RegisterTables> = {
  name: 'registers',
  version: 1,
  tables: registerTables,
  concerns: ({ stream }) => ['counterparty', 'project'].includes(categoryOf(stream)),
  create: (tx) => createRegisterTables(tx as Transaction<unknown>),
  async apply(tx, events) {
    const counterparties = ofCategory<CounterpartyEvent>('counterparty', events);
    if (counterparties.length > 0) await writeCounterparties(tx, counterparties);
    const projects = ofCategory<ProjectEvent>('project', events);
    if (projects.length > 0) await writeProjects(tx, projects);
  },
};
