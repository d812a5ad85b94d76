import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

/**
 * What was compiled for one start is not compiled again for the next, nor for a thread, which has to say so for itself. It is kept
 * beside the program, where only those may write who may change the program itself; where nobody may, Node.js does without.
 * NODE_COMPILE_CACHE=<folder> puts it elsewhere.
 */
export const useCompileCache = (): void => {
  enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/chancery'));
};
