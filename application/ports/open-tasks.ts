import type { AssigneeReference } from '../../domain/letter/letter.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';

/** What is asked of the read models about open tasks; the answers are as old as those are. */
export interface OpenTasks {
  /** How many tasks of the reference there are in letters that the viewer may see. */
  count(viewer: Viewer, reference: AssigneeReference): Promise<number>;
}
