import type { Entry } from '../../domain/evidence/documents.ts';
import { filesOf } from '../../domain/evidence/verify/check-files.ts';

/**
 * Files that were erased from every letter which names them here. A letter elsewhere may have brought one again; it is that
 * letter's, and its bytes are not shown with these.
 */
export const filesGone = (entries: readonly Entry[]): ReadonlySet<string> => {
  const there = new Map<string, Set<string>>();
  const erased = new Set<string>();
  for (const entry of [...entries].sort((one, other) => one.index - other.index)) {
    const files = there.get(entry.stream) ?? new Set();
    there.set(entry.stream, files);
    if (entry.type === 'FilesErased') {
      for (const sha256 of entry.data.fileHashes as readonly string[]) {
        files.delete(sha256);
        erased.add(sha256);
      }
    } else {
      for (const sha256 of filesOf([{ entry, file: '', line: 0 }]).keys()) files.add(sha256);
    }
  }
  for (const files of there.values()) for (const sha256 of files) erased.delete(sha256);
  return erased;
};
