interface Entry<Item> {
  readonly at: number;
  readonly order: number;
  readonly item: Item;
}

const before = <Item>(one: Entry<Item>, other: Entry<Item>): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** What is to happen, by moments in milliseconds since the epoch. Of one moment, in the order in which it was put down. */
export class Agenda<Item> {
  readonly #heap: Entry<Item>[] = [];
  #order = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** When the next item is due, if there is one. */
  get next(): number | undefined {
    return this.#heap[0]?.at;
  }

  put(at: number, item: Item): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#order, item });
    this.#order += 1;
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#swap(child, parent)) break;
      child = parent;
    }
  }

  /** Everything that is due by then, taken out, in its order. */
  take(until: number): readonly Item[] {
    const due: Item[] = [];
    for (let first = this.#heap[0]; first && first.at <= until; first = this.#heap[0]) {
      due.push(first.item);
      this.#removeFirst();
    }
    return due;
  }

  #removeFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (heap.length === 0 || !last) return;
    heap[0] = last;
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1;
      const [a, b] = [heap[left], heap[left + 1]];
      if (!a) return;
      const child = b && before(b, a) ? left + 1 : left;
      if (!this.#swap(child, parent)) return;
      parent = child;
    }
  }

  /** Puts the child above its parent where it comes before it. */
  #swap(child: number, parent: number): boolean {
    const [one, other] = [this.#heap[child], this.#heap[parent]];
    if (!one || !other || !before(one, other)) return false;
    this.#heap[child] = other;
    this.#heap[parent] = one;
    return true;
  }
}
