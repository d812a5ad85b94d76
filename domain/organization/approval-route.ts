import type { ApprovalStep } from '../letter/events.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { lineage, type Organization } from './organization.ts';

export interface RouteRequest {
  readonly authorId: string;
  readonly departmentId: string;
  /** Who signs. None: the head at the root of the author's line. */
  readonly signatoryId?: string;
  readonly documentKind?: string;
}

/**
 * The way that a letter takes to its signatory: the author's head, that head's head, and so on, each a step, or, where the
 * organisation's line is parallel, all of them but the signatory one step that every one of them must agree to; with the steps
 * that rules add for this kind of document, at the start or before the signatory. Never the author, nobody twice, only the
 * living. A signatory outside the author's line comes after the whole of it. Empty when the author is the signatory and no
 * rule asks anybody else.
 *
 * Refused, NO_SIGNATORY_IN_LINE, when nobody could sign: none is named and no department of the line has a head.
 */
export const approvalRoute = (
  organization: Organization,
  request: RouteRequest,
): readonly ApprovalStep[] | Refusal => {
  const { authorId, departmentId, documentKind } = request;
  const line = [
    ...new Set(
      lineage(organization, departmentId).flatMap(({ headId }) => (headId === undefined ? [] : [headId])),
    ),
  ];
  const signatoryId = request.signatoryId ?? line.at(-1);
  if (!signatoryId) return refuse('NO_SIGNATORY_IN_LINE', { departmentId });
  const signatory = organization.employees.get(signatoryId);
  if (!signatory || signatory.dismissed) {
    return refuse('EMPLOYEE_DISMISSED', { id: signatoryId, name: signatory?.name ?? signatoryId });
  }

  const upTo = line.indexOf(signatoryId);
  // Whoever is at or above the signatory in rank does not approve for them; the author's superiors begin above the author.
  const below = upTo < 0 ? line : line.slice(0, upTo);
  const heads = authorId === signatoryId ? [] : below.slice(below.indexOf(authorId) + 1);
  const closing = authorId === signatoryId ? [] : [signatoryId];

  const taken = new Set<string>([authorId, ...heads, ...closing]);
  const ruleSteps = (place: 'first' | 'beforeSignatory'): readonly ApprovalStep[] =>
    [...organization.approvalRules.values()]
      .filter((rule) => rule.place === place)
      .filter(({ documentKinds }) => documentKinds.length === 0 || documentKinds.includes(documentKind ?? ''))
      .flatMap((rule) => {
        const approvers = rule.approverIds.filter(
          (id) => !taken.has(id) && organization.employees.get(id)?.dismissed === false,
        );
        for (const id of approvers) taken.add(id);
        const origin = { kind: 'rule' as const, ruleId: rule.id, name: rule.name };
        return approvers.length === 0 ? [] : [{ approvers, mode: rule.mode, origin }];
      });
  const step = (...approvers: readonly string[]): ApprovalStep => ({
    approvers: [...approvers],
    mode: 'all',
    origin: { kind: 'line' },
  });
  const isParallel = organization.approvalLine === 'parallel' && heads.length > 0;
  const lineSteps = isParallel ? [step(...heads)] : heads.map((head) => step(head));

  const first = ruleSteps('first');
  const beforeSignatory = ruleSteps('beforeSignatory');
  return [...first, ...lineSteps, ...beforeSignatory, ...closing.map((id) => step(id))];
};
