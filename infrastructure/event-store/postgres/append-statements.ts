import type pg from 'pg';
import type { ExpectedRevision } from '../../../application/ports/event-store.ts';
import type { AppendRequest } from './group-commit.ts';

/** The position before the first event that was appended. There is no such row when a stream was elsewhere. */
export interface Appended {
  readonly base: string;
}

const revisionOf = (stream: string): string =>
  `coalesce((select e.revision from log.events e where e.stream = ${stream} order by e.revision desc limit 1), -1)`;

/**
 * A statement that appends all or nothing. It gives out positions under the lock of the one row of `log.head`, which is held
 * until the commit: so positions are gapless, and become visible in their order. A statement takes its snapshot before it
 * waits for that lock, so a stream that has moved on meanwhile is noticed by the unique key of stream and revision
 * alone, which undoes the whole statement, the positions too (SQLSTATE 23505). A stream that is elsewhere already fails
 * `inPlace`, and nothing is moved.
 */
const appending = (count: string, inPlace: string, events: string): string => `
  with moved as (
    update log.head set position = position + ${count} where ${inPlace} returning position - ${count} as base
  ),
  inserted as (
    insert into log.events (position, stream, revision, id, type, data, metadata, command_id)
    select base + e.number, e.stream, e.revision, e.id, e.type, e.data, e.metadata, e.command
    from moved, ${events}
  )
  select base from moved`;

/** One request of so many events, without arrays: parameters are stream, revision, command, and id, type, data, metadata of each. */
const oneRequest = (count: number): string => {
  const rows = Array.from({ length: count }, (_, index) => {
    const [id, type, data, metadata] = [4, 5, 6, 7].map((first) => `$${first + index * 4}`);
    return `(${index + 1}, $1, $2::int + ${index + 1}, $3, ${id}::uuid, ${type}, ${data}, ${metadata})`;
  });
  return appending(
    String(count),
    `${revisionOf('$1')} = $2::int`,
    `(values ${rows.join(', ')}) as e (number, stream, revision, command, id, type, data, metadata)`,
  );
};

/** In no JSON, where control characters are escaped (RFC 8259 §7): payloads go as one text, which is quicker to write and read than an array. */
const SEPARATOR = '\x1f';
const payloads = (parameter: string): string => `string_to_array(${parameter}::text, e'\\x1f')`;

/** Streams and revisions of the requests, then their number of events, then those events. */
const group = appending(
  '$3::int',
  `not exists (
    select from unnest($1::text[], $2::int[]) as r (stream, revision) where ${revisionOf('r.stream')} <> r.revision
  )`,
  `unnest($4::text[], $5::int[], $6::text[], $7::uuid[], $8::text[], ${payloads('$9')}, ${payloads('$10')})
    with ordinality as e (stream, revision, command, id, type, data, metadata, number)`,
);

export const toRevision = (expected: ExpectedRevision): number => (expected === 'none' ? -1 : expected);

const groupParameters = (requests: readonly AppendRequest[]): unknown[] => {
  const events = requests.flatMap((request) =>
    request.events.map((event, index) => ({
      ...event,
      stream: request.stream,
      revision: toRevision(request.expected) + 1 + index,
      command: request.commandId,
    })),
  );
  return [
    requests.map(({ stream }) => stream),
    requests.map(({ expected }) => toRevision(expected)),
    events.length,
    events.map(({ stream }) => stream),
    events.map(({ revision }) => revision),
    events.map(({ command }) => command),
    events.map(({ id }) => id),
    events.map(({ type }) => type),
    events.map(({ data }) => data).join(SEPARATOR),
    events.map(({ metadata }) => metadata).join(SEPARATOR),
  ];
};

/** Commands of so many events have a statement of their own. */
const FEW = 4;
const few = Array.from({ length: FEW }, (_, index) => oneRequest(index + 1));

/** The statement that appends a group of requests, each to a stream of its own, all or none; it answers with `Appended`. */
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

/** Where a stream is; -1: there is none. */
export interface Whereabouts {
  readonly revision: number;
}

/** The statement that says where streams are: `Whereabouts` in the order of `streams`. */
export const revisionsStatement = (streams: readonly string[]): pg.QueryConfig => ({
  name: 'log-revisions',
  text: `select ${revisionOf('r.stream')} as revision
    from unnest($1::text[]) with ordinality as r (stream, number) order by r.number`,
  values: [streams],
});

/** A stream of the group has moved on since the statement began; nothing of the group was written. */
export const isOvertaken = (error: unknown): boolean => (error as { code?: string }).code === '23505';
