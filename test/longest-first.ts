import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes long for its size: processes that are started, killed and waited for, and much that is tried at random. */
const long = [
  'crashes',
  'instances',
  'server-process',
  'migrate-log',
  'read-models-of-another-log',
  'ledger',
  'log-export',
  'time-travel',
  'eventstoredb-faults',
  'tour-on-eventstore',
  'timestamps',
  'evidence-browser',
  'erase-command',
  'simulation',
  'readme',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.indexOf(basename(moduleId, '.test.ts'));
  return at < 0 ? long.length : at;
};

/**
 * Starts the files that take longest first, so that at the end no core waits for one long file. Where nothing is known of the
 * run before, as in a fresh checkout, Vitest goes by the files' size, which says little of it.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const known = files.every((file) => this.ctx.cache.getTestSpecificationResult(file));
    const sorted = await super.sort(files);
    return known ? sorted : sorted.sort((one, other) => rank(one) - rank(other));
  }
}
