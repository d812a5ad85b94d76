import type pg from 'pg';
import type { ErasableFiles, FileHolder } from '../../application/ports/erasable-files.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import type { ReadModelClock } from '../../application/ports/read-model-clock.ts';
import {
  filesNamed,
  filesOfCounterparties,
  holdsOnFiles,
  namingsOf,
} from '../../projections/files/queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { underIntakeLock } from '../mail/intake-lock.ts';
import type { FileRegister } from './file-register.ts';
import type { FileStore } from './file-store.ts';

export interface FileRemovalParts {
  readonly read: ReadModel;
  readonly eventStore: EventStore;
  readonly readModels: ReadModelClock;
  readonly files: FileStore;
  readonly register: FileRegister;
  readonly pool: pg.Pool;
}

/** The files of the store, for erasures. */
export const erasableFiles = ({
  read,
  eventStore,
  readModels,
  files,
  register,
  pool,
}: FileRemovalParts): ErasableFiles => ({
  of: (counterpartyIds, mailIds) => filesOfCounterparties(read, counterpartyIds, mailIds),
  heldBy: (holds, fileHashes) => holdsOnFiles(read, holds, fileHashes),
  async known(fileHashes) {
    const known = new Set(await filesNamed(read, fileHashes));
    for (const sha256 of fileHashes) if ((await files.sizeOf(sha256)) !== undefined) known.add(sha256);
    return known;
  },
  // A message keeps its attachments before it is recorded, so none may be on its way in.
  remove: (fileHashes, orderedAt) =>
    underIntakeLock(pool, async () => {
      await readModels.reached(await eventStore.head());
      const namings = await namingsOf(read, fileHashes, orderedAt);
      const anew = new Set(namings.filter(({ isAnew }) => isAnew).map(({ sha256 }) => sha256));
      const gone = fileHashes.filter((sha256) => !anew.has(sha256));
      await register.forget(gone);
      for (const sha256 of gone) await files.remove(sha256);
      const holders = Map.groupBy(
        namings.filter(({ isAnew }) => !isAnew),
        ({ category, id }) => `${category}-${id}`,
      );
      return [...holders.values()].flatMap((named): readonly FileHolder[] => {
        const [first] = named;
        return first
          ? [{ category: first.category, id: first.id, fileHashes: named.map(({ sha256 }) => sha256) }]
          : [];
      });
    }),
});
