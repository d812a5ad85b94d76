import { taskKinds } from '../task-kinds.ts';

/**
 * What takes time: each kind of task; and two that span several of them and are nobody's in particular: `answer`, from
 * registration until the reply is dispatched or waived, and `approvalRound`, from submission until approval or return.
 */
export const wholeStages = ['answer', 'approvalRound'] as const;
export const stageKinds = [...taskKinds, ...wholeStages] as const;
export type StageKind = (typeof stageKinds)[number];
