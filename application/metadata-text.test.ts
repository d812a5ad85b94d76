import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metadataInForm, metadataSchema } from './metadata-text.ts';

const { Check } = metadataSchema;

/** As canonical JSON, but with half characters too, which that refuses. */
const inOrder = (metadata: object): string =>
  JSON.stringify(
    Object.fromEntries(Object.entries(metadata).sort(([one], [other]) => (one < other ? -1 : 1))),
  );

const usual = {
  version: fc.integer({ min: 1, max: 20 }),
  actor: fc.oneof(fc.uuid(), fc.constant('system')),
  at: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') })
    .map((at) => at.toISOString()),
  commandId: fc.uuid(),
  command: fc.constantFrom('registerIncoming', 'assignExecutor'),
  $correlationId: fc.uuid(),
  $causationId: fc.uuid(),
  salt: fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((salt) => Buffer.from(salt).toString('base64url')),
};
const required = Object.keys(usual) as (keyof typeof usual)[];
const metadata = fc.record({ ...usual, onBehalfOf: fc.uuid() }, { requiredKeys: required });

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '"', '\\', '\n', '\u007f', '\ud800', 'Ёлка', '😀', 'é'),
);
/** With fields that are none, of another kind, too short or of letters that JSON escapes. */
const unusual = fc
  .tuple(
    metadata,
    fc.dictionary(
      fc.constantFrom(...required, 'onBehalfOf', 'sealed', 'other'),
      fc.oneof(text, fc.jsonValue()),
    ),
  )
  .map(([good, other]) => ({ ...good, ...other }));

describe('metadata in their form', () => {
  it('are what JSON says, and need not be parsed', () => {
    fc.assert(
      fc.property(metadata, (given) => {
        expect(metadataInForm(inOrder(given))).toEqual(given);
      }),
    );
  });

  it('are nothing that JSON does not say, or that their schema does not allow', () => {
    let [inForm, not] = [0, 0];
    fc.assert(
      fc.property(
        fc.oneof(metadata, unusual),
        fc.option(fc.record({ at: fc.nat(400), cut: fc.nat(2), put: text })),
        (given, harm) => {
          const json = inOrder(given);
          const harmed = harm ? json.slice(0, harm.at) + harm.put + json.slice(harm.at + harm.cut) : json;
          const found = metadataInForm(harmed);
          if (found === undefined) {
            not += 1;
            return;
          }
          inForm += 1;
          expect([harmed, found]).toEqual([harmed, JSON.parse(harmed)]);
          expect([harmed, Check(found)]).toEqual([harmed, true]);
        },
      ),
      { numRuns: 5_000 },
    );
    expect(Math.min(inForm, not)).toBeGreaterThan(500);
  });
});
