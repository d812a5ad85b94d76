import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Chancery } from '../../application/chancery.ts';
import { derivedId } from '../../application/derived-id.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { EventStore } from '../../application/ports/event-store.ts';
import { SYSTEM } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { EventSource } from '../../projections/runner/event-source.ts';
import { MailComposer } from './mail-composer.ts';
import { type DeliveryReport, MailCourier, type Postman } from './mail-courier.ts';
import { NoticeBell } from './notice-bell.ts';
import { NoticeRetention } from './notice-retention.ts';
import { NoticeTables } from './notice-tables.ts';
import type { OutwardRules } from './outward-address.ts';
import { Rounds } from './rounds.ts';
import { WebhookCourier } from './webhook-courier.ts';
import type { WebhookPost } from './webhook-post.ts';
import { WebhookRegistrar } from './webhook-registrar.ts';
import { type SecretWrap, WebhookTables } from './webhook-tables.ts';

export interface NoticeOptions {
  /** Undefined: no mail. */
  readonly postman?: Postman;
  /** Where people read letters; `{letterId}` in it stands for the id. */
  readonly publicUrl?: string;
  readonly outward: OutwardRules;
  readonly post: WebhookPost;
  /** For how many days a notice is kept; undefined: for ever. */
  readonly keptDays?: number;
}

export interface NoticeParts extends NoticeOptions {
  readonly chancery: Chancery;
  readonly eventStore: EventStore;
  readonly source: EventSource;
  readonly db: Kysely<unknown>;
  readonly pool: pg.Pool;
  readonly secretWrap: SecretWrap;
  readonly log: Logger;
}

export interface NoticeDelivery {
  /** Undefined where there is no mail. */
  readonly mail: DeliveryReport | undefined;
  /** Events that webhooks have taken. */
  readonly told: number;
}

/** Notices as they are read, and their delivery by mail and webhook, which a server does from `start` to `stop`. */
export class Notices {
  readonly tables: NoticeTables;
  readonly webhooks: WebhookTables;
  readonly registrar: WebhookRegistrar;
  readonly bell: NoticeBell;
  readonly #mail: MailCourier | undefined;
  readonly #webhookCourier: WebhookCourier;
  readonly #retention: NoticeRetention | undefined;
  readonly #clock: Clock;
  readonly #source: EventSource;
  readonly #rounds: readonly Rounds[];
  #forget: (() => void)[] = [];

  constructor(parts: NoticeParts) {
    const { chancery, eventStore, source, db, pool, log, postman, keptDays } = parts;
    const clock = () => chancery.now();
    this.#clock = clock;
    this.#retention = keptDays === undefined ? undefined : new NoticeRetention(pool, keptDays);
    this.tables = new NoticeTables(db);
    this.webhooks = new WebhookTables(pool, parts.secretWrap);
    this.registrar = new WebhookRegistrar(chancery, eventStore, this.webhooks, parts.outward);
    this.bell = new NoticeBell(pool, log);
    this.#source = source;
    const composer = new MailComposer(
      eventStore,
      () => chancery.currentOrganization(),
      (projectIds) => chancery.projectMembers(projectIds),
      parts.publicUrl,
    );
    this.#mail = postman && new MailCourier(pool, composer, postman, clock, log);
    const desk = {
      active: async () => {
        const { webhooks } = await chancery.currentOrganization();
        return new Map([...webhooks].filter(([, { disabled }]) => !disabled));
      },
      letter: (id: string) => chancery.letters.find(id),
      gone: (webhookId: string) => disableGone(chancery, webhookId),
    };
    this.#webhookCourier = new WebhookCourier(pool, this.webhooks, source, desk, parts.post, clock, log);
    this.#rounds = [
      new Rounds('Mail', async () => void (await this.#mail?.deliver()), log),
      new Rounds('Webhooks', async () => void (await this.#webhookCourier.deliver()), log),
    ];
  }

  /** Delivers everything that is due by the clock, once. */
  async deliver(): Promise<NoticeDelivery> {
    const [mail, told] = await Promise.all([this.#mail?.deliver(), this.#webhookCourier.deliver()]);
    return { mail, told };
  }

  /** Forgets what is older than notices are kept. @returns how many. */
  async forgetOld(): Promise<number> {
    return (await this.#retention?.sweep(this.#clock())) ?? 0;
  }

  /** Begins to deliver, whenever there is news and by the clock. */
  async start(): Promise<void> {
    const [mail, webhooks] = this.#rounds;
    if (this.#mail && mail) {
      mail.start();
      this.#forget.push(await this.bell.listen(undefined, () => mail.wake()));
    }
    if (webhooks) {
      webhooks.start();
      this.#forget.push(this.#source.onAppend(() => webhooks.wake()));
    }
  }

  /** Settles when nothing is under way any more. */
  async stop(): Promise<void> {
    for (const forget of this.#forget) forget();
    this.#forget = [];
    await Promise.all(this.#rounds.map((rounds) => rounds.stop()));
    await this.bell.close();
  }
}

const disableGone = async (chancery: Chancery, webhookId: string): Promise<void> => {
  const caller = { actor: SYSTEM, commandId: derivedId('webhook-gone', webhookId) };
  const outcome = await chancery.organization.execute(caller, [
    { name: 'disableWebhook', webhookId, cause: 'gone' },
  ]);
  if (isRefusal(outcome))
    throw new Error(`The webhook ${webhookId} could not be disabled: ${outcome.refused}`);
};
