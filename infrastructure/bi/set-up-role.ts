import pg from 'pg';
import { SpeakingError } from '../speaking-error.ts';
import { BI_ROLE } from './role.ts';

/** The role cannot be made here; the message says what to do. */
export class BiRoleRefused extends SpeakingError {
  override readonly name = 'BiRoleRefused';
}

export interface BiRoleOptions {
  /** What it signs in with; none: it is as before, and a new one cannot sign in. */
  readonly password?: string;
  /** How long one of its queries may take. */
  readonly timeoutSeconds: number;
}

/** SQLSTATE insufficient_privilege. */
const NOT_ALLOWED = '42501';

/**
 * Makes the role, or brings it up to date. Told again, it changes nothing but the password, if one is given.
 *
 * @throws BiRoleRefused where this database user may not make roles.
 */
export const setUpBiRole = async (
  client: pg.ClientBase | pg.Pool,
  { password, timeoutSeconds }: BiRoleOptions,
): Promise<{ readonly created: boolean }> => {
  const role = pg.escapeIdentifier(BI_ROLE);
  const { rows } = await client.query('select from pg_roles where rolname = $1', [BI_ROLE]);
  const created = rows.length === 0;
  try {
    if (created) {
      await client.query(
        `create role ${role} nosuperuser nocreatedb nocreaterole noinherit noreplication nologin`,
      );
    }
    // Whatever the role is told later in a session, it cannot write: it owns nothing and has no grant to.
    await client.query(`alter role ${role} set default_transaction_read_only = on`);
    await client.query(`alter role ${role} set statement_timeout = ${timeoutSeconds * 1_000}`);
    await client.query(`alter role ${role} set idle_in_transaction_session_timeout = '60s'`);
    await client.query(`alter role ${role} set search_path = bi`);
    if (password !== undefined) {
      await client.query(
        `alter role ${role} login connection limit 20 password ${pg.escapeLiteral(password)}`,
      );
    }
  } catch (error) {
    if ((error as { code?: string }).code !== NOT_ALLOWED) throw error;
    throw new BiRoleRefused(
      `BI_ROLE_NOT_ALLOWED: this database user may not make or change roles. Let whoever administers the server run ` +
        `“create role ${BI_ROLE} login password '…' noinherit; alter role ${BI_ROLE} set default_transaction_read_only = on; ` +
        `alter role ${BI_ROLE} set statement_timeout = '${timeoutSeconds}s'; alter role ${BI_ROLE} set search_path = bi”, ` +
        `and then run “chancery bi grant”.`,
      { cause: error },
    );
  }
  await grantBiViews(client);
  return { created };
};

/** Lets the role read the views, those that are there and those that will be made. @throws BiRoleRefused */
export const grantBiViews = async (client: pg.ClientBase | pg.Pool): Promise<void> => {
  const role = pg.escapeIdentifier(BI_ROLE);
  const { rows } = await client.query('select from pg_roles where rolname = $1', [BI_ROLE]);
  if (rows.length === 0) {
    throw new BiRoleRefused(`BI_ROLE_MISSING: there is no role ${BI_ROLE}; run “chancery bi setup”.`);
  }
  await client.query(`grant usage on schema bi to ${role}`);
  await client.query(`grant select on all tables in schema bi to ${role}`);
  // The views are made anew whenever a read model is.
  await client.query(`alter default privileges in schema bi grant select on tables to ${role}`);
};
