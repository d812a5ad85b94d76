import { createHash } from 'node:crypto';

/**
 * RFC 6962 §2.1 word for word, over the hashes of leaves: slow, and with nothing of the code that it tests. What
 * was reckoned once for a range of leaves is kept.
 */
export class NaiveTree {
  readonly leaves: readonly Uint8Array[];
  readonly #roots = new Map<string, Uint8Array>();

  constructor(leaves: readonly Uint8Array[]) {
    this.leaves = leaves;
  }

  static ofNumbers(count: number): NaiveTree {
    return new NaiveTree(
      Array.from({ length: count }, (_, at) => hash(Uint8Array.of(0), Buffer.from(`leaf ${at}`))),
    );
  }

  /** MTH(D[start:end]). */
  root(start: number, end: number): Uint8Array {
    const key = `${start}:${end}`;
    const known = this.#roots.get(key);
    if (known) return known;
    const root = this.#reckon(start, end);
    this.#roots.set(key, root);
    return root;
  }

  #reckon(start: number, end: number): Uint8Array {
    const count = end - start;
    if (count === 0) return hash();
    if (count === 1) return this.leaves[start] as Uint8Array;
    const k = split(count);
    return hash(Uint8Array.of(1), this.root(start, start + k), this.root(start + k, end));
  }

  /** PATH(index, D[start:end]). */
  path(index: number, start: number, end: number): Uint8Array[] {
    const count = end - start;
    if (count === 1) return [];
    const k = split(count);
    return index < k
      ? [...this.path(index, start, start + k), this.root(start + k, end)]
      : [...this.path(index - k, start + k, end), this.root(start, start + k)];
  }

  /** PROOF(old, D[size]). */
  proof(old: number, size: number): Uint8Array[] {
    return this.#subproof(old, 0, size, true);
  }

  #subproof(old: number, start: number, end: number, whole: boolean): Uint8Array[] {
    const count = end - start;
    if (old === count) return whole ? [] : [this.root(start, end)];
    const k = split(count);
    return old <= k
      ? [...this.#subproof(old, start, start + k, whole), this.root(start + k, end)]
      : [...this.#subproof(old - k, start + k, end, false), this.root(start, start + k)];
  }
}

const hash = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest());

/** The largest power of two below `count`. */
const split = (count: number): number => 2 ** Math.floor(Math.log2(count - 1));
