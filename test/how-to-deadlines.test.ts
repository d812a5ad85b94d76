import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('the page about deadlines', () => {
  const schema = buildSchema(read('../schema.graphql'));
  const queries = [...read('../docs/how-to/deadlines.md').matchAll(/```graphql\n(.*?)```/gs)].map(
    ([, text = '']) => text,
  );

  it('asks for what the schema has', () => {
    expect(queries).toHaveLength(3);
    for (const query of queries) expect([query, validate(schema, parse(query))]).toEqual([query, []]);
  });
});
