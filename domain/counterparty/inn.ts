const weights = {
  organization: [2, 4, 10, 3, 5, 9, 4, 6, 8],
  personFirst: [7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
  personSecond: [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8],
};

const checkDigit = (digits: readonly number[], by: readonly number[]): number =>
  (by.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0) % 11) % 10;

/** ИНН: ten digits with one check digit, or twelve with two. */
export const isValidInn = (inn: string): boolean => {
  if (!/^(\d{10}|\d{12})$/.test(inn)) return false;
  const digits = [...inn].map(Number);
  return digits.length === 10
    ? digits[9] === checkDigit(digits, weights.organization)
    : digits[10] === checkDigit(digits, weights.personFirst) &&
        digits[11] === checkDigit(digits, weights.personSecond);
};
