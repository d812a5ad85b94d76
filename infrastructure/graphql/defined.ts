/** A GraphQL input, in which null is the same as nothing. */
export type Defined<T> = T extends readonly (infer Item)[]
  ? Defined<Item>[]
  : T extends object
    ? { [K in keyof T]: Defined<Exclude<T[K], null>> }
    : Exclude<T, null>;

/** The input with `undefined` where it has null; a key that is there stays, so that a change may clear a field. */
export const defined = <T>(input: T): Defined<T> => {
  if (Array.isArray(input)) return input.map(defined) as Defined<T>;
  if (input === null) return undefined as Defined<T>;
  if (typeof input !== 'object') return input as Defined<T>;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, defined(value)])) as Defined<T>;
};
