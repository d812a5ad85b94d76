import type { Chancery } from '../../application/chancery.ts';
import { derivedId } from '../../application/derived-id.ts';
import { SYSTEM } from '../../domain/event.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { demoEmployeeId, demoId, demoOrganization } from './demo-organization.ts';

/** The counterparties of the demo, by the key that their command ids are made of. */
const counterparties = [
  { key: 'stroyinvest', name: 'ООО «Стройинвест»', taxNumber: '7707083893' },
  { key: 'giprotrans', name: 'АО «Гипротранс»', taxNumber: '7736207543' },
] as const;

export const demoCounterpartyId = (key: (typeof counterparties)[number]['key']): string =>
  derivedId('counterparty', demoId('command', key));
export const demoProjectId = (): string => derivedId('project', demoId('command', 'bridge'));

const accepted = <Result extends object>(outcome: Result | Refusal): Result => {
  if (isRefusal(outcome)) {
    throw new Error(`The demo cannot be founded here: ${outcome.refused} ${JSON.stringify(outcome.details)}`);
  }
  return outcome;
};

/**
 * Founds the demo organisation with two counterparties and a project. Every command has an id of its own that
 * never changes: founding it again changes nothing. @returns false when it had been founded before.
 */
export const foundDemo = async (chancery: Chancery): Promise<boolean> => {
  const caller = (key: string) => ({ actor: SYSTEM, commandId: demoId('command', key) });
  const founded = accepted(await chancery.organization.execute(caller('organization'), demoOrganization));
  for (const { key, name, taxNumber } of counterparties) {
    const details = { kind: 'organization' as const, name, taxNumber, addresses: [], contacts: [] };
    accepted(await chancery.registers.counterparty(caller(key), { name: 'addCounterparty', details }));
  }
  accepted(
    await chancery.registers.project(caller('bridge'), {
      name: 'openProject',
      details: {
        code: 'МОСТ-2026',
        name: 'Реконструкция моста через Северную Двину',
        counterpartyIds: [demoCounterpartyId('stroyinvest')],
        memberIds: [demoEmployeeId('lisitsyna'), demoEmployeeId('ezhov')],
      },
    }),
  );
  return !founded.repeated;
};
