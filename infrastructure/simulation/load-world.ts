import { Misuse } from '../speaking-error.ts';
import { readJournalHistory } from './journal-history.ts';
import { journalCalendar, readOrganogramFounding } from './organogram-world.ts';
import { readReceiptDelays } from './receipt-delays.ts';
import { sampleWorld } from './sample-world.ts';
import type { World } from './world.ts';

export interface WorldFiles {
  /** A public journal as CSV. */
  readonly journal?: string;
  /** The log of a process as CSV. */
  readonly delays?: string;
  /** An organogram: its senior posts, its junior posts. */
  readonly organization?: readonly string[];
}

/** An organogram needs both of its files. */
export class InvalidWorld extends Misuse {
  override readonly name = 'InvalidWorld';
}

/** The world of the files; what is not given is the sample's. @throws InvalidJournal, InvalidDelays, InvalidOrganization, InvalidWorld */
export const loadWorld = async ({ journal, delays, organization }: WorldFiles): Promise<World> => {
  const sample = sampleWorld();
  const [senior, junior] = organization ?? [];
  if (organization && (!senior || !junior)) {
    throw new InvalidWorld(
      'An organogram has two files: that of the senior posts and that of the junior ones',
    );
  }
  return {
    history: journal ? await readJournalHistory(journal) : sample.history,
    delays: delays ? await readReceiptDelays(delays) : sample.delays,
    founding: senior && junior ? await readOrganogramFounding(senior, junior) : sample.founding,
    calendar: journal ? journalCalendar : sample.calendar,
  };
};
