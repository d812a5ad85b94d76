import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { LetterRequest } from '../application/letter-requests.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import type { House } from './house.ts';

const step = fc.record({
  what: fc.nat(),
  one: fc.nat(),
  other: fc.nat(),
});

/** Whatever comes to people's minds, a hundred times and more; most of it is refused, as in life. The same for each seed. */
export const restlessOffice = async (house: House, seed: number, steps: number): Promise<void> => {
  const today = await house.chancery.today();
  const counterparties = [demoCounterpartyId('stroyinvest'), demoCounterpartyId('giprotrans')];
  const departments = ['design', 'legal'].map(demoDepartmentId);
  const letters: string[] = [];
  const pick = <Value>(list: readonly Value[], index: number): Value => list[index % list.length] as Value;

  const card = (one: number, other: number) => ({
    counterpartyId: pick(counterparties, one),
    subject: `Письмо ${one}`,
    counterpartyNumber: `${one % 7}-а`,
    addressee: { departmentId: pick(departments, other) },
    receivedOn: today,
    channel: 'email' as const,
    confidentiality: pick(['open', 'open', 'confidential'] as const, one + other),
  });
  const corrections = (one: number) =>
    pick(
      [
        { subject: `Исправлено ${one}` },
        { counterpartyNumber: null },
        { counterpartyNumber: `${one % 5}-б` },
        { confidentiality: pick(['open', 'confidential'], one) },
        { documentKind: pick(['жалоба', 'запрос'], one) },
        { counterpartyId: pick(counterparties, one) },
        { addressee: { departmentId: pick(departments, one), employeeId: demoEmployeeId('volkov') } },
      ],
      one,
    );
  const idea = (what: number, one: number, other: number): readonly [string, LetterRequest] => {
    const letterId = pick(letters, one);
    const targetLetterId = pick(letters, other);
    const reason = 'так надо';
    const head = pick(['lisitsyna', 'volkov'], one);
    const approver = pick(['lisitsyna', 'medvedev', 'orlova'], other);
    const ideas: readonly (readonly [string, LetterRequest])[] = [
      [head, { name: 'assignExecutor', letterId, executorId: demoEmployeeId('ezhov') }],
      [head, { name: 'assignExecutor', letterId, executorId: demoEmployeeId('volkov'), reason }],
      ['ezhov', { name: 'draftReply', letterId, text: `Ответ ${other}` }],
      ['ezhov', { name: 'waiveReply', letterId, reason }],
      [
        'ezhov',
        { name: 'reviseLetter', letterId, text: `Текст ${other}`, card: { subject: `Ответ ${one}` } },
      ],
      ['ezhov', { name: 'submitForApproval', letterId }],
      ['lisitsyna', { name: 'grantApproval', letterId }],
      ['medvedev', { name: 'grantApproval', letterId }],
      ['orlova', { name: 'grantApproval', letterId }],
      [approver, { name: 'returnForRework', letterId, reason }],
      ['sokolova', { name: 'dispatchLetter', letterId, channel: 'email' }],
      ['sokolova', { name: 'recordIncomingNumber', letterId, number: `вх. ${other % 9}`, date: today }],
      ['sokolova', { name: 'linkLetters', letterId, targetLetterId, kind: 'sameMatter' }],
      ['sokolova', { name: 'unlinkLetters', letterId, targetLetterId, kind: 'sameMatter', reason }],
      ['sokolova', { name: 'linkToProject', letterId, projectId: demoProjectId() }],
      ['sokolova', { name: 'unlinkFromProject', letterId, projectId: demoProjectId(), reason }],
      ['sokolova', { name: 'correctRegistration', letterId, changes: corrections(other), reason }],
      ['sokolova', { name: 'correctRegistration', letterId, changes: corrections(other), reason }],
      [head, { name: 'extendDeadline', letterId, until: '2099-01-01T09:00:00.000Z', reason }],
      ['sokolova', { name: 'requestAcknowledgment', letterId, employeeIds: [demoEmployeeId('volkov')] }],
      ['sokolova', { name: pick(['annulLetter', 'withdrawLetter'], one), letterId, reason }],
    ];
    return pick(ideas, what);
  };

  const [plan = []] = fc.sample(fc.array(step, { minLength: steps, maxLength: steps }), { seed, numRuns: 1 });
  for (const { what, one, other } of plan) {
    const begins = letters.length < 3 || (letters.length < 9 && what % 9 === 0);
    const [who, request]: readonly [string, LetterRequest] = begins
      ? [
          'sokolova',
          { name: 'registerIncomingLetter', card: card(one, other), registerAnywayReason: 'другое' },
        ]
      : idea(what, one, other);
    const outcome = await house.attempt(who, request, { commandId: randomUUID() });
    if (!('state' in outcome)) continue;
    const { state } = outcome;
    for (const id of [state.id, ...('outgoingLetterId' in state ? [state.outgoingLetterId] : [])]) {
      if (!letters.includes(id)) letters.push(id);
    }
    if (request.name === 'draftReply' || begins) await house.settled();
  }
  await house.settled();
};
