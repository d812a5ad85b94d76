import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { isRefusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId, demoProjectId } from '../infrastructure/demo/found-demo.ts';
import type { House } from './house.ts';

/** A day on which everything happens that read models must take in: letters of every status, links made and undone, names changed. */
export const busyOffice = async (house: House): Promise<void> => {
  const { chancery, command } = house;
  const today = await chancery.today();
  const register = (subject: string, more: object = {}) =>
    command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: demoCounterpartyId('stroyinvest'),
        subject,
        addressee: { departmentId: demoDepartmentId('design') },
        receivedOn: today,
        channel: 'email',
        confidentiality: 'open',
        ...more,
      },
      projectIds: [demoProjectId()],
    });
  const assign = (letterId: string) =>
    command('lisitsyna', { name: 'assignExecutor', letterId, executorId: demoEmployeeId('ezhov') });
  const bytes = new TextEncoder().encode('%PDF-1.7\n%%EOF\n');
  const stored = await house.files.put(Readable.from([bytes]), 'Письмо.pdf');
  if (isRefusal(stored)) throw new Error(stored.refused);
  await house.fileRegister.add({ ...stored, name: 'Письмо.pdf' }, demoEmployeeId('sokolova'));
  const manage = async (commands: Parameters<typeof chancery.organization.execute>[1]) => {
    const outcome = await chancery.organization.execute(
      { actor: demoEmployeeId('admin'), commandId: randomUUID() },
      commands,
    );
    if (isRefusal(outcome)) throw new Error(JSON.stringify(outcome));
  };

  const letters = [];
  for (const subject of ['О поставке', 'О ремонте', 'О проекте', 'О сроках', 'Об оплате']) {
    letters.push(await register(subject, { counterpartyNumber: `№ ${letters.length + 1}` }));
  }
  const [first, second, third, fourth, fifth] = letters.map(({ id }) => id) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await register('Конфиденциально', { confidentiality: 'confidential' });
  for (const id of [first, second, third]) await assign(id);
  await command('sokolova', { name: 'attachFile', letterId: first, file: { sha256: stored.sha256 } });
  await command('ezhov', { name: 'waiveReply', letterId: third, reason: 'для сведения' });
  await command('sokolova', { name: 'annulLetter', letterId: fifth, reason: 'ошибка' });
  await command('sokolova', {
    name: 'correctRegistration',
    letterId: fourth,
    changes: { subject: 'О сроках и объёмах', counterpartyNumber: null },
    reason: 'опечатка',
  });

  const replied = await command('ezhov', { name: 'draftReply', letterId: first, text: 'Ответ по существу' });
  if (replied.status !== 'replyDrafted') throw new Error(replied.status);
  await house.settled();
  const outgoing = replied.outgoingLetterId;
  await command('ezhov', { name: 'reviseLetter', letterId: outgoing, text: 'Ответ по существу, точнее' });
  await command('ezhov', { name: 'submitForApproval', letterId: outgoing });
  for (const approver of ['lisitsyna', 'medvedev', 'orlova']) {
    await command(approver, { name: 'grantApproval', letterId: outgoing });
  }
  await command('sokolova', { name: 'dispatchLetter', letterId: outgoing, channel: 'email' });
  await command('sokolova', {
    name: 'recordIncomingNumber',
    letterId: outgoing,
    number: 'вх. 5/2026',
    date: today,
  });

  const withdrawn = await command('ezhov', { name: 'draftReply', letterId: second, text: 'Черновик' });
  if (withdrawn.status !== 'replyDrafted') throw new Error(withdrawn.status);
  await house.settled();
  await command('ezhov', {
    name: 'withdrawLetter',
    letterId: withdrawn.outgoingLetterId,
    reason: 'ответят иначе',
  });

  // Threads: joined twice over, cut in the middle, and what was cut off joined to another.
  const link = (letterId: string, targetLetterId: string) =>
    command('sokolova', { name: 'linkLetters', letterId, targetLetterId, kind: 'sameMatter' });
  await link(third, second);
  await link(fourth, third);
  await link(fourth, first);
  // Something else happens to those whose thread has become another's.
  for (const letterId of [second, third]) {
    await command('sokolova', {
      name: 'requestAcknowledgment',
      letterId,
      employeeIds: [demoEmployeeId('volkov')],
    });
  }
  await command('sokolova', {
    name: 'unlinkLetters',
    letterId: fourth,
    targetLetterId: third,
    kind: 'sameMatter',
    reason: 'другое дело',
  });
  await command('sokolova', {
    name: 'requestAcknowledgment',
    letterId: first,
    employeeIds: [demoEmployeeId('volkov')],
  });
  await command('volkov', { name: 'acknowledge', letterId: first });
  await command('sokolova', {
    name: 'unlinkFromProject',
    letterId: third,
    projectId: demoProjectId(),
    reason: 'не тот проект',
  });

  const registers = async (request: Parameters<typeof chancery.registers.counterparty>[1]) => {
    const outcome = await chancery.registers.counterparty(
      { actor: demoEmployeeId('sokolova'), commandId: randomUUID() },
      request,
    );
    if (isRefusal(outcome) || !outcome.state) throw new Error(JSON.stringify(outcome));
    return outcome.state.id;
  };
  const twin = await registers({
    name: 'addCounterparty',
    details: { kind: 'organization', name: 'Стройинвест, ООО', addresses: [], contacts: [] },
  });
  const grandTwin = await registers({
    name: 'addCounterparty',
    details: { kind: 'organization', name: 'СТРОЙИНВЕСТ', addresses: [], contacts: [] },
  });
  await register('От двойника', { counterpartyId: grandTwin, signatory: { name: 'Двойников' } });
  await registers({
    name: 'mergeCounterparties',
    counterpartyId: grandTwin,
    intoId: twin,
    reason: 'одно лицо',
  });
  await registers({
    name: 'mergeCounterparties',
    counterpartyId: twin,
    intoId: demoCounterpartyId('stroyinvest'),
    reason: 'одно лицо',
  });
  await registers({
    name: 'changeCounterparty',
    counterpartyId: demoCounterpartyId('stroyinvest'),
    details: { name: 'ООО «Новый Стройинвест»' },
  });
  const substitutionId = randomUUID();
  await manage([
    {
      name: 'setSubstitution',
      substitutionId,
      employeeId: demoEmployeeId('volkov'),
      substituteId: demoEmployeeId('zaytseva'),
      from: today,
      to: today,
    },
    { name: 'cancelSubstitution', substitutionId },
  ]);
  await chancery.readings.record({
    readerId: demoEmployeeId('auditor'),
    letters: [
      { letterId: first, revision: 1 },
      { letterId: second, revision: 0 },
    ],
    operation: 'letters',
    purpose: 'проверка',
  });
  await manage([
    { name: 'changeEmployee', employeeId: demoEmployeeId('ezhov'), employeeName: 'Ежов-Лесной Николай' },
    { name: 'dismissEmployee', employeeId: demoEmployeeId('lisitsyna') },
  ]);
  await house.settled();
};
