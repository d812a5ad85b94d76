import type { FileReference } from '../letter/card.ts';

/** Why it was done, where an event's payload says so. */
export const reasonOf = (data: object): string | null => {
  const { reason, duplicatesOverridden } = data as {
    reason?: string;
    duplicatesOverridden?: { reason: string };
  };
  return reason ?? duplicatesOverridden?.reason ?? null;
};

/** The files that an event's payload names. */
export const filesOf = (data: object): readonly FileReference[] => {
  const { files = [], file } = data as { files?: readonly FileReference[]; file?: FileReference };
  return file ? [...files, file] : files;
};
