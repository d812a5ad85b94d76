const PAUSE_MS = 5;

/** Waits until the condition holds; after `withinMs` it is an error that says what did not come to be. */
export const untilWithin =
  (usualMs: number) =>
  async (
    condition: () => Promise<boolean> | boolean,
    what: string,
    withinMs: number = usualMs,
  ): Promise<void> => {
    for (const deadline = Date.now() + withinMs; !(await condition()); ) {
      if (Date.now() > deadline) throw new Error(`Not within ${withinMs} ms: ${what}`);
      await new Promise((settle) => setTimeout(settle, PAUSE_MS));
    }
  };
