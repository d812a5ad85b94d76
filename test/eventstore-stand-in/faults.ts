import type { RpcError } from './rpc-errors.ts';
import { consumerTooSlow, notReady } from './rpc-errors.ts';

/** Why appends are refused before anything is written. */
export type Refusal =
  /** The connection's end of it: the call ends with UNAVAILABLE. */
  | 'unavailable'
  /** The node says that it is not ready, in the words of the call (a batch's answer names no code). */
  | 'not-ready'
  | 'not-leader'
  | 'deadline';

/** Faults to inject into a running stand-in. */
export interface Faults {
  /** Cuts every TCP connection; the listener stays up. Settles when all are closed. */
  dropConnections(): Promise<void>;
  /**
   * While on, open subscriptions and those that are opened stay open and deliver nothing, without a word: no
   * event, no checkpoint. One that has fallen silent never speaks again, as it would have lost events; what is
   * opened after `false` works.
   */
  silenceSubscriptions(on: boolean): void;
  /** Ends every open subscription with a status. */
  endSubscriptions(cause: 'consumer-too-slow' | 'unavailable'): void;
  /** Refuses the next `count` appends; nothing is written. */
  refuseAppends(count: number, cause: Refusal): void;
  /** Writes the next `count` appends and cuts the connection instead of answering. */
  loseAnswers(count: number): void;
  /** Every answer to an append and every read begins this much later. 0 ends it. */
  delayAnswers(milliseconds: number): void;
  /** Every page of a read (32 events) takes this much longer. 0 ends it. */
  slowReads(milliseconds: number): void;
}

/** What a fault needs of an open subscription. */
export interface OpenSubscription {
  end(error: RpcError): void;
  silence(): void;
}

/** The faults, and the side of them that the node consults. */
export class FaultState implements Faults {
  readonly #subscriptions = new Set<OpenSubscription>();
  readonly #dropConnections: () => Promise<void>;
  readonly #refusals: Refusal[] = [];
  #silent = false;
  #losses = 0;
  #delay = 0;
  #pageDelay = 0;

  constructor(dropConnections: () => Promise<void>) {
    this.#dropConnections = dropConnections;
  }

  dropConnections(): Promise<void> {
    return this.#dropConnections();
  }

  silenceSubscriptions(on: boolean): void {
    this.#silent = on;
    if (on) for (const subscription of this.#subscriptions) subscription.silence();
  }

  endSubscriptions(cause: 'consumer-too-slow' | 'unavailable'): void {
    const error = cause === 'unavailable' ? notReady() : consumerTooSlow();
    for (const subscription of [...this.#subscriptions]) subscription.end(error);
  }

  refuseAppends(count: number, cause: Refusal): void {
    this.#refusals.push(...Array.from({ length: count }, () => cause));
  }

  loseAnswers(count: number): void {
    this.#losses += count;
  }

  delayAnswers(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  slowReads(milliseconds: number): void {
    this.#pageDelay = milliseconds;
  }

  get answerDelay(): number {
    return this.#delay;
  }

  get pageDelay(): number {
    return this.#pageDelay;
  }

  /** The refusal that this append meets; counts it. */
  takeRefusal(): Refusal | undefined {
    return this.#refusals.shift();
  }

  /** Whether this answer is lost; counts it. */
  takeLoss(): boolean {
    if (this.#losses === 0) return false;
    this.#losses -= 1;
    return true;
  }

  /** Open subscriptions, in number. */
  get openSubscriptions(): number {
    return this.#subscriptions.size;
  }

  /** Registers a subscription; the answer takes it out again. */
  opened(subscription: OpenSubscription): () => void {
    this.#subscriptions.add(subscription);
    if (this.#silent) subscription.silence();
    return () => void this.#subscriptions.delete(subscription);
  }
}
