import { sql, type Transaction } from 'kysely';
import type { NoticeWriter, ToTell, WrittenNotice } from '../../application/notices/notice-writer.ts';
import { SYSTEM } from '../../domain/event.ts';
import { mailTime } from '../../domain/notices/mail-time.ts';
import type { Outbox } from '../../projections/runner/outbox.ts';
import { ring } from './notice-bell.ts';

/** Whose doing it was; nobody's where Chancery did it by itself. */
const actorOf = ({ metadata: { actor, onBehalfOf } }: WrittenNotice['event']): string | null =>
  onBehalfOf ?? (actor === SYSTEM ? null : actor);

const row = (notice: WrittenNotice, mailed: boolean) => ({
  id: notice.id,
  event_id: notice.event.id,
  position: notice.event.position,
  revision: notice.event.revision,
  recipient_id: notice.recipientId,
  on_behalf_of: notice.onBehalfOfId ?? null,
  actor_id: actorOf(notice.event),
  kind: notice.kind,
  urgent: notice.urgent,
  letter_id: notice.letterId ?? null,
  parameters: notice.parameters,
  event_at: notice.event.metadata.at,
  visible_at: notice.visibleAt,
  hidden_until: notice.from ?? null,
  mail_at: (mailed && notice.mail?.at) || null,
  digest: notice.mail?.digest ?? false,
});

// biome-ignore lint/suspicious/noExplicitAny: its tables are no part of anybody's type.
type AnyTransaction = Transaction<any>;

const writeEntries = async (tx: AnyTransaction, rows: readonly object[]): Promise<void> => {
  await sql`
    insert into notices.entries
      (id, event_id, position, revision, recipient_id, on_behalf_of, actor_id, kind, urgent, letter_id, parameters,
       event_at, visible_at, hidden_until, mail_at, digest)
    select id, event_id, position, revision, recipient_id, on_behalf_of, actor_id, kind, urgent, letter_id, parameters,
      event_at, visible_at, hidden_until, mail_at, digest
    from jsonb_populate_recordset(null::notices.entries, ${JSON.stringify(rows)}::jsonb) with ordinality
    order by ordinality
    on conflict (id) do nothing`.execute(tx);
};

/** What waits to be mailed to somebody is mailed when, and if, they now want it. */
const reschedule = async (
  tx: AnyTransaction,
  { employeeId, preferences, at }: ToTell['preferences'][number],
  calendar: ToTell['calendar'],
): Promise<void> => {
  const { rows: waiting } = await sql<{ id: string; visible_at: string; urgent: boolean }>`
    select id, visible_at, urgent from notices.entries
    where recipient_id = ${employeeId} and mail_id is null and mail_at is not null`.execute(tx);
  const times = waiting.map(({ id, visible_at, urgent }) => {
    const time = mailTime(preferences, calendar, visible_at > at ? visible_at : at, urgent);
    return { id, mail_at: time?.at ?? null, digest: time?.digest ?? false };
  });
  await sql`
    update notices.entries e set mail_at = t.mail_at, digest = t.digest
    from jsonb_to_recordset(${JSON.stringify(times)}::jsonb) as t (id uuid, mail_at timestamptz, digest boolean)
    where e.id = t.id`.execute(tx);
};

/**
 * Writes down who is to be told what, into `notices.entries`. Whatever is delivered is delivered from there. `mailed`: whether
 * there is mail at all; what comes while there is none is not mailed later either.
 */
export const noticeOutbox = (writer: NoticeWriter, mailed: boolean): Outbox => ({
  name: 'notices',
  concerns: (event) => writer.concerns(event),
  forget: () => writer.forget(),
  async prepare(events) {
    const { notices, preferences, cancelledSubstitutions, calendar } = await writer.toTell(events);
    return async (tx) => {
      if (notices.length > 0) {
        await writeEntries(
          tx,
          notices.map((notice) => row(notice, mailed)),
        );
        await ring(
          tx,
          notices.map(({ recipientId }) => recipientId),
        );
      }
      for (const changed of preferences) await reschedule(tx, changed, calendar);
      if (cancelledSubstitutions.length > 0) {
        await sql`
          delete from notices.entries
          where kind = 'substitutionBegins' and read_at is null and mail_id is null and hidden_until > event_at
            and parameters->>'substitutionId' = any(${[...cancelledSubstitutions]})`.execute(tx);
      }
    };
  },
});
