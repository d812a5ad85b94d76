import type { ExportFormat } from '../../application/export/export-content.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from './api-error.ts';
import type { ExportFormat as ApiFormat, MutationResolvers, Resolvers } from './generated.ts';
import { reachedHead } from './reached.ts';
import { purposeOf } from './seen-letters.ts';

const formats: Readonly<Record<ApiFormat, ExportFormat>> = {
  OCEL_JSON: 'ocel-json',
  OCEL_SQLITE: 'ocel-sqlite',
  XES: 'xes',
  CSV: 'csv',
  PARQUET: 'parquet',
};
const names = Object.fromEntries(Object.entries(formats).map(([name, format]) => [format, name])) as Readonly<
  Record<ExportFormat, ApiFormat>
>;

export const exportMutations: Pick<MutationResolvers, 'exportLog'> = {
  exportLog: async (_, { input }, context) => {
    const { employeeId, scope, services } = context;
    const roles = rolesOf(await scope.organization, employeeId);
    const pseudonymised = input.pseudonymised ?? !roles.has('auditor');
    const needs = pseudonymised ? (['auditor', 'analyst'] as const) : (['auditor'] as const);
    if (!needs.some((role) => roles.has(role))) {
      throw new Refused(refuse('FORBIDDEN', { area: 'exports', needs }));
    }
    // Which thread a letter is in is told by the read models.
    await reachedHead(context);
    const purpose = purposeOf({ purpose: input.purpose });
    const request = {
      format: formats[input.format],
      content: pseudonymised ? 'pseudonymised' : 'whole',
      of: input.case ?? 'letter',
      ...(input.from && { from: input.from }),
      ...(input.to && { to: input.to }),
    } as const;
    return services.exports.make(employeeId, request, { purpose });
  },
};

export const exportResolvers: Pick<Resolvers, 'LogExport'> = {
  LogExport: {
    format: ({ format }) => names[format],
    pseudonymised: ({ content }) => content === 'pseudonymised',
    size: ({ bytes }) => bytes,
    position: ({ upTo }) => upTo,
    path: ({ name }) => `/exports/${name}`,
  },
};
