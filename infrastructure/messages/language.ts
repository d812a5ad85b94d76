export type Language = 'ru' | 'en';

/** A text in every language that Chancery speaks. */
export type Texts<Args extends readonly unknown[] = []> = Readonly<
  Record<Language, (...args: Args) => string>
>;

/**
 * The language that an `Accept-Language` header (RFC 9110 §12.5.4) likes best of those that Chancery speaks;
 * English where it names neither.
 */
export const languageOf = (header: string | undefined): Language => {
  const ranges = (header ?? '').split(',').map((range, index) => {
    const [tag = '', ...parameters] = range.trim().split(';');
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
    return { language: tag.slice(0, 2).toLowerCase(), quality: Number(quality ?? 1), index };
  });
  const [best] = ranges
    .filter(({ language, quality }) => (language === 'ru' || language === 'en') && quality > 0)
    .sort((one, other) => other.quality - one.quality || one.index - other.index);
  return best?.language === 'ru' ? 'ru' : 'en';
};
