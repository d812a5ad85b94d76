import { codeOf } from './exit-codes.ts';
import { explanation } from './explanation.ts';
import { chanceryProgram } from './program.ts';

/** Does what the command line says. An error is explained, and ends the process. */
export const run = async (): Promise<void> => {
  try {
    await chanceryProgram().parseAsync();
  } catch (error) {
    process.stderr.write(`${explanation(error)}\n`);
    process.exit(codeOf(error));
  }
};
