import type { Chancery } from '../../application/chancery.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { FileStore } from '../files/file-store.ts';

/** Why the store cannot give a file that something names: its bytes were erased by an order, or the disk is at fault. */
export const unreadableFile = async (
  { privacy }: Chancery,
  files: FileStore,
  sha256: string,
): Promise<Refusal> => {
  const there = (await files.sizeOf(sha256)) !== undefined;
  const order = there ? undefined : await privacy.erasureOfFile(sha256);
  return order ? refuse('FILE_ERASED', { sha256, erasureId: order.id }) : refuse('FILE_DAMAGED', { sha256 });
};
