import type { LetterEvent } from '../letter/events.ts';
import type { OpenStage } from './stages.ts';

/**
 * How a stage ended.
 *
 * - `done`: what was asked for was done;
 * - `returned`: for rework, by this approver, or, of a round, by one of its approvers;
 * - `failed`: the delivery, so that no number is to be had;
 * - `replaced`: an approver, by another;
 * - `lapsed`: nobody need do it any more: another decided, or the letter was withdrawn or annulled.
 */
export const outcomes = ['done', 'returned', 'failed', 'replaced', 'lapsed'] as const;
export type Outcome = (typeof outcomes)[number];

/** The kinds of stage that each event brings to a good end. */
const completes: Partial<Record<LetterEvent['type'], readonly OpenStage['kind'][]>> = {
  ExecutorAssigned: ['assignExecutor'],
  ReplyDrafted: ['decideOnReply'],
  ReplyWaived: ['decideOnReply', 'answer'],
  ReplyDispatched: ['answer'],
  DeadlineChanged: ['decideOnExtension'],
  ExtensionRefused: ['decideOnExtension'],
  SubmittedForApproval: ['submit', 'rework'],
  Approved: ['approvalRound'],
  Dispatched: ['dispatch'],
  IncomingNumberRecorded: ['obtainIncomingNumber'],
  ConfirmationWaived: ['obtainIncomingNumber'],
  Acknowledged: ['acknowledge'],
};

/** How the stage ended that the event ended. */
export const outcomeOf = ({ key, kind }: OpenStage, event: LetterEvent): Outcome => {
  switch (event.type) {
    case 'ApprovalGranted':
    case 'ReturnedForRework': {
      const { round, step, approverId } = event.data;
      const returned = event.type === 'ReturnedForRework';
      if (kind === 'approvalRound') return returned ? 'returned' : 'lapsed';
      if (key !== `approve:${round}:${step}:${approverId}`) return 'lapsed';
      return returned ? 'returned' : 'done';
    }
    case 'ApproverReplaced':
      return kind === 'approve' ? 'replaced' : 'lapsed';
    case 'DeliveryFailed':
      return kind === 'obtainIncomingNumber' ? 'failed' : 'lapsed';
    default:
      return completes[event.type]?.includes(kind) ? 'done' : 'lapsed';
  }
};
