import { expect, it } from 'vitest';
import { allProjections } from './all.ts';
import { projectionNames } from './projection-names.ts';

it('the names of all read models are their own', () => {
  expect(allProjections.map(({ name }) => name)).toEqual(projectionNames);
});
