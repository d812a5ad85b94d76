import type { Organization } from '../../domain/organization/organization.ts';
import type { TokenVerifier } from './token-verifier.ts';

/** Who somebody is, and until when they have proven it. */
export interface Identity {
  readonly employeeId: string;
  readonly expiresAt: number;
  /** In which they were found, as of when they asked. */
  readonly organization: Organization;
}

export type Authenticate = (authorization: string | undefined) => Promise<Identity | undefined>;

const byLogin = new WeakMap<Organization, ReadonlyMap<string, string>>();

/** The living employee with that login. */
const employeeIdOf = (organization: Organization, login: string): string | undefined => {
  let index = byLogin.get(organization);
  if (!index) {
    const living = [...organization.employees.values()].filter(({ dismissed }) => !dismissed);
    index = new Map(living.map((employee) => [employee.login, employee.id]));
    byLogin.set(organization, index);
  }
  return index.get(login);
};

/** Recognises the bearer of a token (RFC 6750) among the employees. Whoever has left is nobody. */
export const createAuthenticate =
  (verifier: TokenVerifier, organization: () => Promise<Organization>): Authenticate =>
  async (authorization) => {
    const token = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization ?? '')?.[1];
    const claims = token && (await verifier.verify(token));
    if (!claims) return undefined;
    const current = await organization();
    const employeeId = employeeIdOf(current, claims.login);
    return employeeId ? { employeeId, expiresAt: claims.expiresAt, organization: current } : undefined;
  };
