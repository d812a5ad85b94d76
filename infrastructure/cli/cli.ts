import type { Installation } from '../installation.ts';

/** What the commands of the command line share. */
export interface Cli {
  /** Opens the installation for one piece of work, and closes it whatever happens. */
  readonly atWork: (work: (installation: Installation) => Promise<void>) => Promise<void>;
  readonly say: (line: string) => void;
  /** An error that is explained by its message alone. */
  readonly explained: (message: string) => Error;
  /** Ends with the exit code of a failure, once all is said. */
  readonly fail: () => void;
  /** Ends with the exit code of what was done but for some of it. */
  readonly partly: () => void;
}
