import type { Problem, Remark } from './problem.ts';

/** What a verifier checks, in this order (docs/evidence/format.md, "What a verifier does"). */
export const checkCodes = [
  'ZIP',
  'BAG',
  'JSON',
  'CHECKPOINT',
  'KEYS',
  'ATTESTATION',
  'LEAF',
  'INCLUSION',
  'STREAM',
  'FILE',
  'REVISION',
  'DISCLOSED',
  'CONSISTENCY',
  'WITNESS',
  'TIMESTAMP',
  'INDEX',
] as const;
export type CheckCode = (typeof checkCodes)[number];

/** Something that is not as it must be: where, and why. */
export interface Finding {
  readonly code: CheckCode;
  /** Path below the bundle's folder, or the zip's own name. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** Offset from the file's beginning, from 0. */
  readonly byte?: number;
  /** The event that it is about: its index in the log. */
  readonly event?: number;
  readonly problem: Problem;
  readonly expected?: string;
  readonly found?: string;
}

/** What came of one check: how many things were looked at, and what was wrong with them. */
export interface CheckResult {
  readonly code: CheckCode;
  /** `absent`: the bundle has nothing of the kind. `skipped`: an earlier failure left nothing to look at. */
  readonly outcome: 'passed' | 'failed' | 'absent' | 'skipped';
  readonly checked: number;
  readonly findings: readonly Finding[];
  /** What the outcome does not tell: for example that a key was taken from the bundle itself. */
  readonly remarks: readonly Remark[];
}
