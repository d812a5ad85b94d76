import { type Static, Type } from 'typebox';
import { Fields, Id, Instant, OneOf, Reason } from './fields.ts';
import { taskKinds } from './task-kinds.ts';

export const TaskKind = OneOf(taskKinds);
export type TaskKind = (typeof taskKinds)[number];

/** The policy of a kind of task that names no particular letters: it was there before policies had ids. */
const policyIds: Readonly<Record<TaskKind, string>> = {
  assignExecutor: 'ce4aa654-7585-5609-93a2-852258d3ceef',
  decideOnReply: 'f65d11e1-97bc-54ac-b689-0f85c1eb14d1',
  decideOnExtension: '9f531dff-9fb5-514b-912e-58fbcab9cc19',
  acknowledge: 'd835a3ba-c6e4-55ae-8385-bb87abb5f2ad',
  submit: '68ac7d80-0224-5461-b5e7-fe81ec928a64',
  approve: 'a5649186-f68b-50a2-b791-1877e41dbb42',
  rework: '0953796d-5d84-542f-9f62-eaa6ead3465c',
  dispatch: 'cc6d313a-812a-5a8a-be53-ba334066a97b',
  obtainIncomingNumber: 'f06a4ecc-1ae9-508f-bc65-3e698645bec1',
};
export const policyIdOf = (task: TaskKind): string => policyIds[task];

const Basis = Type.Union([
  Fields({
    kind: OneOf(['policy']),
    task: TaskKind,
    workingMinutes: Type.Integer({ minimum: 0 }),
    calendar: Type.String(),
    from: Instant,
    /** The policy and its version; neither where the organisation has set none and the built-in one holds. */
    policyId: Type.Optional(Id),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    /** Which of all the calendars that the organisation ever had, counted from the built-in one, 0. */
    calendarVersion: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  Fields({ kind: OneOf(['set']), by: Id, at: Type.Optional(Instant) }),
  Fields({
    kind: OneOf(['extended']),
    by: Id,
    reason: Reason,
    previous: Instant,
    at: Type.Optional(Instant),
  }),
]);

/** A stretch in which a counterparty was to act, and the task's owner was not late. */
const Wait = Fields({
  counterpartyId: Id,
  reason: Reason,
  from: Instant,
  expectedBy: Instant,
  /** When it ended; it lasts where there is none. */
  until: Type.Optional(Instant),
  /** The working time of the stretch, by which it moves the due date: estimated by `expectedBy` while it lasts. */
  workingMinutes: Type.Number({ minimum: 0 }),
  /** When the task was due before. */
  previous: Instant,
});
export type Wait = Static<typeof Wait>;

/**
 * A due date that knows why it is what it is: reckoned by a policy in working minutes of a calendar from an
 * instant, set by a person, or extended with a reason; moved by the time that a counterparty was waited for.
 */
export const Deadline = Fields({
  due: Instant,
  basis: Basis,
  /** What it was before somebody moved it, from the first on. */
  earlier: Type.Optional(Type.Array(Fields({ due: Instant, basis: Basis }))),
  /** In their order; only the last may still be going on. */
  waits: Type.Optional(Type.Array(Wait)),
});
export type Deadline = Static<typeof Deadline>;
export type DeadlineBasis = Deadline['basis'];

/** The wait for a counterparty that is going on: while it does, the task is paused. */
export const currentWait = ({ waits }: Deadline): Wait | undefined => {
  const last = waits?.at(-1);
  return last?.until === undefined ? last : undefined;
};
