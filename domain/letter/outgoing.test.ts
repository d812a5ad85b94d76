import { describe, expect, it } from 'vitest';
import type { OutgoingCard } from './card.ts';
import { contentHash } from './content-hash.ts';
import type { ApprovalStep, LetterEvent } from './events.ts';
import { due, given, id, LETTER } from './given-when-then.test-kit.ts';
import { openTasks } from './tasks.ts';

const card: OutgoingCard = {
  addressees: [{ counterpartyId: id('first') }, { counterpartyId: id('second') }],
  subject: 'О мосте',
  confidentiality: 'open',
};
const hash = contentHash({ subject: card.subject, text: 'Текст', files: [] });
const author = { actor: id('author') };
const drafted: LetterEvent = {
  type: 'Drafted',
  data: {
    authorId: id('author'),
    departmentId: id('department'),
    card,
    text: 'Текст',
    files: [],
    contentHash: hash,
    projectIds: [],
    submitBy: due('submit'),
  },
};
const line = { kind: 'line' as const };
const rule = { kind: 'rule' as const, ruleId: id('rule'), name: 'Договор' };
const step = (mode: 'all' | 'any', ...approvers: string[]): ApprovalStep => ({
  approvers: approvers.map(id),
  mode,
  origin: approvers.length > 1 ? rule : line,
});
const submittedAlong = (...route: ApprovalStep[]): LetterEvent => ({
  type: 'SubmittedForApproval',
  data: { round: 1, route, contentHash: hash, approveBy: due('approve') },
});
const granted = (approver: string, at: number, next = true): LetterEvent => ({
  type: 'ApprovalGranted',
  data: {
    round: 1,
    step: at,
    approverId: id(approver),
    contentHash: hash,
    ...(next && { nextApproveBy: due('approve') }),
  },
});
const approved: LetterEvent = {
  type: 'Approved',
  data: { round: 1, contentHash: hash, dispatchBy: due('dispatch') },
};
const number = { journalId: id('journal'), sequence: 7, text: 'Исх-2026/00007', date: '2026-03-03' };
const onItsWay: LetterEvent = {
  type: 'Dispatched',
  data: {
    number,
    dispatchedOn: '2026-03-03',
    deliveries: [
      { counterpartyId: id('first'), channel: 'email' },
      { counterpartyId: id('second'), channel: 'email' },
    ],
    obtainNumberBy: due('obtainIncomingNumber'),
  },
};
const ready = [drafted, submittedAlong(step('all', 'head')), granted('head', 0, false), approved];
const grant = { name: 'grantApproval' as const };
const giveBack = { name: 'returnForRework' as const, reason: 'уточнить' };

describe('drafting', () => {
  it('gives the author the task to submit it', () => {
    given()
      .when({
        name: 'draftLetter',
        letterId: LETTER,
        authorId: id('author'),
        departmentId: id('department'),
        card,
        text: 'Текст',
        files: [],
        projectIds: [],
      })
      .follows(drafted);
    expect(openTasks(given(drafted).state())).toMatchObject([
      { kind: 'submit', assignee: { employeeId: id('author') }, deadline: due('submit') },
    ]);
  });

  it('keeps every revision, and takes none that changes nothing', () => {
    const revise = { name: 'reviseLetter' as const, text: 'Иной текст', currentText: 'Текст' };
    given(drafted)
      .when(revise, author)
      .follows({
        type: 'Revised',
        data: {
          revisionNumber: 2,
          card,
          text: 'Иной текст',
          files: [],
          contentHash: contentHash({ subject: card.subject, text: 'Иной текст', files: [] }),
        },
      });
    given(drafted)
      .when({ ...revise, text: 'Текст' }, author)
      .refused('NOTHING_CHANGED');
    given(drafted)
      .when(revise, { actor: id('stranger') })
      .refused('NOT_THE_AUTHOR');
    given(drafted, submittedAlong(step('all', 'head')))
      .when(revise, author)
      .refused('WRONG_STATE');
  });
});

describe('approval', () => {
  const route = [step('all', 'head'), step('all', 'legal', 'finance'), step('all', 'director')];

  it('goes up the route, each step having its turn when the last is done', () => {
    const after = given(drafted)
      .when({ name: 'submitForApproval', route }, author)
      .leaves(['SubmittedForApproval'], 'onApproval', ['approve']);
    expect(openTasks(after)).toMatchObject([{ key: `approve:1:0:${id('head')}` }]);
    given(drafted, submittedAlong(...route))
      .when(grant, { actor: id('head') })
      .leaves(['ApprovalGranted'], 'onApproval', ['approve', 'approve']);
    given(drafted, submittedAlong(...route), granted('head', 0))
      .when(grant, { actor: id('finance') })
      .leaves(['ApprovalGranted'], 'onApproval', ['approve']);
    given(
      drafted,
      submittedAlong(...route),
      granted('head', 0),
      granted('finance', 1, false),
      granted('legal', 1),
    )
      .when(grant, { actor: id('director') })
      .leaves(['ApprovalGranted', 'Approved'], 'approved', ['dispatch']);
  });

  it('of a step that any may grant is done with the first', () => {
    given(drafted, submittedAlong(step('any', 'legal', 'finance'), step('all', 'director')))
      .when(grant, { actor: id('finance') })
      .leaves(['ApprovalGranted'], 'onApproval', ['approve']);
  });

  it('is given by nobody whose turn it is not, and by nobody twice', () => {
    const begun = given(drafted, submittedAlong(...route));
    begun.when(grant, { actor: id('director') }).refused('NOT_YOUR_TURN', { pending: [id('head')] });
    begun.when(grant, author).refused('NOT_YOUR_TURN');
    given(drafted, submittedAlong(...route), granted('head', 0), granted('legal', 1, false))
      .when(grant, { actor: id('legal') })
      .refused('NOT_YOUR_TURN', { pending: [id('finance')] });
    given(drafted)
      .when(grant, { actor: id('head') })
      .refused('WRONG_STATE');
  });

  it('is given by a substitute for whom they stand in', () => {
    given(drafted, submittedAlong(...route))
      .when(grant, { actor: id('deputy'), substitutes: [id('head')] })
      .follows(granted('head', 0));
  });

  it('is given to what was read', () => {
    given(drafted, submittedAlong(...route))
      .when({ ...grant, contentHash: 'f'.repeat(64) }, { actor: id('head') })
      .refused('STALE_APPROVAL', { approving: 'f'.repeat(64), current: hash });
  });

  it('refused sends it back to the author, and the next round starts from the beginning', () => {
    given(drafted, submittedAlong(...route), granted('head', 0))
      .when(giveBack, { actor: id('legal') })
      .leaves(['ReturnedForRework'], 'rework', ['rework']);
    const returned: LetterEvent = {
      type: 'ReturnedForRework',
      data: {
        round: 1,
        step: 1,
        approverId: id('legal'),
        contentHash: hash,
        reason: 'уточнить',
        reworkBy: due('rework'),
      },
    };
    const again = given(drafted, submittedAlong(...route), granted('head', 0), returned)
      .when({ name: 'submitForApproval', route }, author)
      .leaves(['SubmittedForApproval'], 'onApproval', ['approve']);
    expect(openTasks(again)[0]?.key).toBe(`approve:2:0:${id('head')}`);
  });

  it('of the signatory’s own letter needs nobody', () => {
    given(drafted)
      .when({ name: 'submitForApproval', route: [] }, author)
      .leaves(['SubmittedForApproval', 'Approved'], 'approved', ['dispatch']);
  });

  it('goes on with another in place of whoever cannot act, who is not on the route and not the author', () => {
    const replace = {
      name: 'replaceApprover' as const,
      approverId: id('legal'),
      replacementId: id('lawyer'),
      reason: 'отпуск',
    };
    const begun = given(drafted, submittedAlong(...route));
    begun.when(replace).follows({
      type: 'ApproverReplaced',
      data: { round: 1, step: 1, approverId: id('legal'), replacementId: id('lawyer'), reason: 'отпуск' },
    });
    begun.when({ ...replace, replacementId: id('director') }).refused('ALREADY_ON_ROUTE');
    begun.when({ ...replace, replacementId: id('author') }).refused('ALREADY_ON_ROUTE');
    begun.when({ ...replace, approverId: id('stranger') }).refused('NOT_ON_ROUTE');
    given(drafted, submittedAlong(...route), granted('head', 0))
      .when({ ...replace, approverId: id('head') })
      .refused('NOT_ON_ROUTE');
  });

  it('is not of a letter to which files are added meanwhile', () => {
    const file = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, mediaType: 'application/pdf' };
    given(drafted, submittedAlong(...route))
      .when({ name: 'attachFile', file }, author)
      .refused('WRONG_STATE');
    given(...ready)
      .when({ name: 'attachFile', file }, author)
      .refused('WRONG_STATE');
  });
});

describe('a file that was erased', () => {
  const kept = { sha256: 'a'.repeat(64), name: 'a.pdf', size: 1, mediaType: 'application/pdf' };
  const gone = { ...kept, sha256: 'b'.repeat(64), name: 'b.pdf' };
  const withFiles = { ...drafted, data: { ...drafted.data, files: [kept, gone] } } as LetterEvent;
  const erased: LetterEvent = {
    type: 'FilesErased',
    data: { erasureId: id('order'), fileHashes: [gone.sha256] },
  };
  const revise = { name: 'reviseLetter' as const, text: 'Новый', currentText: 'Текст' };
  const revised = (...files: (typeof kept)[]): LetterEvent => ({
    type: 'Revised',
    data: {
      revisionNumber: 2,
      card,
      text: 'Новый',
      files,
      contentHash: contentHash({ subject: card.subject, text: 'Новый', files }),
    },
  });

  it('is not in the next revision by itself, and is there when somebody brings it', () => {
    given(withFiles, erased).when(revise, author).follows(revised(kept));
    given(withFiles, erased)
      .when({ ...revise, files: [kept, gone] }, author)
      .follows(revised(kept, gone));
    expect(given(withFiles, erased, revised(kept)).state()).toMatchObject({
      erasedFiles: [{ sha256: gone.sha256 }],
    });
    expect(given(withFiles, erased, revised(kept, gone)).state()).not.toHaveProperty('erasedFiles');
  });

  it('is erased whatever becomes of the letter', () => {
    const events = [
      withFiles,
      erased,
      submittedAlong(step('all', 'head')),
      granted('head', 0, false),
      approved,
    ];
    expect(given(...events, onItsWay).state()).toMatchObject({
      status: 'dispatched',
      erasedFiles: [{ sha256: gone.sha256 }],
    });
  });
});

describe('dispatch', () => {
  const dispatch = {
    name: 'dispatchLetter' as const,
    number,
    dispatchedOn: '2026-03-03',
    channel: 'email' as const,
  };

  it('goes to every addressee, and asks for the number of each', () => {
    given(...ready)
      .when(dispatch)
      .follows(onItsWay);
    given(...ready)
      .when(dispatch)
      .leaves(['Dispatched'], 'dispatched', ['obtainIncomingNumber', 'obtainIncomingNumber']);
  });

  it('names each addressee once, and a channel', () => {
    const delivery = { counterpartyId: id('first'), channel: 'post' as const };
    given(...ready)
      .when({ ...dispatch, deliveries: [delivery] })
      .refused('INVALID_INPUT', { field: 'deliveries', missing: [id('second')] });
    given(...ready)
      .when({ ...dispatch, deliveries: [delivery, { ...delivery, counterpartyId: id('stranger') }] })
      .refused('UNKNOWN_ADDRESSEE');
    const { channel: _, ...withoutChannel } = dispatch;
    given(...ready)
      .when(withoutChannel)
      .refused('INVALID_INPUT', { field: 'channel' });
    given(...ready)
      .when({ ...dispatch, dispatchedOn: '2026-03-04' })
      .refused('INVALID_INPUT', { field: 'dispatchedOn' });
    given(drafted).when(dispatch).refused('WRONG_STATE');
  });

  it('closes with the number, or a waiver, of the last addressee', () => {
    const record = { name: 'recordIncomingNumber' as const, number: 'вх. 5', date: '2026-03-03' };
    given(...ready, onItsWay)
      .when(record)
      .refused('INVALID_INPUT', { field: 'counterpartyId' });
    given(...ready, onItsWay)
      .when({ ...record, counterpartyId: id('first') })
      .leaves(['IncomingNumberRecorded'], 'dispatched', ['obtainIncomingNumber']);
    const first: LetterEvent = {
      type: 'IncomingNumberRecorded',
      data: { counterpartyId: id('first'), number: 'вх. 5', date: '2026-03-03' },
    };
    given(...ready, onItsWay, first)
      .when({ name: 'waiveConfirmation', reason: 'не присваивают' })
      .leaves(['ConfirmationWaived'], 'closed', []);
    given(...ready, onItsWay, first)
      .when({ ...record, counterpartyId: id('first') })
      .refused('NUMBER_ALREADY_RECORDED');
    given(...ready, onItsWay)
      .when({ ...record, counterpartyId: id('stranger') })
      .refused('UNKNOWN_ADDRESSEE');
  });

  it('that failed is repeated under the same number, or given up', () => {
    const failed = (next: 'dispatchAgain' | 'giveUp') => ({
      name: 'reportDeliveryFailure' as const,
      counterpartyId: id('second'),
      cause: 'returned' as const,
      reason: 'истёк срок хранения',
      next,
    });
    given(...ready, onItsWay)
      .when(failed('dispatchAgain'))
      .leaves(['DeliveryFailed'], 'dispatched', ['obtainIncomingNumber', 'dispatch']);
    given(...ready, onItsWay)
      .when(failed('giveUp'))
      .leaves(['DeliveryFailed'], 'dispatched', ['obtainIncomingNumber']);
    const cameBack: LetterEvent = {
      type: 'DeliveryFailed',
      data: {
        counterpartyId: id('second'),
        cause: 'returned',
        reason: 'истёк срок хранения',
        next: 'dispatchAgain',
        dispatchBy: due('dispatch'),
      },
    };
    given(...ready, onItsWay, cameBack)
      .when({ ...dispatch, number: { ...number, text: 'Исх-2026/00099' }, channel: 'courier' })
      .follows({
        type: 'Dispatched',
        data: {
          number,
          dispatchedOn: '2026-03-03',
          deliveries: [{ counterpartyId: id('second'), channel: 'courier' }],
          obtainNumberBy: due('obtainIncomingNumber'),
        },
      });
  });
});

describe('withdrawing', () => {
  it('is possible until dispatch, and not after', () => {
    const withdraw = { name: 'withdrawLetter' as const, reason: 'не нужно' };
    given(drafted).when(withdraw).leaves(['Withdrawn'], 'withdrawn', []);
    given(drafted, submittedAlong(step('all', 'head')))
      .when(withdraw)
      .leaves(['Withdrawn'], 'withdrawn', []);
    given(...ready)
      .when(withdraw)
      .leaves(['Withdrawn'], 'withdrawn', []);
    given(...ready, onItsWay)
      .when(withdraw)
      .refused('WRONG_STATE', { status: 'dispatched' });
  });
});
