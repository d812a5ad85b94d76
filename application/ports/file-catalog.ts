import type { FileReference } from '../../domain/letter/card.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';

/** Which stored files there are, and who may use them. */
export interface FileCatalog {
  /**
   * The stored file of that hash if the viewer may attach it: one of `employeeIds` uploaded it, or it is on a
   * letter that they may see. Knowing a hash opens nothing.
   */
  find(sha256: string, viewer: Viewer): Promise<FileReference | undefined>;
}
