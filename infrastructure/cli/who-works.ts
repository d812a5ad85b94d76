import type { Chancery } from '../../application/chancery.ts';
import { SYSTEM } from '../../domain/event.ts';
import { Misuse } from '../speaking-error.ts';

/** Nobody who works here has the login. */
export class UnknownLogin extends Misuse {
  override readonly name = 'UnknownLogin';
}

/**
 * Who works at the command line, by the login that they gave; the system, where they gave none. Nobody signs in there: the record
 * shows by the command's name that it was done there, and by this who said that they did it.
 *
 * @throws UnknownLogin
 */
export const whoWorks = async (
  chancery: Pick<Chancery, 'currentOrganization'>,
  login: string | undefined,
): Promise<string> => {
  if (login === undefined) return SYSTEM;
  const { employees } = await chancery.currentOrganization();
  const found = [...employees.values()].find((employee) => employee.login === login && !employee.dismissed);
  if (!found) throw new UnknownLogin(`Nobody has the login “${login}”.`);
  return found.id;
};
