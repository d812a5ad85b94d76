import type { Projection } from './projection.ts';

/**
 * What a projection remembers of its tables from batch to batch (`Projection.remember`). It is the tables' truth as long as nobody else
 * writes to them, which the epoch sees to, and every batch was committed that changed it: otherwise it is forgotten, and
 * the tables are asked.
 */
export class Memory {
  readonly #projection: Projection;
  #memory: unknown;
  #of: string | undefined;

  constructor(projection: Projection) {
    this.#projection = projection;
  }

  /**
   * @param write writes to the tables and settles when that is committed. It asks for the memory whenever it begins: a second time
   *   when the first was undone.
   */
  async during(
    key: string,
    epoch: string,
    write: (remembered: () => unknown) => Promise<void>,
  ): Promise<void> {
    const of = `${key} ${epoch}`;
    if (of !== this.#of) this.forget();
    this.#of = of;
    let isFirst = true;
    try {
      await write(() => {
        if (!isFirst) this.forget();
        isFirst = false;
        return this.#memory;
      });
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** Everything. Whoever writes to the tables from now on may erase in them what is remembered here. */
  forget(): void {
    this.#memory = this.#projection.remember?.();
  }
}
