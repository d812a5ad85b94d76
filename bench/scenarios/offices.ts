import { randomUUID } from 'node:crypto';
import { isRefusal } from '../../domain/refusal.ts';
import { openChancery } from '../chancery.ts';
import type { BenchContext } from '../context.ts';
import { graphqlRequest } from '../http/client.ts';
import type { LoadRequest } from '../http/load-job.ts';
import { corpus } from '../letters/corpus.ts';
import {
  counterpartyId,
  DEPARTMENTS,
  departmentId,
  employeeId,
  headLogin,
  secretaryId,
} from '../letters/organization.ts';

/** A letter that its head may assign, and whose head that is. */
export interface Assignable {
  readonly letterId: string;
  readonly department: number;
}

const ASSIGN = `mutation Assign($input: AssignExecutorInput!) {
  assignExecutor(input: $input) { letter { id status revision } position caughtUp }
}`;
const REGISTER = `mutation Register($input: RegisterIncomingLetterInput!) {
  registerIncomingLetter(input: $input) { letter { id number status } position caughtUp }
}`;

const RESOLUTION =
  'Прошу рассмотреть обращение, подготовить ответ по существу и доложить о результатах на совещании.';

const OFFICE = 'bench_office';

/** A copy of a corpus, and letters in it that wait for their head. */
const makeOffice = async ({ server, pick, progress }: BenchContext): Promise<readonly Assignable[]> => {
  const from = await corpus(server, pick(2_000, 10_000), progress);
  await server.create(OFFICE, from.database);
  const chancery = await openChancery(server, OFFICE);
  try {
    const today = await chancery.chancery.today();
    const register = async (nth: number): Promise<Assignable> => {
      const department = nth % DEPARTMENTS;
      const outcome = await chancery.chancery.letters.execute(
        { actor: secretaryId, commandId: randomUUID() },
        {
          name: 'registerIncomingLetter',
          card: {
            counterpartyId: counterpartyId(nth % 100),
            subject: `О согласовании проекта, этап ${nth}`,
            addressee: { departmentId: departmentId(department) },
            receivedOn: today,
            channel: 'email',
            confidentiality: 'open',
          },
        },
      );
      if (isRefusal(outcome)) throw new Error(`Refused: ${JSON.stringify(outcome)}`);
      return { letterId: outcome.state.id, department };
    };
    const letters: Assignable[] = [];
    for (let from = 0; from < pick(600, 4_000); from += 100) {
      progress(`an office · ${from} letters registered`);
      const hundred = Array.from({ length: 100 }, (_, index) => register(from + index));
      letters.push(...(await Promise.all(hundred)));
    }
    // The read models take in what was registered.
    await chancery.start();
    await chancery.readModels.waitFor(await chancery.eventStore.head(), 60_000);
    // Or a server that starts here would seal the whole log while it is measured.
    await server.forgetAnchor();
    await chancery.ledger.check();
    await chancery.ledger.sealNow();
    return letters;
  } finally {
    await chancery.close();
  }
};

let office: Promise<readonly Assignable[]> | undefined;

/** A database that is an office at work, made once for a run. @returns its letters that wait for their head */
export const openOffice = async (context: BenchContext, database: string): Promise<readonly Assignable[]> => {
  office ??= makeOffice(context);
  const letters = await office;
  await context.server.create(database, OFFICE);
  return letters;
};

/** Assigns an executor, again and again, to each letter by turns one and another: one letter's stream is loaded, one event appended. */
export const assignments = async (
  letters: readonly Assignable[],
  token: (login: string) => Promise<string>,
): Promise<readonly LoadRequest[]> => {
  const tokens = await Promise.all(
    Array.from({ length: DEPARTMENTS }, (_, department) => token(headLogin(department))),
  );
  return [...letters, ...letters].map(({ letterId, department }, index) => {
    const executorId = employeeId(department, 1 + ((index + Math.floor(index / letters.length)) % 9));
    const input = { letterId, executorId, resolution: RESOLUTION, reason: 'Нагрузка распределена иначе.' };
    return graphqlRequest(ASSIGN, { input }, tokens[department]);
  });
};

/** Registers letters that come in: a number is given out, duplicates are looked for, two streams are written to. */
export const registrations = async (
  count: number,
  token: (login: string) => Promise<string>,
): Promise<readonly LoadRequest[]> => {
  const secretary = await token('secretary');
  return Array.from({ length: count }, (_, index) => {
    const card = {
      counterpartyId: counterpartyId(index % 100),
      subject: `О сроках поставки оборудования, партия ${index}`,
      counterpartyNumber: '@@/и',
      addressee: { departmentId: departmentId(index % DEPARTMENTS) },
      channel: 'email',
    };
    return graphqlRequest(REGISTER, { input: { card } }, secretary);
  });
};
