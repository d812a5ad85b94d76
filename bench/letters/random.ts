import { dated } from '../../application/derived-id.ts';

/** Random numbers that come out the same from the same seed (mulberry32), so that every run meets the same letters. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }

  /** One of `limit` places of which the first are far more frequent (a power law), as correspondents are. */
  skewedBelow(limit: number): number {
    return Math.min(Math.floor(limit * this.next() ** 3), limit - 1);
  }

  hex(digits: number): string {
    let text = '';
    while (text.length < digits)
      text += Math.floor(this.next() * 4_294_967_296)
        .toString(16)
        .padStart(8, '0');
    return text.slice(0, digits);
  }

  /** A uuid of version 4 by its form. */
  uuid(): string {
    const h = this.hex(32);
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
  }

  /** A uuid of version 7: with that time, as a letter's is. */
  uuidAt(instant: string): string {
    return dated(instant, this.uuid());
  }

  /** Sixteen bytes, base64url, as an event's salt is. */
  salt(): string {
    return Buffer.from(this.hex(32), 'hex').toString('base64url');
  }
}
