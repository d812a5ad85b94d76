import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import { isId } from '../../domain/fields.ts';
import { arrayOf, copyRows, insertRows } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';
import { isReading, readingRows } from './reading-rows.ts';
import { type AuditTables, auditTables, createAuditIndexes, createAuditTables } from './tables.ts';

const idsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
};

const chronicleRow = (event: Recorded<ChanceryEvent>) => ({
  position: event.position,
  id: event.id,
  stream: event.stream,
  category: categoryOf(event.stream),
  revision: event.revision,
  type: event.type,
  at: event.metadata.at,
  actor: event.metadata.actor,
  on_behalf_of: event.metadata.onBehalfOf ?? null,
  subjects: arrayOf([...new Set([idOf(event.stream), ...idsIn(event.data)])]),
});

/** A cancelled substitution names neither of its people: they are those of the one that was set. */
const nameSubstituted = async (
  tx: Transaction<AuditTables>,
  events: readonly Recorded<ChanceryEvent>[],
): Promise<void> => {
  const cancelled = events.filter(({ type }) => type === 'SubstitutionCancelled').map(({ id }) => id);
  if (cancelled.length === 0) return;
  await sql`
    update chronicle c set subjects = s.subjects from chronicle s
    where c.id = any(${cancelled}::uuid[]) and s.type = 'SubstitutionSet' and s.subjects @> c.subjects`.execute(
    tx,
  );
};

/** Whether it is told of here: letters have their own events in `correspondence`, unless they never came to be. */
const isChronicled = ({ stream, type }: Recorded<ChanceryEvent>): boolean => {
  const category = categoryOf(stream);
  return category === 'letter' ? type === 'RegistrationAbandoned' : category !== 'reading';
};

/** What auditors ask for beside letters: what happened to everything else, and who has read what. */
export const audit: Projection<AuditTables> = {
  name: 'audit',
  version: 2,
  tables: auditTables,
  looksBack: true,
  concerns: (event) => isChronicled(event) || isReading(event),
  create: (tx) => createAuditTables(tx as Transaction<unknown>),
  createIndexes: (tx) => createAuditIndexes(tx as Transaction<unknown>),
  async apply(tx, events, fresh = false) {
    const chronicled = events.filter(isChronicled);
    await (fresh ? copyRows : insertRows)(tx, {
      chronicle: chronicled.map(chronicleRow),
      ...readingRows(events),
    });
    await nameSubstituted(tx, chronicled);
  },
};
