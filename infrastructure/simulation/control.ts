import type { Letter } from '../../domain/letter/letter.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { responsibleFor } from '../../domain/organization/responsible.ts';
import { listLetters } from '../../projections/correspondence/letter-queries.ts';
import { listTasks } from '../../projections/correspondence/task-queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { everybody } from '../cli/everybody.ts';

const PAGE = 500;

/** The promise: no open letter without somebody alive who must act on it, and a date. Once by the log, once by the read models. */
export interface Control {
  readonly open: number;
  readonly openTasks: number;
  /** Of the open tasks, those whose due date has passed. */
  readonly overdueTasks: number;
  /** Ids of open letters without an owner or a date, by the log; by the read models. */
  readonly lostByLog: readonly string[];
  readonly lostByReadModels: readonly string[];
  /** Open letters and tasks that only one of the two knows. */
  readonly differences: number;
}

interface OpenWork {
  readonly letters: ReadonlySet<string>;
  /** `letter id/task key/due`. */
  readonly tasks: ReadonlySet<string>;
  readonly lost: readonly string[];
}

type Owned = Pick<ReturnType<typeof openTasks>[number], 'key' | 'assignee' | 'deadline'>;

const openWork = (
  organization: Organization,
  letters: Iterable<readonly [id: string, tasks: readonly Owned[]]>,
): OpenWork => {
  const ids = new Set<string>();
  const keys = new Set<string>();
  const lost: string[] = [];
  for (const [id, tasks] of letters) {
    ids.add(id);
    for (const { key, deadline } of tasks) keys.add(`${id}/${key}/${deadline.due}`);
    const isOwned = tasks.some(({ assignee, deadline }) => {
      const owners = responsibleFor(organization, assignee);
      const living = owners.filter((owner) => organization.employees.get(owner)?.dismissed === false);
      return living.length > 0 && !Number.isNaN(Date.parse(deadline.due));
    });
    if (!isOwned) lost.push(id);
  }
  return { letters: ids, tasks: keys, lost };
};

const ofReadModels = async (read: ReadModel): Promise<ReadonlyMap<string, readonly Owned[]>> => {
  const letters = new Map<string, Owned[]>();
  for (let after: string | undefined; ; ) {
    const page = await listLetters(read, everybody, { open: true }, 'datedAscending', { first: PAGE, after });
    for (const { node } of page.edges) letters.set(node.id, []);
    if (!page.hasNextPage) break;
    after = page.edges.at(-1)?.cursor;
  }
  for (let after: string | undefined; ; ) {
    const page = await listTasks(read, everybody, {}, { first: PAGE, after });
    for (const { node } of page.edges) letters.get(node.letter.id)?.push(node);
    if (!page.hasNextPage) break;
    after = page.edges.at(-1)?.cursor;
  }
  return letters;
};

/** `open`: the letters that the log says are open. `now`: by which tasks are overdue. */
export const control = async (
  read: ReadModel,
  organization: Organization,
  open: ReadonlyMap<string, Letter>,
  now: string,
): Promise<Control> => {
  const byLog = openWork(
    organization,
    [...open].map(([id, letter]) => [id, openTasks(letter)] as const),
  );
  const byReadModels = openWork(organization, await ofReadModels(read));
  return {
    open: byLog.letters.size,
    openTasks: byLog.tasks.size,
    overdueTasks: [...open.values()].flatMap(openTasks).filter(({ deadline }) => deadline.due < now).length,
    lostByLog: byLog.lost,
    lostByReadModels: byReadModels.lost,
    differences:
      byLog.letters.symmetricDifference(byReadModels.letters).size +
      byLog.tasks.symmetricDifference(byReadModels.tasks).size,
  };
};
