import { resolve } from 'node:path';
import { Malformed } from '../domain/ledger/malformed.ts';
import { ED25519_COSIGNATURE, isKeyName, parseVerifierKey } from '../domain/ledger/verifier-key.ts';
import {
  InvalidConnectionString,
  readConnectionString,
} from './event-store/eventstoredb/connection-string.ts';
import { developmentTokens } from './identity/development-tokens.ts';
import type { LedgerConfig } from './ledger/ledger-keeper.ts';
import { InvalidSigningKey, parseSigningKey } from './ledger/signers/key-signer.ts';
import type { SignerConfig } from './ledger/signers/signer-source.ts';
import type { OutwardRules } from './notices/outward-address.ts';
import type { SmtpConfig } from './notices/smtp-postman.ts';
import { Misuse } from './speaking-error.ts';

/** A witness: where to submit checkpoints, and the key that its cosignatures are by. */
export interface WitnessConfig {
  readonly url: string;
  readonly verifierKey: string;
}

import { parseMasterKey } from './vault/master-key.ts';

/** How tokens are checked. `development`: by the key of the server's own issuer. */
export type TokenSource =
  | { readonly kind: 'development' }
  | { readonly kind: 'jwks'; readonly url: URL }
  | { readonly kind: 'publicKey'; readonly pem: string };

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Undefined: the embedded PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** Undefined: the log is in PostgreSQL as well. */
  readonly eventStoreUrl: string | undefined;
  readonly dataFolder: string;
  /** Undefined: the one in the data folder. */
  readonly masterKey: Buffer | undefined;
  readonly tokens: {
    readonly source: TokenSource;
    readonly issuer: string;
    readonly audience: string;
    readonly algorithms: readonly string[];
  };
  readonly development: boolean;
  readonly maxFileBytes: number;
  readonly logLevel: string;
  readonly readModelWaitMs: number;
  /** Where mail is taken in from. */
  readonly mail: {
    readonly folder?: string;
    readonly mailbox?: MailboxConfig;
    readonly pollSeconds: number;
  };
  /** Undefined: no mail is sent. */
  readonly smtp: SmtpConfig | undefined;
  /** Where people read letters. */
  readonly publicUrl: string | undefined;
  /** Where webhooks may go. */
  readonly outward: OutwardRules;
  /** For how many days notices are kept; undefined: for ever. */
  readonly noticesKeptDays: number | undefined;
  /** What a scraper of /metrics must show; undefined: only whoever is on this machine may read them. */
  readonly metricsToken: string | undefined;
  /** Whether traces are sent; to where, OpenTelemetry reads itself. */
  readonly traced: boolean;
  readonly ledger: LedgerConfig & {
    /** A time-stamping authority (RFC 3161). */
    readonly timestampUrl?: string;
    readonly witnesses: readonly WitnessConfig[];
    /** Whether anybody may read the tiles' hashes and the checkpoint. */
    readonly isPublic: boolean;
  };
}

/** A mailbox to read: `imaps://user:password@host:993/INBOX`. */
export interface MailboxConfig {
  readonly host: string;
  readonly port: number;
  /** TLS from the beginning; else STARTTLS, which is demanded of every server but one on this machine. */
  readonly secure: boolean;
  readonly user: string;
  readonly password: string;
  readonly mailbox: string;
  /** Where messages go once they are taken in; none: they stay, and are marked as seen. */
  readonly moveTo?: string;
}

/** A setting that cannot be used; the message says which, and what would do. */
export class InvalidConfig extends Misuse {
  override readonly name = 'InvalidConfig';
}

type Environment = Readonly<Record<string, string | undefined>>;

const integer = (env: Environment, name: string, fallback: number, from: number, to: number): number => {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < from || value > to) {
    throw new InvalidConfig(`${name} must be a whole number from ${from} to ${to}, and is “${text}”`);
  }
  return value;
};

const oneOf = <const Choices extends readonly string[]>(
  env: Environment,
  name: string,
  choices: Choices,
): Choices[number] | undefined => {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  if (!choices.includes(text)) {
    throw new InvalidConfig(`${name} must be one of ${choices.join(', ')}, and is “${text}”`);
  }
  return text;
};

const url = (env: Environment, name: string, protocols: readonly string[]): URL | undefined => {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const parsed = URL.canParse(text) ? new URL(text) : undefined;
  // The value may hold a password: it is not repeated.
  if (!parsed || !protocols.includes(parsed.protocol)) {
    throw new InvalidConfig(`${name} must be a URL that begins with ${protocols.join(' or ')}//`);
  }
  return parsed;
};

const eventStoreUrl = (env: Environment): string | undefined => {
  const text = env.EVENTSTORE_URL;
  if (text === undefined || text === '') return undefined;
  try {
    readConnectionString(text);
  } catch (error) {
    if (error instanceof InvalidConnectionString) throw new InvalidConfig(`EVENTSTORE_URL ${error.message}`);
    throw error;
  }
  return text;
};

/** Algorithms that a public key may verify (RFC 7518, RFC 8037). Symmetric ones and `none` are never among them. */
const asymmetric = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

const algorithmsOf = (env: Environment): readonly string[] => {
  const names = (env.JWT_ALGORITHMS || 'RS256,ES256,EdDSA').split(',').map((name) => name.trim());
  const wrong = names.filter((name) => !asymmetric.includes(name));
  if (wrong.length > 0) {
    throw new InvalidConfig(
      `JWT_ALGORITHMS may name ${asymmetric.join(', ')}, and names ${wrong.join(', ')}`,
    );
  }
  return names;
};

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether it is this machine. */
export const isLoopback = (host: string): boolean => loopback.has(host);

const signer = (env: Environment): SignerConfig => {
  const remote = url(env, 'LEDGER_SIGNER_URL', ['https:', 'http:']);
  const key = env.LEDGER_SIGNING_KEY;
  if (remote && key) throw new InvalidConfig('Set LEDGER_SIGNING_KEY or LEDGER_SIGNER_URL, not both');
  if (remote) {
    const token = env.LEDGER_SIGNER_TOKEN;
    return { kind: 'remote', url: remote.href, ...(token && { token }) };
  }
  if (!key) return { kind: 'file' };
  try {
    parseSigningKey(key);
  } catch (error) {
    if (error instanceof InvalidSigningKey) throw new InvalidConfig(`LEDGER_SIGNING_KEY ${error.message}`);
    throw error;
  }
  return { kind: 'secret', key };
};

/** Lines, or parts between commas, each a URL and a key. */
const witnesses = (env: Environment): readonly WitnessConfig[] =>
  (env.LEDGER_WITNESSES ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const [address = '', verifierKey = ''] = line.split(/\s+/);
      try {
        if (URL.canParse(address) && parseVerifierKey(verifierKey).type === ED25519_COSIGNATURE) {
          return { url: address, verifierKey };
        }
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
      }
      throw new InvalidConfig(
        `LEDGER_WITNESSES must list “URL key”, the keys of type cosignature/v1, and has “${line}”`,
      );
    });

const ledger = (env: Environment): Config['ledger'] => {
  const origin = env.LEDGER_ORIGIN;
  if (origin && !isKeyName(origin)) {
    throw new InvalidConfig(`LEDGER_ORIGIN must have no spaces and no plus, and is “${origin}”`);
  }
  const timestampUrl = url(env, 'LEDGER_TSA_URL', ['https:', 'http:'])?.href;
  return {
    sealSeconds: integer(env, 'LEDGER_SEAL_SECONDS', 10, 1, 86_400),
    ...(origin && { origin }),
    signer: signer(env),
    ...(timestampUrl && { timestampUrl }),
    witnesses: witnesses(env),
    isPublic: oneOf(env, 'LEDGER_PUBLIC', ['true', 'false']) === 'true',
  };
};

const mail = (env: Environment): Config['mail'] => {
  const address = url(env, 'IMAP_URL', ['imaps:', 'imap:']);
  const moveTo = env.IMAP_MOVE_TO;
  if (address && !(address.username && address.password && address.hostname)) {
    throw new InvalidConfig('IMAP_URL must be like imaps://user:password@host:993/INBOX');
  }
  const secure = address?.protocol === 'imaps:';
  return {
    ...(env.MAIL_FOLDER && { folder: resolve(env.MAIL_FOLDER) }),
    ...(address && {
      mailbox: {
        host: address.hostname,
        port: Number(address.port) || (secure ? 993 : 143),
        secure,
        user: decodeURIComponent(address.username),
        password: decodeURIComponent(address.password),
        mailbox: decodeURIComponent(address.pathname.slice(1)) || 'INBOX',
        ...(moveTo && { moveTo }),
      },
    }),
    pollSeconds: integer(env, 'MAIL_POLL_SECONDS', 30, 1, 86_400),
  };
};

const smtp = (env: Environment): SmtpConfig | undefined => {
  const smtpUrl = url(env, 'SMTP_URL', ['smtp:', 'smtps:'])?.href;
  const from = env.MAIL_FROM;
  if (!smtpUrl && !from) return undefined;
  if (!smtpUrl || !from) throw new InvalidConfig('SMTP_URL and MAIL_FROM go together; set both or neither');
  if (!/^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(from)) {
    throw new InvalidConfig(`MAIL_FROM must be an address, or a name and an <address>, and is “${from}”`);
  }
  return { smtpUrl, from };
};

/** As it is written, since `{letterId}` in it is to be replaced. */
const publicUrl = (env: Environment): string | undefined =>
  url(env, 'PUBLIC_URL', ['https:', 'http:']) && env.PUBLIC_URL;

const metricsToken = (env: Environment): string | undefined => {
  const token = env.METRICS_TOKEN;
  if (!token) return undefined;
  // The value is a secret: it is not repeated.
  if (!/^[\w.~+/=-]{16,}$/.test(token)) {
    throw new InvalidConfig('METRICS_TOKEN must be at least 16 letters, digits or any of -._~+/=');
  }
  return token;
};

/** What the environment says, checked. @throws InvalidConfig, MasterKeyUnusable */
export const readConfig = (env: Environment): Config => {
  const jwks = url(env, 'JWT_JWKS_URL', ['https:', 'http:']);
  const pem = env.JWT_PUBLIC_KEY;
  const host = env.HOST || '127.0.0.1';
  const asked = oneOf(env, 'DEVELOPMENT', ['true', 'false']);
  const development = asked ? asked === 'true' : !jwks && !pem && loopback.has(host);
  if (!jwks && !pem && !development) {
    throw new InvalidConfig(
      `Nobody says who may sign in. Set JWT_JWKS_URL or JWT_PUBLIC_KEY (with JWT_ISSUER and JWT_AUDIENCE), ` +
        `or, on a machine that nobody else reaches, DEVELOPMENT=true.`,
    );
  }
  const source: TokenSource = jwks
    ? { kind: 'jwks', url: jwks }
    : pem
      ? { kind: 'publicKey', pem: pem.replaceAll('\\n', '\n') }
      : { kind: 'development' };
  if (source.kind !== 'development' && !(env.JWT_ISSUER && env.JWT_AUDIENCE)) {
    throw new InvalidConfig('With JWT_JWKS_URL or JWT_PUBLIC_KEY go JWT_ISSUER and JWT_AUDIENCE; set both');
  }
  return {
    host,
    port: integer(env, 'PORT', 4000, 0, 65_535),
    databaseUrl: url(env, 'DATABASE_URL', ['postgres:', 'postgresql:'])?.href,
    eventStoreUrl: eventStoreUrl(env),
    dataFolder: resolve(env.DATA_DIR || 'data'),
    masterKey: env.CHANCERY_MASTER_KEY
      ? parseMasterKey(env.CHANCERY_MASTER_KEY, 'CHANCERY_MASTER_KEY')
      : undefined,
    tokens: {
      source,
      issuer: env.JWT_ISSUER || developmentTokens.issuer,
      audience: env.JWT_AUDIENCE || developmentTokens.audience,
      algorithms: source.kind === 'development' ? developmentTokens.algorithms : algorithmsOf(env),
    },
    development,
    maxFileBytes: integer(env, 'MAX_FILE_MB', 50, 1, 10_000) * 1_000_000,
    logLevel:
      oneOf(env, 'LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']) ?? 'info',
    readModelWaitMs: integer(env, 'READ_MODEL_WAIT_MS', 5_000, 0, 60_000),
    mail: mail(env),
    smtp: smtp(env),
    publicUrl: publicUrl(env),
    outward: {
      privateAddresses: oneOf(env, 'WEBHOOK_PRIVATE_ADDRESSES', ['true', 'false']) === 'true',
      withoutTls: development,
    },
    noticesKeptDays: integer(env, 'NOTICES_KEPT_DAYS', 365, 0, 36_500) || undefined,
    metricsToken: metricsToken(env),
    traced: [env.OTEL_EXPORTER_OTLP_ENDPOINT, env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT].some(Boolean),
    ledger: ledger(env),
  };
};
