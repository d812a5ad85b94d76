import { TooLargeForZip } from '../../domain/evidence/stored-zip.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { isRefusal, refuse } from '../../domain/refusal.ts';
import type { EvidenceScope } from '../../projections/correspondence/evidence-queries.ts';
import { titleOf } from '../evidence/title.ts';
import { Refused } from './api-error.ts';
import { defined } from './defined.ts';
import type { EvidenceInput, MutationResolvers, Resolvers } from './generated.ts';

const kinds = {
  letterId: 'letter',
  threadId: 'thread',
  projectId: 'project',
  counterpartyId: 'counterparty',
} as const;

const scopeOf = (input: EvidenceInput): EvidenceScope => {
  const named = Object.entries(kinds).flatMap(([field, kind]) => {
    const id = input[field as keyof typeof kinds];
    return id ? [{ kind, id }] : [];
  });
  const [scope, ...others] = named;
  if (!scope || others.length > 0) {
    throw new Refused(
      refuse('INVALID_INPUT', {
        field: 'input',
        problem: 'exactly one of letterId, threadId, projectId, counterpartyId',
      }),
    );
  }
  const { from, to } = input;
  return { ...scope, ...(from && { from }), ...(to && { to }) };
};

export const evidenceMutations: Pick<MutationResolvers, 'exportEvidence'> = {
  exportEvidence: async (_, { input }, { employeeId, scope: request, services }) => {
    if (!rolesOf(await request.organization, employeeId).has('auditor')) {
      throw new Refused(refuse('FORBIDDEN', { area: 'evidence', needs: ['auditor'] }));
    }
    const viewer = await request.viewer;
    const scope = scopeOf(input);
    const { withholdLetterIds, withholdReason } = defined(input);
    const made = await services
      .exportEvidence({
        viewer,
        scope,
        title: await titleOf(services.read, viewer, scope),
        withholding: {
          letterIds: new Set(withholdLetterIds ?? []),
          reason: withholdReason ?? 'withheld by the exporter',
        },
      })
      .catch((error: unknown) => {
        if (!(error instanceof TooLargeForZip)) throw error;
        throw new Refused(refuse('FILE_TOO_LARGE', { name: 'evidence.zip', maxBytes: 0xff_ff_ff_ff }));
      });
    if (isRefusal(made)) throw new Refused(made);
    await services.chancery.readings.record({
      readerId: employeeId,
      letters: made.letters,
      operation: 'exportEvidence',
      sha256: made.sha256,
    });
    return made;
  },
};

export const evidenceResolvers: Pick<Resolvers, 'EvidenceBundle'> = {
  EvidenceBundle: {
    size: ({ bytes }) => bytes,
    path: ({ sha256 }) => `/evidence/${sha256}`,
    checkpointSize: ({ size }) => size,
    letters: ({ letters }) => letters.length,
    missingFiles: ({ missing }) => [...missing],
    erasedFiles: ({ erased }) => [...erased],
  },
};
