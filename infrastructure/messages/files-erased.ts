import type { FileErasure } from '../../domain/personal-data/erased-files.ts';

/** As much of a hash as tells files apart for people. */
const hashes = ({ fileHashes }: FileErasure): string =>
  fileHashes.map((sha256) => `${sha256.slice(0, 16)}…`).join(', ');

export const filesErased = {
  ru: (data: FileErasure) => `Стёрты файлы (SHA-256: ${hashes(data)}) по приказу ${data.erasureId}`,
  en: (data: FileErasure) => `Files were erased (SHA-256: ${hashes(data)}) by order ${data.erasureId}`,
} as const;
