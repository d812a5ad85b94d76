import { FAILED, MISUSED } from './cli/exit-codes.ts';
import { explanation } from './cli/explanation.ts';
import { chanceryProgram } from './cli/program.ts';
import { Misuse } from './speaking-error.ts';

try {
  await chanceryProgram().parseAsync();
} catch (error) {
  process.stderr.write(`${explanation(error)}\n`);
  process.exit(error instanceof Misuse ? MISUSED : FAILED);
}
