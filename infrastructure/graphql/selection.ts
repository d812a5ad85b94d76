import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Selected = Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>;

/** The fields of a selection, those of its fragments among them. */
const fieldsOf = (
  set: SelectionSetNode | undefined,
  fragments: Selected['fragments'],
): readonly FieldNode[] =>
  (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return fieldsOf(inner?.selectionSet, fragments);
  });

/** Which fields are asked for at that path below the field that is being resolved, by their names in the schema. */
export const askedAt = (
  { fieldNodes, fragments }: Selected,
  ...path: readonly string[]
): ReadonlySet<string> => {
  const below = (nodes: readonly FieldNode[]) =>
    nodes.flatMap(({ selectionSet }) => fieldsOf(selectionSet, fragments));
  const asked = path.reduce(
    (nodes, step) => below(nodes).filter(({ name }) => name.value === step),
    fieldNodes,
  );
  return new Set(below(asked).map(({ name }) => name.value));
};

/** Works out once for each place in a query what follows from its selection, however many objects are there. */
export const oncePerSelection = <Value>(work: (selected: Selected) => Value) => {
  const known = new WeakMap<readonly FieldNode[], { readonly value: Value }>();
  return (selected: Selected): Value => {
    const result = known.get(selected.fieldNodes) ?? { value: work(selected) };
    known.set(selected.fieldNodes, result);
    return result.value;
  };
};
