import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';
import type { LetterDetail, OutlineField } from '../../projections/correspondence/letter-outline.ts';

/** What must be read of a letter's outline for each field that it answers; the other fields need the whole letter. */
const outlined: ReadonlyMap<string, OutlineField | undefined> = new Map([
  ['revision', 'revision'],
  ['number', 'number'],
  ['subject', 'subject'],
  ['documentKind', 'documentKind'],
  ['confidentiality', 'confidentiality'],
  ['createdAt', 'createdAt'],
  ['thread', 'thread'],
  // These follow from what is always read.
  ['__typename', undefined],
  ['id', undefined],
  ['direction', undefined],
  ['status', undefined],
  ['isOpen', undefined],
  ['links', undefined],
]);

type Fragments = GraphQLResolveInfo['fragments'];

/** The fields of a selection, those of its fragments among them. */
const fieldsOf = (set: SelectionSetNode | undefined, fragments: Fragments): readonly FieldNode[] =>
  (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return fieldsOf(inner?.selectionSet, fragments);
  });

const fieldsOfNodes = (connection: FieldNode, fragments: Fragments): readonly string[] =>
  fieldsOf(connection.selectionSet, fragments)
    .flatMap((field) => {
      const inner = fieldsOf(field.selectionSet, fragments);
      if (field.name.value === 'nodes') return inner;
      return field.name.value === 'edges'
        ? inner
            .filter(({ name }) => name.value === 'node')
            .flatMap((node) => fieldsOf(node.selectionSet, fragments))
        : [];
    })
    .map(({ name }) => name.value);

const known = new WeakMap<readonly FieldNode[], LetterDetail>();

/** How much must be read of the letters of the connection that is being resolved. */
export const letterDetail = ({ fieldNodes, fragments }: GraphQLResolveInfo): LetterDetail => {
  const before = known.get(fieldNodes);
  if (before) return before;
  const asked = new Set(fieldNodes.flatMap((field) => fieldsOfNodes(field, fragments)));
  const detail = [...asked].every((name) => outlined.has(name))
    ? [...outlined].flatMap(([name, field]) => (field && asked.has(name) ? [field] : []))
    : 'whole';
  known.set(fieldNodes, detail);
  return detail;
};
