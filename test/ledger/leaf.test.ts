import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ledgerEntry, ledgerLeaf } from '../../domain/ledger/leaf.ts';

/** Any JSON value without halves of characters, which the codec lets nobody store. */
const value = fc.jsonValue({ stringUnit: 'binary' });
const text = fc.string({ unit: 'binary' });
const record = fc.dictionary(text, value, { maxKeys: 5 });

describe('the ledger entry of an event', () => {
  it('is the canonical JSON of the event, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.maxSafeNat(),
        fc.record({ id: text, stream: text, type: text }),
        record,
        record,
        (index, revision, named, data, metadata) => {
          const stored = {
            data: canonicalize(data) ?? '',
            metadata: canonicalize(metadata) ?? '',
          };
          const entry = ledgerEntry(index, { ...named, revision, ...stored });
          expect(entry).toBe(canonicalize({ ...named, revision, index, data, metadata }));
          expect(JSON.parse(entry)).toEqual(
            JSON.parse(JSON.stringify({ ...named, revision, index, data, metadata })),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  const event = {
    id: '6f1c2f0e-5a3b-5c1d-8e4f-0123456789ab',
    stream: 'letter-0b0e9d0a-1111-4222-8333-444455556666',
    revision: 2,
    type: 'ReplyWaived',
    data: '{"reason":"Ответ не требуется"}',
    metadata: '{"actor":"system","salt":"AAECAwQFBgcICQoLDA0ODw","version":1}',
  };
  const written =
    '{"data":{"reason":"Ответ не требуется"},"id":"6f1c2f0e-5a3b-5c1d-8e4f-0123456789ab","index":41,' +
    '"metadata":{"actor":"system","salt":"AAECAwQFBgcICQoLDA0ODw","version":1},"revision":2,' +
    '"stream":"letter-0b0e9d0a-1111-4222-8333-444455556666","type":"ReplyWaived"}';

  it('looks like this, for ever', () => {
    expect(ledgerEntry(41, event)).toBe(written);
    const leaf = createHash('sha256').update(Uint8Array.of(0)).update(written, 'utf8').digest('hex');
    expect(Buffer.from(ledgerLeaf(41, event)).toString('hex')).toBe(leaf);
    expect(leaf).toBe('12d51222efb7b8c158347548c5266ed0b361007e62e42d2235c133758df41c90');
  });

  it('has another leaf when anything in it is another', () => {
    const leaves = [
      ledgerLeaf(41, event),
      ledgerLeaf(42, event),
      ledgerLeaf(41, { ...event, id: '6f1c2f0e-5a3b-5c1d-8e4f-0123456789ac' }),
      ledgerLeaf(41, { ...event, stream: 'letter-0b0e9d0a-1111-4222-8333-444455556667' }),
      ledgerLeaf(41, { ...event, revision: 3 }),
      ledgerLeaf(41, { ...event, type: 'Annulled' }),
      ledgerLeaf(41, { ...event, data: '{"reason":"Ответ не требуется."}' }),
      ledgerLeaf(41, { ...event, metadata: event.metadata.replace('AAEC', 'BAEC') }),
    ].map((leaf) => Buffer.from(leaf).toString('hex'));
    expect(new Set(leaves).size).toBe(leaves.length);
  });
});
