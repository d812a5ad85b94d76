import type pg from 'pg';
import type { ExpectedRevision } from '../../../application/ports/event-store.ts';
import type { AppendRequest } from './group-commit.ts';

/** What became of one request of a group: `first_position` is null where its stream was elsewhere, at `actual` (-1: no stream). */
export interface AppendAnswer {
  /** Its place in the group, from 1. */
  readonly request: number;
  readonly actual: number;
  readonly first_position: string | null;
}

const wake = `(select pg_notify('chancery_log', ''))`;

/** Rows of (index, id, type, data, metadata) for so many events, from parameter $4 on. */
const eventRows = (count: number): string =>
  Array.from({ length: count }, (_, index) => {
    const [id, type, data, metadata] = [4, 5, 6, 7].map((first) => `$${first + index * 4}`);
    return `(${index}, ${id}::uuid, ${type}::text, ${data}::text, ${metadata}::text)`;
  }).join(', ');

/**
 * This statement and `group` give out positions under the lock of the one row of `log.head`, which is held until the commit: so
 * positions are gapless, and become visible in their order. A statement takes its snapshot before it waits for that lock,
 * so a stream that has moved on meanwhile is noticed by the unique key of stream and revision alone, which undoes the
 * whole statement, the positions too (SQLSTATE 23505). A stream that is elsewhere already is told by `actual`.
 */
const oneRequest = (count: number): string => `
  with stream as (
    select coalesce(
      (select e.revision from log.events e where e.stream = $1 order by e.revision desc limit 1), -1
    ) as actual
  ),
  moved as (
    update log.head set position = position + ${count} where (select actual from stream) = $2::int
    returning position - ${count} as base
  ),
  inserted as (
    insert into log.events (position, stream, revision, id, type, data, metadata, command_id)
    select base + 1 + e.index, $1, $2::int + 1 + e.index, e.id, e.type, e.data, e.metadata, $3
    from moved, (values ${eventRows(count)}) as e (index, id, type, data, metadata)
  )
  select 1 as request, actual, base + 1 as first_position, ${wake} from stream left join moved on true`;

/**
 * `payloads` holds data and metadata of all events one after the other: one binary parameter is what a client sends fastest, and
 * of bytes, unlike text, the server finds a part without counting characters from the start.
 */
const group = `
  with requests as (
    select r.number::int as number, r.stream, r.expected, r.command, r.count,
      coalesce((
        select e.revision from log.events e where e.stream = r.stream order by e.revision desc limit 1
      ), -1) as actual
    from unnest($1::text[], $2::int[], $3::text[], $4::int[]) with ordinality
      as r (stream, expected, command, count, number)
  ),
  accepted as (
    select r.*, sum(r.count) over (order by r.number) - r.count as offset_in_group
    from requests r where r.actual = r.expected
  ),
  moved as (
    update log.head set position = position + (select sum(count) from accepted)
    where exists (select from accepted) returning position
  ),
  base as (select position - (select sum(count) from accepted) as base from moved),
  inserted as (
    insert into log.events (position, stream, revision, id, type, data, metadata, command_id)
    select base.base + 1 + a.offset_in_group + e.index, a.stream, a.expected + 1 + e.index, e.id, e.type,
      convert_from(substring($12::bytea from e.start + 1 for e.data_length), 'UTF8'),
      convert_from(substring($12::bytea from e.start + e.data_length + 1 for e.metadata_length), 'UTF8'),
      a.command
    from unnest($5::int[], $6::int[], $7::uuid[], $8::text[], $9::int[], $10::int[], $11::int[])
      as e (number, index, id, type, start, data_length, metadata_length)
    join accepted a on a.number = e.number, base
  )
  select r.number as request, r.actual, base.base + 1 + a.offset_in_group as first_position, ${wake}
  from requests r left join (accepted a cross join base) on a.number = r.number`;

export const toRevision = (expected: ExpectedRevision): number => (expected === 'none' ? -1 : expected);

const groupParameters = (requests: readonly AppendRequest[]): unknown[] => {
  const perRequest: [string[], number[], string[], number[]] = [[], [], [], []];
  const perEvent: [number[], number[], string[], string[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
    [],
    [],
  ];
  const payloads: string[] = [];
  let offset = 0;
  for (const [number, request] of requests.entries()) {
    perRequest[0].push(request.stream);
    perRequest[1].push(toRevision(request.expected));
    perRequest[2].push(request.commandId);
    perRequest[3].push(request.events.length);
    for (const [index, { id, type, data, metadata }] of request.events.entries()) {
      perEvent[0].push(number + 1);
      perEvent[1].push(index);
      perEvent[2].push(id);
      perEvent[3].push(type);
      perEvent[4].push(offset);
      const [dataLength, metadataLength] = [Buffer.byteLength(data), Buffer.byteLength(metadata)];
      perEvent[5].push(dataLength);
      perEvent[6].push(metadataLength);
      payloads.push(data, metadata);
      offset += dataLength + metadataLength;
    }
  }
  return [...perRequest, ...perEvent, Buffer.from(payloads.join(''))];
};

/** Commands of so many events have a statement of their own. */
const FEW = 4;
const few = Array.from({ length: FEW }, (_, index) => oneRequest(index + 1));

/** The statement that appends a group of requests, each to a stream of its own; it answers with an `AppendAnswer` for each. */
export const appendStatement = (requests: readonly AppendRequest[]): pg.QueryConfig => {
  const [request] = requests;
  const text = requests.length === 1 && request ? few[request.events.length - 1] : undefined;
  if (!text || !request) return { name: 'log-append-group', text: group, values: groupParameters(requests) };
  const { stream, expected, commandId, events } = request;
  return {
    name: `log-append-${events.length}`,
    text,
    values: [
      stream,
      toRevision(expected),
      commandId,
      ...events.flatMap(({ id, type, data, metadata }) => [id, type, data, metadata]),
    ],
  };
};

/** A stream of the group has moved on since the statement began; nothing of the group was written. */
export const isOvertaken = (error: unknown): boolean => (error as { code?: string }).code === '23505';
