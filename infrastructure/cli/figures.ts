import { everyFigure } from '../../domain/figures/audience.ts';
import type { FigureMoment } from '../../domain/figures/figure-moment.ts';
import type { Outcome } from '../../domain/figures/outcome.ts';
import { type StageKind, stageKinds } from '../../domain/figures/stage-kinds.ts';
import {
  type Dimension,
  dimensions,
  type OpenDimension,
  openDimensions,
} from '../../projections/figures/dimension-names.ts';
import type { TimeMeasure } from '../../projections/figures/duration-queries.ts';
import type { Composition } from '../composition.ts';
import type { FigureKey } from '../figures/figure-room.ts';
import { shownDurations, shownLoads, shownOpenWork, shownProcess, shownWeeks } from '../figures/shown.ts';
import {
  type FigureWord,
  figureShare,
  figureTime,
  figureWord,
  outcomeTitle,
  stageTitle,
  stepTitle,
} from '../messages/figure-texts.ts';
import type { Language } from '../messages/language.ts';
import { Misuse } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { caughtUp } from './caught-up.ts';
import { writeOut } from './write-out.ts';

export type Show = 'times' | 'open' | 'load' | 'process' | 'bottlenecks';

/** What was given on the command line. */
export interface FigureOptions {
  readonly by?: readonly string[];
  readonly time: TimeMeasure;
  readonly kind?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly department?: string;
  readonly overdue?: boolean;
  readonly asOf?: string;
  readonly language: Language;
  readonly json?: boolean;
}

/** Options that name nothing that there is. */
export class InvalidFigures extends Misuse {
  override readonly name = 'InvalidFigures';
}

type Cells = readonly string[];

/** Columns under their heads, padded to the widest; all but the first `left` to the right. */
const table = (heads: Cells, rows: readonly Cells[], left: number): readonly string[] => {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: Cells): string =>
    cells
      .map((cell, column) =>
        column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return [line(heads), ...rows.map(line)];
};

const among = <Name extends string>(
  given: readonly string[] | undefined,
  known: readonly Name[],
  what: string,
): readonly Name[] =>
  (given ?? []).map((name) => {
    const found = known.find((one) => one === name);
    if (!found) throw new InvalidFigures(`No ${what} “${name}”; there are ${known.join(', ')}.`);
    return found;
  });

const keyText = ({ dimension, value, name }: FigureKey, language: Language): string => {
  if (value === null) return figureWord('none', language);
  if (dimension === 'stage') return stageTitle(value as StageKind, language);
  return dimension === 'outcome' ? outcomeTitle(value as Outcome, language) : (name ?? value);
};

const momentAsked = async (composition: Composition, asOf: string | undefined): Promise<FigureMoment> => {
  const head = await composition.eventStore.head();
  await caughtUp(composition);
  if (asOf === undefined) return composition.figures.now(head);
  const instant = new Date(asOf);
  if (Number.isNaN(instant.getTime()) || instant.toISOString() > composition.chancery.now()) {
    throw new InvalidFigures(`“${asOf}” is no instant that has come; write 2026-03-03T08:15:00+03:00.`);
  }
  return composition.figures.atInstant(instant.toISOString());
};

/** The department of that id or name. */
const departmentNamed = ({ organization }: FigureMoment, given: string | undefined): string | undefined => {
  if (given === undefined) return undefined;
  const found = [...organization.departments.values()].filter(
    ({ id, name }) => id === given || name === given,
  );
  if (found.length !== 1) throw new InvalidFigures(`There is no department “${given}”, or more than one.`);
  return found[0]?.id;
};

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What the figures are, and how a table shows them. */
const answer = async (
  composition: Composition,
  show: Show,
  options: FigureOptions,
): Promise<{ readonly json: unknown; readonly lines: readonly string[] }> => {
  const { language, time, from, to } = options;
  for (const date of [from, to]) {
    if (date !== undefined && !DATE.test(date))
      throw new InvalidFigures(`“${date}” is no date like 2026-03-03.`);
  }
  const kinds = among(options.kind, stageKinds, 'stage');
  const moment = await momentAsked(composition, options.asOf);
  const departmentId = departmentNamed(moment, options.department);
  const { figures } = composition;
  const word = (name: FigureWord): string => figureWord(name, language);
  const hours = (seconds: number | null): string => figureTime(seconds, language);
  const stages = { ...(kinds.length > 0 && { kinds }), ...(departmentId && { departmentId }) };
  const period = { ...(from && { from }), ...(to && { to }) };
  switch (show) {
    case 'times': {
      const by = among<Dimension>(options.by ?? ['stage'], dimensions, 'grouping');
      const how = { time, part: 'whole' as const, first: 1_000 };
      const json = shownDurations(
        await figures.durations(moment, everyFigure, by, { ...stages, ...period }, how),
      );
      const heads = [...by, 'count', 'mean', 'median', 'p90', 'p95', 'inTime'] as const;
      const rows = json.groups.map(({ keys, count, mean, median, p90, p95, inTimeShare }) => [
        ...keys.map((key) => keyText(key, language)),
        String(count),
        ...[mean, median, p90, p95].map(hours),
        figureShare(inTimeShare),
      ]);
      return { json, lines: table(heads.map(word), rows, by.length) };
    }
    case 'open': {
      const by = among<OpenDimension>(options.by ?? ['stage'], openDimensions, 'grouping');
      const filter = { ...stages, ...(options.overdue && { overdue: true }) };
      const json = shownOpenWork(await figures.openWork(moment, everyFigure, by, filter, time));
      const ages = (json[0]?.ages ?? []).map((age) =>
        age.to === null ? `${hours(age.from)} ${word('over')}` : `< ${hours(age.to)}`,
      );
      const rows = json.map((group) => [
        ...group.keys.map((key) => keyText(key, language)),
        ...[group.count, group.overdue, group.waiting].map(String),
        ...group.ages.map(({ count }) => String(count)),
        hours(group.oldest),
        hours(group.latest),
      ]);
      const heads = [...by, 'count', 'overdue', 'waiting'] as const;
      return {
        json,
        lines: table([...heads.map(word), ...ages, word('oldest'), word('latest')], rows, by.length),
      };
    }
    case 'load': {
      const json = shownLoads(await figures.loads(moment, everyFigure, stages, time));
      const rows = json.map(({ person, department, own, shared, overdue, waiting, oldest }) => [
        keyText(person, language),
        keyText(department, language),
        ...[own, shared, overdue, waiting].map(String),
        hours(oldest),
      ]);
      const heads = ['person', 'department', 'own', 'shared', 'overdue', 'waiting', 'oldest'] as const;
      return { json, lines: table(heads.map(word), rows, 2) };
    }
    case 'process': {
      const json = shownProcess(
        await figures.process(moment, everyFigure, { ...period, ...(departmentId && { departmentId }) }),
      );
      const share = (part: number, of: number | null): string => `${part} (${figureShare(of)})`;
      const rows: Cells[] = [
        [word('answered'), String(json.answered)],
        [word('answeredInTime'), share(json.answeredInTime, json.answeredInTimeShare)],
        [word('reworkRate'), figureShare(json.reworkRate)],
        [word('meanRounds'), json.meanRounds?.toFixed(2) ?? word('none')],
        [word('mostRounds'), String(json.mostRounds ?? word('none'))],
        [word('steps'), String(json.steps)],
        [word('stepsBySystem'), share(json.stepsBySystem, json.automationShare)],
        ...json.automatic.map(({ step, count }) => [`  ${stepTitle(step, language)}`, String(count)]),
      ];
      const [first = [], ...rest] = rows;
      return { json, lines: table(first, rest, 1) };
    }
    case 'bottlenecks': {
      const json = shownWeeks(
        await figures.bottlenecks(moment, everyFigure, { ...period, ...(departmentId && { departmentId }) }),
      );
      const rows = json.flatMap(({ week, stages: ofWeek, bottleneck }) =>
        ofWeek.map(({ kind, count, own, waiting }) => [
          week,
          stageTitle(kind, language),
          kind === bottleneck ? word('bottleneck') : '',
          String(count),
          hours(own),
          hours(waiting),
        ]),
      );
      const heads = [word('week'), word('stage'), '', word('count'), word('ours'), word('theirs')];
      return { json, lines: table(heads, rows, 3) };
    }
    default:
      return show satisfies never;
  }
};

/** The lines that show figures: a table, or one JSON document. @throws InvalidFigures, ReadModelsBehind */
export async function* figureLines(
  composition: Composition,
  show: Show,
  options: FigureOptions,
): AsyncGenerator<string> {
  const { json, lines } = await answer(composition, show, options);
  if (options.json) yield `${JSON.stringify(json)}\n`;
  else for (const line of lines) yield `${line}\n`;
}

/** Writes figures to stdout. */
export const showFigures = (
  show: Show,
  options: Omit<FigureOptions, 'time'> & { readonly time?: TimeMeasure },
): Promise<void> =>
  atWork((installation) => writeOut(figureLines(installation, show, { time: 'working', ...options })));
