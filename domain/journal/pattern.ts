import { type Refusal, refuse } from '../refusal.ts';

const PLACEHOLDER = /\{(year|yy|seq(?::(\d))?)\}/g;

/**
 * What is wrong with a journal's pattern, if anything is. It must hold `{seq}` or `{seq:5}` (padded to that
 * many digits) once, and `{year}` or `{yy}`, so that numbers of different years differ.
 */
export const invalidPattern = (pattern: string): Refusal | undefined => {
  const names = [...pattern.matchAll(PLACEHOLDER)].map(([, name]) => name?.split(':')[0]);
  const leftover = pattern.replaceAll(PLACEHOLDER, '');
  const sequences = names.filter((name) => name === 'seq').length;
  const years = names.filter((name) => name === 'year' || name === 'yy').length;
  return sequences === 1 && years >= 1 && !/[{}]/.test(leftover) && leftover.length <= 40
    ? undefined
    : refuse('INVALID_PATTERN', { pattern });
};

/** `Вх-{year}/{seq:5}` of 2026 and 42 is `Вх-2026/00042`. */
export const formatNumber = (pattern: string, year: number, sequence: number): string =>
  pattern.replaceAll(PLACEHOLDER, (_, name: string, width?: string) => {
    if (name === 'year') return String(year);
    if (name === 'yy') return String(year % 100).padStart(2, '0');
    return String(sequence).padStart(Number(width ?? 0), '0');
  });
