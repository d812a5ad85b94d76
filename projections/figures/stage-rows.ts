import { nameOfReference, type Stage } from '../../domain/figures/letter-stages.ts';
import type { LetterTraits } from '../../domain/figures/letter-traits.ts';
import { arrayOf } from '../rows.ts';
import { NOT_OVER } from './tables.ts';

export const stageRow = (letterId: string, stage: Stage) => {
  const { began, assignee, earlier, pauses, ended } = stage;
  return {
    letter_id: letterId,
    key: stage.key,
    began_position: began.position,
    kind: stage.kind,
    round: stage.round ?? null,
    step: stage.step ?? null,
    counterparty_id: stage.counterpartyId ?? null,
    assignee_kind: assignee?.kind ?? null,
    assignee: assignee ? nameOfReference(assignee) : null,
    due_at: stage.due ?? null,
    clock: stage.clock,
    began_at: began.at,
    began_worked: began.worked,
    earlier:
      earlier.length === 0
        ? null
        : earlier.map(({ until, due, assignee: whose }) => [
            until,
            due ?? null,
            whose?.kind ?? null,
            whose ? nameOfReference(whose) : null,
          ]),
    pauses:
      pauses.length === 0
        ? null
        : pauses.map(({ from, to }) => [
            from.position,
            from.at,
            from.worked,
            to?.position ?? NOT_OVER,
            to?.at ?? null,
            to?.worked ?? null,
          ]),
    ended_position: ended?.position ?? NOT_OVER,
    ended_at: ended?.at ?? null,
    ended_worked: ended?.worked ?? null,
    ended_on: ended?.on ?? null,
    outcome: ended?.outcome ?? null,
    holder_id: ended?.employeeId ?? null,
    department_id: ended?.departmentId ?? null,
    ended_by: ended?.by ?? null,
    on_behalf_of: ended?.onBehalfOf ?? null,
    waited: ended?.waited ?? 0,
    waited_worked: ended?.waitedWorked ?? 0,
  };
};

export const letterRow = (letterId: string, traits: LetterTraits, from: string, to: string) => ({
  letter_id: letterId,
  from_position: from,
  to_position: to,
  direction: traits.direction,
  document_kind: traits.documentKind,
  department_id: traits.departmentId,
  responsible_department_id: traits.responsibleDepartmentId,
  counterparty_ids: arrayOf(traits.counterpartyIds),
  project_ids: arrayOf(traits.projectIds),
});
