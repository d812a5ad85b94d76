/** So many are remembered, by each who remembers some: most of those that are under way in a large office. Some kilobytes each. */
export const LETTERS_REMEMBERED = 5_000;
