import { HttpClients } from '../http/client.ts';
import { NOT_SEALING, startChancery } from '../http/server-process.ts';
import { corpus } from '../letters/corpus.ts';
import { employeeId, employeeLogin, secretaryLogin } from '../letters/organization.ts';
import { searchTerms } from '../letters/search-terms.ts';
import { milliseconds, type Scenario } from '../scenario.ts';
import { reader, searches } from './reading.ts';

const DEPARTMENT = 5;
const PERSON = 3;

export const search: Scenario = {
  name: 'search',
  isLong: true,
  title: 'Searching letters by words, names and numbers, one client, warm',
  async *cases({ server, pick, progress, largest }) {
    const from = await corpus(server, pick(10_000, largest), progress);
    const terms = await searchTerms(server, from.database, pick(60, 200), employeeId(DEPARTMENT, PERSON));
    const chancery = await startChancery(server, from.database, NOT_SEALING);
    const clients = new HttpClients();
    try {
      const viewers = [
        ['a secretary, who sees every letter', secretaryLogin],
        ['an employee, who sees few', employeeLogin(DEPARTMENT, PERSON)],
      ] as const;
      const contenders = await Promise.all(
        viewers.map(async ([name, login]) =>
          reader(
            name,
            clients,
            chancery.url,
            searches(terms, await chancery.token(login)),
            1,
            pick(800, 6_000),
          ),
        ),
      );
      yield {
        name: 'by-words',
        title: `in ${from.letters.toLocaleString('en')} letters`,
        metrics: [milliseconds('p50'), milliseconds('p95')],
        rounds: pick(3, 10),
        warmUp: pick(1, 2),
        bars: contenders.map(({ name }) => ({ text: '≤ 50 ms', contender: name, metric: 'p95', atMost: 50 })),
        notes: [
          `${terms.length} searches drawn from the letters; over GraphQL, 20 hits with an excerpt each.`,
        ],
        contenders,
      };
    } finally {
      clients.close();
      await chancery.stop();
    }
  },
};
