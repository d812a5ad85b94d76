import { readFile } from 'node:fs/promises';
import type { Trust } from '../../domain/evidence/verify/verify-bundle.ts';
import { timestampReader } from '../evidence/timestamp-reader.ts';
import { reportJson, reportText } from '../evidence/verifier/report-text.ts';
import { verifyAt } from '../evidence/verify-at.ts';
import type { Language } from '../messages/language.ts';
import { FAILED } from './exit-codes.ts';
import { say } from './say.ts';

export interface VerifyBundleOptions {
  readonly key: readonly string[];
  readonly witness: readonly string[];
  readonly tsa: readonly string[];
  readonly since?: string;
  readonly language: Language;
  readonly json?: boolean;
}

/** Verifies a bundle, says what came of it, and ends with 1 where it does not hold. */
export const verifyBundle = async (path: string, options: VerifyBundleOptions): Promise<void> => {
  const trust: Trust = {
    keys: options.key,
    witnesses: options.witness,
    ...(options.since !== undefined && { since: await readFile(options.since, 'utf8') }),
  };
  const authorities = await Promise.all(options.tsa.map((file) => readFile(file, 'utf8')));
  const report = await verifyAt(path, trust, timestampReader(authorities));
  say(options.json ? reportJson(report, options.language) : reportText(report, options.language));
  if (!report.intact) process.exitCode = FAILED;
};
