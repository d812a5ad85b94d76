import type { Position } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import {
  countThreads,
  firstLettersOfCases,
  lettersByNumber,
} from '../../projections/correspondence/lookups.ts';
import type { Composition } from '../composition.ts';
import {
  type ImportReport,
  inParallel,
  type Progress,
  type RefusedRow,
  refusedRow,
} from './import-report.ts';
import { Importer } from './importer.ts';
import type { RegisterMapping } from './register-mapping.ts';
import { type RegisterRow, readRegister } from './register-rows.ts';

const AT_ONCE = 64;
const CATCH_UP_MS = 10 * 60_000;

/** Waits until queries show everything that has been written. */
export const caughtUp = async ({ eventStore, readModels }: Composition): Promise<void> => {
  const head: Position = await eventStore.head();
  if (await readModels.waitFor(head, CATCH_UP_MS)) return;
  throw new Error(
    'The read models did not catch up within ten minutes; see the log, and run the import again',
  );
};

/**
 * Imports a register kept elsewhere: each row a letter with the number and date that it has there; letters of a case
 * are linked to the case's first, and to the letters whose numbers they answer.
 */
export const importRegister = async (
  composition: Composition,
  path: string,
  mapping: RegisterMapping,
  progress: Progress = () => undefined,
): Promise<ImportReport> => {
  const { rows, refused } = await readRegister(path, mapping);
  const allRefused: RefusedRow[] = [...refused];
  const importer = new Importer(composition.chancery, composition.read);
  await caughtUp(composition);

  const written: { readonly row: RegisterRow; readonly letterId: string }[] = [];
  let added = 0;
  const write = async (row: RegisterRow): Promise<void> => {
    const counterpartyId = row.counterparty && (await importer.counterparty(row.counterparty));
    const outcome = isRefusal(counterpartyId)
      ? counterpartyId
      : await importer.letter(
          { register: mapping.register, key: row.key },
          {
            card: {
              direction: row.direction,
              number: row.number,
              date: row.date,
              subject: row.subject,
              confidentiality: row.confidential ? 'confidential' : 'open',
              ...(counterpartyId && { counterpartyId }),
              ...(row.caseReference && { caseReference: row.caseReference }),
              ...(row.counterpartyNumber && { counterpartyNumber: row.counterpartyNumber }),
              ...(row.counterpartyDate && { counterpartyDate: row.counterpartyDate }),
              ...(row.documentKind && { documentKind: row.documentKind }),
            },
          },
        );
    if (isRefusal(outcome)) {
      allRefused.push(refusedRow(row.where, row.key, outcome));
      return;
    }
    if (outcome.isNew) added += 1;
    written.push({ row, letterId: outcome.letterId });
  };
  await inParallel(rows, AT_ONCE, write, (done) => progress('letters', done, rows.length));
  await caughtUp(composition);
  allRefused.push(...(await linkRows(composition, importer, written, progress)));
  await caughtUp(composition);
  return {
    added,
    known: written.length - added,
    counterpartiesAdded: importer.counterpartiesAdded,
    linksAdded: importer.linksAdded,
    threads: await countThreads(
      composition.read,
      written.map(({ letterId }) => letterId),
    ),
    refused: allRefused,
  };
};

const linkRows = async (
  { read }: Composition,
  importer: Importer,
  written: readonly { readonly row: RegisterRow; readonly letterId: string }[],
  progress: Progress,
): Promise<readonly RefusedRow[]> => {
  const refused: RefusedRow[] = [];
  const firsts = await firstLettersOfCases(read, [
    ...new Set(written.flatMap(({ row }) => row.caseReference ?? [])),
  ]);
  const answered = await lettersByNumber(read, [
    ...new Set(written.flatMap(({ row }) => row.answersNumber ?? [])),
  ]);
  const links = written.flatMap(({ row, letterId }) => {
    const first = row.caseReference && firsts.get(row.caseReference);
    const answers = row.answersNumber && answered.get(row.answersNumber);
    return [
      ...(first ? [{ row, letterId, target: first, kind: 'sameMatter' as const }] : []),
      ...(answers ? [{ row, letterId, target: answers, kind: 'answers' as const }] : []),
    ];
  });
  await inParallel(
    links,
    AT_ONCE,
    async ({ row, letterId, target, kind }) => {
      const refusal = await importer.link(letterId, target, kind);
      if (refusal) refused.push(refusedRow(row.where, row.key, refusal));
    },
    (done) => progress('links', done, links.length),
  );
  return refused;
};
