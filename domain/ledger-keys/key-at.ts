/** A key of the log: the event at `from` put it in force, for checkpoints of more than `from` events. */
export interface PlacedKey {
  readonly from: number;
  readonly verifierKey: string;
}

/** A key, and the sizes whose checkpoints it signs: `from` < size ≤ `until`; the last one has no end. */
export interface LogKey extends PlacedKey {
  readonly until?: number;
}

/** The key that signs a checkpoint of that size. `keys`: in the order of the log. */
export const keyAt = <Key extends PlacedKey>(keys: readonly Key[], size: number): Key | undefined =>
  keys.findLast(({ from }) => from < size);

/** Each key is in force until the next one is. */
export const logKeys = (keys: readonly PlacedKey[]): readonly LogKey[] =>
  keys.map(({ from, verifierKey }, at) => {
    const until = keys[at + 1]?.from;
    return { from, ...(until !== undefined && { until }), verifierKey };
  });
