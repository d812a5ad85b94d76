import { describe, expect, it } from 'vitest';
import { ownNumber, quotedNumbers } from './quoted-numbers.ts';

describe('a number that a text quotes', () => {
  it.each([
    ['на Ваш исх. № 12-б/345 от 03.03.2026 сообщаем', '12-б/345', '2026-03-03'],
    ['На исх. №Исх-2026/00042 от 3.3.2026', 'Исх-2026/00042', '2026-03-03'],
    ['Your ref. No. OUT-7/26 of 03/03/2026', 'OUT-7/26', '2026-03-03'],
  ])('%s', (text, number, date) => {
    expect(quotedNumbers(text)).toEqual([{ number, date }]);
  });

  it('is no phone number, no date alone, and no day that there is not', () => {
    expect(quotedNumbers('тел. 8 495 123-45-67 от 03.03.2026')).toEqual([]);
    expect(quotedNumbers('письмо от 03.03.2026')).toEqual([]);
    expect(quotedNumbers('исх. № 5-1 от 45.13.2026')).toEqual([]);
  });
});

describe('the number that a text has itself', () => {
  it.each([
    ['Исх. № 77/2 от 05.03.2026\nНа Ваш исх. № 12 от 01.03.2026', '77/2', '2026-03-05'],
    ['Уважаемые коллеги!\n  Наш исх. №Б-14 от 5.3.2026', 'Б-14', '2026-03-05'],
    ['Our ref. OUT-7/26 of 03/03/2026', 'OUT-7/26', '2026-03-03'],
  ])('%s', (text, number, date) => {
    expect(ownNumber(text)).toEqual({ number, date });
  });

  it('is not one that it quotes', () => {
    expect(ownNumber('На Ваш исх. № 12/1 от 01.03.2026 сообщаем')).toBeUndefined();
    expect(ownNumber('Ваш исх. № 12/1 от 01.03.2026')).toBeUndefined();
  });
});
