/** What is read in the place of a personal field that was erased. It fits every field that may be personal. */
export const ERASED = '[стёрто / erased]';

/** The same, for a field whose values must differ from person to person. */
export const erasedOf = (subject: string): string => `${ERASED} ${subject}`;
