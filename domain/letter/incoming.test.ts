import { describe, expect, it } from 'vitest';
import type { IncomingCard } from './card.ts';
import type { LetterEvent } from './events.ts';
import { due, given, id, LETTER, NOW } from './given-when-then.test-kit.ts';
import { openTasks } from './tasks.ts';

const card: IncomingCard = {
  counterpartyId: id('counterparty'),
  subject: 'О сроках поставки',
  addressee: { departmentId: id('department') },
  receivedOn: '2026-03-03',
  channel: 'post',
  confidentiality: 'open',
};
const number = { journalId: id('journal'), sequence: 42, text: 'Вх-2026/00042', date: '2026-03-03' };
const outgoingNumber = { ...number, text: 'Исх-2026/00007' };

const registered: LetterEvent = {
  type: 'Registered',
  data: { number, card, files: [], projectIds: [], assignBy: due('assignExecutor') },
};
const assigned: LetterEvent = {
  type: 'ExecutorAssigned',
  data: { executorId: id('executor'), coExecutorIds: [id('helper')], dueBy: due('decideOnReply') },
};
const drafted: LetterEvent = {
  type: 'ReplyDrafted',
  data: {
    outgoingLetterId: id('reply'),
    card: {
      addressees: [{ counterpartyId: id('counterparty') }],
      subject: card.subject,
      confidentiality: 'open',
    },
    text: 'Ответ',
    files: [],
  },
};
const dispatched: LetterEvent = {
  type: 'ReplyDispatched',
  data: { outgoingLetterId: id('reply'), number: outgoingNumber },
};
const register = {
  name: 'registerIncomingLetter' as const,
  letterId: LETTER,
  number,
  card,
  files: [],
  projectIds: [],
  possibleDuplicates: [],
  requiredFields: [],
};
const executor = { actor: id('executor') };

describe('registering an incoming letter', () => {
  it('gives it our number, and the head of the addressee department a task', () => {
    given().when(register).follows(registered);
    given().when(register).leaves(['Registered'], 'awaitingExecutor', ['assignExecutor']);
    expect(openTasks(given(registered).state())).toMatchObject([
      { assignee: { kind: 'headOf', departmentId: id('department') }, deadline: due('assignExecutor') },
    ]);
  });

  it('happens once', () => {
    given(registered).when(register).refused('WRONG_STATE', { status: 'awaitingExecutor' });
  });

  it('asks for every field that the organisation requires, files among them', () => {
    given()
      .when({
        ...register,
        requiredFields: ['counterpartyNumber', 'documentKind', 'files'],
        card: { ...card, documentKind: 'письмо' },
      })
      .refused('REQUIRED_FIELD_MISSING', { fields: ['counterpartyNumber', 'files'] });
  });

  it('does not take a letter that has not come yet', () => {
    given()
      .when({ ...register, card: { ...card, receivedOn: '2026-03-04' } })
      .refused('RECEIVED_IN_THE_FUTURE', { receivedOn: '2026-03-04', today: '2026-03-03' });
  });

  it('shows possible duplicates, and takes it for all that when somebody says why: on the record', () => {
    const twin = { ...register, possibleDuplicates: [id('twin')] };
    given()
      .when(twin)
      .refused('POSSIBLE_DUPLICATE', { letterIds: [id('twin')] });
    given()
      .when({ ...twin, registerAnywayReason: 'другое письмо' })
      .follows({
        ...registered,
        data: {
          ...registered.data,
          duplicatesOverridden: { letterIds: [id('twin')], reason: 'другое письмо' },
        },
      } as LetterEvent);
  });

  it('cannot follow on a registration that was abandoned: its number is void', () => {
    const abandoned: LetterEvent = { type: 'RegistrationAbandoned', data: { reason: 'не завершена' } };
    given(abandoned).when(register).refused('NUMBER_VOIDED');
    given(registered).when({ name: 'abandonRegistration', letterId: LETTER, reason: 'x' }).follows();
    given()
      .when({ name: 'abandonRegistration', letterId: LETTER, reason: 'не завершена' })
      .follows(abandoned);
  });
});

describe('assigning an executor', () => {
  const assign = {
    name: 'assignExecutor' as const,
    executorId: id('executor'),
    coExecutorIds: [id('helper')],
  };

  it('gives the executor the task to decide on the reply, by policy', () => {
    given(registered).when(assign).follows(assigned);
    given(registered).when(assign).leaves(['ExecutorAssigned'], 'withExecutor', ['decideOnReply']);
  });

  it('takes a due date that the head sets, if it is still to come', () => {
    given(registered)
      .when({ ...assign, dueBy: '2026-03-20T15:00:00.000Z' }, { actor: id('head') })
      .follows({
        type: 'ExecutorAssigned',
        data: {
          executorId: id('executor'),
          coExecutorIds: [id('helper')],
          dueBy: { due: '2026-03-20T15:00:00.000Z', basis: { kind: 'set', by: id('head'), at: NOW } },
        },
      });
    given(registered)
      .when({ ...assign, dueBy: NOW })
      .refused('DUE_DATE_IN_THE_PAST');
  });

  it('keeps the resolution with its author', () => {
    const after = given(registered)
      .when({ ...assign, resolution: 'Подготовить ответ' }, { actor: id('head') })
      .leaves(['ExecutorAssigned'], 'withExecutor', ['decideOnReply']);
    expect(after).toMatchObject({
      assignment: { resolution: { authorId: id('head'), text: 'Подготовить ответ' } },
    });
  });

  it('again needs somebody else, and a reason', () => {
    given(registered, assigned).when(assign).refused('EXECUTOR_ALREADY_ASSIGNED');
    const other = { ...assign, executorId: id('other') };
    given(registered, assigned).when(other).refused('REASON_REQUIRED');
    given(registered, assigned)
      .when({ ...other, reason: 'болезнь' })
      .leaves(['ExecutorAssigned'], 'withExecutor', ['decideOnReply']);
  });

  it('is over once the letter is processed', () => {
    given(registered, assigned, drafted).when(assign).refused('WRONG_STATE', { status: 'replyDrafted' });
  });
});

describe('the executor', () => {
  const reply = {
    name: 'draftReply' as const,
    outgoingLetterId: id('reply'),
    card: {},
    text: 'Ответ',
    files: [],
  };

  it('drafts a reply to whoever wrote, on the same subject, and the letter counts as processed', () => {
    given(registered, assigned).when(reply, executor).follows(drafted);
    given(registered, assigned).when(reply, executor).leaves(['ReplyDrafted'], 'replyDrafted', []);
  });

  it('may be helped by a co-executor, and substituted', () => {
    given(registered, assigned)
      .when(reply, { actor: id('helper') })
      .follows(drafted);
    given(registered, assigned)
      .when(reply, { actor: id('deputy'), substitutes: [id('executor')] })
      .follows(drafted);
    given(registered, assigned)
      .when(reply, { actor: id('stranger') })
      .refused('NOT_THE_EXECUTOR', { executorId: id('executor') });
  });

  it('says alone that no reply is needed', () => {
    const waive = { name: 'waiveReply' as const, reason: 'для сведения' };
    given(registered, assigned).when(waive, executor).leaves(['ReplyWaived'], 'executed', []);
    given(registered, assigned)
      .when(waive, { actor: id('helper') })
      .refused('NOT_THE_EXECUTOR');
    given(registered).when(waive, executor).refused('WRONG_STATE', { status: 'awaitingExecutor' });
  });

  it('asks for an extension, which the head grants with another due date or refuses', () => {
    const ask = {
      name: 'requestExtension' as const,
      until: '2026-04-01T15:00:00.000Z',
      reason: 'ждём данных',
    };
    const asked: LetterEvent = {
      type: 'ExtensionRequested',
      data: {
        requestedBy: id('executor'),
        until: ask.until,
        reason: ask.reason,
        decideBy: due('decideOnExtension'),
      },
    };
    given(registered, assigned).when(ask, executor).follows(asked);
    given(registered, assigned)
      .when({ ...ask, until: NOW }, executor)
      .refused('DUE_DATE_IN_THE_PAST');
    given(registered, assigned, asked)
      .when({ name: 'refuseExtension', reason: 'нет' })
      .leaves(['ExtensionRefused'], 'withExecutor', ['decideOnReply']);
    const granted = given(registered, assigned, asked)
      .when(
        { name: 'extendDeadline', taskKey: 'decideOnReply', until: ask.until, reason: 'согласен' },
        { actor: id('head') },
      )
      .leaves(['DeadlineChanged'], 'withExecutor', ['decideOnReply']);
    expect(openTasks(granted)[0]?.deadline).toEqual({
      due: ask.until,
      basis: {
        kind: 'extended',
        by: id('head'),
        reason: 'согласен',
        previous: due('decideOnReply').due,
        at: NOW,
      },
      earlier: [due('decideOnReply')],
    });
    given(registered, assigned)
      .when({ name: 'refuseExtension', reason: 'x' })
      .refused('NO_EXTENSION_REQUESTED');
    // To grant what was asked for, the date need not be said again.
    const asAsked = given(registered, assigned, asked)
      .when({ name: 'extendDeadline', taskKey: 'decideOnReply', reason: 'согласен' }, { actor: id('head') })
      .leaves(['DeadlineChanged'], 'withExecutor', ['decideOnReply']);
    expect(openTasks(asAsked)[0]?.deadline.due).toBe(ask.until);
    given(registered, assigned)
      .when({ name: 'extendDeadline', reason: 'согласен' }, { actor: id('head') })
      .refused('NO_EXTENSION_REQUESTED');
  });
});

describe('the reply', () => {
  const note = {
    name: 'noteReplyDispatched' as const,
    outgoingLetterId: id('reply'),
    number: outgoingNumber,
  };
  const reopen = { name: 'reopen' as const, outgoingLetterId: id('reply'), reason: 'отозвано' };

  it('once dispatched is noted, once', () => {
    given(registered, assigned, drafted).when(note).follows(dispatched);
    given(registered, assigned, drafted, dispatched).when(note).follows();
  });

  it('taken back opens the letter again, with a task for its executor', () => {
    for (const before of [[drafted], [drafted, dispatched]]) {
      given(registered, assigned, ...before)
        .when(reopen)
        .leaves(['Reopened'], 'withExecutor', ['decideOnReply']);
    }
  });

  it('that is another letter’s changes nothing', () => {
    given(registered, assigned, drafted)
      .when({ ...reopen, outgoingLetterId: id('other') })
      .refused('WRONG_STATE');
    given(registered, assigned, drafted)
      .when({ ...note, outgoingLetterId: id('other') })
      .refused('WRONG_STATE');
    given(registered, assigned).when(reopen).refused('WRONG_STATE');
  });
});

describe('any letter', () => {
  it('is annulled with a reason, and takes nothing after that but the undoing of links', () => {
    const annulled: LetterEvent = { type: 'Annulled', data: { reason: 'ошибка' } };
    given(registered).when({ name: 'annulLetter', reason: 'ошибка' }).leaves(['Annulled'], 'annulled', []);
    given(registered, annulled).when({ name: 'annulLetter', reason: 'ещё раз' }).refused('WRONG_STATE');
    given(registered, annulled)
      .when({ name: 'linkToProject', projectId: id('project') })
      .refused('WRONG_STATE', { status: 'annulled' });
  });

  it('is corrected, what was there before kept on the record; an unknown or unfitting field is refused', () => {
    given(registered)
      .when({
        name: 'correctRegistration',
        changes: { subject: 'О сроках', fileIndex: '02-14' },
        reason: 'опечатка',
      })
      .follows({
        type: 'RegistrationCorrected',
        data: {
          changes: [
            { field: 'subject', old: 'О сроках поставки', new: 'О сроках' },
            { field: 'fileIndex', old: null, new: '02-14' },
          ],
          reason: 'опечатка',
        },
      });
    const correct = (changes: Readonly<Record<string, unknown>>) =>
      given(registered).when({ name: 'correctRegistration', changes, reason: 'x' });
    correct({ colour: 'red' }).refused('INVALID_INPUT', { field: 'colour', problem: 'unknown' });
    correct({ subject: null }).refused('INVALID_INPUT');
    correct({ channel: 'pigeon' }).refused('INVALID_INPUT', { field: 'channel' });
    correct({ subject: card.subject }).refused('NOTHING_TO_CORRECT');
  });

  it('is linked to projects and letters, each once, never to itself, and unlinked again', () => {
    const project: LetterEvent = { type: 'LinkedToProject', data: { projectId: id('project') } };
    const link: LetterEvent = { type: 'LinkedToLetter', data: { letterId: id('other'), kind: 'sameMatter' } };
    given(registered)
      .when({ name: 'linkToProject', projectId: id('project') })
      .follows(project);
    given(registered, project)
      .when({ name: 'linkToProject', projectId: id('project') })
      .refused('ALREADY_LINKED');
    given(registered)
      .when({ name: 'unlinkFromProject', projectId: id('project'), reason: 'x' })
      .refused('NOT_LINKED');
    const linking = { name: 'linkLetters' as const, letterId: id('other'), kind: 'sameMatter' as const };
    given(registered).when(linking).follows(link);
    given(registered, link).when(linking).refused('ALREADY_LINKED');
    given(registered, link)
      .when({ ...linking, kind: 'supersedes' })
      .leaves(['LinkedToLetter'], 'awaitingExecutor', ['assignExecutor']);
    given(registered)
      .when({ ...linking, letterId: LETTER })
      .refused('SELF_LINK');
    given(registered, link)
      .when({ name: 'unlinkLetters', letterId: id('other'), kind: 'sameMatter', reason: 'ошибка' })
      .leaves(['UnlinkedFromLetter'], 'awaitingExecutor', ['assignExecutor']);
  });

  it('is acknowledged by those who were asked, told apart from having opened it, bound to what they read', () => {
    const state = given(registered).state();
    const hash = state && 'contentHash' in state ? state.contentHash : '';
    const ask = { name: 'requestAcknowledgment' as const, employeeIds: [id('reader'), id('reader')] };
    const asked: LetterEvent = {
      type: 'AcknowledgmentRequested',
      data: { employeeIds: [id('reader')], contentHash: hash, acknowledgeBy: due('acknowledge') },
    };
    const reader = { actor: id('reader') };
    const opened: LetterEvent = { type: 'AcknowledgmentOpened', data: { employeeId: id('reader') } };
    const confirmed: LetterEvent = {
      type: 'Acknowledged',
      data: { employeeId: id('reader'), contentHash: hash },
    };
    given(registered).when(ask).follows(asked);
    given(registered, asked).when(ask).refused('NOTHING_CHANGED');
    given(registered, asked).when({ name: 'openAcknowledgment' }, reader).follows(opened);
    given(registered, asked, opened).when({ name: 'openAcknowledgment' }, reader).follows();
    given(registered, asked, opened).when({ name: 'acknowledge' }, reader).follows(confirmed);
    given(registered, asked, confirmed).when({ name: 'acknowledge' }, reader).refused('ALREADY_ACKNOWLEDGED');
    // Nobody acknowledges for another.
    given(registered, asked)
      .when({ name: 'acknowledge' }, { actor: id('deputy'), substitutes: [id('reader')] })
      .refused('NOT_ASKED_TO_ACKNOWLEDGE');
    // A file that came since is something new to read.
    const file = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, mediaType: 'application/pdf' };
    given(registered, asked, confirmed, { type: 'FileAttached', data: { file } })
      .when(ask)
      .leaves(['AcknowledgmentRequested'], 'awaitingExecutor', ['assignExecutor', 'acknowledge']);
  });

  it('takes each file once', () => {
    const file = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, mediaType: 'application/pdf' };
    given(registered).when({ name: 'attachFile', file }).follows({ type: 'FileAttached', data: { file } });
    given(registered, { type: 'FileAttached', data: { file } })
      .when({ name: 'attachFile', file: { ...file, name: 'b.pdf' } })
      .refused('FILE_ALREADY_ATTACHED');
  });

  it('says of an erased file by which order and since when, in any state, until it is brought again', () => {
    const file = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, mediaType: 'application/pdf' };
    const erasure = { erasureId: id('order'), fileHashes: [file.sha256] };
    const attached: LetterEvent = { type: 'FileAttached', data: { file } };
    const erased: LetterEvent = { type: 'FilesErased', data: erasure };
    const annulled: LetterEvent = { type: 'Annulled', data: { reason: 'ошибка' } };
    given(registered, attached, annulled).when({ name: 'noteFilesErased', erasure }).follows(erased);
    const told = { sha256: file.sha256, erasureId: id('order'), erasedAt: NOW };
    expect(given(registered, attached, erased).state()).toMatchObject({ files: [file], erasedFiles: [told] });
    // It stays so through whatever follows, and what the letter is acknowledged by stays as well.
    expect(given(registered, attached, erased, assigned, drafted).state()).toMatchObject({
      status: 'replyDrafted',
      erasedFiles: [told],
    });
    expect(given(registered, attached, erased).state()).toHaveProperty(
      'contentHash',
      (given(registered, attached).state() as { contentHash: string }).contentHash,
    );
    given(registered, attached, erased).when({ name: 'attachFile', file }).follows(attached);
    const again = given(registered, attached, erased, attached).state();
    expect(again).toMatchObject({ files: [file] });
    expect(again).not.toHaveProperty('erasedFiles');
  });
});
