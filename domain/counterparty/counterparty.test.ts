import { describe, expect, it } from 'vitest';
import { decideCounterparty } from './counterparty.ts';
import { isValidInn } from './inn.ts';
import { normalizedName } from './normalized-name.ts';

const details = { kind: 'organization', name: 'ООО «Ёлка»', addresses: [], contacts: [] } as const;
const known = { id: 'a', details: { ...details, addresses: [], contacts: [] } };
const mutable = () => ({ ...details, addresses: [], contacts: [] });

describe('a counterparty', () => {
  it('has an ИНН with the right check digits, or another country’s number', () => {
    const add = (taxNumber: string, country?: string) =>
      decideCounterparty(undefined, {
        name: 'addCounterparty',
        counterpartyId: 'a',
        details: { ...mutable(), taxNumber, ...(country && { country }) },
      });
    expect(add('7707083893')).toMatchObject([{ type: 'CounterpartyAdded' }]);
    expect(add('7707083890')).toMatchObject({ refused: 'INVALID_TAX_NUMBER' });
    expect(add('DE811569869', 'DE')).toMatchObject([{ type: 'CounterpartyAdded' }]);
    expect(isValidInn('500100732259')).toBe(true);
    expect(isValidInn('500100732258')).toBe(false);
    expect(isValidInn('12345')).toBe(false);
  });

  it('is merged once, into another', () => {
    const merge = (intoId: string) => ({ name: 'mergeCounterparties', intoId, reason: 'одно лицо' }) as const;
    expect(decideCounterparty(known, merge('b'))).toMatchObject([
      { data: { counterpartyId: 'a', intoId: 'b' } },
    ]);
    expect(decideCounterparty(known, merge('a'))).toMatchObject({ refused: 'SELF_LINK' });
    expect(decideCounterparty({ ...known, mergedInto: 'b' }, merge('c'))).toMatchObject({
      refused: 'COUNTERPARTY_MERGED',
      details: { intoId: 'b' },
    });
    expect(decideCounterparty(known, { name: 'changeCounterparty', details: {} })).toMatchObject({
      refused: 'NOTHING_CHANGED',
    });
  });

  it('goes by a name in which spelling and legal form do not count', () => {
    for (const name of ['ООО «Ёлка»', 'Елка, ООО', '«ЕЛКА»', 'ооо "елка"'])
      expect(normalizedName(name)).toBe('елка');
    expect(normalizedName('ООО')).toBe('ооо');
  });
});
