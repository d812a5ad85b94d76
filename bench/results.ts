import type { Machine } from './machine.ts';
import type { Metric } from './scenario.ts';
import type { Spread } from './statistics.ts';

/** What a run measured, as it is kept in bench/results/<mode>.json. */
export interface RunResult {
  readonly mode: 'short' | 'full';
  readonly versions: Readonly<Record<string, string>>;
  readonly seconds: number;
  readonly cases: readonly CaseResult[];
}

export interface CaseResult {
  /** When, at which commit and on what: scenarios may be run again one by one. */
  readonly date: string;
  readonly commit: string;
  readonly machine: Machine;
  readonly mode: 'short' | 'full';
  readonly scenario: string;
  readonly scenarioTitle: string;
  readonly name: string;
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly rounds: number;
  readonly notes: readonly string[];
  readonly contenders: readonly ContenderResult[];
  readonly bars: readonly BarResult[];
}

export interface ContenderResult {
  readonly name: string;
  readonly metrics: Readonly<Record<string, Spread & { readonly rounds: readonly number[] }>>;
}

export interface BarResult extends Spread {
  readonly text: string;
  readonly contender: string;
  readonly metric: string;
  readonly limit: number;
  readonly isRatio: boolean;
  readonly met: boolean;
}
