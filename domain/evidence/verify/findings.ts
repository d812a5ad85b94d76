import { type CheckCode, type CheckResult, checkCodes, type Finding } from '../finding.ts';
import type { Problem, Remark } from '../problem.ts';

/** More of one kind are counted, and not kept: the first ones name what is wrong. */
const KEPT = 100;

interface Tally {
  checked: number;
  failed: number;
  readonly kept: Finding[];
  readonly remarks: Remark[];
  skipped: boolean;
}

/** Collects what the checks find. */
export class Findings {
  readonly #tallies = new Map<CheckCode, Tally>();

  /** `count` more things of that kind were looked at. */
  checked(code: CheckCode, count = 1): void {
    this.#tally(code).checked += count;
  }

  add(
    code: CheckCode,
    file: string,
    problem: Problem,
    more: Omit<Finding, 'code' | 'file' | 'problem'> = {},
  ): void {
    const tally = this.#tally(code);
    tally.failed += 1;
    if (tally.kept.length < KEPT) tally.kept.push({ code, file, problem, ...more });
  }

  remark(code: CheckCode, remark: Remark): void {
    this.#tally(code).remarks.push(remark);
  }

  /** What it needs is missing or broken, which another check has told. */
  skip(code: CheckCode): void {
    this.#tally(code).skipped = true;
  }

  failed(code: CheckCode): boolean {
    return (this.#tallies.get(code)?.failed ?? 0) > 0;
  }

  results(): readonly CheckResult[] {
    return checkCodes.map((code) => {
      const tally = this.#tallies.get(code);
      if (!tally) return { code, outcome: 'absent', checked: 0, findings: [], remarks: [] };
      const { checked, failed, kept, remarks, skipped } = tally;
      const outcome = failed > 0 ? 'failed' : skipped ? 'skipped' : checked > 0 ? 'passed' : 'absent';
      const more: Remark[] =
        failed > kept.length ? [{ kind: 'moreFindings', count: failed - kept.length }] : [];
      return { code, outcome, checked, findings: kept, remarks: [...remarks, ...more] };
    });
  }

  #tally(code: CheckCode): Tally {
    let tally = this.#tallies.get(code);
    if (!tally) {
      tally = { checked: 0, failed: 0, kept: [], remarks: [], skipped: false };
      this.#tallies.set(code, tally);
    }
    return tally;
  }
}
