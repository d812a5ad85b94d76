import type { LogFilter } from '../../../application/ports/event-store.ts';
import type { Category } from '../../../domain/event.ts';

const all: Readonly<Record<Category, true>> = {
  letter: true,
  journal: true,
  organization: true,
  counterparty: true,
  project: true,
  reading: true,
  ledger: true,
  privacy: true,
  mail: true,
};

/** The beginnings of the names of the streams that pass. Without a filter, of all of ours: the store may hold others'. */
export const prefixesOf = (filter: LogFilter | undefined): string[] =>
  (filter?.categories ?? Object.keys(all)).map((category) => `${category}-`);
