import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import { domainOf, normalizedAddress } from '../../domain/mail/address.ts';
import type { MailEvent } from '../../domain/mail/events.ts';
import { evolveMail, type Mail } from '../../domain/mail/mail.ts';
import { deleteRows, insertRows } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';
import { createMailTables, type MailTables, mailTables } from './tables.ts';

type Tx = Transaction<MailTables>;
type Event = Recorded<ChanceryEvent>;

const rowOf = (mail: Mail, position: string, revision: number) => {
  const { text, ...received } = mail.received;
  return {
    id: mail.id,
    status: mail.status,
    position,
    message_id: received.messageId ?? null,
    sender_address: received.sender?.address ?? null,
    counterparty_id: received.suggestions.counterparty?.id ?? null,
    letter_id: mail.letterId ?? null,
    text: text ?? null,
    revision,
    details: { ...mail, received },
  };
};

const writeMail = async (tx: Tx, events: readonly Recorded<MailEvent>[]): Promise<void> => {
  const byMail = Map.groupBy(events, ({ stream }) => idOf(stream));
  const known = await tx
    .selectFrom('mail')
    .selectAll()
    .where('id', 'in', [...byMail.keys()])
    .execute();
  const before = new Map(known.map((row) => [row.id, row]));
  const rows = [...byMail].flatMap(([id, all]) => {
    const row = before.get(id);
    const added = all.filter(({ revision }) => revision > (row?.revision ?? -1));
    const [first, last] = [added[0], added.at(-1)];
    if (!first || !last) return [];
    const details: Mail | undefined = row?.details;
    const state = details && {
      ...details,
      received: { ...details.received, ...(row?.text != null && { text: row.text }) },
    };
    const mail = added.reduce<Mail | undefined>(evolveMail, state);
    return mail ? [rowOf(mail, row?.position ?? first.position, last.revision)] : [];
  });
  if (rows.length === 0) return;
  await sql`
    insert into mail select * from jsonb_populate_recordset(null::mail, ${JSON.stringify(rows)}::jsonb)
    on conflict (id) do update set (status, sender_address, counterparty_id, letter_id, text, revision, details)
      = (excluded.status, excluded.sender_address, excluded.counterparty_id, excluded.letter_id, excluded.text,
        excluded.revision, excluded.details)`.execute(tx);
};

/** Addresses that counterparties have now: those of the last event of each. */
const writeCorrespondents = async (tx: Tx, events: readonly Event[]): Promise<void> => {
  const addresses = new Map<string, readonly string[]>();
  for (const event of events) {
    if (event.type === 'CounterpartyErased') addresses.set(event.data.counterpartyId, []);
    if (event.type !== 'CounterpartyAdded' && event.type !== 'CounterpartyChanged') continue;
    const { counterpartyId, details } = event.data;
    const texts = [
      ...details.addresses.filter(({ kind }) => kind === 'email').map(({ text }) => text),
      ...details.contacts.flatMap(({ email }) => email ?? []),
    ];
    const found = texts.flatMap((text) => normalizedAddress(text) ?? []);
    addresses.set(counterpartyId, [...new Set(found)]);
  }
  if (addresses.size === 0) return;
  await deleteRows(tx, 'correspondents', 'counterparty_id', [...addresses.keys()]);
  await insertRows(tx, {
    correspondents: [...addresses].flatMap(([counterpartyId, list]) =>
      list.map((address) => ({ counterparty_id: counterpartyId, address, domain: domainOf(address) })),
    ),
  });
};

/** The Message-IDs that a letter is known by: it came with one, or a dispatch by e-mail has one for its tracking number. */
const messageIdsOf = (event: Event): readonly string[] => {
  switch (event.type) {
    case 'Imported':
      return event.data.card.messageId ? [event.data.card.messageId] : [];
    case 'OriginRecorded':
      return event.data.messageId ? [event.data.messageId] : [];
    case 'Dispatched':
      return event.data.deliveries.flatMap(({ channel, trackingNumber }) =>
        channel === 'email' && trackingNumber?.startsWith('<') ? [trackingNumber] : [],
      );
    default:
      return [];
  }
};

const writeMessageIds = async (tx: Tx, events: readonly Event[]): Promise<void> => {
  const rows = events.flatMap((event) =>
    messageIdsOf(event).map((messageId) => ({ message_id: messageId, letter_id: idOf(event.stream) })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into letter_messages (message_id, letter_id)
    select distinct n.message_id, n.letter_id
    from jsonb_populate_recordset(null::letter_messages, ${JSON.stringify(rows)}::jsonb) n
    where not exists (
      select from letter_messages l where l.message_id = n.message_id and l.letter_id = n.letter_id)`.execute(
    tx,
  );
};

const isMailEvent = (event: Event): boolean => categoryOf(event.stream) === 'mail';

/** Messages that came in and what became of them, with what they are matched by. */
export const mailQueue: Projection<MailTables> = {
  name: 'mail-queue',
  version: 1,
  tables: mailTables,
  concerns: (event) =>
    ['mail', 'counterparty'].includes(categoryOf(event.stream)) || messageIdsOf(event).length > 0,
  create: (tx) => createMailTables(tx as Transaction<unknown>),
  async apply(tx, events) {
    const mail = events.filter(isMailEvent) as unknown as readonly Recorded<MailEvent>[];
    if (mail.length > 0) await writeMail(tx, mail);
    await writeCorrespondents(tx, events);
    await writeMessageIds(tx, events);
  },
};
