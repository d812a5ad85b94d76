import { ImapFlow } from 'imapflow';
import type pg from 'pg';
import type { Logger } from 'pino';
import { isLoopback, type MailboxConfig } from '../config.ts';
import type { MailIntake, Taken } from './intake.ts';

export interface MailboxParts {
  readonly intake: MailIntake;
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly onTaken?: (uid: number, taken: Taken) => void;
}

/** A mailbox on an IMAP server (RFC 9051): what is new in it is taken in, in the order in which it came. */
export class Mailbox {
  readonly #config: MailboxConfig;
  readonly #parts: MailboxParts;
  #client: ImapFlow | undefined;
  /** How many messages there were when it was last looked for new ones. */
  #looked = 0;

  constructor(config: MailboxConfig, parts: MailboxParts) {
    this.#config = config;
    this.#parts = parts;
  }

  /** Without the password. */
  get name(): string {
    const { user, host, port, mailbox } = this.#config;
    return `${user}@${host}:${port}/${mailbox}`;
  }

  /** @throws Error where the server cannot be reached, or does not take the password. */
  async open(): Promise<void> {
    const { host, port, secure, user, password, mailbox } = this.#config;
    const client = new ImapFlow({
      host,
      port,
      secure,
      // A password goes over no line that others might read.
      ...(!secure && { doSTARTTLS: isLoopback(host) ? undefined : true }),
      auth: { user, pass: password },
      logger: false,
    });
    // Whatever breaks the connection ends what waits for it as well; this keeps it from ending the process.
    client.on('error', (error: Error) => this.#parts.log.warn({ err: error }, 'The mailbox was lost'));
    this.#client = client;
    await client.connect();
    await client.mailboxOpen(mailbox);
  }

  /**
   * Takes in what has come since. How far it came is remembered after each message is on record, and then the message is
   * marked, or moved: whatever breaks off in between, it is read again and recorded once.
   *
   * @returns how many messages were read. @throws as `MailIntake.take`, and where the connection breaks.
   */
  async takeNew(signal?: AbortSignal): Promise<number> {
    const client = this.#opened();
    const { mailbox } = client;
    if (!mailbox) throw new Error('No mailbox is open');
    this.#looked = mailbox.exists;
    const uidValidity = String(mailbox.uidValidity);
    const last = await this.#lastUid(uidValidity);
    const found = await client.search({ uid: `${last + 1}:*` }, { uid: true });
    // `n:*` names the last message even where its UID is lower.
    const uids = (found || []).filter((uid) => uid > last).sort((one, other) => one - other);
    let read = 0;
    for (const uid of uids) {
      if (signal?.aborted) break;
      const { content } = await client.download(String(uid), undefined, { uid: true });
      // Somebody else has deleted it meanwhile.
      if (!content) continue;
      const taken = await this.#parts.intake.take(content);
      await this.#remember(uidValidity, uid);
      await this.#mark(client, uid);
      this.#parts.onTaken?.(uid, taken);
      read += 1;
    }
    return read;
  }

  /** Settles when something has come, at the latest after so long (IDLE, RFC 2177). */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const client = this.#opened();
    await new Promise<void>((resolve, reject) => {
      const done = (): void => {
        clearTimeout(timer);
        client.off('exists', done);
        client.off('close', broken);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const broken = (): void => {
        done();
        reject(new Error('The connection to the mailbox was closed'));
      };
      const timer = setTimeout(done, milliseconds);
      client.on('exists', done);
      client.on('close', broken);
      signal?.addEventListener('abort', done);
      // Something may have come between the last look and now.
      const more = client.mailbox !== false && client.mailbox.exists > this.#looked;
      if (signal?.aborted || more) done();
      // It ends with the next command.
      else client.idle().catch(() => undefined);
    });
  }

  async close(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    await client.logout().catch(() => client.close());
  }

  #opened(): ImapFlow {
    if (!this.#client) throw new Error('The mailbox is not open');
    return this.#client;
  }

  async #lastUid(uidValidity: string): Promise<number> {
    const { rows } = await this.#parts.pool.query<{ last_uid: string }>(
      'select last_uid from mail.mailboxes where name = $1 and uid_validity = $2',
      [this.name, uidValidity],
    );
    return Number(rows[0]?.last_uid ?? 0);
  }

  async #remember(uidValidity: string, uid: number): Promise<void> {
    await this.#parts.pool.query(
      `insert into mail.mailboxes (name, uid_validity, last_uid) values ($1, $2, $3)
       on conflict (name) do update set uid_validity = excluded.uid_validity,
         last_uid = case when mailboxes.uid_validity = excluded.uid_validity
           then greatest(mailboxes.last_uid, excluded.last_uid) else excluded.last_uid end`,
      [this.name, uidValidity, uid],
    );
  }

  async #mark(client: ImapFlow, uid: number): Promise<void> {
    const { moveTo } = this.#config;
    if (moveTo) await client.messageMove(String(uid), moveTo, { uid: true });
    else await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  }
}
