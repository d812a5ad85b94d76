import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isId } from '../../domain/fields.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { EvidenceScope } from '../../projections/correspondence/evidence-queries.ts';
import { lettersByNumber } from '../../projections/correspondence/lookups.ts';
import { exportBundle } from '../evidence/export-bundle.ts';
import { titleOf } from '../evidence/title.ts';
import { fileSha256, zipFolder } from '../evidence/write-bag.ts';
import type { Installation } from '../installation.ts';
import { refusalText } from '../messages/refusals.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { caughtUp } from './caught-up.ts';
import { everybody } from './everybody.ts';
import { PARTLY } from './exit-codes.ts';
import { scopeNamed } from './history.ts';
import { say } from './say.ts';
import { whoWorks } from './who-works.ts';

export interface EvidenceOptions {
  readonly letter?: string;
  readonly thread?: string;
  readonly project?: string;
  readonly counterparty?: string;
  readonly from?: string;
  readonly to?: string;
  readonly withhold: readonly string[];
  readonly reason: string;
  readonly purpose?: string;
  readonly as?: string;
  readonly out: string;
  readonly folder?: boolean;
}

const isThere = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;

const scopeOf = async (installation: Installation, options: EvidenceOptions): Promise<EvidenceScope> => {
  const { kind, ...named } = await scopeNamed(installation, options);
  if (!('id' in named) || !['letter', 'thread', 'project', 'counterparty'].includes(kind)) {
    throw new SpeakingError('Name a letter, a thread, a project or a counterparty.');
  }
  const { from, to } = options;
  for (const date of [from, to]) {
    if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date))
      throw new SpeakingError(`“${date}” is no date; write 2026-03-03.`);
  }
  return { kind: kind as EvidenceScope['kind'], id: named.id, ...(from && { from }), ...(to && { to }) };
};

/** Ids of the letters that are to be withheld, given by id or number. */
const withheldIds = async (
  { read }: Installation,
  given: readonly string[],
): Promise<ReadonlySet<string>> => {
  const numbers = given.filter((name) => !isId(name));
  const byNumber = await lettersByNumber(read, numbers);
  const unknown = numbers.find((number) => !byNumber.has(number));
  if (unknown !== undefined) throw new SpeakingError(`There is no letter “${unknown}”, or more than one.`);
  return new Set(given.map((name) => byNumber.get(name) ?? name));
};

/** Writes the bundle beside where it goes, and moves it there once it is whole and on record. */
export const exportEvidence = (options: EvidenceOptions): Promise<void> =>
  atWork(async (installation) => {
    await caughtUp(installation);
    await installation.ledger.check();
    const readerId = await whoWorks(installation.chancery, options.as);
    const scope = await scopeOf(installation, options);
    const out = resolve(options.out);
    await mkdir(out, { recursive: true });
    const into = await mkdtemp(join(out, '.chancery-evidence-'));
    try {
      const exported = await exportBundle(installation, {
        viewer: everybody,
        scope,
        title: await titleOf(installation.read, everybody, scope),
        withholding: {
          letterIds: await withheldIds(installation, options.withhold),
          reason: options.reason,
        },
        into,
      });
      if (isRefusal(exported)) throw new SpeakingError(refusalText(exported, 'en'));
      const { name, folder, letters, events, withheld, files, missing, erased, size } = exported;
      const target = join(out, options.folder ? name : `${name}.zip`);
      if (await isThere(target)) throw new SpeakingError(`${target} is there already; move it away first.`);
      const made = options.folder ? folder : join(into, `${name}.zip`);
      if (!options.folder) await zipFolder(folder, made);
      await installation.chancery.readings.record({
        readerId,
        letters,
        operation: 'chancery evidence export',
        ...(!options.folder && { sha256: await fileSha256(made) }),
        ...(options.purpose && { purpose: options.purpose }),
      });
      await rename(made, target);
      say(target);
      say(
        `letters ${letters.length}, events ${events}, withheld ${withheld}, files ${files}; checkpoint of ${size} events`,
      );
      if (erased.length > 0) say(`Files that were erased, and are said to be absent: ${erased.join(', ')}`);
      if (missing.length > 0) {
        say(`Files that the file store cannot give, and that are said to be absent: ${missing.join(', ')}`);
        process.exitCode = PARTLY;
      }
    } finally {
      await rm(into, { recursive: true, force: true });
    }
  });
