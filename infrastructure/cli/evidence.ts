import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import type { Trust } from '../../domain/evidence/verify/verify-bundle.ts';
import { isId } from '../../domain/fields.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { EvidenceScope } from '../../projections/correspondence/evidence-queries.ts';
import { lettersByNumber } from '../../projections/correspondence/lookups.ts';
import { exportBundle } from '../evidence/export-bundle.ts';
import { timestampReader } from '../evidence/timestamp-reader.ts';
import { titleOf } from '../evidence/title.ts';
import { reportJson, reportText } from '../evidence/verifier/report-text.ts';
import { verifyAt } from '../evidence/verify-at.ts';
import { fileSha256, zipFolder } from '../evidence/write-bag.ts';
import type { Installation } from '../installation.ts';
import type { Language } from '../messages/language.ts';
import { refusalText } from '../messages/refusals.ts';
import { caughtUp } from './caught-up.ts';
import type { Cli } from './cli.ts';
import { everybody } from './everybody.ts';
import { scopeNamed } from './history.ts';
import { whoWorks } from './who-works.ts';

interface ExportOptions {
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

/** `chancery evidence export` */
export const evidenceCommands = (program: Command, { atWork, say, explained, partly }: Cli): void => {
  const scopeOf = async (installation: Installation, options: ExportOptions): Promise<EvidenceScope> => {
    const { kind, ...named } = await scopeNamed(installation, options);
    if (!('id' in named) || !['letter', 'thread', 'project', 'counterparty'].includes(kind)) {
      throw explained('Name a letter, a thread, a project or a counterparty.');
    }
    const { from, to } = options;
    for (const date of [from, to]) {
      if (date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(date))
        throw explained(`“${date}” is no date; write 2026-03-03.`);
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
    if (unknown !== undefined) throw explained(`There is no letter “${unknown}”, or more than one.`);
    return new Set(given.map((name) => byNumber.get(name) ?? name));
  };

  program
    .command('evidence')
    .description('evidence that stands without us: see docs/evidence/')
    .command('export')
    .description('write a bundle of letters with their proofs, files, chronology and verifier')
    .option('--letter <id or number>', 'one letter')
    .option('--thread <id or number>', 'the thread of a letter')
    .option('--project <code>', 'the letters of a project')
    .option('--counterparty <name, tax number or id>', 'the letters of a counterparty')
    .option('--from <date>', 'letters of that date and later')
    .option('--to <date>', 'letters of that date and earlier')
    .option('--withhold <id or number...>', 'letters of which only the hashes are shown', [])
    .option('--reason <text>', 'why they are withheld', 'withheld by the exporter')
    .option('--purpose <text>', 'goes on the record of the reading')
    .option('--as <login>', 'who exports; goes on the record')
    .option('--out <folder>', 'where to', '.')
    .option('--folder', 'a folder, and no zip')
    .action((options: ExportOptions) =>
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
          if (isRefusal(exported)) throw explained(refusalText(exported, 'en'));
          const { name, folder, letters, events, withheld, files, missing, size } = exported;
          const target = join(out, options.folder ? name : `${name}.zip`);
          if (await isThere(target)) throw explained(`${target} is there already; move it away first.`);
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
          if (missing.length > 0) {
            say(
              `Files that the file store cannot give, and that are said to be absent: ${missing.join(', ')}`,
            );
            partly();
          }
        } finally {
          await rm(into, { recursive: true, force: true });
        }
      }),
    );
};

export interface VerifyBundleOptions {
  readonly key: readonly string[];
  readonly witness: readonly string[];
  readonly tsa: readonly string[];
  readonly since?: string;
  readonly language: Language;
  readonly json?: boolean;
}

/** Options of `chancery verify` that say what its user trusts, for a bundle. */
export const trustOptions = (command: Command): Command =>
  command
    .option('--key <key...>', 'of a bundle: the key of the log that you expect', [])
    .option('--witness <key...>', 'of a bundle: keys of witnesses that you trust', [])
    .option('--tsa <file...>', 'of a bundle: certificates (PEM) of timestamp authorities that you trust', [])
    .addOption(
      new Option('--language <language>', 'of a bundle’s report').choices(['ru', 'en']).default('en'),
    )
    .option('--json', 'of a bundle: the report as JSON');

/** Verifies a bundle, says what came of it, and answers whether it holds. */
export const verifyBundleAt = async (
  path: string,
  options: VerifyBundleOptions,
  say: (line: string) => void,
): Promise<boolean> => {
  const trust: Trust = {
    keys: options.key,
    witnesses: options.witness,
    ...(options.since !== undefined && { since: await readFile(options.since, 'utf8') }),
  };
  const authorities = await Promise.all(options.tsa.map((file) => readFile(file, 'utf8')));
  const report = await verifyAt(path, trust, timestampReader(authorities));
  say(options.json ? reportJson(report, options.language) : reportText(report, options.language));
  return report.intact;
};
