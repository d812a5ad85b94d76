import { Option } from 'commander';

/** Options of how something is told. */
export const language = (): Option =>
  new Option('--language <language>', 'of what is told').choices(['ru', 'en']).default('ru');
export const format = (): Option =>
  new Option('--format <format>', 'text, or a JSON object per line')
    .choices(['text', 'json'])
    .default('text');
