import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Place } from '../../projections/runner/place.ts';

/** Wraps what must not lie open in the database, bound to what it belongs to. */
export interface SecretWrap {
  wrapSecret(owner: string, secret: Buffer): Promise<Buffer>;
  unwrapSecret(owner: string, wrapped: Buffer): Promise<Buffer>;
}

/** How a webhook is doing. */
export interface WebhookState {
  readonly id: string;
  readonly position: string;
  readonly attempts: number;
  readonly first_tried_at: string | null;
  readonly next_at: string;
  readonly given_up: boolean;
  readonly error: string | null;
}

/** The spec asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;
/** For so long the secret before signs as well. */
const ROTATION_MS = 24 * 3_600_000;
const STATE = 'id, position, attempts, first_tried_at, next_at, given_up, error';

const urlOwner = (id: string): string => `webhook-url:${id}`;
const secretOwner = (id: string): string => `webhook-secret:${id}`;

/** What is kept of webhooks outside of the log: addresses and secrets, wrapped, and how far each was told. */
export class WebhookTables {
  readonly #pool: pg.Pool;
  readonly #wrap: SecretWrap;

  constructor(pool: pg.Pool, wrap: SecretWrap) {
    this.#pool = pool;
    this.#wrap = wrap;
  }

  /** Keeps a webhook that begins after the place, and makes its secret; both stay what they were if it is kept already. @returns the secret. */
  async keep(id: string, url: string, after: Place, now: string): Promise<string> {
    const wrapped = await this.#wrap.wrapSecret(urlOwner(id), Buffer.from(url, 'utf8'));
    await this.#pool.query(
      `insert into notices.webhooks (id, wrapped_url, position, event, next_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [id, wrapped, after.position, after.event, now],
    );
    return this.addSecret(id, id, now);
  }

  /** Makes a secret, by whose id the same is met again. @returns it. */
  async addSecret(webhookId: string, secretId: string, now: string): Promise<string> {
    const made = await this.#wrap.wrapSecret(secretOwner(secretId), randomBytes(SECRET_BYTES));
    const { rows } = await this.#pool.query<{ wrapped: Buffer }>(
      `with added as (
         insert into notices.webhook_secrets (id, webhook_id, wrapped, made_at) values ($1, $2, $3, $4)
         on conflict do nothing returning wrapped)
       select wrapped from added union all select wrapped from notices.webhook_secrets where id = $1`,
      [secretId, webhookId, made, now],
    );
    const wrapped = rows[0]?.wrapped;
    if (!wrapped) throw new Error(`The secret ${secretId} was neither made nor found`);
    return asText(await this.#wrap.unwrapSecret(secretOwner(secretId), wrapped));
  }

  /** From a day on, no secret of the webhook that is older than this one signs any more. */
  async retireOlder(webhookId: string, secretId: string, now: string): Promise<void> {
    await this.#pool.query(
      `update notices.webhook_secrets set retires_at = $3
       where webhook_id = $1 and retires_at is null
         and made_at < (select made_at from notices.webhook_secrets where id = $2)`,
      [webhookId, secretId, new Date(Date.parse(now) + ROTATION_MS).toISOString()],
    );
  }

  /** The secrets that sign now, the newest first. */
  async secrets(webhookId: string, now: string): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ id: string; wrapped: Buffer }>(
      `select id, wrapped from notices.webhook_secrets
       where webhook_id = $1 and (retires_at is null or retires_at > $2) order by made_at desc`,
      [webhookId, now],
    );
    return Promise.all(
      rows.map(async ({ id, wrapped }) => asText(await this.#wrap.unwrapSecret(secretOwner(id), wrapped))),
    );
  }

  async url(id: string, wrapped: Buffer): Promise<string> {
    return (await this.#wrap.unwrapSecret(urlOwner(id), wrapped)).toString('utf8');
  }

  /** Tells it from that position on, at once. */
  async goTo(id: string, position: string, now: string): Promise<void> {
    await this.#pool.query(
      `update notices.webhooks
       set position = $2, event = '', attempts = 0, first_tried_at = null, next_at = $3, given_up = false, error = null
       where id = $1`,
      [id, position, now],
    );
  }

  async states(): Promise<ReadonlyMap<string, WebhookState>> {
    const { rows } = await this.#pool.query<WebhookState>(`select ${STATE} from notices.webhooks`);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Those that may be told now. */
  async due(now: string): Promise<readonly string[]> {
    const { rows } = await this.#pool.query<{ id: string }>({
      name: 'webhooks-due',
      text: 'select id from notices.webhooks where not given_up and next_at <= $1',
      values: [now],
    });
    return rows.map(({ id }) => id);
  }
}

/** As the scheme writes secrets. */
const asText = (secret: Buffer): string => `whsec_${secret.toString('base64')}`;
