/** A date's month, counted from the beginning of the era. */
export const monthOf = (date: string): number => {
  const [year, month] = date.split('-').map(Number);
  return (year ?? 0) * 12 + (month ?? 1) - 1;
};

/** Months from `bottom` to before `top`. */
export interface Window {
  readonly top: number;
  readonly bottom: number;
}

/** Higher than any month, and lower: the ends of time. */
export const NOW = 2_147_483_647;
export const BEGINNING_OF_TIME = -1;

/**
 * How many months are looked at more, each time that those before had too few hits; after these, all. An index that is
 * asked for more months than that takes longer than for all letters.
 */
const STEPS = [1, 3, 10, 30];

/** Windows that follow each other downwards from `top`, ever longer, the last to the beginning of time. */
export const windowsBelow = (top: number, newest: number): readonly Window[] => {
  const windows: Window[] = [];
  let end = top;
  for (const months of STEPS) {
    const bottom = Math.min(end, newest + 1) - months;
    windows.push({ top: end, bottom });
    end = bottom;
  }
  return [...windows, { top: end, bottom: BEGINNING_OF_TIME }];
};

/**
 * The window by months, as an index is asked: those that it has, or where it is open below, those that it has not. Dates
 * after the newest month are mistakes, and are taken for the oldest.
 */
export const monthsOf = (
  { top, bottom }: Window,
  newest: number,
): { readonly those: boolean; readonly months: readonly number[] } => {
  const from = (first: number, end: number): readonly number[] =>
    Array.from({ length: Math.max(end - first, 0) }, (_, index) => first + index);
  return bottom === BEGINNING_OF_TIME
    ? { those: false, months: from(top, newest + 1) }
    : { those: true, months: from(bottom, Math.min(top, newest + 1)) };
};
