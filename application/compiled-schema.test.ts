import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { catalog } from '../domain/catalog.ts';
import { compiled } from './compiled-schema.ts';

const folder = new URL('../test/events/samples/', import.meta.url);
const samples = readdirSync(folder).map((file) => {
  const { type, data } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  return { type: type as string, data: data as unknown };
});

/** Every object and array in the value, the value first. */
const parts = (value: unknown): object[] =>
  typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(parts)] : [];

const values = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom('', 'open', '2026-03-03', '2026-03-03T08:15:00.000Z', -1, 1, null, [], {}),
);
/** To one of the objects or lists: a field or an item more, one less, or another value in it. */
const harm = fc.record({
  where: fc.nat(),
  field: fc.nat(),
  how: fc.constantFrom('add', 'remove', 'replace', 'rename'),
  name: fc.oneof(fc.constantFrom('__proto__', 'constructor', 'reason', 'onBehalfOf', 'id', ''), fc.string()),
  value: values,
});

const doHarm = (part: object, field: number, how: string, name: string, value: unknown) => {
  const keys = Object.keys(part);
  const key = keys[field % Math.max(keys.length, 1)];
  if (Array.isArray(part)) {
    if (how === 'add') part.push(value);
    else if (key === undefined) return;
    else if (how === 'replace') part[Number(key)] = value;
    else part.splice(Number(key), 1);
    return;
  }
  // Not by assignment, which with __proto__ would set no field of its own.
  const set = (at: string, to: unknown) =>
    Object.defineProperty(part, at, { value: to, enumerable: true, writable: true, configurable: true });
  const fields = part as Record<string, unknown>;
  if (how === 'add') set(name, value);
  else if (key === undefined) return;
  else if (how === 'replace') set(key, value);
  else {
    const had = fields[key];
    delete fields[key];
    if (how === 'rename') set(name, had);
  }
};

describe('a compiled schema', () => {
  it('allows what the schema allows, and says the same of what it does not', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(samples.length - 1), fc.array(harm, { maxLength: 3 }), (index, harms) => {
        const sample = samples[index] as (typeof samples)[number];
        const schema = catalog.get(sample.type)?.schema;
        if (!schema) throw new Error(`No schema of ${sample.type}`);
        const data = structuredClone(sample.data);
        for (const { where, field, how, name, value } of harms) {
          const all = parts(data);
          const part = all[where % Math.max(all.length, 1)];
          if (part) doHarm(part, field, how, name, structuredClone(value));
        }
        const [ours, theirs] = [compiled(schema), Compile(schema)];
        expect([sample.type, data, ours.Check(data)]).toEqual([sample.type, data, theirs.Check(data)]);
        expect(ours.Errors(data)).toEqual(theirs.Errors(data));
        if (!theirs.Check(data)) refused += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  it('keeps fields out that nobody knows, however deep, in lists and in alternatives', () => {
    const inner = Type.Object(
      { a: Type.String(), b: Type.Optional(Type.String()) },
      { additionalProperties: false },
    );
    const { Check } = compiled(
      Type.Object(
        {
          one: Type.Optional(inner),
          many: Type.Optional(Type.Array(inner)),
          either: Type.Optional(Type.Union([inner, Type.Null()])),
        },
        { additionalProperties: false },
      ),
    );
    const [good, bad] = [{ a: '' }, { a: '', c: '' }];
    for (const allowed of [{}, { one: good }, { many: [good] }, { either: good }, { either: null }]) {
      expect([allowed, Check(allowed)]).toEqual([allowed, true]);
    }
    for (const refused of [{ two: good }, { one: bad }, { many: [good, bad] }, { either: bad }]) {
      expect([refused, Check(refused)]).toEqual([refused, false]);
    }
  });
});
