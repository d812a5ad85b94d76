/**
 * A registration number as it is compared: spelling differs between those who quote it. Lower case, ё as е, only
 * letters and digits, each run of either apart, digits without leading zeros: `Исх-2026/00042`, `исх 2026/42`
 * and `ИСХ.2026-0042` are all `исх 2026 42`.
 */
export const numberKey = (number: string): string =>
  (
    number
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/\p{N}+|\p{L}+/gu) ?? []
  )
    .map((part) => part.replace(/^0+(?=\d)/, ''))
    .join(' ');
