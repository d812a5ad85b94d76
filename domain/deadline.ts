import { type Static, Type } from 'typebox';
import { Fields, Id, Instant, OneOf, Reason } from './fields.ts';

/** Everything that a letter's state may ask somebody to do. */
export const taskKinds = [
  'assignExecutor',
  'decideOnReply',
  'decideOnExtension',
  'acknowledge',
  'submit',
  'approve',
  'rework',
  'dispatch',
  'obtainIncomingNumber',
] as const;
export const TaskKind = OneOf(taskKinds);
export type TaskKind = (typeof taskKinds)[number];

/**
 * A due date that knows why it is what it is: reckoned by a policy in working minutes of a calendar from an
 * instant, set by a person, or extended with a reason.
 */
export const Deadline = Fields({
  due: Instant,
  basis: Type.Union([
    Fields({
      kind: OneOf(['policy']),
      task: TaskKind,
      workingMinutes: Type.Integer({ minimum: 0 }),
      calendar: Type.String(),
      from: Instant,
    }),
    Fields({ kind: OneOf(['set']), by: Id }),
    Fields({ kind: OneOf(['extended']), by: Id, reason: Reason, previous: Instant }),
  ]),
});
export type Deadline = Static<typeof Deadline>;
