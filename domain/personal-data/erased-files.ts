import { type Static, Type } from 'typebox';
import { Fields, Id } from '../fields.ts';

/** Of files that were erased: by which order, and which they are. Their names and hashes stay where they were named. */
export const FileErasure = Fields({
  erasureId: Id,
  fileHashes: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { minItems: 1 }),
});
export type FileErasure = Static<typeof FileErasure>;

/** A file whose bytes are gone, as the letter or message has it that named it. */
export interface ErasedFile {
  readonly sha256: string;
  readonly erasureId: string;
  readonly erasedAt: string;
}

type Erased = readonly ErasedFile[];
type Named = { readonly sha256: string };

/** Whether the file is erased where it is named, and by what. */
export const erasedAs = (
  { erasedFiles }: { readonly erasedFiles?: Erased },
  sha256: string,
): ErasedFile | undefined => erasedFiles?.find((file) => file.sha256 === sha256);

/** The files that are still there. */
export const notErased = <File extends Named>(
  holder: { readonly erasedFiles?: Erased },
  files: readonly File[],
): readonly File[] => files.filter(({ sha256 }) => !erasedAs(holder, sha256));

/** What names them, once they are erased. */
export const withErasedFiles = <Holder extends { readonly erasedFiles?: Erased }>(
  holder: Holder,
  { erasureId, fileHashes }: FileErasure,
  erasedAt: string,
): Holder => ({
  ...holder,
  erasedFiles: [
    ...(holder.erasedFiles ?? []).filter(({ sha256 }) => !fileHashes.includes(sha256)),
    ...fileHashes.map((sha256) => ({ sha256, erasureId, erasedAt })),
  ],
});

/** The same once these files were brought anew. */
export const withFilesAnew = <Holder extends { readonly erasedFiles?: Erased }>(
  holder: Holder,
  files: readonly Named[],
): Holder => {
  if (!holder.erasedFiles) return holder;
  const { erasedFiles, ...rest } = holder;
  const left = erasedFiles.filter(({ sha256 }) => !files.some((file) => file.sha256 === sha256));
  return (left.length > 0 ? { ...rest, erasedFiles: left } : rest) as Holder;
};
