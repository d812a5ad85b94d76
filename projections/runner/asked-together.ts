import { Turns } from './turns.ts';

/**
 * One question at a time. All who ask while an answer is under way share the next one, so that nobody is told of what was before
 * they asked.
 */
export const askedTogether = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  const turns = new Turns();
  let next: Promise<Answer> | undefined;
  return () => {
    next ??= turns.take(() => {
      next = undefined;
      return ask();
    });
    return next;
  };
};
