import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { paths } from '../../../domain/evidence/documents.ts';
import type { Language } from '../../messages/language.ts';
import { timestampReader } from '../timestamp-reader.ts';
import { verifyAt } from '../verify-at.ts';
import { reportJson, reportText } from './report-text.ts';

/**
 * The verifier that goes into every bundle as `data/verify.mjs`: one file, Node and nothing else, no network.
 * Exit codes: 0 the bundle holds, 1 it fails, 2 used wrongly.
 */

const HELP = `node verify.mjs [BUNDLE] [options]

Verifies a Chancery evidence bundle: a zip, or its folder. Without BUNDLE, the one that this file lies in.

  --key KEY            the key of the log that you expect (name+hash+base64); can be given again
  --since FILE         a checkpoint of the log that you kept
  --witness KEY        the key of a witness that you trust; can be given again
  --tsa FILE           certificates (PEM) of a timestamp authority that you trust; can be given again
  --language ru|en     language of the report
  --json               the report as JSON
`;

const lists = { type: 'string', multiple: true } as const;

const main = async (): Promise<number> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      key: lists,
      since: { type: 'string' },
      witness: lists,
      tsa: lists,
      language: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const own = dirname(dirname(resolve(process.argv[1] ?? '.')));
  const [path = existsSync(join(own, paths.manifest)) ? own : undefined] = positionals;
  if (path === undefined) throw new Error('Which bundle?');
  const language: Language = (values.language ?? process.env.LANG ?? '').startsWith('ru') ? 'ru' : 'en';
  const authorities = await Promise.all((values.tsa ?? []).map((file) => readFile(file, 'utf8')));
  const report = await verifyAt(
    path,
    {
      keys: values.key ?? [],
      witnesses: values.witness ?? [],
      ...(values.since !== undefined && { since: await readFile(values.since, 'utf8') }),
    },
    timestampReader(authorities),
  );
  process.stdout.write(values.json ? `${reportJson(report, language)}\n` : reportText(report, language));
  return report.intact ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  process.exitCode = 2;
}
