import type { Letter } from '../../domain/letter/letter.ts';
import { demoDepartmentId } from '../../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../../infrastructure/demo/found-demo.ts';
import type { House } from '../house.ts';

/** An incoming letter, for a log to grow by. */
export const registerLetter = (house: House, subject = 'О сроках'): Promise<Letter> =>
  house.command('sokolova', {
    name: 'registerIncomingLetter',
    card: {
      counterpartyId: demoCounterpartyId('stroyinvest'),
      subject,
      addressee: { departmentId: demoDepartmentId('design') },
      channel: 'email',
      confidentiality: 'open',
      receivedOn: '2026-03-03',
    },
  });
