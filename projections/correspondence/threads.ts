import { sql, type Transaction } from 'kysely';
import type { CorrespondenceTables } from './tables.ts';

/** A link as it joins threads: its direction does not matter. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/** Sets of things that have been joined. */
class DisjointSets {
  readonly #parents = new Map<string, string>();

  find(item: string): string {
    let root = item;
    for (let next = this.#parents.get(root); next !== undefined; next = this.#parents.get(root)) root = next;
    for (let at = item; at !== root; ) {
      const next = this.#parents.get(at) ?? root;
      this.#parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(one: string, other: string): void {
    const [a, b] = [this.find(one), this.find(other)];
    if (a !== b) this.#parents.set(b, a);
  }

  groups(items: Iterable<string>): readonly (readonly string[])[] {
    const groups = new Map<string, string[]>();
    for (const item of items) {
      const root = this.find(item);
      const group = groups.get(root);
      if (group) group.push(item);
      else groups.set(root, [item]);
    }
    return [...groups.values()];
  }
}

type Tx = Transaction<CorrespondenceTables>;

interface Member {
  readonly id: string;
  readonly thread_id: string;
  readonly first_position: string;
}

const earliest = (members: readonly Member[]): Member =>
  members.reduce((first, member) => (member.first_position < first.first_position ? member : first));

const rename = async (
  tx: Tx,
  changes: readonly { was: string; is: string }[],
  column: 'id' | 'thread_id',
) => {
  if (changes.length === 0) return;
  await sql`
    update letters set thread_id = changes.new_thread
    from unnest(${changes.map(({ was }) => was)}::uuid[], ${changes.map(({ is }) => is)}::uuid[]) as changes (thread, new_thread)
    where ${sql.ref(column === 'id' ? 'letters.id' : 'letters.thread_id')} = changes.thread`.execute(tx);
};

/**
 * Joins the threads at both ends of each link. A thread goes by its first letter, so the joined one goes by the
 * earlier of the two: it costs what the later one's members number, whatever the size of the other.
 *
 * @param arrived letters that are not written yet, by id; each is a thread of its own so far.
 * @returns the threads that are part of another now, with that one's id. What is written has it already.
 */
export const joinThreads = async (
  tx: Tx,
  edges: readonly Edge[],
  arrived: ReadonlyMap<string, { readonly first_position: string }>,
): Promise<ReadonlyMap<string, string>> => {
  if (edges.length === 0) return new Map();
  const ends = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const written = [...ends].filter((id) => !arrived.has(id));
  const { rows } =
    written.length === 0
      ? { rows: [] }
      : await sql<Member>`
          select l.id, l.thread_id, root.first_position from letters l join letters root on root.id = l.thread_id
          where l.id = any(${written}::uuid[])`.execute(tx);
  const letters = [
    ...rows,
    ...[...ends].flatMap((id): readonly Member[] => {
      const letter = arrived.get(id);
      return letter ? [{ id, thread_id: id, first_position: letter.first_position }] : [];
    }),
  ];
  const byId = new Map(letters.map((letter) => [letter.id, letter]));
  const threads = new Map(letters.map((letter) => [letter.thread_id, letter]));
  const sets = new DisjointSets();
  for (const { from, to } of edges) {
    const [one, other] = [byId.get(from), byId.get(to)];
    // A letter that is not there (yet) joins when it comes.
    if (one && other) sets.join(one.thread_id, other.thread_id);
  }
  const changes = sets.groups(threads.keys()).flatMap((group) => {
    const members = group.flatMap((id) => threads.get(id) ?? []);
    if (members.length < 2) return [];
    const { thread_id: is } = earliest(members);
    return group.filter((id) => id !== is).map((was) => ({ was, is }));
  });
  await rename(
    tx,
    changes.filter(({ was }) => !arrived.has(was)),
    'thread_id',
  );
  return new Map(changes.map(({ was, is }) => [was, is]));
};

/** Finds anew what hangs together in the threads of these letters, after links between them were undone. */
export const splitThreads = async (tx: Tx, letterIds: readonly string[]): Promise<void> => {
  if (letterIds.length === 0) return;
  const { rows: members } = await sql<Member>`
    select id, thread_id, first_position from letters
    where thread_id in (select thread_id from letters where id = any(${[...letterIds]}::uuid[]))`.execute(tx);
  const ids = members.map(({ id }) => id);
  const { rows: links } = await sql<{ letter_id: string; target_id: string }>`
    select letter_id, target_id from letter_links
    where letter_id = any(${ids}::uuid[]) and target_id = any(${ids}::uuid[])`.execute(tx);
  const sets = new DisjointSets();
  for (const { letter_id, target_id } of links) sets.join(letter_id, target_id);
  const byId = new Map(members.map((member) => [member.id, member]));
  const changes = sets.groups(ids).flatMap((group) => {
    const thread = group.flatMap((id) => byId.get(id) ?? []);
    const { id: is } = earliest(thread);
    return thread.filter(({ thread_id }) => thread_id !== is).map(({ id }) => ({ was: id, is }));
  });
  await rename(tx, changes, 'id');
};
