import type { OutgoingCard } from '../../domain/letter/card.ts';
import { contentHash } from '../../domain/letter/content-hash.ts';
import type { LetterEvent, RegistrationNumber } from '../../domain/letter/events.ts';
import {
  counterpartyId,
  DEPARTMENTS,
  departmentId,
  directorId,
  employeeId,
  PEOPLE_PER_DEPARTMENT,
  PROJECTS,
  projectId,
  secretaryId,
} from './organization.ts';
import type { Random } from './random.ts';

/** What one command writes to one letter. */
export interface Step {
  readonly letterId: string;
  readonly actor: string;
  readonly command: string;
  readonly events: readonly LetterEvent[];
}

/** What a letter's life needs of the world, at the moment of each step. */
export interface World {
  readonly random: Random;
  readonly counterparties: number;
  /** The instant of the step that is being made. */
  now(): string;
  /** The next number of that journal, given out at this moment. */
  issue(direction: 'incoming' | 'outgoing', letterId: string): RegistrationNumber;
  subject(): string;
}

const DAY_MS = 86_400_000;

const policy = (
  task:
    | 'assignExecutor'
    | 'decideOnReply'
    | 'submit'
    | 'approve'
    | 'rework'
    | 'dispatch'
    | 'obtainIncomingNumber'
    | 'acknowledge',
  from: string,
  days: number,
) => ({
  due: new Date(Date.parse(from) + days * DAY_MS).toISOString(),
  basis: {
    kind: 'policy' as const,
    task,
    workingMinutes: days * 480,
    calendar: 'Стандартный / Standard',
    from,
  },
});

const fact = <T extends LetterEvent['type']>(
  type: T,
  data: Extract<LetterEvent, { type: T }>['data'],
): LetterEvent => ({ type, data }) as LetterEvent;

const file = (random: Random, name: string) => ({
  sha256: random.hex(64),
  name,
  size: 20_000 + random.below(2_000_000),
  mediaType: 'application/pdf',
});

const sentences = [
  'В ответ на Ваше обращение сообщаем следующее.',
  'Работы выполнены в полном объёме, замечания устранены в установленный срок.',
  'Просим подтвердить получение и сообщить входящий номер.',
  'Дополнительные материалы направляем приложением к настоящему письму.',
  'Контроль исполнения возложен на начальника отдела.',
  'Просим рассмотреть вопрос в кратчайшие сроки и направить решение.',
];
const text = (random: Random): string =>
  Array.from({ length: 1 + random.below(3) }, () => random.pick(sentences)).join('\n');

export interface Matter {
  readonly projectIds: readonly string[];
  readonly department: number;
  readonly counterparty: number;
  readonly subject: string;
}

export const newMatter = ({ random, counterparties, subject }: World): Matter => ({
  projectIds: random.chance(0.3) ? [projectId(random.below(PROJECTS))] : [],
  department: random.below(DEPARTMENTS),
  counterparty: random.skewedBelow(counterparties),
  subject: subject(),
});

/** The earlier letter of the matter, to which a letter is linked. */
type Earlier = string | undefined;

function* linkTo(letterId: string, earlier: Earlier): Generator<Step> {
  if (!earlier) return;
  yield {
    letterId,
    actor: secretaryId,
    command: 'linkLetters',
    events: [fact('LinkedToLetter', { letterId: earlier, kind: 'sameMatter' })],
  };
}

/** A letter that comes in, is assigned, read, and answered by another or laid to rest. */
export function* incoming(
  world: World,
  letterId: string,
  replyId: string | undefined,
  matter: Matter,
  earlier: Earlier,
): Generator<Step> {
  const { random } = world;
  const { department, projectIds } = matter;
  const head = employeeId(department, 0);
  const executor = employeeId(department, 1 + random.below(PEOPLE_PER_DEPARTMENT - 1));
  const at = world.now();
  const files = random.chance(0.6) ? [file(random, 'Письмо.pdf')] : [];
  const counterparty = counterpartyId(matter.counterparty);
  const { subject } = matter;
  yield {
    letterId,
    actor: secretaryId,
    command: 'registerIncomingLetter',
    events: [
      fact('Registered', {
        number: world.issue('incoming', letterId),
        card: {
          counterpartyId: counterparty,
          correspondentGroup: 'заказчики',
          subject,
          counterpartyNumber: `${random.below(99_999)}-${random.below(99)}/и`,
          counterpartyDate: at.slice(0, 10),
          addressee: { departmentId: departmentId(department) },
          receivedOn: at.slice(0, 10),
          channel: random.pick(['post', 'email', 'edi'] as const),
          confidentiality: random.chance(0.05) ? 'confidential' : 'open',
          documentKind: 'письмо',
        },
        files,
        projectIds: [...projectIds],
        assignBy: policy('assignExecutor', at, 1),
      }),
    ],
  };
  yield* linkTo(letterId, earlier);
  yield {
    letterId,
    actor: head,
    command: 'assignExecutor',
    events: [
      fact('ExecutorAssigned', {
        executorId: executor,
        coExecutorIds: random.chance(0.2) ? [employeeId(department, 0)] : [],
        resolution: { authorId: head, text: 'Прошу рассмотреть, подготовить ответ по существу и доложить.' },
        dueBy: policy('decideOnReply', world.now(), 10),
      }),
    ],
  };
  const hash = contentHash({ subject, files });
  if (random.chance(0.3)) {
    const reader = employeeId(random.below(DEPARTMENTS), random.below(PEOPLE_PER_DEPARTMENT));
    yield {
      letterId,
      actor: secretaryId,
      command: 'requestAcknowledgment',
      events: [
        fact('AcknowledgmentRequested', {
          employeeIds: [reader],
          contentHash: hash,
          acknowledgeBy: policy('acknowledge', world.now(), 3),
        }),
      ],
    };
    yield {
      letterId,
      actor: reader,
      command: 'openAcknowledgment',
      events: [fact('AcknowledgmentOpened', { employeeId: reader })],
    };
    yield {
      letterId,
      actor: reader,
      command: 'acknowledge',
      events: [fact('Acknowledged', { employeeId: reader, contentHash: hash })],
    };
  }
  if (!replyId) {
    yield {
      letterId,
      actor: executor,
      command: 'waiveReply',
      events: [fact('ReplyWaived', { reason: 'Для сведения; ответа не требуется.' })],
    };
    return;
  }
  const card: OutgoingCard = {
    addressees: [{ counterpartyId: counterparty }],
    subject,
    confidentiality: 'open',
  };
  const reply = text(random);
  yield {
    letterId,
    actor: executor,
    command: 'draftReply',
    events: [fact('ReplyDrafted', { outgoingLetterId: replyId, card, text: reply, files: [] })],
  };
  const number = yield* outgoing(world, replyId, executor, department, card, reply, [], letterId, undefined);
  yield {
    letterId,
    actor: 'system',
    command: 'noteReplyDispatched',
    events: [fact('ReplyDispatched', { outgoingLetterId: replyId, number })],
  };
}

/** A letter that is written, goes up its route and out. @returns its number */
export function* outgoing(
  world: World,
  letterId: string,
  author: string,
  department: number,
  card: OutgoingCard,
  first: string,
  projectIds: readonly string[],
  answers: string | undefined,
  earlier: Earlier,
): Generator<Step, RegistrationNumber> {
  const { random } = world;
  const { subject } = card;
  const addressee = card.addressees[0]?.counterpartyId ?? '';
  const head = employeeId(department, 0);
  let current = first;
  const hash = (): string => contentHash({ subject, text: current, files: [] });
  yield {
    letterId,
    actor: answers ? 'system' : author,
    command: 'draftLetter',
    events: [
      fact('Drafted', {
        authorId: author,
        departmentId: departmentId(department),
        card,
        text: current,
        files: [],
        contentHash: hash(),
        projectIds: [...projectIds],
        ...(answers && { answers }),
        submitBy: policy('submit', world.now(), 5),
      }),
    ],
  };
  yield* linkTo(letterId, earlier);
  let revisionNumber = 1;
  const revise = (): Step => {
    current = text(random);
    revisionNumber += 1;
    return {
      letterId,
      actor: author,
      command: 'reviseLetter',
      events: [fact('Revised', { revisionNumber, card, text: current, files: [], contentHash: hash() })],
    };
  };
  if (random.chance(0.4)) yield revise();
  const approvers = author === head ? [directorId] : [head, directorId];
  const submit = (round: number): Step => ({
    letterId,
    actor: author,
    command: 'submitForApproval',
    events: [
      fact('SubmittedForApproval', {
        round,
        route: approvers.map((approver) => ({
          approvers: [approver],
          mode: 'all' as const,
          origin: { kind: 'line' as const },
        })),
        contentHash: hash(),
        approveBy: policy('approve', world.now(), 2),
      }),
    ],
  });
  let round = 1;
  yield submit(round);
  if (random.chance(0.15)) {
    yield {
      letterId,
      actor: approvers[0] ?? directorId,
      command: 'returnForRework',
      events: [
        fact('ReturnedForRework', {
          round,
          step: 0,
          approverId: approvers[0] ?? directorId,
          contentHash: hash(),
          reason: 'Уточните сроки и приложите расчёт.',
          reworkBy: policy('rework', world.now(), 2),
        }),
      ],
    };
    yield revise();
    round += 1;
    yield submit(round);
  }
  for (const [step, approverId] of approvers.entries()) {
    const last = step === approvers.length - 1;
    const at = world.now();
    yield {
      letterId,
      actor: approverId,
      command: 'grantApproval',
      events: [
        fact('ApprovalGranted', {
          round,
          step,
          approverId,
          contentHash: hash(),
          ...(!last && { nextApproveBy: policy('approve', at, 2) }),
        }),
        ...(last
          ? [fact('Approved', { round, contentHash: hash(), dispatchBy: policy('dispatch', at, 1) })]
          : []),
      ],
    };
  }
  const number = world.issue('outgoing', letterId);
  yield {
    letterId,
    actor: secretaryId,
    command: 'dispatchLetter',
    events: [
      fact('Dispatched', {
        number,
        dispatchedOn: world.now().slice(0, 10),
        deliveries: [{ counterpartyId: addressee, channel: 'email' }],
        obtainNumberBy: policy('obtainIncomingNumber', world.now(), 10),
      }),
    ],
  };
  if (random.chance(0.5)) {
    yield {
      letterId,
      actor: secretaryId,
      command: 'confirmDelivery',
      events: [
        fact('DeliveryConfirmed', { counterpartyId: addressee, deliveredOn: world.now().slice(0, 10) }),
      ],
    };
  }
  yield {
    letterId,
    actor: secretaryId,
    command: 'recordIncomingNumber',
    events: [
      fact('IncomingNumberRecorded', {
        counterpartyId: addressee,
        number: `вх-${random.below(99_999)}`,
        date: world.now().slice(0, 10),
      }),
    ],
  };
  return number;
}

/** A letter of that many events that never comes to an end: assigned again and again, its due date asked for and refused. */
export const longIncoming = (world: World, letterId: string, length: number): readonly LetterEvent[] => {
  const matter = newMatter(world);
  const life = incoming(world, letterId, undefined, matter, undefined);
  const events: LetterEvent[] = [];
  for (let step = life.next(); !step.done && events.length < 2; step = life.next())
    events.push(...step.value.events);
  const head = employeeId(matter.department, 0);
  while (events.length < length) {
    const executorId = employeeId(matter.department, 1 + world.random.below(PEOPLE_PER_DEPARTMENT - 1));
    const at = world.now();
    const until = new Date(Date.parse(at) + 20 * DAY_MS).toISOString();
    events.push(
      fact('ExecutorAssigned', {
        executorId,
        coExecutorIds: [],
        resolution: { authorId: head, text: 'Прошу рассмотреть, подготовить ответ по существу и доложить.' },
        dueBy: policy('decideOnReply', at, 10),
        reason: 'Перераспределение нагрузки в отделе.',
      }),
      fact('ExtensionRequested', {
        requestedBy: executorId,
        until,
        reason: 'Ожидаем расчёт от смежной организации, без которого ответ по существу невозможен.',
        decideBy: policy('decideOnReply', at, 1),
      }),
      fact('ExtensionRefused', { reason: 'Срок установлен договором и продлению не подлежит.' }),
    );
  }
  return events.slice(0, length);
};
