import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantile, spreadOf } from './statistics.ts';

test('a quantile lies between its neighbours', () => {
  assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
  assert.equal(quantile([10], 0.99), 10);
  assert.equal(quantile([0, 100], 0.95), 95);
  assert.throws(() => quantile([], 0.5));
});

test('a spread does not depend on the order of the rounds', () => {
  const spread = { median: 3, min: 1, max: 9, lowerQuartile: 2, upperQuartile: 4 };
  assert.deepEqual(spreadOf([9, 1, 3, 2, 4]), spread);
  assert.deepEqual(spreadOf([1, 2, 3, 4, 9]), spread);
});
