import { type Kysely, sql } from 'kysely';

/**
 * The event log. Positions are given out under the lock of the one row of `log.head`, which is held until the
 * commit: so they are gapless, and become visible in their order.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`create schema log`.execute(db);
  await sql`
    create table log.events (
      position bigint primary key,
      stream text collate "C" not null,
      revision int not null,
      id uuid not null,
      type text not null,
      data bytea not null,
      metadata bytea not null,
      command_id text not null,
      unique (stream, revision)
    )`.execute(db);
  await sql`
    create table log.head (
      singleton boolean primary key default true check (singleton),
      position bigint not null
    ) with (fillfactor = 10)`.execute(db);
  await sql`insert into log.head (position) values (0)`.execute(db);

  // Appends a group of requests, each to a stream of its own and with an outcome of its own: `first_position`
  // is null for one whose stream is not at the revision that it expects (-1: no stream), and `actual` says
  // where it is. `payloads` holds data and metadata of all events one after the other, since a single
  // binary parameter is what a client sends fastest.
  //
  // Two statements on purpose: a single one would have taken its snapshot before it waited for the lock, and
  // would not see what the last holder of the lock has committed.
  await sql`
    create function log.append(
      request_streams text[], request_expected int[], request_commands text[], request_counts int[],
      event_requests int[], event_indexes int[], event_ids uuid[], event_types text[],
      event_offsets int[], event_data_lengths int[], event_metadata_lengths int[], payloads bytea
    ) returns table (request int, actual int, first_position bigint)
    language plpgsql as $$
    #variable_conflict use_column
    declare
      base bigint;
    begin
      select h.position into base from log.head h for update;

      return query
      with requests as (
        select r.number::int as number, r.stream, r.expected, r.command, r.count,
          coalesce((
            select e.revision from log.events e where e.stream = r.stream order by e.revision desc limit 1
          ), -1) as actual
        from unnest(request_streams, request_expected, request_commands, request_counts)
          with ordinality as r (stream, expected, command, count, number)
      ),
      accepted as (
        select r.*, base + 1 + sum(r.count) over (order by r.number) - r.count as first_position
        from requests r where r.actual = r.expected
      ),
      moved as (
        update log.head set position = base + (select sum(a.count) from accepted a)
        where exists (select from accepted)
      ),
      inserted as (
        insert into log.events (position, stream, revision, id, type, data, metadata, command_id)
        select a.first_position + e.index, a.stream, a.expected + 1 + e.index, e.id, e.type,
          substring(payloads from e.start + 1 for e.data_length),
          substring(payloads from e.start + e.data_length + 1 for e.metadata_length),
          a.command
        from unnest(event_requests, event_indexes, event_ids, event_types,
            event_offsets, event_data_lengths, event_metadata_lengths)
          as e (number, index, id, type, start, data_length, metadata_length)
        join accepted a on a.number = e.number
      )
      select r.number, r.actual, a.first_position::bigint
      from requests r left join accepted a on a.number = r.number;

      perform pg_notify('chancery_log', '');
    end $$`.execute(db);
};
