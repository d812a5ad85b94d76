import type { Deadline } from '../deadline.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { DecisionContext, OutgoingCommand } from './commands.ts';
import { actingAs, fact, wrongState } from './decision.ts';
import type { ApprovalStep, LetterEvent } from './events.ts';
import type { LetterState, OnApproval } from './letter.ts';
import { pendingApprovers } from './tasks.ts';

type CommandOf<Name extends OutgoingCommand['name']> = Extract<OutgoingCommand, { name: Name }>;

const approveBy = (step: ApprovalStep | undefined, context: DecisionContext): Deadline =>
  context.deadlineFor(
    'approve',
    ...(step?.approvers ?? []).map((employeeId) => ({ kind: 'employee' as const, employeeId })),
  );

const dispatchBy = (context: DecisionContext): Deadline =>
  context.deadlineFor('dispatch', { kind: 'role', role: 'secretary' });

/** Begins the next round, along a route that was computed for it. */
export const submit = (
  letter: LetterState,
  command: CommandOf<'submitForApproval'>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'draft' && letter?.status !== 'rework') return wrongState(letter, command.name);
  if (!actingAs(context, [letter.authorId])) return refuse('NOT_THE_AUTHOR', { authorId: letter.authorId });
  const round = letter.rounds + 1;
  const { contentHash } = letter;
  const submitted = fact('SubmittedForApproval', {
    round,
    route: [...command.route],
    contentHash,
    approveBy: approveBy(command.route[0], context),
  });
  if (command.route.length > 0) return [submitted];
  // The author is the signatory, and no rule asks anybody else.
  return [submitted, fact('Approved', { round, contentHash, dispatchBy: dispatchBy(context) })];
};

/** Whose approval the actor can give or refuse now: their own, or that of somebody they substitute. */
const approverFor = (letter: OnApproval, context: DecisionContext): string | undefined =>
  actingAs(context, pendingApprovers(letter));

/** The last grant of the last step also approves, in the same write. */
export const grant = (
  letter: LetterState,
  command: CommandOf<'grantApproval'>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'onApproval') return wrongState(letter, command.name);
  const approverId = approverFor(letter, context);
  if (!approverId) return refuse('NOT_YOUR_TURN', { pending: pendingApprovers(letter) });
  const { contentHash, rounds: round, step } = letter;
  if (command.contentHash !== undefined && command.contentHash !== contentHash) {
    return refuse('STALE_APPROVAL', { approving: command.contentHash, current: contentHash });
  }
  const stepIsDone = letter.route[step]?.mode === 'any' || pendingApprovers(letter).length === 1;
  const routeIsDone = stepIsDone && step === letter.route.length - 1;
  const granted = fact('ApprovalGranted', {
    round,
    step,
    approverId,
    contentHash,
    ...(command.comment && { comment: command.comment }),
    ...(stepIsDone && !routeIsDone && { nextApproveBy: approveBy(letter.route[step + 1], context) }),
  });
  return routeIsDone
    ? [granted, fact('Approved', { round, contentHash, dispatchBy: dispatchBy(context) })]
    : [granted];
};

export const returnForRework = (
  letter: LetterState,
  command: CommandOf<'returnForRework'>,
  context: DecisionContext,
): Decision<LetterEvent> => {
  if (letter?.status !== 'onApproval') return wrongState(letter, command.name);
  const approverId = approverFor(letter, context);
  if (!approverId) return refuse('NOT_YOUR_TURN', { pending: pendingApprovers(letter) });
  const { contentHash, rounds: round, step } = letter;
  if (command.contentHash !== undefined && command.contentHash !== contentHash) {
    return refuse('STALE_APPROVAL', { approving: command.contentHash, current: contentHash });
  }
  const reworkBy = context.deadlineFor('rework', { kind: 'employee', employeeId: letter.authorId });
  return [
    fact('ReturnedForRework', { round, step, approverId, contentHash, reason: command.reason, reworkBy }),
  ];
};

/** Replaces an approver who can no longer act, in the current step or a later one. */
export const replaceApprover = (
  letter: LetterState,
  command: CommandOf<'replaceApprover'>,
): Decision<LetterEvent> => {
  if (letter?.status !== 'onApproval') return wrongState(letter, command.name);
  const { approverId, replacementId, reason } = command;
  const step = letter.route.findIndex(
    ({ approvers }, index) => index >= letter.step && approvers.includes(approverId),
  );
  const hasGranted = letter.grants.some((given) => given.step === step && given.approverId === approverId);
  if (step < 0 || hasGranted) return refuse('NOT_ON_ROUTE', { approverId });
  const taken =
    replacementId === letter.authorId || letter.route.some((s) => s.approvers.includes(replacementId));
  if (taken) return refuse('ALREADY_ON_ROUTE', { replacementId });
  return [fact('ApproverReplaced', { round: letter.rounds, step, approverId, replacementId, reason })];
};
