/** What one of several runs takes on: every n-th stretch of the bytes, from the `number`-th (from 1) on. */
export interface Part {
  readonly number: number;
  readonly of: number;
}

export const everything: Part = { number: 1, of: 1 };

/** Long enough that what was reckoned of one byte serves the next, short enough that parts take equally long. */
const STRETCH = 4_096;

export const isIn = ({ number, of }: Part, byte: number): boolean =>
  Math.floor(byte / STRETCH) % of === number - 1;

/** What whoever waits for it hears: how far it has come, and each miss as it is found. */
export interface Listener {
  progress(done: number, of: number, file: string): void;
  missed(what: string): void;
}

export const nobody: Listener = { progress: () => undefined, missed: () => undefined };

/** Which bit is flipped of the byte there. */
export const flippedBit = (at: number): number => 1 << (at % 8);
