import type { Static, TSchema } from 'typebox';

/**
 * A place in the log's one total order. Text that sorts bytewise in log order (so `<`, `>` and SQL's
 * `COLLATE "C"` compare it), and opaque in every other respect: never parsed or calculated with
 * outside the adapter that gave it out.
 */
export type Position = string & { readonly __position: unique symbol };

/** Before the first event. It sorts before every position. */
export const BEGINNING = '' as Position;

/** `letter-<uuid>`: a category, a hyphen, a uuid. */
export type StreamName = `${Category}-${string}`;
export type Category =
  | 'letter'
  | 'journal'
  | 'organization'
  | 'counterparty'
  | 'project'
  | 'privacy'
  | 'mail'
  | 'reading'
  | 'ledger';

export const streamName = (category: Category, id: string): StreamName => `${category}-${id}`;

export const categoryOf = (stream: string): Category => stream.slice(0, stream.indexOf('-')) as Category;

export const idOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

/**
 * What is known of every event beside its payload.
 *
 * - `version` of its type's schema, as written;
 * - `actor` is who did it (an employee's id, or `system` for a policy), `onBehalfOf` the employee a
 *   substitute stood in for;
 * - `at` is the instant by the server's clock, UTC, ISO 8601 with milliseconds;
 * - `commandId` is the client's idempotency key, `command` the name of the command it belonged to;
 * - `$correlationId` names the whole piece of work (the first command of it), `$causationId` what led to
 *   this event directly: a command id or, for a policy, an event id. The dollars are EventStoreDB's own
 *   spelling, so that its tools show causation;
 * - `salt`: 16 random bytes, base64url. The event's ledger leaf is hashed with it, so that an event can be
 *   withheld from evidence without being guessable from its hash.
 */
export interface EventMetadata {
  readonly version: number;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly at: string;
  readonly commandId: string;
  readonly command: string;
  readonly $correlationId: string;
  readonly $causationId: string;
  readonly salt: string;
}

/** The actor of what Chancery does by itself. */
export const SYSTEM = 'system';

/** What a decider yields: a fact, before it has been recorded. */
export interface DomainEvent {
  readonly type: string;
  readonly data: unknown;
}

/** A fact as it came out of the log, decoded and upcast to today's shape of its type. */
export type Recorded<E extends DomainEvent> = E & {
  readonly id: string;
  readonly stream: StreamName;
  /** Place in its stream, from 0. */
  readonly revision: number;
  readonly position: Position;
  readonly metadata: EventMetadata;
};

/** From the data of one stored version to the data of the next. */
export type Upcaster = (data: never) => unknown;

/**
 * One type of event: its wire name, the version that is written today, the schema of that version, and an
 * upcaster for each step from an older version (`upcasters[0]` turns version 1 into version 2).
 */
export interface EventDefinition<Name extends string = string, Schema extends TSchema = TSchema> {
  readonly type: Name;
  readonly version: number;
  readonly schema: Schema;
  readonly upcasters: readonly Upcaster[];
}

/** The typed event of a definition, `{ type, data }`; of a union of definitions, the union. */
export type EventOf<D> =
  D extends EventDefinition<infer Name, infer Schema>
    ? { readonly type: Name; readonly data: Static<Schema> }
    : never;

/** Defines an event type. The version follows from the upcasters: none is version 1. */
export const defineEvent = <const Name extends string, Schema extends TSchema>(
  type: Name,
  schema: Schema,
  ...upcasters: readonly Upcaster[]
): EventDefinition<Name, Schema> => ({ type, version: upcasters.length + 1, schema, upcasters });
