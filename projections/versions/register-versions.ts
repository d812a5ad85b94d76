import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded } from '../../domain/event.ts';
import { copyRows } from '../rows.ts';
import { NOW, type VersionTables } from './tables.ts';

type Tx = Transaction<VersionTables>;

/** From this position on the counterparty is the other one, and so is what had been merged into it. */
const merge = async (tx: Tx, counterpartyId: string, intoId: string, position: string): Promise<void> => {
  await sql`
    with taken as (select from merge_versions where counterparty_id = ${counterpartyId} and from_position = ${position}),
    target as (
      select coalesce(
        (select merged_into from merge_versions where counterparty_id = ${intoId} and to_position = ${NOW}),
        ${intoId}::uuid) as id
    ),
    moved as (
      update merge_versions set to_position = ${position}
      where merged_into = ${counterpartyId} and to_position = ${NOW} and from_position < ${position}
        and not exists (select from taken)
      returning counterparty_id
    )
    insert into merge_versions (counterparty_id, merged_into, from_position)
    select c.id, target.id, ${position}
    from target, (select counterparty_id as id from moved union all select ${counterpartyId}::uuid) c
    on conflict do nothing`.execute(tx);
};

const codeFrom = async (tx: Tx, projectId: string, code: string, position: string): Promise<void> => {
  await sql`
    with last as (
      select code, from_position from project_code_versions where project_id = ${projectId} and to_position = ${NOW}
    ),
    fresh as (
      select where not exists (select from last where code = ${code} or from_position >= ${position})
    ),
    ended as (
      update project_code_versions set to_position = ${position}
      where project_id = ${projectId} and to_position = ${NOW} and exists (select from fresh)
    )
    insert into project_code_versions (project_id, code, from_position)
    select ${projectId}, ${code}, ${position} from fresh on conflict do nothing`.execute(tx);
};

/** What projects are called at first: of a fresh batch nothing was there before, and what changes it comes later. */
const firstCodes = (events: readonly Recorded<ChanceryEvent>[]) =>
  events.flatMap((event) =>
    event.type === 'ProjectOpened'
      ? [
          {
            project_id: idOf(event.stream),
            code: event.data.details.code,
            from_position: event.position,
            to_position: NOW,
          },
        ]
      : [],
  );

/** Takes in which counterparties turned out to be which, and what projects were called. Both are rare but for first codes. */
export const writeRegisterVersions = async (
  tx: Tx,
  events: readonly Recorded<ChanceryEvent>[],
  fresh: boolean,
): Promise<void> => {
  if (fresh) await copyRows(tx, { project_code_versions: firstCodes(events) });
  for (const event of events) {
    if (event.type === 'CounterpartyMerged') {
      await merge(tx, event.data.counterpartyId, event.data.intoId, event.position);
    } else if (event.type === 'ProjectChanged' || (event.type === 'ProjectOpened' && !fresh)) {
      await codeFrom(tx, idOf(event.stream), event.data.details.code, event.position);
    }
  }
};
