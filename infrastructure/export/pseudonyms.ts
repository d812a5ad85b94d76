import { createHmac, randomBytes } from 'node:crypto';

/**
 * Stands another name for each id, the same for the same id in one export and another in the next: the key is forgotten
 * with the export, so nobody can join two of them, or find an id by trying.
 */
export const pseudonyms = (): ((id: string) => string) => {
  const key = randomBytes(32);
  return (id) => createHmac('sha256', key).update(id).digest('hex').slice(0, 32);
};
