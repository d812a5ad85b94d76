import { describe, expect, it } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { approvalRoute } from './approval-route.ts';
import type { OrganizationCommand } from './commands.ts';
import { decideOrganization } from './decider.ts';
import { emptyOrganization, evolveOrganization, type Organization } from './organization.ts';

const founded = (...commands: readonly OrganizationCommand[]): Organization =>
  commands.reduce((organization, command) => {
    const decision = decideOrganization(organization, command);
    if (isRefusal(decision)) throw new Error(`${command.name}: ${decision.refused}`);
    return decision.reduce(evolveOrganization, organization);
  }, emptyOrganization);

const department = (departmentId: string, parentId?: string): OrganizationCommand => ({
  name: 'createDepartment',
  departmentId,
  departmentName: departmentId,
  ...(parentId && { parentId }),
});
const hire = (employeeId: string, departmentId: string): OrganizationCommand => ({
  name: 'hireEmployee',
  employeeId,
  login: employeeId,
  employeeName: employeeId,
  departmentId,
});
const head = (departmentId: string, employeeId: string): OrganizationCommand => ({
  name: 'appointHead',
  departmentId,
  employeeId,
});
const rule = (
  approverIds: readonly string[],
  place: 'first' | 'beforeSignatory',
  documentKinds: readonly string[] = [],
): OrganizationCommand => ({
  name: 'setApprovalRule',
  ruleId: `rule ${approverIds.join()}`,
  ruleName: 'rule',
  documentKinds,
  approverIds,
  mode: 'any',
  place,
});

const company = [
  department('top'),
  department('middle', 'top'),
  department('bottom', 'middle'),
  department('legal', 'top'),
  hire('director', 'top'),
  hire('manager', 'middle'),
  hire('chief', 'bottom'),
  hire('engineer', 'bottom'),
  hire('lawyer', 'legal'),
  hire('accountant', 'top'),
  head('top', 'director'),
  head('middle', 'manager'),
  head('bottom', 'chief'),
  head('legal', 'lawyer'),
] as const;

const routeOf = (organization: Organization, authorId: string, more: object = {}) => {
  const departmentId = organization.employees.get(authorId)?.departmentId ?? '';
  const route = approvalRoute(organization, { authorId, departmentId, ...more });
  return isRefusal(route) ? route.refused : route.map(({ approvers }) => approvers.join('+'));
};

describe('the approval route', () => {
  const organization = founded(...company);

  it('goes up the author’s line of heads to the one at the root', () => {
    expect(routeOf(organization, 'engineer')).toEqual(['chief', 'manager', 'director']);
  });

  it('never holds the author: a head begins above themselves', () => {
    expect(routeOf(organization, 'chief')).toEqual(['manager', 'director']);
    expect(routeOf(organization, 'director')).toEqual([]);
  });

  it('ends with the signatory who is named, in the line or outside of it', () => {
    expect(routeOf(organization, 'engineer', { signatoryId: 'manager' })).toEqual(['chief', 'manager']);
    expect(routeOf(organization, 'engineer', { signatoryId: 'lawyer' })).toEqual([
      'chief',
      'manager',
      'director',
      'lawyer',
    ]);
    expect(routeOf(organization, 'engineer', { signatoryId: 'engineer' })).toEqual([]);
  });

  it('asks nobody twice who heads several departments', () => {
    const lean = founded(...company, head('bottom', 'manager'));
    expect(routeOf(lean, 'engineer')).toEqual(['manager', 'director']);
  });

  it('passes over a department without a head, and over whoever has left', () => {
    const vacant = founded(...company, { name: 'dismissEmployee', employeeId: 'manager' });
    expect(routeOf(vacant, 'engineer')).toEqual(['chief', 'director']);
    expect(routeOf(vacant, 'engineer', { signatoryId: 'manager' })).toBe('EMPLOYEE_DISMISSED');
  });

  it('has the steps that rules add for the kind of document, first or before the signatory, without whoever is on it', () => {
    const ruled = founded(
      ...company,
      rule(['lawyer', 'accountant'], 'beforeSignatory', ['договор']),
      rule(['accountant', 'chief'], 'first'),
    );
    expect(routeOf(ruled, 'engineer')).toEqual(['accountant', 'chief', 'manager', 'director']);
    expect(routeOf(ruled, 'engineer', { documentKind: 'договор' })).toEqual([
      'accountant',
      'chief',
      'manager',
      'lawyer',
      'director',
    ]);
    expect(routeOf(ruled, 'accountant', { documentKind: 'договор' })).toEqual([
      'chief',
      'lawyer',
      'director',
    ]);
  });

  it('asks all heads of a parallel line at once, and the signatory after them', () => {
    const parallel = founded(...company, { name: 'setApprovalLine', line: 'parallel' });
    expect(routeOf(parallel, 'engineer')).toEqual(['chief+manager', 'director']);
    expect(routeOf(parallel, 'engineer', { signatoryId: 'lawyer' })).toEqual([
      'chief+manager+director',
      'lawyer',
    ]);
    expect(routeOf(parallel, 'chief')).toEqual(['manager', 'director']);
    expect(routeOf(parallel, 'director')).toEqual([]);
    const ruled = founded(
      ...company,
      { name: 'setApprovalLine', line: 'parallel' },
      rule(['accountant'], 'first'),
      rule(['lawyer'], 'beforeSignatory'),
    );
    expect(routeOf(ruled, 'engineer')).toEqual(['accountant', 'chief+manager', 'lawyer', 'director']);
    expect(
      routeOf(
        founded(
          ...company,
          { name: 'setApprovalLine', line: 'parallel' },
          { name: 'setApprovalLine', line: 'sequential' },
        ),
        'engineer',
      ),
    ).toEqual(['chief', 'manager', 'director']);
  });

  it('is not set to what it is', () => {
    expect(decideOrganization(organization, { name: 'setApprovalLine', line: 'sequential' })).toMatchObject({
      refused: 'NOTHING_CHANGED',
    });
  });

  it('is refused where nobody could sign', () => {
    expect(routeOf(founded(department('top'), hire('alone', 'top')), 'alone')).toBe('NO_SIGNATORY_IN_LINE');
  });
});
