import {
  type ASTVisitor,
  type FieldNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from './api-error.ts';

const LIMIT = 20_000;
const DEEPEST = 20;

/** How many of it there may be: what is asked for as `first`, or else what a page has. */
const multiplicity = (field: FieldNode): number => {
  const first = field.arguments?.find(({ name }) => name.value === 'first')?.value;
  if (first?.kind === Kind.INT) return Math.max(Number(first.value), 1);
  // A query is judged once, whatever its variables.
  if (first?.kind === Kind.VARIABLE) return 50;
  return pagedFields.has(field.name.value) ? 20 : 1;
};

const pagedFields: ReadonlySet<string> = new Set([
  'letters',
  'tasks',
  'projects',
  'counterparties',
  'search',
  'timeline',
  'entries',
  'employees',
  'history',
  'readings',
  'checkpoints',
  'notices',
  'noticeProblems',
]);

/**
 * A rule of validation that refuses a query that would ask for too much: each field counts once for every object
 * that it may be read of, and nothing lies deeper than twenty fields.
 */
export const costLimit = (context: ValidationContext): ASTVisitor => {
  const costOf = (
    set: SelectionSetNode,
    times: number,
    depth: number,
    fragments: readonly string[],
  ): number => {
    if (depth > DEEPEST) return Number.POSITIVE_INFINITY;
    let cost = 0;
    for (const selection of set.selections) {
      if (cost > LIMIT) return cost;
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value.startsWith('__')) continue;
        cost += times;
        if (selection.selectionSet) {
          const inner = times * multiplicity(selection);
          cost += costOf(selection.selectionSet, inner, depth + 1, fragments);
        }
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        cost += costOf(selection.selectionSet, times, depth, fragments);
      } else {
        const name = selection.name.value;
        const fragment = context.getFragment(name);
        // A fragment within itself is another rule's to refuse.
        if (fragment && !fragments.includes(name)) {
          cost += costOf(fragment.selectionSet, times, depth, [...fragments, name]);
        }
      }
    }
    return cost;
  };
  return {
    OperationDefinition(node) {
      const cost = costOf(node.selectionSet, 1, 1, []);
      if (cost <= LIMIT) return;
      const originalError = new Refused(
        refuse('QUERY_TOO_COMPLEX', {
          cost: Number.isFinite(cost) ? cost : 'depth',
          limit: LIMIT,
        }),
      );
      context.reportError(new GraphQLError('Too complex', { nodes: node, originalError }));
    },
  };
};
