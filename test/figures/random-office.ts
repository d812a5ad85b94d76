import { randomUUID } from 'node:crypto';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { currentWait } from '../../domain/deadline.ts';
import { type DomainEvent, type Position, type Recorded, streamName } from '../../domain/event.ts';
import type { LetterCommand } from '../../domain/letter/commands.ts';
import { openTasks } from '../../domain/letter/tasks.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import { decideOrganization } from '../../domain/organization/decider.ts';
import {
  emptyOrganization,
  evolveOrganization,
  ORGANIZATION_STREAM,
  type Organization,
} from '../../domain/organization/organization.ts';
import { isRefusal } from '../../domain/refusal.ts';
import {
  demoDepartmentId,
  demoEmployeeId,
  demoLogins,
  demoOrganization,
} from '../../infrastructure/demo/demo-organization.ts';
import { attempt, COUNTERPARTIES, type Life, type Step, WHOEVER_MAY } from '../invariants/random-life.ts';

/** From 0 until before 1, the same for each seed. */
export const randomNumbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    // The constants of Numerical Recipes: any sequence will do, as long as it is always the same.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** What people try in each status: what leads on more often than not, so that letters come to their ends. */
const tried: Readonly<Record<string, readonly Step['attempt'][]>> = {
  awaitingExecutor: ['assignExecutor', 'assignExecutor', 'assignExecutor', 'extendDeadline', 'annulLetter'],
  withExecutor: [
    'assignExecutor',
    'draftReply',
    'draftReply',
    'waiveReply',
    'requestExtension',
    'extendDeadline',
  ],
  replyDrafted: ['noteReplyDispatched', 'noteReplyDispatched', 'reopen'],
  answered: ['reopen', 'annulLetter', 'requestAcknowledgment'],
  draft: ['submitForApproval', 'submitForApproval', 'submitForApproval', 'reviseLetter', 'extendDeadline'],
  rework: ['submitForApproval', 'submitForApproval', 'reviseLetter', 'withdrawLetter'],
  onApproval: [
    'grantApproval',
    'grantApproval',
    'grantApproval',
    'grantApproval',
    'returnForRework',
    'replaceApprover',
    'extendDeadline',
  ],
  approved: ['dispatchLetter', 'dispatchLetter', 'dispatchLetter', 'extendDeadline'],
  dispatched: [
    'recordIncomingNumber',
    'recordIncomingNumber',
    'waiveConfirmation',
    'reportDeliveryFailure',
    'dispatchLetter',
    'confirmDelivery',
    'extendDeadline',
  ],
};
const always: readonly Step['attempt'][] = ['requestAcknowledgment', 'acknowledge', 'acknowledge'];

export const PROJECTS = [randomUUID(), randomUUID()] as const;
const STRANGER = randomUUID();

/**
 * The log of an office: letters that are registered, written, approved, returned, lost in the mail and answered at the same
 * time, while heads, people and calendars change, projects are linked and left, and counterparties turn out to be one.
 */
export const randomOffice = (seed: number, steps: number): readonly Recorded<ChanceryEvent>[] => {
  const random = randomNumbers(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const log: Recorded<ChanceryEvent>[] = [];
  const lives = new Map<string, Life>();
  let organization: Organization = emptyOrganization;
  let revision = 0;
  let now = Date.parse('2026-02-24T05:00:00.000Z');

  const place = (): Position => String(log.length).padStart(8, '0') as Position;
  const elsewhere = (stream: string, event: DomainEvent): void => {
    const at = new Date(now).toISOString();
    const metadata = { version: 1, actor: demoEmployeeId('admin'), at };
    log.push({
      ...event,
      id: randomUUID(),
      stream,
      revision: stream === ORGANIZATION_STREAM ? revision++ : 0,
      position: place(),
      metadata,
    } as unknown as Recorded<ChanceryEvent>);
  };
  const manage = (command: OrganizationCommand): void => {
    const decision = decideOrganization(organization, command);
    if (isRefusal(decision)) return;
    for (const event of decision) {
      organization = evolveOrganization(organization, event);
      elsewhere(ORGANIZATION_STREAM, event);
    }
  };
  const anybody = (): string => demoEmployeeId(pick(demoLogins));
  const anyDepartment = (): string =>
    demoDepartmentId(pick(['design', 'production', 'legal', 'directorate']));

  let calendars = 0;
  const changeOrganization = (): void => {
    const employeeId = anybody();
    calendars += 1;
    manage(
      pick<OrganizationCommand>([
        { name: 'appointHead', departmentId: anyDepartment(), employeeId },
        { name: 'appointHead', departmentId: anyDepartment(), employeeId },
        { name: 'appointHead', departmentId: anyDepartment() },
        { name: 'transferEmployee', employeeId, departmentId: anyDepartment() },
        { name: 'grantRole', employeeId, role: 'secretary' },
        { name: 'revokeRole', employeeId, role: 'secretary' },
        { name: 'moveDepartment', departmentId: anyDepartment(), parentId: demoDepartmentId('directorate') },
        { name: 'dismissEmployee', employeeId: demoEmployeeId(pick(['zaytseva', 'barsukova', 'ezhov'])) },
        { name: 'removeCalendar', departmentId: anyDepartment() },
        // The organisation's, and as often that of a department, with all below it that have none of their own.
        ...[{}, {}, { departmentId: anyDepartment() }, { departmentId: anyDepartment() }].map(
          (whose): OrganizationCommand => ({
            name: 'setCalendar',
            ...whose,
            calendar: {
              name: `Календарь ${calendars}`,
              timeZone: pick(['Europe/Samara', 'Asia/Kamchatka', 'Europe/Berlin', 'America/New_York']),
              country: pick(['RU', 'DE']),
              week: [1, 2, 3, 4, 5, ...pick([[], [6]])].map((weekday) => ({
                weekday,
                hours: [
                  { from: pick(['08:30', '10:00']), to: '12:45' },
                  { from: '13:30', to: pick(['16:45', '19:00']) },
                ],
              })),
              exceptions: [
                { date: '2026-03-12', hours: [] },
                { date: '2026-03-28', hours: [{ from: '09:00', to: '14:00' }] },
              ],
            },
          }),
        ),
      ]),
    );
  };

  /** What `random-life` does not try. */
  const otherwise = (letter: Life['letter']): LetterCommand | undefined => {
    if (!letter || letter.status === 'abandoned') return undefined;
    const reason = 'так надо';
    const projectId = pick(PROJECTS);
    return pick<LetterCommand>([
      { name: 'linkToProject', projectId },
      { name: 'unlinkFromProject', projectId, reason },
      {
        name: 'correctRegistration',
        reason,
        changes:
          letter.direction === 'incoming'
            ? pick<Record<string, unknown>>([
                { documentKind: pick(['жалоба', 'запрос', null]) },
                { counterpartyId: pick([...COUNTERPARTIES, STRANGER]) },
                { addressee: { departmentId: anyDepartment() } },
              ])
            : { documentKind: pick(['ответ', null]) },
      },
    ]);
  };

  /** Begins to wait for the counterparty in one of the letter's tasks, or has waited. */
  const wait = ({ letter }: Life): LetterCommand | undefined => {
    const task = pick(openTasks(letter).filter(({ kind }) => kind !== 'acknowledge'));
    if (!task) return undefined;
    const taskKey = task.key;
    if (currentWait(task.deadline)) return { name: 'resumeDeadline', taskKey };
    const expectedBy = new Date(now + (1 + Math.floor(random() * 10)) * 24 * 3_600_000).toISOString();
    return {
      name: 'pauseDeadline',
      taskKey,
      counterpartyId: pick(COUNTERPARTIES),
      reason: 'ждём',
      expectedBy,
    };
  };

  for (const command of demoOrganization) manage(command);
  for (let count = 0; count < steps; count += 1) {
    now += Math.floor(random() ** 4 * 30 * 3_600_000);
    const chance = random();
    if (chance < 0.03) {
      changeOrganization();
      continue;
    }
    if (count === Math.floor(steps * 0.6)) {
      const [counterpartyId, intoId] = [STRANGER, COUNTERPARTIES[0]];
      elsewhere(streamName('counterparty', counterpartyId), {
        type: 'CounterpartyMerged',
        data: { counterpartyId, intoId, reason: 'одно лицо' },
      });
    }
    const begins = lives.size < 3 || chance > 0.93;
    const id = begins ? randomUUID() : pick([...lives.keys()]);
    const life = lives.get(id) ?? { organization, letter: undefined, events: [], now };
    life.organization = organization;
    life.now = now;
    const status = life.letter?.status ?? '';
    const choice = Math.floor(random() * 100);
    const step: Step = {
      actor: WHOEVER_MAY,
      attempt: begins
        ? pick(['registerIncomingLetter', 'draftLetter'])
        : pick(random() < 0.15 ? always : (tried[status] ?? always)),
      choice,
      hours: 0,
    };
    const waits = !begins && random() < 0.08 ? wait(life) : undefined;
    const added = [
      ...(waits ? attempt(step, life, id, waits) : []),
      ...(!begins && random() < 0.12
        ? attempt(step, life, id, otherwise(life.letter))
        : attempt(step, life, id)),
    ];
    for (const event of added) log.push({ ...event, position: place() } as Recorded<ChanceryEvent>);
    if (life.letter) lives.set(id, life);
  }
  return log;
};
