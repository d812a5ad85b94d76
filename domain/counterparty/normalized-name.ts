/** Legal forms that one writes and another leaves out. */
const legalForms = new Set(
  'ооо оао зао пао ао ип нко гуп муп фгуп фгбу гбу мбу llc ltd limited inc plc gmbh ag as asa kf sa bv oy'.split(
    ' ',
  ),
);

/**
 * A name as it is compared: lower case, without quotes, punctuation and legal form, ё as е, single spaces.
 * «ООО "Ёлка"» and «Елка, ООО» are both `елка`.
 */
export const normalizedName = (name: string): string => {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .split(' ');
  const significant = words.filter((word) => !legalForms.has(word));
  return (significant.length > 0 ? significant : words).join(' ');
};
