import type { BenchServer } from './database.ts';
import type { CaseResult } from './results.ts';

/** What every scenario is given. */
export interface BenchContext {
  readonly mode: 'short' | 'full';
  readonly server: BenchServer;
  /** Letters of the largest register that the full mode goes to. */
  readonly largest: number;
  /** What was measured so far, for scenarios that build on it. */
  readonly results: readonly CaseResult[];
  /** The one for the short mode, or the one for the full. */
  pick<Value>(short: Value, full: Value): Value;
  progress(text: string): void;
}
