import type { NumberReference } from './card.ts';

const QUOTED =
  /(?:исх|ваш|вх|ref|reference)\p{L}*\.?\s*(?:исх\p{L}*\.?\s*)?(?:№|N|No\.?|#)?\s*([\p{L}\p{N}][\p{L}\p{N}/.\-_]{0,60}\p{N})\s+(?:от|of|dated|datert)\s+(\d{1,2})[./](\d{1,2})[./](\d{4})/giu;

/** A line that begins with the sender's own number: «Исх. № 77/2 от 05.03.2026», «Our ref. 77/2 of 05.03.2026». */
const OWN =
  /^[ \t]*(?:наш\p{L}*\s+)?(?:исх\p{L}*|our ref\p{L}*)\.?\s*(?:№|N|No\.?|#)?\s*([\p{L}\p{N}][\p{L}\p{N}/.\-_]{0,60}\p{N})\s+(?:от|of|dated|datert)\s+(\d{1,2})[./](\d{1,2})[./](\d{4})/imu;

const reference = (number = '', day = '', month = '', year = '') => {
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
    ? { number, date }
    : undefined;
};

/** Letters that a text quotes by number and date: «на Ваш исх. № 12-б/345 от 03.03.2026». */
export const quotedNumbers = (text: string): readonly NumberReference[] =>
  [...text.matchAll(QUOTED)].flatMap(([, ...parts]) => reference(...parts) ?? []);

/** The number and date that a text says it has itself. */
export const ownNumber = (text: string): Required<NumberReference> | undefined => {
  const [, ...parts] = OWN.exec(text) ?? [];
  return parts.length > 0 ? reference(...parts) : undefined;
};
