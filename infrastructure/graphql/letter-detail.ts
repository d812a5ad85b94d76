import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { LetterDetail } from '../../projections/correspondence/letter-outline.ts';

/** Fields of a letter that its outline answers, and those that need no more than its id. */
const outlined: ReadonlySet<string> = new Set([
  '__typename',
  'id',
  'revision',
  'direction',
  'status',
  'isOpen',
  'number',
  'subject',
  'documentKind',
  'confidentiality',
  'createdAt',
  'links',
  'thread',
]);

type Fragments = GraphQLResolveInfo['fragments'];

/** The fields of a selection, those of its fragments among them. */
const fieldsOf = (set: SelectionSetNode | undefined, fragments: Fragments): readonly FieldNode[] =>
  (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return fieldsOf(inner?.selectionSet, fragments);
  });

const known = new WeakMap<FieldNode, LetterDetail>();

const detailOf = (connection: FieldNode, fragments: Fragments): LetterDetail => {
  const before = known.get(connection);
  if (before) return before;
  const asked = fieldsOf(connection.selectionSet, fragments).flatMap((field) => {
    const inner = fieldsOf(field.selectionSet, fragments);
    if (field.name.value === 'nodes') return inner;
    return field.name.value === 'edges'
      ? inner
          .filter(({ name }) => name.value === 'node')
          .flatMap((node) => fieldsOf(node.selectionSet, fragments))
      : [];
  });
  const detail = asked.every(({ name }) => outlined.has(name.value)) ? 'outline' : 'whole';
  known.set(connection, detail);
  return detail;
};

/** How much must be read of the letters of the connection that is being resolved. */
export const letterDetail = ({ fieldNodes, fragments }: GraphQLResolveInfo): LetterDetail =>
  fieldNodes.every((field) => detailOf(field, fragments) === 'outline') ? 'outline' : 'whole';
