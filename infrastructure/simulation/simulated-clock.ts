import type { Clock } from '../../application/ports/clock.ts';
import type { Instant } from '../../domain/fields.ts';

/** A clock that stands still until it is set forward. */
export class SimulatedClock {
  #at: number;

  constructor(at: number) {
    this.#at = at;
  }

  readonly now: Clock = (): Instant => new Date(this.#at).toISOString();

  get milliseconds(): number {
    return this.#at;
  }

  /** @throws RangeError where it would go back: what was recorded would then be later than what follows it. */
  setForward(at: number): void {
    if (at < this.#at) throw new RangeError(`The clock stands at ${this.now()} and does not go back`);
    this.#at = at;
  }
}
