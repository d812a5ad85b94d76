/**
 * The way from a node up to the root, as a proof goes it (RFC 9162 §2.1.3.2 and §2.1.4.2): tells `join` of each
 * sibling and the side it is on.
 *
 * @param place the node's place in its row of the tree, from 0, and `last` that of the row's last node.
 * @returns what is wrong with the number of siblings, if anything.
 */
export const climb = (
  place: number,
  last: number,
  siblings: readonly Uint8Array[],
  join: (sibling: Uint8Array, side: 'left' | 'right') => void,
): 'proof-too-short' | 'proof-too-long' | undefined => {
  let at = place;
  let end = last;
  const up = () => {
    at = Math.floor(at / 2);
    end = Math.floor(end / 2);
  };
  for (const sibling of siblings) {
    if (end === 0) return 'proof-too-long';
    if (at % 2 === 1 || at === end) {
      join(sibling, 'left');
      // A row's last node without a sibling stands in the rows above as it is, until it has one.
      while (at % 2 === 0 && at !== 0) up();
    } else {
      join(sibling, 'right');
    }
    up();
  }
  return end === 0 ? undefined : 'proof-too-short';
};
