import { invalidPattern } from '../journal/pattern.ts';
import type { NoticePreferences } from '../notices/preferences.ts';
import { webhookEventTypes } from '../notices/webhook-event-types.ts';
import { type Decision, type Refusal, refuse } from '../refusal.ts';
import type { OrganizationCommand } from './commands.ts';
import type { OrganizationEvent } from './events.ts';
import { type Employee, lineage, type Organization } from './organization.ts';
import { decideOnPolicies } from './policy-decider.ts';
import { headOver } from './responsible.ts';
import { calendarProblem, isTimeZone } from './working-time.ts';

const fact = <T extends OrganizationEvent['type']>(
  type: T,
  data: Extract<OrganizationEvent, { type: T }>['data'],
): OrganizationEvent => ({ type, data }) as OrganizationEvent;

const departmentProblem = (organization: Organization, id: string): Refusal | undefined => {
  const department = organization.departments.get(id);
  return department && !department.closed ? undefined : refuse('UNKNOWN_DEPARTMENT', { id });
};

const employeeProblem = (organization: Organization, id: string): Refusal | undefined => {
  const employee = organization.employees.get(id);
  if (!employee) return refuse('UNKNOWN_EMPLOYEE', { id });
  return employee.dismissed ? refuse('EMPLOYEE_DISMISSED', { id, name: employee.name }) : undefined;
};

const firstProblem = (problems: readonly (Refusal | undefined)[]): Refusal | undefined =>
  problems.find((problem) => problem !== undefined);

const isLastAdministrator = (organization: Organization, employee: Employee): boolean =>
  employee.roles.includes('administrator') &&
  ![...organization.employees.values()].some(
    ({ id, roles, dismissed }) => id !== employee.id && !dismissed && roles.includes('administrator'),
  );

const loginTaken = (organization: Organization, login: string, except?: string): boolean =>
  [...organization.employees.values()].some(
    (employee) =>
      employee.id !== except && !employee.dismissed && employee.login.toLowerCase() === login.toLowerCase(),
  );

/** What follows from a command on the organisation. Rights have been checked before. */
export const decideOrganization = (
  organization: Organization,
  command: OrganizationCommand,
): Decision<OrganizationEvent> => {
  switch (command.name) {
    case 'setProfile': {
      const { profile } = organization;
      const patterns = command.journalPatterns ?? profile.journalPatterns;
      for (const pattern of [patterns.incoming, patterns.outgoing]) {
        const problem = invalidPattern(pattern);
        if (problem) return problem;
      }
      return [
        fact('ProfileSet', {
          name: command.organizationName ?? profile.name,
          requiredFields: [...new Set(command.requiredFields ?? profile.requiredFields)],
          journalPatterns: patterns,
        }),
      ];
    }
    case 'setCalendar': {
      const { calendar, departmentId } = command;
      const unknown = departmentId && departmentProblem(organization, departmentId);
      if (unknown) return unknown;
      const problem = calendarProblem(calendar);
      if (problem) return refuse('INVALID_CALENDAR', { problem });
      return [fact('CalendarSet', { ...(departmentId && { departmentId }), calendar })];
    }
    case 'removeCalendar': {
      const { departmentId } = command;
      return organization.calendars.has(departmentId)
        ? [fact('CalendarRemoved', { departmentId })]
        : refuse('NO_CALENDAR_OF_ITS_OWN', { departmentId });
    }
    case 'createDepartment':
    case 'renameDepartment':
    case 'moveDepartment':
    case 'closeDepartment':
    case 'appointHead':
      return decideOnDepartments(organization, command);
    case 'hireEmployee':
    case 'changeEmployee':
    case 'transferEmployee':
    case 'dismissEmployee':
    case 'noteEmployeeErased':
    case 'grantRole':
    case 'revokeRole':
      return decideOnPeople(organization, command);
    case 'setSubstitution':
    case 'cancelSubstitution':
    case 'noteSubstitutionBegan':
    case 'noteSubstitutionEnded':
      return decideOnSubstitutions(organization, command);
    case 'setApprovalRule': {
      const { ruleId, ruleName: name, documentKinds, mode, place } = command;
      const approverIds = [...new Set(command.approverIds)];
      const problem = firstProblem(approverIds.map((id) => employeeProblem(organization, id)));
      if (problem) return problem;
      if (approverIds.length === 0)
        return refuse('INVALID_INPUT', { field: 'approverIds', problem: 'required' });
      return [
        fact('ApprovalRuleSet', {
          ruleId,
          name,
          documentKinds: [...documentKinds],
          approverIds,
          mode,
          place,
        }),
      ];
    }
    case 'removeApprovalRule':
      return organization.approvalRules.has(command.ruleId)
        ? [fact('ApprovalRuleRemoved', { ruleId: command.ruleId })]
        : refuse('UNKNOWN_RULE', { id: command.ruleId });
    case 'setApprovalLine':
      return organization.approvalLine === command.line
        ? refuse('NOTHING_CHANGED')
        : [fact('ApprovalLineSet', { line: command.line })];
    case 'setDeadlinePolicy':
    case 'removeDeadlinePolicy':
      return decideOnPolicies(organization, command);
    case 'setNoticePreferences':
    case 'registerWebhook':
    case 'rotateWebhookSecret':
    case 'replayWebhook':
    case 'disableWebhook':
      return decideOnNotices(organization, command);
    default:
      return command satisfies never;
  }
};

type SubstitutionCommand = Extract<
  OrganizationCommand,
  { name: 'setSubstitution' | 'cancelSubstitution' | 'noteSubstitutionBegan' | 'noteSubstitutionEnded' }
>;

const decideOnSubstitutions = (
  organization: Organization,
  command: SubstitutionCommand,
): Decision<OrganizationEvent> => {
  const { substitutionId } = command;
  switch (command.name) {
    case 'setSubstitution': {
      const { employeeId, from, to } = command;
      const problem = employeeProblem(organization, employeeId);
      if (problem) return problem;
      const substituteId = command.substituteId ?? headOver(organization, employeeId);
      if (substituteId === undefined) return refuse('NO_SUBSTITUTE', { employeeId });
      const another = employeeProblem(organization, substituteId);
      if (another) return another;
      if (to < from || employeeId === substituteId) return refuse('INVALID_PERIOD', { from, to });
      return [fact('SubstitutionSet', { substitutionId, employeeId, substituteId, from, to })];
    }
    case 'cancelSubstitution':
      return organization.substitutions.has(substitutionId)
        ? [fact('SubstitutionCancelled', { substitutionId })]
        : refuse('UNKNOWN_SUBSTITUTION', { id: substitutionId });
    case 'noteSubstitutionBegan':
    case 'noteSubstitutionEnded': {
      // Each is said once; one that was cancelled, or was over before anybody looked, is not said at all.
      const substitution = organization.substitutions.get(substitutionId);
      if (!substitution) return [];
      const { employeeId, substituteId, from, to, begun, ended } = substitution;
      const { date, openTasks } = command;
      const data = { substitutionId, employeeId, substituteId, date, openTasks };
      if (command.name === 'noteSubstitutionBegan') {
        return begun || date < from || to < date ? [] : [fact('SubstitutionBegan', data)];
      }
      return !begun || ended || date <= to ? [] : [fact('SubstitutionEnded', data)];
    }
    default:
      return command satisfies never;
  }
};

type NoticeCommand = Extract<
  OrganizationCommand,
  {
    name:
      | 'setNoticePreferences'
      | 'registerWebhook'
      | 'rotateWebhookSecret'
      | 'replayWebhook'
      | 'disableWebhook';
  }
>;

const decideOnNotices = (organization: Organization, command: NoticeCommand): Decision<OrganizationEvent> => {
  if (command.name === 'setNoticePreferences') {
    const { employeeId, preferences } = command;
    const problem = employeeProblem(organization, employeeId) ?? preferencesProblem(preferences);
    return problem ?? [fact('NoticePreferencesSet', { employeeId, preferences })];
  }
  const { webhookId } = command;
  if (command.name === 'registerWebhook') {
    const { origin } = command;
    const eventTypes = [...new Set(command.eventTypes)];
    const unknown = eventTypes.filter((type) => !webhookEventTypes.has(type));
    return unknown.length > 0 || eventTypes.length === 0
      ? refuse('INVALID_INPUT', { field: 'eventTypes', problem: unknown.join(', ') || 'required' })
      : [fact('WebhookRegistered', { webhookId, origin, eventTypes })];
  }
  const webhook = organization.webhooks.get(webhookId);
  if (!webhook) return refuse('NOT_FOUND', { what: 'webhook', id: webhookId });
  if (command.name === 'disableWebhook') {
    return webhook.disabled ? [] : [fact('WebhookDisabled', { webhookId, cause: command.cause })];
  }
  if (webhook.disabled) return refuse('WEBHOOK_DISABLED', { cause: webhook.disabled });
  return command.name === 'rotateWebhookSecret'
    ? [fact('WebhookSecretRotated', { webhookId })]
    : [fact('WebhookReplayOrdered', { webhookId, after: command.after })];
};

const preferencesProblem = ({ quietHours, timeZone }: NoticePreferences): Refusal | undefined => {
  if (quietHours && quietHours.from === quietHours.to) {
    return refuse('INVALID_INPUT', { field: 'quietHours', problem: 'from = to' });
  }
  return timeZone === undefined || isTimeZone(timeZone)
    ? undefined
    : refuse('INVALID_INPUT', { field: 'timeZone', problem: timeZone });
};

type DepartmentCommand = Extract<
  OrganizationCommand,
  { name: 'createDepartment' | 'renameDepartment' | 'moveDepartment' | 'closeDepartment' | 'appointHead' }
>;

const decideOnDepartments = (
  organization: Organization,
  command: DepartmentCommand,
): Decision<OrganizationEvent> => {
  const { departmentId } = command;
  if (command.name === 'createDepartment') {
    if (organization.departments.has(departmentId)) return refuse('DEPARTMENT_EXISTS', { id: departmentId });
    const { departmentName: name, parentId } = command;
    const problem = parentId && departmentProblem(organization, parentId);
    return problem || [fact('DepartmentCreated', { departmentId, name, ...(parentId && { parentId }) })];
  }
  const unknown = departmentProblem(organization, departmentId);
  if (unknown) return unknown;
  switch (command.name) {
    case 'renameDepartment':
      return [fact('DepartmentRenamed', { departmentId, name: command.departmentName })];
    case 'moveDepartment': {
      const { parentId } = command;
      if (parentId === undefined) return [fact('DepartmentMoved', { departmentId })];
      const problem = departmentProblem(organization, parentId);
      if (problem) return problem;
      const cycle = lineage(organization, parentId).some(({ id }) => id === departmentId);
      return cycle
        ? refuse('DEPARTMENT_CYCLE', { departmentId, parentId })
        : [fact('DepartmentMoved', { departmentId, parentId })];
    }
    case 'closeDepartment': {
      const children = [...organization.departments.values()].filter(
        (d) => d.parentId === departmentId && !d.closed,
      );
      const people = [...organization.employees.values()].filter(
        (employee) => employee.departmentId === departmentId && !employee.dismissed,
      );
      return children.length + people.length > 0
        ? refuse('DEPARTMENT_NOT_EMPTY', { departments: children.length, employees: people.length })
        : [fact('DepartmentClosed', { departmentId })];
    }
    case 'appointHead': {
      const { employeeId } = command;
      if (employeeId === undefined) return [fact('HeadAppointed', { departmentId })];
      const problem = employeeProblem(organization, employeeId);
      return problem ?? [fact('HeadAppointed', { departmentId, employeeId })];
    }
    default:
      return command satisfies never;
  }
};

type PeopleCommand = Extract<
  OrganizationCommand,
  {
    name:
      | 'hireEmployee'
      | 'changeEmployee'
      | 'transferEmployee'
      | 'dismissEmployee'
      | 'noteEmployeeErased'
      | 'grantRole'
      | 'revokeRole';
  }
>;

const decideOnPeople = (organization: Organization, command: PeopleCommand): Decision<OrganizationEvent> => {
  const { employeeId } = command;
  if (command.name === 'hireEmployee') {
    const { login, employeeName: name, email, post, departmentId } = command;
    if (organization.employees.has(employeeId)) return refuse('EMPLOYEE_EXISTS', { id: employeeId });
    if (loginTaken(organization, login)) return refuse('LOGIN_TAKEN', { login });
    const problem = departmentProblem(organization, departmentId);
    if (problem) return problem;
    const hired = { employeeId, login, name, ...(email && { email }), ...(post && { post }), departmentId };
    return [fact('EmployeeHired', hired)];
  }
  if (command.name === 'noteEmployeeErased') {
    return organization.employees.get(employeeId)?.erased ? [] : [fact('EmployeeErased', { employeeId })];
  }
  const unknown = employeeProblem(organization, employeeId);
  const employee = organization.employees.get(employeeId);
  if (unknown || !employee) return unknown ?? refuse('UNKNOWN_EMPLOYEE', { id: employeeId });
  switch (command.name) {
    case 'changeEmployee': {
      const { login, employeeName: name, email, post } = command;
      if (login && loginTaken(organization, login, employeeId)) return refuse('LOGIN_TAKEN', { login });
      const changes = {
        ...(login && { login }),
        ...(name && { name }),
        ...(email && { email }),
        ...(post && { post }),
      };
      if (Object.keys(changes).length === 0) return refuse('NOTHING_CHANGED');
      return [fact('EmployeeDetailsChanged', { employeeId, ...changes })];
    }
    case 'transferEmployee': {
      const { departmentId } = command;
      const problem = departmentProblem(organization, departmentId);
      if (problem) return problem;
      if (departmentId === employee.departmentId) return refuse('NOTHING_CHANGED');
      return [fact('EmployeeTransferred', { employeeId, departmentId })];
    }
    case 'dismissEmployee':
      return isLastAdministrator(organization, employee)
        ? refuse('LAST_ADMINISTRATOR', { name: employee.name })
        : [fact('EmployeeDismissed', { employeeId })];
    case 'grantRole':
      return employee.roles.includes(command.role)
        ? refuse('ROLE_ALREADY_HELD', { role: command.role })
        : [fact('RoleGranted', { employeeId, role: command.role })];
    case 'revokeRole':
      if (!employee.roles.includes(command.role)) return refuse('ROLE_NOT_HELD', { role: command.role });
      if (command.role === 'administrator' && isLastAdministrator(organization, employee)) {
        return refuse('LAST_ADMINISTRATOR', { name: employee.name });
      }
      return [fact('RoleRevoked', { employeeId, role: command.role })];
    default:
      return command satisfies never;
  }
};
