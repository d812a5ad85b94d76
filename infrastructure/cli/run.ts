import { codeOf } from './exit-codes.ts';
import { explanation } from './explanation.ts';
import { chanceryProgram } from './program.ts';

/** Does what the arguments say. An error is explained. @returns the exit code, where there was one */
export const obey = async (args: readonly string[]): Promise<number | undefined> => {
  try {
    await chanceryProgram().parseAsync(args, { from: 'user' });
    return undefined;
  } catch (error) {
    process.stderr.write(`${explanation(error)}\n`);
    return codeOf(error);
  }
};

/** Does what the command line says. An error ends the process. */
export const run = async (): Promise<void> => {
  const failed = await obey(process.argv.slice(2));
  if (failed !== undefined) process.exit(failed);
};
