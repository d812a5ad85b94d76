import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { emptyBundle } from '../../domain/evidence/bundle.ts';
import { WrongZip } from '../../domain/evidence/stored-zip.ts';
import type { TimestampReader } from '../../domain/evidence/verify/check-timestamps.ts';
import { Findings } from '../../domain/evidence/verify/findings.ts';
import { type Report, type Trust, verifyBundle } from '../../domain/evidence/verify/verify-bundle.ts';
import { folderBundle } from './folder-bundle.ts';
import { zipBundle } from './zip-bundle.ts';

const addWrong = ({ file, problem, byte }: WrongZip, path: string, findings: Findings): void =>
  findings.add('ZIP', file ?? basename(path), problem, { byte });

/** Verifies the bundle in that folder or zip. @throws Error (ENOENT) when there is nothing at the path. */
export const verifyAt = async (path: string, trust: Trust, timestamps: TimestampReader): Promise<Report> => {
  const findings = new Findings();
  if ((await stat(path)).isDirectory()) {
    return verifyBundle(await folderBundle(path), trust, timestamps, findings);
  }
  findings.checked('ZIP');
  try {
    const bundle = await zipBundle(path);
    try {
      for (const problem of bundle.wrong) addWrong(problem, path, findings);
      return await verifyBundle(bundle, trust, timestamps, findings);
    } finally {
      await bundle.close();
    }
  } catch (error) {
    if (!(error instanceof WrongZip)) throw error;
    addWrong(error, path, findings);
    return verifyBundle(emptyBundle(basename(path)), trust, timestamps, findings);
  }
};
