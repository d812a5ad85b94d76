import { setTimeout as sleep } from 'node:timers/promises';
import {
  BEGINNING,
  type DomainEvent,
  type Position,
  type Recorded,
  type StreamName,
} from '../domain/event.ts';
import type { Instant } from '../domain/fields.ts';
import { type Decision, isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import type { Caller } from './caller.ts';
import { decode, encodeOrRefuse } from './event-codec.ts';
import type { Clock } from './ports/clock.ts';
import { type EventStore, EventStoreUnavailable } from './ports/event-store.ts';
import { type Instruments, unwatched } from './ports/instruments.ts';

/** The answer to a command that was carried out: the state that it left, and where in the log it stands. */
export interface Outcome<State> {
  readonly state: State;
  readonly position: Position;
  readonly revision: number;
  /** It had been carried out before, by the same command id; this is that answer. */
  readonly repeated: boolean;
  /** Nothing followed from it. */
  readonly unchanged?: true;
}

/** How a stream's events become a state. */
export interface Aggregate<State, Event extends DomainEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Recorded<Event>) => State;
  /** Kept folded from one command to the next, which reads only what was added: for a stream that grows as long as the log. */
  readonly isKept?: true;
}

/** A stream as it was loaded: what a decision is made on. */
export interface Loaded<State, Event extends DomainEvent> {
  readonly state: State;
  readonly events: readonly Recorded<Event>[];
  /** Of the last event; -1 for a stream without events. */
  readonly revision: number;
  readonly position: Position;
}

/** A decision with its instant, and on whose behalf it was taken where that is not the actor's own. */
export interface Decided<Event extends DomainEvent> {
  readonly decision: Decision<Event>;
  readonly onBehalfOf?: string;
}

const ATTEMPTS = 20;

/**
 * The one way of every command: load, fold, decide, append at the revision that was loaded; when somebody
 * else was faster, again from the start.
 */
export class CommandHandler {
  readonly #store: EventStore;
  readonly #clock: Clock;
  readonly #instruments: Instruments;
  readonly #kept = new Map<StreamName, Loaded<unknown, DomainEvent>>();

  constructor(store: EventStore, clock: Clock, instruments: Instruments = unwatched) {
    this.#store = store;
    this.#clock = clock;
    this.#instruments = instruments;
  }

  now(): Instant {
    return this.#clock();
  }

  async load<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamName,
  ): Promise<Loaded<State, Event>> {
    const kept = this.#kept.get(stream) as Loaded<State, Event> | undefined;
    const stored = await this.#store.read(stream, kept?.revision ?? 0);
    const events = stored.map((event) => decode(event) as unknown as Recorded<Event>);
    // In a log that was restored to an earlier moment another event may stand there, or none.
    if (kept && events[0]?.id !== kept.events.at(-1)?.id) {
      this.#kept.delete(stream);
      return this.load(aggregate, stream);
    }
    const loaded = kept ? goneOn(aggregate, kept, events.slice(1)) : fold(aggregate, events);
    if (aggregate.isKept && loaded.revision >= 0) {
      this.#kept.set(stream, loaded as Loaded<unknown, DomainEvent>);
    }
    return loaded;
  }

  /**
   * Carries out one command on one stream.
   *
   * `decide` is asked again for each attempt, with the stream as it then is. A command whose id is in the
   * stream already is answered as the first time and `decide` is not asked. A decision without events
   * changes nothing and is answered with the state as it is.
   *
   * @throws EventStoreUnavailable, EventTooLarge.
   */
  execute<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamName,
    caller: Caller,
    command: string,
    decide: (loaded: Loaded<State, Event>, now: Instant) => Promise<Decided<Event>> | Decided<Event>,
  ): Promise<Outcome<State> | Refusal> {
    const { commandId, correlationId = commandId } = caller;
    return this.#instruments.step('command', { command, commandId, correlationId, stream }, () =>
      this.#execute(aggregate, stream, caller, command, decide),
    );
  }

  async #execute<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    stream: StreamName,
    caller: Caller,
    command: string,
    decide: (loaded: Loaded<State, Event>, now: Instant) => Promise<Decided<Event>> | Decided<Event>,
  ): Promise<Outcome<State> | Refusal> {
    for (let attempt = 1; ; attempt += 1) {
      const loaded = await this.#instruments.step('load', { stream }, () => this.load(aggregate, stream));
      const first = answerOfTheFirstTime(aggregate, loaded, caller.commandId, command);
      if (first) return first;
      if (caller.expectedRevision !== undefined && caller.expectedRevision !== loaded.revision) {
        return refuse('STALE_REVISION', { expected: caller.expectedRevision, actual: loaded.revision });
      }

      const now = this.#clock();
      const { decision, onBehalfOf } = await this.#instruments.step('decide', { command }, async () =>
        decide(loaded, now),
      );
      if (isRefusal(decision)) return decision;
      if (decision.length === 0) {
        const { state, position, revision } = loaded;
        return { state, position, revision, repeated: false, unchanged: true };
      }

      const outcome = await this.#append(
        aggregate,
        loaded,
        stream,
        caller,
        command,
        decision,
        now,
        onBehalfOf,
        attempt,
      );
      if (outcome) return outcome;
      if (attempt === ATTEMPTS) return refuse('CONCURRENT_CHANGE', { attempts: ATTEMPTS });
      // Writers that collided once would collide again in step.
      await sleep(Math.random() * Math.min(2 ** attempt, 100));
    }
  }

  /** `undefined` when the stream had moved on, or it could not be found out whether the write was made: load again. */
  async #append<State, Event extends DomainEvent>(
    aggregate: Aggregate<State, Event>,
    loaded: Loaded<State, Event>,
    stream: StreamName,
    caller: Caller,
    command: string,
    events: readonly Event[],
    now: Instant,
    onBehalfOf: string | undefined,
    attempt: number,
  ): Promise<Outcome<State> | Refusal | undefined> {
    const metadata = {
      actor: caller.actor,
      ...(onBehalfOf && { onBehalfOf }),
      at: now,
      commandId: caller.commandId,
      command,
      $correlationId: caller.correlationId ?? caller.commandId,
      $causationId: caller.causationId ?? caller.commandId,
    };
    const encoded = encodeOrRefuse(stream, events, metadata);
    if (isRefusal(encoded)) return encoded;
    try {
      const expected = loaded.revision < 0 ? 'none' : loaded.revision;
      const result = await this.#instruments.step(
        'append',
        { stream, events: encoded.length, commandId: caller.commandId },
        () => this.#store.append(stream, expected, encoded, caller.commandId),
      );
      // Elsewhere by now; or this very command was carried out by another process at the same time, whose facts
      // count, with their instant and their deadlines. Either way the stream says what the answer is.
      if (!result.ok || result.repeated) return undefined;
      const recorded = encoded.map((event, index) =>
        decode({ ...event, stream, revision: loaded.revision + 1 + index, position: result.position }),
      ) as unknown as readonly Recorded<Event>[];
      return {
        state: recorded.reduce(aggregate.evolve, loaded.state),
        position: result.position,
        revision: result.revision,
        repeated: false,
      };
    } catch (error) {
      if (error instanceof EventStoreUnavailable && error.unknownOutcome && attempt < ATTEMPTS)
        return undefined;
      throw error;
    }
  }
}

const goneOn = <State, Event extends DomainEvent>(
  { evolve }: Aggregate<State, Event>,
  before: Loaded<State, Event>,
  added: readonly Recorded<Event>[],
): Loaded<State, Event> => {
  const last = added.at(-1);
  if (!last) return before;
  const { revision, position } = last;
  const events = [...before.events, ...added];
  return { state: added.reduce(evolve, before.state), events, revision, position };
};

const fold = <State, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  events: readonly Recorded<Event>[],
): Loaded<State, Event> =>
  goneOn(aggregate, { state: aggregate.initial, events: [], revision: -1, position: BEGINNING }, events);

const answerOfTheFirstTime = <State, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  loaded: Loaded<State, Event>,
  commandId: string,
  command: string,
): Outcome<State> | Refusal | undefined => {
  const last = loaded.events.findLastIndex((event) => event.metadata.commandId === commandId);
  const event = loaded.events[last];
  if (!event) return undefined;
  if (event.metadata.command !== command) {
    return refuse('COMMAND_ID_REUSED', { command, first: event.metadata.command });
  }
  const then = fold(aggregate, loaded.events.slice(0, last + 1));
  return { state: then.state, position: then.position, revision: then.revision, repeated: true };
};
