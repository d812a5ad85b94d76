import { readFile } from 'node:fs/promises';
import { BI_ROLE } from '../bi/role.ts';
import { grantBiViews, setUpBiRole } from '../bi/set-up-role.ts';
import { atWork } from './at-work.ts';
import { say } from './say.ts';

export interface BiSetupOptions {
  readonly passwordFile?: string;
  /** How many seconds a query may take. */
  readonly timeout: number;
}

export const setUpBi = ({ passwordFile, timeout }: BiSetupOptions): Promise<void> =>
  atWork(async ({ pool }) => {
    const password = passwordFile && (await readFile(passwordFile, 'utf8')).trim();
    const { created } = await setUpBiRole(pool, {
      ...(password && { password }),
      timeoutSeconds: timeout,
    });
    say(`The role ${BI_ROLE} ${created ? 'was made' : 'is up to date'}.`);
    if (created && !password) say('It cannot sign in until it is given a password: --password-file.');
  });

export const grantBi = (): Promise<void> =>
  atWork(async ({ pool }) => {
    await grantBiViews(pool);
    say(`${BI_ROLE} may read the views of the schema bi.`);
  });
