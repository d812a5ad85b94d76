import { currentWait } from '../deadline.ts';
import type { Instant } from '../fields.ts';
import type { AssigneeReference, Letter, LetterState } from '../letter/letter.ts';
import { openTasks } from '../letter/tasks.ts';
import type { StageKind } from './stage-kinds.ts';

/** A stage that a letter is in. `key` tells it from the letter's other stages for as long as it lasts. */
export interface OpenStage {
  readonly key: string;
  readonly kind: StageKind;
  /** Of approval: which round, and, for one approver's part in it, which step, from 0. */
  readonly round?: number;
  readonly step?: number;
  /** The addressee meant. */
  readonly counterpartyId?: string;
  /** Nobody in particular has a stage that spans several. */
  readonly assignee?: AssigneeReference;
  readonly due?: Instant;
}

/** A stage that a letter is in, and whether the counterparty is to act before it can go on. */
export interface AskedStage extends OpenStage {
  readonly isWaiting: boolean;
}

const wholeStagesOf = (letter: Letter): readonly AskedStage[] => {
  switch (letter.status) {
    case 'awaitingExecutor':
      return [{ key: 'answer', kind: 'answer', isWaiting: false }];
    case 'withExecutor':
    case 'replyDrafted':
      return [
        {
          key: 'answer',
          kind: 'answer',
          due: letter.dueBy.due,
          isWaiting: currentWait(letter.dueBy) !== undefined,
        },
      ];
    case 'onApproval': {
      const { rounds } = letter;
      return [{ key: `approvalRound:${rounds}`, kind: 'approvalRound', round: rounds, isWaiting: false }];
    }
    case 'answered':
    case 'executed':
    case 'draft':
    case 'rework':
    case 'approved':
    case 'dispatched':
    case 'closed':
    case 'withdrawn':
    case 'annulled':
    case 'imported':
      return [];
    default:
      return letter satisfies never;
  }
};

/** The stages that the letter is in. Pure: they follow from its state alone. */
export const openStages = (letter: LetterState): readonly AskedStage[] => {
  if (!letter || letter.status === 'abandoned') return [];
  const tasks = openTasks(letter).map(({ key, kind, assignee, deadline, counterpartyId }): AskedStage => {
    const round =
      letter.status === 'onApproval' || letter.status === 'rework' ? { round: letter.rounds } : {};
    return {
      key,
      kind,
      assignee,
      due: deadline.due,
      isWaiting: currentWait(deadline) !== undefined,
      ...(counterpartyId && { counterpartyId }),
      ...((kind === 'approve' || kind === 'rework') && round),
      ...(kind === 'approve' && letter.status === 'onApproval' && { step: letter.step }),
    };
  });
  return [...tasks, ...wholeStagesOf(letter)];
};
