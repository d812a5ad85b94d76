import { sql } from '@event-driven-io/dumbo';
import type { Event } from '@event-driven-io/emmett';
import {
  pongoSingleStreamProjection,
  postgreSQLEventStoreConsumer,
  postgreSQLRawSQLProjection,
} from '@event-driven-io/emmett-postgresql';

/**
 * One read model, comparable to the list of letters that is one of our eleven tables: per letter its subject, number,
 * last event and revision. As a table of SQL and as Pongo documents, the two ways of Emmett's documentation.
 */
type LetterEvent = Event<string, Record<string, unknown>>;

// Pongo's documents have an index signature, which an interface has not.
type LetterDocument = {
  readonly subject: string;
  readonly number: string;
  readonly last: string;
  readonly revision: number;
};

const subjectOf = ({ data }: LetterEvent): string =>
  String((data.card as { subject?: string } | undefined)?.subject ?? '');
const numberOf = ({ data }: LetterEvent): string =>
  String((data.number as { text?: string } | undefined)?.text ?? '');

interface Placed {
  readonly metadata: { readonly streamName: string; readonly streamPosition: bigint };
}

const asTable = (types: string[]) =>
  postgreSQLRawSQLProjection<LetterEvent>({
    name: 'letters',
    canHandle: types,
    evolve: (event) => {
      const { streamName, streamPosition } = (event as unknown as Placed).metadata;
      return sql(
        `insert into letters (id, subject, number, last, revision) values (%L, %L, %L, %L, %L)
         on conflict (id) do update set last = excluded.last, revision = excluded.revision,
           subject = coalesce(nullif(excluded.subject, ''), letters.subject),
           number = coalesce(nullif(excluded.number, ''), letters.number)`,
        streamName,
        subjectOf(event),
        numberOf(event),
        event.type,
        Number(streamPosition),
      );
    },
    init: () =>
      sql(
        'create table if not exists letters (id text primary key, subject text, number text, last text, revision int)',
      ),
  });

const asDocuments = (types: string[]) =>
  pongoSingleStreamProjection<LetterDocument, LetterEvent>({
    collectionName: 'letter_documents',
    canHandle: types,
    evolve: (document: LetterDocument | null, event: LetterEvent): LetterDocument => ({
      subject: subjectOf(event) || (document?.subject ?? ''),
      number: numberOf(event) || (document?.number ?? ''),
      last: event.type,
      revision: (document?.revision ?? -1) + 1,
    }),
  });

/** Builds the read model from the beginning of the log to its end. */
export const buildEmmettProjection = async (
  connectionString: string,
  kind: 'table' | 'documents',
  types: string[],
  processorId: string,
): Promise<void> => {
  const consumer = postgreSQLEventStoreConsumer({
    connectionString,
    stopWhen: { noMessagesLeft: true },
    // Ten times its default: fewer and larger transactions.
    pulling: { batchSize: 1_000 },
  });
  consumer.projector<LetterEvent>({
    processorId,
    startFrom: 'BEGINNING',
    projection: kind === 'table' ? asTable(types) : asDocuments(types),
  });
  await consumer.start();
  await consumer.close();
};
