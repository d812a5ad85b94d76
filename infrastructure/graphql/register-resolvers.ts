import { journalEntries } from '../../projections/journals/queries.ts';
import type { Resolvers } from './generated.ts';
import { letterDetail } from './letter-detail.ts';
import { employeesById } from './letter-resolvers.ts';
import { asksForCursors, connection, pageRequest } from './paging.ts';

export const registerResolvers: Pick<
  Resolvers,
  | 'Counterparty'
  | 'Project'
  | 'Journal'
  | 'JournalEntry'
  | 'CounterpartyConnection'
  | 'ProjectConnection'
  | 'JournalEntryConnection'
> = {
  Counterparty: {
    kind: ({ details }) => details.kind,
    name: ({ details }) => details.name,
    taxNumber: ({ details }) => details.taxNumber ?? null,
    country: ({ details }) => details.country ?? null,
    addresses: ({ details }) => details.addresses,
    contacts: ({ details }) =>
      details.contacts.map(({ name, post, email, phone }) => ({
        name,
        post: post ?? null,
        email: email ?? null,
        phone: phone ?? null,
      })),
    letters: ({ id }, args, { scope }, info) =>
      scope.lettersOf(
        'counterparty',
        id,
        'datedDescending',
        pageRequest(args, asksForCursors(info)),
        letterDetail(info),
      ),
  },
  Project: {
    code: ({ details }) => details.code,
    name: ({ details }) => details.name,
    isOpen: ({ open }) => open,
    counterparties: async ({ details }, _, { scope }) => {
      const found = await Promise.all(
        details.counterpartyIds.map((id) => scope.loaders.counterparty.load(id)),
      );
      return found.filter((counterparty) => counterparty !== undefined);
    },
    members: ({ details }, _, context) => employeesById(details.memberIds, context),
    letters: ({ id }, args, { scope }, info) =>
      scope.lettersOf(
        'project',
        id,
        'datedDescending',
        pageRequest(args, asksForCursors(info)),
        letterDetail(info),
      ),
    timeline: ({ id }, { newestFirst, ...args }, { scope }) =>
      scope.timelineOf(id, newestFirst ?? false, pageRequest(args)),
  },
  Journal: {
    entries: ({ id }, { newestFirst, ...args }, { services }) =>
      journalEntries(services.read, id, newestFirst ?? true, pageRequest(args)),
  },
  JournalEntry: {
    letter: async ({ letterId }, _, { scope }) => (await scope.loaders.letter.load(letterId)) ?? null,
  },
  CounterpartyConnection: connection,
  ProjectConnection: connection,
  JournalEntryConnection: connection,
};
