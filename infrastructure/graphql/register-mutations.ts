import type { JournalCommand } from '../../domain/journal/journal.ts';
import { journalId } from '../../domain/journal/journal.ts';
import type { ApiContext } from './api-context.ts';
import { carryOut } from './commands.ts';
import { defined } from './defined.ts';
import type { MutationResolvers } from './generated.ts';

/** A state that its command cannot have left empty. */
const there = <State>(state: State | undefined): State => {
  if (state === undefined) throw new Error('A command on a register left nothing behind');
  return state;
};

type Counterparties = ApiContext['services']['chancery']['registers'];

const counterparty = async (
  context: ApiContext,
  input: { readonly commandId?: string | null; readonly expectedRevision?: number | null },
  request: Parameters<Counterparties['counterparty']>[1],
) => {
  const { state, ...written } = await carryOut(context, input, (caller) =>
    context.services.chancery.registers.counterparty(caller, request),
  );
  return { counterparty: there(state), ...written };
};

const project = async (
  context: ApiContext,
  input: { readonly commandId?: string | null; readonly expectedRevision?: number | null },
  request: Parameters<Counterparties['project']>[1],
) => {
  const { state, ...written } = await carryOut(context, input, (caller) =>
    context.services.chancery.registers.project(caller, request),
  );
  return { project: there(state), ...written };
};

const journal = async (
  context: ApiContext,
  input: {
    readonly commandId?: string | null;
    readonly direction: 'incoming' | 'outgoing';
    readonly year: number;
  },
  command: JournalCommand,
) => {
  const { direction, year } = input;
  const { state, ...written } = await carryOut(context, input, (caller) =>
    context.services.chancery.registers.journal(caller, direction, year, command),
  );
  const { pattern, open } = there(state);
  return {
    journal: { id: journalId(direction, year), direction, year, pattern, isOpen: open },
    ...written,
  };
};

export const registerMutations: MutationResolvers = {
  addCounterparty: (_, { input }, context) => {
    const { kind = 'organization', addresses = [], contacts = [], commandId: _id, ...rest } = defined(input);
    const details = { ...rest, kind, addresses, contacts };
    return counterparty(context, input, { name: 'addCounterparty', details });
  },
  changeCounterparty: (_, { input }, context) => {
    const { counterpartyId, commandId: _id, expectedRevision: _revision, ...details } = defined(input);
    return counterparty(context, input, { name: 'changeCounterparty', counterpartyId, details });
  },
  mergeCounterparties: (_, { input }, context) => {
    const { counterpartyId, intoId, reason } = input;
    return counterparty(context, input, { name: 'mergeCounterparties', counterpartyId, intoId, reason });
  },
  openProject: (_, { input }, context) => {
    const { code, name, counterpartyIds = [], memberIds = [] } = defined(input);
    return project(context, input, {
      name: 'openProject',
      details: { code, name, counterpartyIds, memberIds },
    });
  },
  changeProject: (_, { input }, context) => {
    const { projectId, commandId: _id, expectedRevision: _revision, ...details } = defined(input);
    return project(context, input, { name: 'changeProject', projectId, details });
  },
  closeProject: (_, { input }, context) => {
    const { projectId, reason } = defined(input);
    return project(context, input, { name: 'closeProject', projectId, ...(reason && { reason }) });
  },
  reopenProject: (_, { input }, context) => {
    const { projectId, reason } = input;
    return project(context, input, { name: 'reopenProject', projectId, reason });
  },
  openJournal: (_, { input }, context) => {
    const { direction, year, pattern } = input;
    return journal(context, input, { name: 'openJournal', direction, year, pattern });
  },
  changeJournalPattern: (_, { input }, context) => {
    const { pattern, reason } = input;
    return journal(context, input, { name: 'changeJournalPattern', pattern, reason });
  },
  closeJournal: (_, { input }, context) => {
    const { reason } = defined(input);
    return journal(context, input, { name: 'closeJournal', ...(reason && { reason }) });
  },
};
