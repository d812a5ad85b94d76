import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import { copyRows, insertRows } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';
import { createJournalTables, type JournalTables, journalTables } from './tables.ts';

type Tx = Transaction<JournalTables>;

/** A number that an event settles: its letter carries it, or it is void. */
interface Settled {
  readonly journalId: string;
  readonly sequence: number;
  readonly status: 'used' | 'voided';
  readonly reason: string | null;
}

const settledBy = (event: Recorded<ChanceryEvent>): Settled | undefined => {
  switch (event.type) {
    case 'Registered':
    case 'Dispatched': {
      const { journalId, sequence } = event.data.number;
      return { journalId, sequence, status: 'used', reason: null };
    }
    case 'NumberVoided': {
      const { sequence, reason } = event.data;
      return { journalId: idOf(event.stream), sequence, status: 'voided', reason };
    }
    default:
      return undefined;
  }
};

const settle = async (tx: Tx, settled: readonly Settled[]): Promise<void> => {
  if (settled.length === 0) return;
  await sql`
    update journal_numbers n set status = s.status, reason = s.reason
    from unnest(
      ${settled.map(({ journalId }) => journalId)}::uuid[], ${settled.map(({ sequence }) => sequence)}::int[],
      ${settled.map(({ status }) => status)}::text[], ${settled.map(({ reason }) => reason)}::text[]
    ) as s (journal_id, sequence, status, reason)
    where n.journal_id = s.journal_id and n.sequence = s.sequence`.execute(tx);
};

/** Journals, and what became of each number that they gave out. */
export const journals: Projection<JournalTables> = {
  name: 'journals',
  version: 1,
  tables: journalTables,
  concerns: ({ stream, type }) =>
    categoryOf(stream) === 'journal' || type === 'Registered' || type === 'Dispatched',
  create: (tx) => createJournalTables(tx as Transaction<unknown>),
  async apply(tx, events, fresh = false) {
    const opened = events.flatMap((event) =>
      event.type === 'JournalOpened' ? [{ id: idOf(event.stream), ...event.data, is_open: true }] : [],
    );
    const issued = events.flatMap((event) =>
      event.type === 'NumberIssued'
        ? [
            {
              journal_id: idOf(event.stream),
              sequence: event.data.sequence,
              number: event.data.text,
              letter_id: event.data.letterId,
              date: event.data.date,
              issued_at: event.metadata.at,
              status: 'issued',
              reason: null,
            },
          ]
        : [],
    );
    await (fresh ? copyRows : insertRows)(tx, { journals: opened, journal_numbers: issued });
    await settle(
      tx,
      events.flatMap((event) => settledBy(event) ?? []),
    );
    for (const event of events) {
      if (event.type === 'PatternChanged') {
        const { pattern } = event.data;
        await tx.updateTable('journals').set({ pattern }).where('id', '=', idOf(event.stream)).execute();
      }
      if (event.type === 'JournalClosed') {
        await tx
          .updateTable('journals')
          .set({ is_open: false })
          .where('id', '=', idOf(event.stream))
          .execute();
      }
    }
  },
};
