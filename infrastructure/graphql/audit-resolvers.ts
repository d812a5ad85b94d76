import type { AccountedNumber } from '../../application/journal-completeness.ts';
import type { NumberRange } from '../../domain/journal/completeness.ts';
import type { Role } from '../../domain/organization/events.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { refuse } from '../../domain/refusal.ts';
import { findJournalById } from '../../projections/journals/queries.ts';
import { journalVerdict } from '../messages/journal-verdict.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { Resolvers } from './generated.ts';
import { employeeById } from './letter-resolvers.ts';
import { type JournalCompletenessModel, toJournal } from './models.ts';
import { connection } from './paging.ts';

/** @throws Refused for whoever has none of the roles. */
export const mustBeOneOf = async (
  needs: readonly Role[],
  area: string,
  { scope, employeeId }: ApiContext,
): Promise<void> => {
  const roles = rolesOf(await scope.organization, employeeId);
  if (!needs.some((role) => roles.has(role))) throw new Refused(refuse('FORBIDDEN', { area, needs }));
};

const MOST_NUMBERS = 1_000;

/** @throws Refused where there is no such journal, or more was asked for than is answered at once. */
export const journalCompleteness = async (
  journalId: string,
  range: NumberRange,
  context: ApiContext,
): Promise<JournalCompletenessModel> => {
  const { chancery, read, readModels, waitMs, head } = context.services;
  const written = await head();
  const account = await chancery.audit.journal(journalId, range);
  // What the log has by now the read model must have too, before the one is held against the other.
  if (!(await readModels.waitFor(written as never, waitMs))) {
    throw new Refused(refuse('POSITION_NOT_REACHED', { position: written, waitedMs: waitMs }));
  }
  const journal = await findJournalById(read, journalId);
  if (!account || !journal) throw new Refused(refuse('NOT_FOUND', { what: 'journal', id: journalId }));
  if (account.numbers.length > MOST_NUMBERS) {
    throw new Refused(refuse('INVALID_INPUT', { field: 'to', problem: `≤ ${MOST_NUMBERS}` }));
  }
  const parts = await Array.fromAsync(chancery.audit.numbers(journalId, account));
  return {
    journal: toJournal(journal),
    lastSequence: account.last,
    numbers: parts.flatMap(({ numbers }) => numbers),
    faults: [...account.faults, ...parts.flatMap(({ faults }) => faults)],
  };
};

const counted = (numbers: readonly AccountedNumber[], wanted: AccountedNumber['state']): number =>
  numbers.filter(({ state }) => state === wanted).length;

export const auditResolvers: Pick<
  Resolvers,
  'Reading' | 'ReadLetter' | 'ReadingConnection' | 'JournalCompleteness' | 'AccountedNumber'
> = {
  Reading: {
    reader: ({ readerId }, _, context) => employeeById(readerId, context),
    letters: ({ letters }) => [...letters],
  },
  ReadLetter: {
    letter: async ({ letterId }, _, { scope }) => (await scope.loaders.letter.load(letterId)) ?? null,
  },
  ReadingConnection: connection,
  JournalCompleteness: {
    numbers: ({ numbers }) => [...numbers],
    used: ({ numbers }) => counted(numbers, 'used'),
    voided: ({ numbers }) => counted(numbers, 'voided'),
    issued: ({ numbers }) => counted(numbers, 'issued'),
    faults: ({ faults }) => [...faults],
    complete: ({ faults }) => faults.length === 0,
    verdict: ({ numbers, faults }, _, { language }) => journalVerdict(numbers, faults, language),
  },
  AccountedNumber: {
    number: ({ text }) => text,
    status: ({ state }) => state,
    reason: ({ voided }) => voided ?? null,
    letter: async ({ letterId }, _, { scope }) => (await scope.loaders.letter.load(letterId)) ?? null,
  },
};
