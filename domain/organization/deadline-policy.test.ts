import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { policyIdOf } from '../deadline.ts';
import { isRefusal } from '../refusal.ts';
import type { RefusalCode } from '../refusal-codes.ts';
import { calendarOf } from './calendars.ts';
import type { OrganizationCommand } from './commands.ts';
import { explainDeadline } from './deadline-explanation.ts';
import { deadlineFor, policiesInForce, policyFor, policyMinutes } from './deadline-policy.ts';
import { decideOrganization } from './decider.ts';
import type { WorkingCalendar } from './events.ts';
import { emptyOrganization, evolveOrganization, type Organization } from './organization.ts';
import { addWorkingMinutes, dateIn, workingMinutesBetween } from './working-time.ts';

const attempt = (organization: Organization, command: OrganizationCommand) =>
  decideOrganization(organization, command);
const given = (organization: Organization, ...commands: readonly OrganizationCommand[]): Organization =>
  commands.reduce((state, command) => {
    const decision = attempt(state, command);
    if (isRefusal(decision)) throw new Error(`${command.name}: ${decision.refused}`);
    return decision.reduce(evolveOrganization, state);
  }, organization);
const refusedAs = (organization: Organization, command: OrganizationCommand): RefusalCode | undefined => {
  const decision = attempt(organization, command);
  return isRefusal(decision) ? decision.refused : undefined;
};

const department = (departmentId: string, parentId?: string): OrganizationCommand => ({
  name: 'createDepartment',
  departmentId,
  departmentName: departmentId,
  ...(parentId && { parentId }),
});
const policy = (
  policyId: string | undefined,
  workingMinutes: number,
  selectors: Partial<Extract<OrganizationCommand, { name: 'setDeadlinePolicy' }>> = {},
): OrganizationCommand => ({
  name: 'setDeadlinePolicy',
  ...(policyId && { policyId }),
  task: 'approve',
  workingMinutes,
  ...selectors,
});
const company = given(
  emptyOrganization,
  department('top'),
  department('middle', 'top'),
  department('bottom', 'middle'),
  department('other', 'top'),
);
/** Works Friday to Sunday, in Vladivostok. */
const east: WorkingCalendar = {
  name: 'Восток',
  timeZone: 'Asia/Vladivostok',
  country: 'RU',
  week: [5, 6, 7].map((weekday) => ({ weekday, hours: [{ from: '10:00', to: '16:00' }] })),
  exceptions: [{ date: '2026-03-06', hours: [], note: 'ремонт' }],
};

describe('of several policies', () => {
  const selective = given(
    company,
    policy(undefined, 10),
    policy('department', 20, { departmentId: 'middle' }),
    policy('nearer', 30, { departmentId: 'bottom' }),
    policy('kind', 40, { documentKind: 'договор' }),
    policy('group', 50, { counterpartyGroup: 'подрядчики' }),
    policy('counterparty', 60, { counterpartyId: 'stroyinvest' }),
    policy('both', 70, { counterpartyId: 'stroyinvest', documentKind: 'договор' }),
  );
  const minutes = (subject: object): number =>
    policyMinutes(selective, 'approve', { counterpartyIds: [], ...subject });

  it('the most specific counts: counterparty, group, kind of document, nearest department', () => {
    expect(minutes({})).toBe(10);
    expect(minutes({ departmentId: 'other' })).toBe(10);
    expect(minutes({ departmentId: 'middle' })).toBe(20);
    expect(minutes({ departmentId: 'bottom' })).toBe(30);
    expect(minutes({ departmentId: 'bottom', documentKind: 'договор' })).toBe(40);
    expect(minutes({ documentKind: 'договор', counterpartyGroup: 'подрядчики' })).toBe(50);
    expect(minutes({ counterpartyIds: ['stroyinvest'], counterpartyGroup: 'подрядчики' })).toBe(60);
    expect(minutes({ counterpartyIds: ['else', 'stroyinvest'], documentKind: 'договор' })).toBe(70);
    expect(policyMinutes(selective, 'rework')).toBe(policyMinutes(company, 'rework'));
  });

  it('none says the same of the same letters as another', () => {
    expect(refusedAs(selective, policy('twin', 99, { documentKind: 'договор' }))).toBe('POLICY_EXISTS');
    expect(refusedAs(selective, policy('general twin', 99))).toBe('POLICY_EXISTS');
    expect(refusedAs(selective, policy('kind', 99, { documentKind: 'договор' }))).toBeUndefined();
    expect(refusedAs(selective, policy(undefined, 99, { documentKind: 'акт' }))).toBe('INVALID_INPUT');
    expect(refusedAs(selective, policy('new', 99, { departmentId: 'nowhere' }))).toBe('UNKNOWN_DEPARTMENT');
    expect(refusedAs(selective, { ...policy('kind', 99), task: 'rework' } as OrganizationCommand)).toBe(
      'INVALID_INPUT',
    );
  });

  it('whatever their order, the same one is found', () => {
    const commands = [
      policy(undefined, 10),
      policy('department', 20, { departmentId: 'middle' }),
      policy('nearer', 30, { departmentId: 'bottom' }),
      policy('kind', 40, { documentKind: 'договор' }),
      policy('group', 50, { counterpartyGroup: 'подрядчики' }),
      policy('counterparty', 60, { counterpartyId: 'stroyinvest' }),
      policy('both', 70, { counterpartyId: 'stroyinvest', documentKind: 'договор' }),
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(commands, { minLength: commands.length }),
        fc.constantFrom(undefined, 'top', 'middle', 'bottom', 'other'),
        fc.constantFrom(undefined, 'договор', 'акт'),
        fc.subarray(['stroyinvest', 'else']),
        fc.constantFrom(undefined, 'подрядчики'),
        (order, departmentId, documentKind, counterpartyIds, counterpartyGroup) => {
          const subject = { departmentId, documentKind, counterpartyIds, counterpartyGroup };
          expect(policyFor(given(company, ...order), 'approve', subject)?.id).toBe(
            policyFor(selective, 'approve', subject)?.id,
          );
        },
      ),
    );
  });
});

describe('a policy', () => {
  it('counts its versions, and a deadline says by which it was reckoned', () => {
    const set = given(company, policy('kind', 40, { documentKind: 'договор' }));
    const again = given(set, policy('kind', 90, { documentKind: 'договор', policyName: 'Договоры' }));
    const subject = { counterpartyIds: [], documentKind: 'договор' };
    const from = '2026-03-03T09:00:00.000Z';
    expect(deadlineFor(set, 'approve', from, subject).basis).toMatchObject({ policyId: 'kind', version: 1 });
    expect(deadlineFor(again, 'approve', from, subject).basis).toMatchObject({
      policyId: 'kind',
      version: 2,
      workingMinutes: 90,
    });
    const removed = given(again, { name: 'removeDeadlinePolicy', policyId: 'kind' });
    expect(deadlineFor(removed, 'approve', from, subject).basis).not.toHaveProperty('policyId');
    expect(refusedAs(removed, { name: 'removeDeadlinePolicy', policyId: 'kind' })).toBe('UNKNOWN_POLICY');
    // Its deadlines know its name still.
    expect(explainDeadline(removed, deadlineFor(again, 'approve', from, subject)).policy).toMatchObject({
      id: 'kind',
      version: 2,
      name: 'Договоры',
    });
  });

  it('that was not set is built in, until a general one is', () => {
    const builtIn = (organization: Organization) =>
      policiesInForce(organization).filter(({ version }) => version === 0).length;
    expect(builtIn(company)).toBe(9);
    expect(builtIn(given(company, policy('kind', 40, { documentKind: 'договор' })))).toBe(9);
    const general = given(company, policy(undefined, 40));
    expect(builtIn(general)).toBe(8);
    expect(general.deadlinePolicies.get(policyIdOf('approve'))?.version).toBe(1);
  });
});

describe('a calendar', () => {
  const own = given(company, { name: 'setCalendar', departmentId: 'middle', calendar: east });

  it('is a department’s, and of those below it; a deadline counts by that of whoever has the task', () => {
    expect(calendarOf(own, 'bottom')).toBe(calendarOf(own, 'middle'));
    expect(calendarOf(own, 'bottom').name).toBe('Восток');
    expect(calendarOf(own, 'other')).toBe(own.calendar);
    const from = '2026-03-03T09:00:00.000Z';
    const minutes = policyMinutes(own, 'assignExecutor');
    const deadline = deadlineFor(own, 'assignExecutor', from, undefined, [
      { kind: 'headOf', departmentId: 'bottom' },
    ]);
    expect(deadline.due).toBe(addWorkingMinutes(east, from, minutes));
    expect(explainDeadline(own, deadline).calendar).toEqual({
      name: 'Восток',
      timeZone: 'Asia/Vladivostok',
      departmentId: 'middle',
      // The Friday that they do not work; the holiday of 8 March is a Sunday that they would have worked.
      unusualDays: [
        { date: '2026-03-06', kind: 'exception', name: 'ремонт' },
        expect.objectContaining({ date: '2026-03-08', kind: 'holiday' }),
      ],
    });
    const removed = given(own, { name: 'removeCalendar', departmentId: 'middle' });
    expect(calendarOf(removed, 'bottom')).toBe(removed.calendar);
    expect(refusedAs(removed, { name: 'removeCalendar', departmentId: 'middle' })).toBe(
      'NO_CALENDAR_OF_ITS_OWN',
    );
    // What was reckoned by it is explained by it still, and by what it then was.
    const another = given(removed, {
      name: 'setCalendar',
      departmentId: 'middle',
      calendar: { ...east, exceptions: [] },
    });
    expect(explainDeadline(another, deadline)).toEqual(explainDeadline(own, deadline));
  });

  it('of several people gives the latest of their dates', () => {
    const from = '2026-03-03T09:00:00.000Z';
    const assignees = [
      { kind: 'headOf', departmentId: 'bottom' },
      { kind: 'headOf', departmentId: 'other' },
    ] as const;
    const dates = assignees.map((assignee) => deadlineFor(own, 'approve', from, undefined, [assignee]).due);
    expect(deadlineFor(own, 'approve', from, undefined, assignees).due).toBe(dates.toSorted().at(-1));
  });
});

describe('an explanation', () => {
  it('says what the deadline was reckoned from: reckoned again from its words it is the same', () => {
    const organization = given(
      company,
      { name: 'setCalendar', departmentId: 'middle', calendar: east },
      policy(undefined, 500),
      policy('nearer', 900, { departmentId: 'bottom' }),
    );
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
        fc.constantFrom('top', 'middle', 'bottom', 'other'),
        (at, departmentId) => {
          const deadline = deadlineFor(
            organization,
            'approve',
            at.toISOString(),
            { counterpartyIds: [], departmentId },
            [{ kind: 'headOf', departmentId }],
          );
          const { policy: used, calendar, steps, due } = explainDeadline(organization, deadline);
          const found = [east, organization.calendar].find(({ name }) => name === calendar?.name);
          if (!used || !found) throw new Error('It says neither');
          expect(addWorkingMinutes(found, used.from, used.workingMinutes)).toBe(due);
          expect(workingMinutesBetween(found, used.from, due)).toBeCloseTo(used.workingMinutes, 6);
          expect(steps.at(-1)?.due).toBe(deadline.due);
          for (const { date } of calendar?.unusualDays ?? []) {
            expect(date >= dateIn(found.timeZone, used.from) && date <= dateIn(found.timeZone, due)).toBe(
              true,
            );
          }
        },
      ),
    );
  });

  it('of a deadline from before calendars had versions finds the calendar by its name and what it gives', () => {
    const from = '2026-03-03T09:00:00.000Z';
    const deadline = deadlineFor(company, 'approve', from);
    if (deadline.basis.kind !== 'policy') throw new Error('Not a policy');
    const { calendarVersion: _, ...basis } = deadline.basis;
    expect(explainDeadline(company, { ...deadline, basis })).toEqual(explainDeadline(company, deadline));
  });
});
