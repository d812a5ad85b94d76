import type { Position, Recorded } from '../event.ts';
import type { CalendarDate, Instant } from '../fields.ts';
import { evolveLetter } from '../letter/decider.ts';
import type { LetterEvent } from '../letter/events.ts';
import type { AssigneeReference, Letter } from '../letter/letter.ts';
import { departmentOf } from '../letter/participants.ts';
import { today } from '../organization/deadline-policy.ts';
import {
  COMMON_CLOCK,
  clockNameOf,
  departmentOfReference,
  type FigureOrganization,
  type Holder,
  holderOf,
} from './figure-organization.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { StageKind } from './stage-kinds.ts';
import { type OpenStage, openStages } from './stages.ts';
import { readClock } from './working-clock.ts';

/** A moment of a stage's life: where in the log, when, and what its working clock showed, in milliseconds. */
export interface Mark {
  readonly position: Position;
  readonly at: Instant;
  readonly worked: number;
}

/** What a stage was before it changed: whose, and due when, until before that position. */
export interface Earlier {
  readonly until: Position;
  readonly due?: Instant;
  readonly assignee?: AssigneeReference;
}

/** Time in which the counterparty was to act. */
export interface Pause {
  readonly from: Mark;
  readonly to?: Mark;
}

export interface Ending extends Mark, Holder {
  /** By the organisation's calendar. */
  readonly on: CalendarDate;
  readonly outcome: Outcome;
  /** An employee, or `system`. */
  readonly by: string;
  readonly onBehalfOf?: string;
  /** How much of it the counterparty was to act, in milliseconds: of time, and of working time. */
  readonly waited: number;
  readonly waitedWorked: number;
}

/** A stage of a letter, from its beginning on; `ended` once it is over. */
export interface Stage extends OpenStage {
  readonly began: Mark;
  /** The clock that it is timed by: the one of whoever had it when it began. */
  readonly clock: string;
  readonly earlier: readonly Earlier[];
  readonly pauses: readonly Pause[];
  readonly ended?: Ending;
}

/** A letter with the stages that it is in. */
export interface LetterStages {
  readonly letter: Letter;
  readonly open: readonly Stage[];
}

/** What an event made of a letter's stages; `changed` are those that began, ended or became another's or due otherwise. */
export interface Advanced {
  readonly after: LetterStages;
  readonly changed: readonly Stage[];
}

/** Kinds of stage in which nobody of ours can do more than wait. */
export const waitingKinds: readonly StageKind[] = ['obtainIncomingNumber'];

/** What a reference names: an employee's or a department's id, or a role. */
export const nameOfReference = (reference: AssigneeReference): string => {
  switch (reference.kind) {
    case 'employee':
      return reference.employeeId;
    case 'headOf':
      return reference.departmentId;
    case 'role':
      return reference.role;
    default:
      return reference satisfies never;
  }
};

const isSameReference = (
  one: AssigneeReference | undefined,
  other: AssigneeReference | undefined,
): boolean =>
  one && other ? one.kind === other.kind && nameOfReference(one) === nameOfReference(other) : one === other;

/** A stage that goes on, with what the event made other about it. */
const goneOn = (stage: Stage, asked: OpenStage, position: Position): Stage => {
  if (stage.due === asked.due && isSameReference(stage.assignee, asked.assignee)) return stage;
  const { due, assignee, ...rest } = stage;
  return {
    ...rest,
    ...(asked.due !== undefined && { due: asked.due }),
    ...(asked.assignee && { assignee: asked.assignee }),
    earlier: [
      ...stage.earlier,
      { until: position, ...(due !== undefined && { due }), ...(assignee && { assignee }) },
    ],
  };
};

/** The stage with a pause begun or ended at the mark, where that is not so already. */
const paused = (stage: Stage, isWaiting: boolean, mark: () => Mark): Stage => {
  const { pauses } = stage;
  const last = pauses.at(-1);
  if (isWaiting === (last !== undefined && last.to === undefined)) return stage;
  return {
    ...stage,
    pauses: isWaiting
      ? [...pauses, { from: mark() }]
      : pauses.map((pause) => (pause.to ? pause : { ...pause, to: mark() })),
  };
};

const milliseconds = (from: Instant, to: Instant): number => Math.max(0, Date.parse(to) - Date.parse(from));

/** How long the counterparty was to act in a stage that ended at the mark. */
const waitingUntil = ({ kind, began, pauses }: Stage, end: Mark) => {
  const times = waitingKinds.includes(kind) ? [{ from: began }] : pauses;
  let waited = 0;
  let waitedWorked = 0;
  for (const { from, to = end } of times as readonly Pause[]) {
    waited += milliseconds(from.at, to.at);
    waitedWorked += Math.max(0, to.worked - from.worked);
  }
  return { waited, waitedWorked };
};

/**
 * The letter and its stages after an event, by the organisation as it was then; `undefined` where there is no letter.
 * Pure: the same events give the same stages always.
 *
 * @throws ImpossibleEvent
 */
export const advanceStages = (
  before: LetterStages | undefined,
  event: Recorded<LetterEvent>,
  figures: FigureOrganization,
): Advanced | undefined => {
  const letter = evolveLetter(before?.letter, event);
  if (!letter || letter.status === 'abandoned') return undefined;
  const { position } = event;
  const { at, actor, onBehalfOf } = event.metadata;
  const marks = new Map<string, Mark>();
  const markBy = (clock: string): Mark => {
    const known = marks.get(clock) ?? {
      position,
      at,
      worked: readClock(figures.clocks.get(clock) ?? [], at),
    };
    marks.set(clock, known);
    return known;
  };

  const asked = new Map(openStages(letter).map((stage) => [stage.key, stage]));
  const open: Stage[] = [];
  const changed: Stage[] = [];
  for (const stage of before?.open ?? []) {
    const still = asked.get(stage.key);
    if (still) {
      asked.delete(stage.key);
      const next = paused(goneOn(stage, still, position), still.isWaiting, () => markBy(stage.clock));
      open.push(next);
      if (next !== stage) changed.push(next);
      continue;
    }
    const mark = markBy(stage.clock);
    const holder = stage.assignee
      ? holderOf(figures, stage.assignee, [onBehalfOf, actor])
      : { employeeId: undefined, departmentId: departmentOf(letter) };
    changed.push({
      ...paused(stage, false, () => mark),
      ended: {
        ...mark,
        ...holder,
        on: today(figures.organization, at),
        outcome: outcomeOf(stage, event),
        by: actor,
        ...(onBehalfOf && { onBehalfOf }),
        ...waitingUntil(stage, mark),
      },
    });
  }
  for (const { isWaiting, ...stage } of asked.values()) {
    const departmentId = stage.assignee
      ? departmentOfReference(figures, stage.assignee)
      : departmentOf(letter);
    const clock = departmentId === undefined ? COMMON_CLOCK : clockNameOf(figures, departmentId);
    const began = markBy(clock);
    const begun: Stage = { ...stage, began, clock, earlier: [], pauses: isWaiting ? [{ from: began }] : [] };
    open.push(begun);
    changed.push(begun);
  }
  return { after: { letter, open }, changed };
};
