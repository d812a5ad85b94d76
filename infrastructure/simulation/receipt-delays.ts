import { createReadStream } from 'node:fs';
import { CsvError, parse } from 'csv-parse';
import { DateTime } from 'luxon';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import { workingMinutesBetween } from '../../domain/organization/working-time.ts';
import { type Delays, InvalidDelays, type Stage } from './delays.ts';
import { distributionOf } from './distribution.ts';

/** The municipality of the log works from Monday to Friday, 8 to 18 at the longest. */
const calendar: WorkingCalendar = {
  name: 'NL',
  timeZone: 'Europe/Amsterdam',
  country: 'NL',
  week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, hours: [{ from: '08:00', to: '18:00' }] })),
  exceptions: [],
};

const START = 'start';

/**
 * Which stretch of a case tells how long a stage takes: from the last time that one activity had been done to the first
 * time after it that the other was. `start` is the day on which the case was opened.
 */
const stretches: Readonly<Record<Stage, readonly [from: string, to: string]>> = {
  // Received, and handed to whoever checks it.
  assignExecutor: ['Confirmation of receipt', 'T02 Check confirmation of receipt'],
  // Received, and decided whether more is to be done.
  decideOnReply: ['Confirmation of receipt', 'T06 Determine necessity of stop advice'],
  // Decided, and the next paper of one's own made.
  submit: ['T06 Determine necessity of stop advice', 'T10 Determine necessity to stop indication'],
  // Checked, and determined by somebody else.
  approve: ['T02 Check confirmation of receipt', 'T04 Determine confirmation of receipt'],
  // Checked, and adjusted.
  rework: ['T02 Check confirmation of receipt', 'T03 Adjust confirmation of receipt'],
  // Determined, and printed and sent.
  dispatch: ['T04 Determine confirmation of receipt', 'T05 Print and send confirmation of receipt'],
  // How long such an authority takes to confirm that it has received a letter: what our letters wait for.
  obtainIncomingNumber: [START, 'Confirmation of receipt'],
};

interface Cells {
  readonly 'case:concept:name': string;
  readonly 'case:startdate': string;
  readonly 'concept:name': string;
  readonly 'time:timestamp': string;
}

interface Done {
  readonly activity: string;
  readonly at: number;
}

const instantOf = (text: string): number => DateTime.fromSQL(text, { setZone: true }).toMillis();

/** The cases of the log, each in its order. */
const readCases = async (path: string): Promise<ReadonlyMap<string, readonly Done[]>> => {
  const cases = new Map<string, Done[]>();
  const parser = createReadStream(path).pipe(parse({ columns: true, bom: true, skip_empty_lines: true }));
  try {
    for await (const cells of parser as AsyncIterable<Cells>) {
      const name = cells['case:concept:name'];
      const [opened, at] = [instantOf(cells['case:startdate']), instantOf(cells['time:timestamp'])];
      if (!name || Number.isNaN(at)) {
        throw new InvalidDelays(`${path} has a row without a case or a timestamp: it is no log of a process`);
      }
      const events = cases.get(name) ?? (Number.isNaN(opened) ? [] : [{ activity: START, at: opened }]);
      events.push({ activity: cells['concept:name'], at });
      cases.set(name, events);
    }
  } catch (error) {
    if (error instanceof CsvError)
      throw new InvalidDelays(`${path} is not such a CSV: ${error.message}`, { cause: error });
    throw error;
  }
  for (const events of cases.values()) events.sort((one, other) => one.at - other.at);
  return cases;
};

const stretchIn = (events: readonly Done[], from: string, to: string): number | undefined => {
  const end = events.findIndex(
    ({ activity }, index) => activity === to && events.slice(0, index).some((e) => e.activity === from),
  );
  const begin = events.slice(0, Math.max(end, 0)).findLast(({ activity }) => activity === from);
  const done = events[end];
  if (!begin || !done) return undefined;
  return workingMinutesBetween(calendar, new Date(begin.at).toISOString(), new Date(done.at).toISOString());
};

/**
 * Delays of the log of the “receipt phase” of environmental permits in a Dutch municipality (CoSeLoG; columns of XES as
 * CSV).
 *
 * @throws InvalidDelays where the file tells of another process.
 */
export const readReceiptDelays = async (path: string): Promise<Delays> => {
  const cases = [...(await readCases(path)).values()];
  const stages = Object.fromEntries(
    Object.entries(stretches).map(([stage, [from, to]]) => {
      const observed = cases
        .map((events) => stretchIn(events, from, to))
        .filter((minutes) => minutes !== undefined);
      if (observed.length === 0)
        throw new InvalidDelays(`${path} has no case with “${from}” and then “${to}”`);
      return [stage, distributionOf(observed)];
    }),
  ) as unknown as Delays['stages'];
  const times = (activity: string): number =>
    cases.reduce((sum, events) => sum + events.filter((event) => event.activity === activity).length, 0);
  return {
    stages,
    returnedForRework:
      times('T03 Adjust confirmation of receipt') / Math.max(times('T02 Check confirmation of receipt'), 1),
  };
};
