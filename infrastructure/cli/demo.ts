import { demoLogins } from '../demo/demo-organization.ts';
import { foundDemo } from '../demo/found-demo.ts';
import { atWork } from './at-work.ts';
import { say } from './say.ts';

export const foundTheDemo = (): Promise<void> =>
  atWork(async ({ chancery }) => {
    const founded = await foundDemo(chancery);
    say(founded ? 'The demo organisation was founded.' : 'The demo organisation was there already.');
    say(`Logins: ${demoLogins.join(', ')}`);
  });
