import type pg from 'pg';
import type { Logger } from 'pino';
import { derivedId } from '../../application/derived-id.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Position, type Recorded } from '../../domain/event.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Webhook } from '../../domain/organization/organization.ts';
import type { EventSource, LogEntry } from '../../projections/runner/event-source.ts';
import { endOf, find, placeOf } from '../../projections/runner/place.ts';
import { GIVE_UP_AFTER_MS, pauseAfter } from './retries.ts';
import type { WebhookPost } from './webhook-post.ts';
import type { WebhookTables } from './webhook-tables.ts';

export interface WebhookDesk {
  /** Those that are not disabled. */
  active(): Promise<ReadonlyMap<string, Webhook>>;
  letter(id: string): Promise<Letter | undefined>;
  /** The receiver has said that it is gone for good. */
  gone(webhookId: string): Promise<void>;
}

interface WebhookRow {
  readonly wrapped_url: Buffer;
  readonly position: Position;
  readonly event: string;
  readonly attempts: number;
  readonly first_tried_at: string | null;
}

/** What was read of the log, after the event at the place `after`. */
interface Ahead {
  readonly after: string;
  readonly entries: readonly LogEntry[];
}

const BATCH = 100;
const GONE = 410;

/**
 * Tells webhooks of events, each in the log's order: the log itself is what is still to be told, and a webhook keeps its place in
 * it. While one event is told, its webhook's row is locked; the place moves when the receiver has taken it. A receiver may
 * be told the same again after a crash, by the same id.
 */
export class WebhookCourier {
  readonly #pool: pg.Pool;
  readonly #tables: WebhookTables;
  readonly #source: EventSource;
  readonly #desk: WebhookDesk;
  readonly #post: WebhookPost;
  readonly #clock: Clock;
  readonly #log: Logger;
  #working: Promise<number> | undefined;

  constructor(
    pool: pg.Pool,
    tables: WebhookTables,
    source: EventSource,
    desk: WebhookDesk,
    post: WebhookPost,
    clock: Clock,
    log: Logger,
  ) {
    this.#pool = pool;
    this.#tables = tables;
    this.#source = source;
    this.#desk = desk;
    this.#post = post;
    this.#clock = clock;
    this.#log = log;
  }

  /** Tells every webhook what it is to be told by now. @returns how many events were taken by receivers. */
  deliver(): Promise<number> {
    this.#working ??= this.#deliver().finally(() => {
      this.#working = undefined;
    });
    return this.#working;
  }

  async #deliver(): Promise<number> {
    const due = await this.#tables.due(this.#clock());
    if (due.length === 0) return 0;
    const active = await this.#desk.active();
    let told = 0;
    // One after the other: each holds a connection to the database while its receiver thinks.
    for (const id of due) {
      const webhook = active.get(id);
      if (webhook) told += await this.#tellAll(webhook);
    }
    return told;
  }

  async #tellAll(webhook: Webhook): Promise<number> {
    let told = 0;
    let ahead: Ahead | undefined;
    for (;;) {
      const step = await this.#tellNext(webhook, ahead);
      if (!step) return told;
      ahead = step.ahead;
      told += step.told;
    }
  }

  /** One event, or a stretch of the log that has none for the webhook. `ahead`: what was read of the log before. */
  async #tellNext(
    webhook: Webhook,
    ahead: Ahead | undefined,
  ): Promise<{ readonly told: number; readonly ahead: Ahead } | undefined> {
    const client = await this.#pool.connect();
    try {
      await client.query('begin');
      const now = this.#clock();
      const { rows } = await client.query<WebhookRow>({
        name: 'webhook-next',
        text: `select wrapped_url, position, event, attempts, first_tried_at from notices.webhooks
          where id = $1 and not given_up and next_at <= $2 for update skip locked`,
        values: [webhook.id, now],
      });
      const [row] = rows;
      if (!row) return undefined;
      const entries = await this.#entriesAfter(client, webhook, row, ahead);
      const index = entries.findIndex(({ event }) => event && webhook.eventTypes.includes(event.type));
      const entry = index < 0 ? entries.at(-1) : entries[index];
      if (!entry) return undefined;
      if (index >= 0 && entry.event && !(await this.#tell(client, webhook, row, entry.event, now))) {
        await client.query('commit');
        return undefined;
      }
      const place = placeOf(entry);
      await client.query({
        name: 'webhook-moved',
        text: `update notices.webhooks
          set position = $2, event = $3, attempts = 0, first_tried_at = null, error = null where id = $1`,
        values: [webhook.id, place.position, place.event],
      });
      await client.query('commit');
      const rest = index < 0 ? [] : entries.slice(index + 1);
      return { told: index < 0 ? 0 : 1, ahead: { after: place.event, entries: rest } };
    } finally {
      await client.query('rollback').then(
        () => client.release(),
        (error: Error) => client.release(error),
      );
    }
  }

  async #entriesAfter(
    client: pg.PoolClient,
    webhook: Webhook,
    row: WebhookRow,
    ahead: Ahead | undefined,
  ): Promise<readonly LogEntry[]> {
    if (ahead && ahead.entries.length > 0 && ahead.after === row.event) return ahead.entries;
    const finding = await find(row, this.#source);
    let position = row.position;
    if (finding.found !== 'here') {
      // Another log, or an older one: what it was told of is not told again.
      const place = finding.found === 'moved' ? finding.place : await endOf(this.#source);
      this.#log.warn(
        { webhook: webhook.id, next: place.position },
        'The log is another one than was told of',
      );
      await client.query('update notices.webhooks set position = $2, event = $3 where id = $1', [
        webhook.id,
        place.position,
        place.event,
      ]);
      position = place.position;
    }
    return this.#source.readAfter(position, BATCH);
  }

  /** Whether the receiver has taken the event. */
  async #tell(
    client: pg.PoolClient,
    webhook: Webhook,
    row: WebhookRow,
    event: Recorded<ChanceryEvent>,
    now: string,
  ): Promise<boolean> {
    let problem: string;
    try {
      const [url, secrets, body] = await Promise.all([
        this.#tables.url(webhook.id, row.wrapped_url),
        this.#tables.secrets(webhook.id, now),
        this.#body(event),
      ]);
      const id = derivedId('webhook', webhook.id, event.id);
      const status = await this.#post({ url, secrets, id, body });
      if (status >= 200 && status < 300) return true;
      if (status === GONE) {
        await this.#desk.gone(webhook.id);
        return false;
      }
      problem = `HTTP ${status}`;
    } catch (error) {
      problem = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
    const attempts = row.attempts + 1;
    const since = row.first_tried_at ?? now;
    const over = Date.parse(now) - Date.parse(since) >= GIVE_UP_AFTER_MS;
    const next = new Date(Date.parse(now) + pauseAfter(attempts, Math.random())).toISOString();
    await client.query(
      `update notices.webhooks
       set attempts = $2, first_tried_at = $3, next_at = $4, given_up = $5, error = $6 where id = $1`,
      [webhook.id, attempts, since, next, over, problem.slice(0, 500)],
    );
    this.#log[over ? 'error' : 'warn'](
      { webhook: webhook.id, origin: webhook.origin, problem, attempts },
      over ? 'A webhook was given up' : 'A webhook could not be told; it is tried again',
    );
    return false;
  }

  /** Thin on purpose: which event of what, where in the log. Whoever wants to know more asks as somebody who may. */
  async #body(event: Recorded<ChanceryEvent>): Promise<string> {
    const category = categoryOf(event.stream);
    const id = idOf(event.stream);
    const letter = category === 'letter' ? await this.#desk.letter(id) : undefined;
    const number =
      letter && 'number' in letter && letter.card.confidentiality !== 'confidential'
        ? letter.number.text
        : undefined;
    return JSON.stringify({
      type: event.type,
      timestamp: event.metadata.at,
      data: {
        eventId: event.id,
        position: event.position,
        subject: category,
        ...(category === 'letter' ? { letterId: id } : { id }),
        ...(number !== undefined && { number }),
      },
    });
  }
}
