type Find<Value> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>;

/**
 * What requests ask for in one turn of the event loop is found in one query for all of them: under load a statement costs more than
 * what it brings. Nobody is told of what was before they asked. For what everybody sees alike: each is given all that was found.
 */
export const foundTogether = <Value>(find: Find<Value>): Find<Value> => {
  let next: { readonly ids: Set<string>; readonly found: Promise<ReadonlyMap<string, Value>> } | undefined;
  return (ids) => {
    if (!next) {
      const wanted = new Set<string>();
      const found = new Promise<void>((settle) => setImmediate(settle)).then(() => {
        next = undefined;
        return find([...wanted]);
      });
      next = { ids: wanted, found };
    }
    for (const id of ids) next.ids.add(id);
    return next.found;
  };
};
