import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes lines to stdout as they come. Whoever reads them may have seen enough and close the pipe. */
export const writeOut = async (lines: AsyncIterable<string>): Promise<void> => {
  try {
    await pipeline(Readable.from(lines), process.stdout, { end: false });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EPIPE') throw error;
  }
};
