import type { StreamName } from '../../domain/event.ts';
import { base64 } from '../../domain/ledger/bytes.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { ledgerProblemText } from '../messages/ledger-problems.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from './generated.ts';
import { connection, pageRequest } from './paging.ts';

/** The ledger shows hashes of everything and text of nothing. */
const mayReadLedger = async ({ scope, employeeId }: ApiContext): Promise<void> => {
  const roles = rolesOf(await scope.organization, employeeId);
  const needs = ['auditor', 'administrator'] as const;
  if (!needs.some((role) => roles.has(role)))
    throw new Refused(refuse('FORBIDDEN', { area: 'ledger', needs }));
};

const granted = <Answer extends object>(answer: Answer | Refusal): Answer => {
  if (isRefusal(answer)) throw new Refused(answer);
  return answer;
};

const cursorOf = (size: number): string => Buffer.from(String(size), 'utf8').toString('base64url');

const sizeOf = (cursor: string | undefined): number => {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!/^\d{1,15}$/.test(text))
    throw new Refused(refuse('INVALID_INPUT', { field: 'after', problem: 'cursor' }));
  return Number(text);
};

export const ledgerQueries: Pick<
  QueryResolvers,
  'ledger' | 'checkpoints' | 'inclusionProof' | 'consistencyProof'
> = {
  ledger: async (_, __, context) => {
    await mayReadLedger(context);
    return { keys: (await context.services.chancery.ledgerKeys.load()).state };
  },
  checkpoints: async (_, page, context) => {
    await mayReadLedger(context);
    const { tables } = context.services.ledger;
    const { first, after } = pageRequest(page);
    const found = await tables.checkpointsBefore(sizeOf(after), first + 1);
    return {
      edges: found.slice(0, first).map((node) => ({ node, cursor: cursorOf(node.size) })),
      hasNextPage: found.length > first,
      count: () => tables.countCheckpoints(),
    };
  },
  inclusionProof: async (_, { stream, revision, size }, context) => {
    await mayReadLedger(context);
    if (revision < 0) throw new Refused(refuse('INVALID_INPUT', { field: 'revision', problem: '≥ 0' }));
    return granted(
      await context.services.proofs.inclusion(stream as StreamName, revision, size ?? undefined),
    );
  },
  consistencyProof: async (_, { from, to }, context) => {
    await mayReadLedger(context);
    return granted(await context.services.proofs.consistency(from, to));
  },
};

export const ledgerMutations: Pick<MutationResolvers, 'sealLedger'> = {
  sealLedger: async (_, __, context) => {
    await mayReadLedger(context);
    return (await context.services.ledger.sealNow()) ?? null;
  },
};

export const ledgerResolvers: Pick<
  Resolvers,
  | 'Ledger'
  | 'LedgerCheckpoint'
  | 'LedgerCheckpointConnection'
  | 'LedgerProblem'
  | 'InclusionProof'
  | 'ConsistencyProof'
> = {
  Ledger: {
    origin: ({ keys }) => keys?.origin ?? null,
    keys: ({ keys }) => [...(keys?.verifierKeys ?? [])],
    checkpoint: async (_, __, { services }) => (await services.ledger.tables.latestCheckpoint()) ?? null,
    timestamped: async (_, __, { services }) => (await services.ledger.tables.latestTimestamp()) ?? null,
    witnesses: (_, __, { services }) => [...services.attestations.witnessNames],
    behind: (_, __, { services }) => services.ledger.behind(),
    problem: (_, __, { services }) => services.ledger.problem ?? null,
  },
  LedgerCheckpoint: {
    root: ({ root }) => base64(root),
    sealedAt: ({ signedAt }) => signedAt,
    timestamp: ({ timestamp }) => timestamp && base64(timestamp),
  },
  LedgerCheckpointConnection: connection,
  LedgerProblem: {
    message: (problem, _, { language }) => ledgerProblemText(problem, language),
    details: ({ code: _, ...details }) => details,
  },
  InclusionProof: {
    leafHash: ({ leafHash }) => base64(leafHash),
    hashes: ({ hashes }) => hashes.map(base64),
    root: ({ root }) => base64(root),
    note: ({ note }) => note ?? null,
  },
  ConsistencyProof: {
    hashes: ({ hashes }) => hashes.map(base64),
    fromRoot: ({ fromRoot }) => base64(fromRoot),
    toRoot: ({ toRoot }) => base64(toRoot),
  },
};
