import type { Letter, LetterState, OnApproval, Task } from './letter.ts';

/** The approvers of the step whose turn it is who have not yet granted. */
export const pendingApprovers = (letter: OnApproval): readonly string[] => {
  const step = letter.route[letter.step];
  const granted = letter.grants
    .filter((grant) => grant.step === letter.step)
    .map(({ approverId }) => approverId);
  return step ? step.approvers.filter((approver) => !granted.includes(approver)) : [];
};

const stageTasks = (letter: Letter): readonly Task[] => {
  const { since } = letter;
  switch (letter.status) {
    case 'awaitingExecutor':
      return [
        {
          key: 'assignExecutor',
          kind: 'assignExecutor',
          assignee: { kind: 'headOf', departmentId: letter.card.addressee.departmentId },
          deadline: letter.assignBy,
          since,
        },
      ];
    case 'withExecutor':
      return [
        {
          key: 'decideOnReply',
          kind: 'decideOnReply',
          assignee: { kind: 'employee', employeeId: letter.assignment.executorId },
          deadline: letter.dueBy,
          since,
        },
        ...(letter.extension
          ? [
              {
                key: 'decideOnExtension',
                kind: 'decideOnExtension' as const,
                assignee: { kind: 'headOf' as const, departmentId: letter.card.addressee.departmentId },
                deadline: letter.extension.decideBy,
                since: letter.extension.requestedAt,
              },
            ]
          : []),
      ];
    case 'draft':
      return [
        {
          key: 'submit',
          kind: 'submit',
          assignee: { kind: 'employee', employeeId: letter.authorId },
          deadline: letter.submitBy,
          since,
        },
      ];
    case 'rework':
      return [
        {
          key: `rework:${letter.rounds}`,
          kind: 'rework',
          assignee: { kind: 'employee', employeeId: letter.authorId },
          deadline: letter.reworkBy,
          since,
        },
      ];
    case 'onApproval':
      return pendingApprovers(letter).map((approverId) => ({
        key: `approve:${letter.rounds}:${letter.step}:${approverId}`,
        kind: 'approve',
        assignee: { kind: 'employee', employeeId: approverId },
        deadline: letter.approveBy,
        since,
      }));
    case 'approved':
      return [
        {
          key: 'dispatch',
          kind: 'dispatch',
          assignee: { kind: 'role', role: 'secretary' },
          deadline: letter.dispatchBy,
          since,
        },
      ];
    case 'dispatched':
      return letter.deliveries.flatMap(({ counterpartyId, outcome }): readonly Task[] => {
        const assignee = { kind: 'role', role: 'secretary' } as const;
        if (outcome.kind === 'awaitingNumber') {
          return [
            {
              key: `obtainIncomingNumber:${counterpartyId}`,
              kind: 'obtainIncomingNumber',
              assignee,
              deadline: outcome.obtainNumberBy,
              since: outcome.since,
              counterpartyId,
            },
          ];
        }
        if (outcome.kind === 'toDispatchAgain') {
          return [
            {
              key: `dispatch:${counterpartyId}`,
              kind: 'dispatch',
              assignee,
              deadline: outcome.dispatchBy,
              since: outcome.since,
              counterpartyId,
            },
          ];
        }
        return [];
      });
    case 'replyDrafted':
    case 'answered':
    case 'executed':
    case 'closed':
    case 'withdrawn':
    case 'annulled':
    case 'imported':
      return [];
    default:
      return letter satisfies never;
  }
};

const acknowledgmentTasks = (letter: Letter): readonly Task[] =>
  letter.status === 'annulled' || letter.status === 'withdrawn'
    ? []
    : letter.acknowledgments
        .filter(({ confirmedAt }) => confirmedAt === undefined)
        .map(({ employeeId, acknowledgeBy, requestedAt }) => ({
          key: `acknowledge:${employeeId}`,
          kind: 'acknowledge',
          assignee: { kind: 'employee', employeeId },
          deadline: acknowledgeBy,
          since: requestedAt,
        }));

/**
 * What the letter's state says that somebody must do next, and by when. A letter that is open always has at
 * least one (invariant 1); a closed one may still be waiting for acknowledgments.
 */
export const openTasks = (letter: LetterState): readonly Task[] =>
  letter === undefined || letter.status === 'abandoned'
    ? []
    : [...stageTasks(letter), ...acknowledgmentTasks(letter)];
