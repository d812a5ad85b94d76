import { readFile } from 'node:fs/promises';
import { readBitrix24 } from '../import/bitrix24-organization.ts';
import { importMail } from '../import/import-mail.ts';
import { importOrganization } from '../import/import-organization.ts';
import { importRegister } from '../import/import-register.ts';
import type { ImportReport, Progress } from '../import/import-report.ts';
import { readMapping } from '../import/register-mapping.ts';
import { readUkOrganogram } from '../import/uk-organogram.ts';
import type { Installation } from '../installation.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { PARTLY } from './exit-codes.ts';
import { progressBars } from './progress-bar.ts';
import { tell } from './report.ts';
import { say } from './say.ts';

export interface RegisterImport {
  /** The file that says which columns mean what. */
  readonly mapping: string;
  /** Where to write what was refused. */
  readonly refused: string;
}

export interface MailImport {
  /** Our addresses or domains. */
  readonly ours: readonly string[];
  readonly refused: string;
}

export interface OrganizationImport {
  readonly format: 'uk' | 'bitrix24';
}

/** Imports letters, showing how far it is, and tells what came of it. */
const importLetters = (
  refusedFile: string,
  take: (installation: Installation, progress: Progress) => Promise<ImportReport>,
): Promise<void> =>
  atWork(async (installation) => {
    const bars = progressBars();
    try {
      const report = await take(installation, bars.progress);
      bars.stop();
      await tell(report, refusedFile);
      if (report.refused.length > 0) process.exitCode = PARTLY;
    } finally {
      bars.stop();
    }
  });

export const importRegisterFile = (file: string, { mapping, refused }: RegisterImport): Promise<void> =>
  importLetters(refused, async (installation, progress) =>
    importRegister(installation, file, await readMapping(mapping), progress),
  );

export const importMailFolder = (folder: string, { ours, refused }: MailImport): Promise<void> =>
  importLetters(refused, (installation, progress) =>
    importMail(
      installation,
      folder,
      ours.map((address) => address.toLowerCase()),
      progress,
    ),
  );

export const importOrganizationFiles = (
  files: readonly string[],
  { format }: OrganizationImport,
): Promise<void> =>
  atWork(async ({ chancery }) => {
    const [first, second] = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    if (first === undefined || (format === 'bitrix24' && second === undefined)) {
      throw new SpeakingError('bitrix24 needs two files: the replies of department.get and user.get');
    }
    const plan = format === 'uk' ? readUkOrganogram(first, second) : readBitrix24(first, second ?? '');
    const { changes, remarks } = await importOrganization(chancery, plan);
    const told = Object.entries(changes).map(([name, count]) => `${name.padEnd(20)} ${count}`);
    say(told.length > 0 ? told.join('\n') : 'The organisation is as the files have it; nothing was changed.');
    for (const remark of remarks) say(`  ${remark}`);
  });
