import type { TaskKind } from '../deadline.ts';
import { type StreamName, streamName } from '../event.ts';
import type { CalendarDate } from '../fields.ts';
import type { RequirableField } from '../letter/card.ts';
import type { NoticePreferences } from '../notices/preferences.ts';
import { ERASED, erasedOf } from '../personal-data/erased.ts';
import type { ApprovalLine, GrantedRole, OrganizationEvent, WorkingCalendar } from './events.ts';

/** One organisation per installation: all its facts are one stream, so that rules across it hold in one write. */
export const ORGANIZATION_ID = '0c8a1d5e-4f0b-4a57-9d3c-7e1b2a6f9c40';
export const ORGANIZATION_STREAM: StreamName = streamName('organization', ORGANIZATION_ID);

export interface Department {
  readonly id: string;
  readonly name: string;
  readonly parentId?: string;
  readonly headId?: string;
  readonly closed: boolean;
}

export interface Employee {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email?: string;
  readonly post?: string;
  /** Where they work, or, once dismissed, worked last. */
  readonly departmentId: string;
  readonly roles: readonly GrantedRole[];
  readonly dismissed: boolean;
  /** Login, name and address are no longer known to anybody. */
  readonly erased?: true;
}

export interface Substitution {
  readonly id: string;
  readonly employeeId: string;
  readonly substituteId: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Whether it is on record that it has begun, and ended. */
  readonly begun?: true;
  readonly ended?: true;
}

export interface ApprovalRule {
  readonly id: string;
  readonly name: string;
  readonly documentKinds: readonly string[];
  readonly approverIds: readonly string[];
  readonly mode: 'all' | 'any';
  readonly place: 'first' | 'beforeSignatory';
}

/** How long a kind of task may take, for which letters; see `DeadlinePolicySet`. */
export interface DeadlinePolicy {
  readonly id: string;
  /** How often it has been set: 1 is the first. */
  readonly version: number;
  readonly name?: string;
  readonly task: TaskKind;
  readonly departmentId?: string;
  readonly documentKind?: string;
  readonly counterpartyId?: string;
  readonly counterpartyGroup?: string;
  readonly workingMinutes: number;
  readonly reminders?: { readonly before: readonly number[]; readonly after: readonly number[] };
  readonly escalations?: readonly { readonly after: number; readonly level: number }[];
  /** It is kept for the deadlines that were reckoned by it. */
  readonly removed?: true;
}

/** Where events are told of by HTTP. */
export interface Webhook {
  readonly id: string;
  readonly origin: string;
  readonly eventTypes: readonly string[];
  /** Why nothing is told there any more. */
  readonly disabled?: 'administrator' | 'gone';
}

export interface Organization {
  readonly profile: {
    readonly name: string;
    readonly requiredFields: readonly RequirableField[];
    readonly journalPatterns: { readonly incoming: string; readonly outgoing: string };
  };
  /** The organisation's own; its time zone says which day it is. */
  readonly calendar: WorkingCalendar;
  /** Of departments that have one of their own. */
  readonly calendars: ReadonlyMap<string, WorkingCalendar>;
  /** Every calendar that there ever was, the built-in one first, and whose: deadlines say by which they were reckoned. */
  readonly calendarVersions: readonly {
    readonly departmentId?: string;
    readonly calendar: WorkingCalendar;
  }[];
  readonly departments: ReadonlyMap<string, Department>;
  readonly employees: ReadonlyMap<string, Employee>;
  readonly substitutions: ReadonlyMap<string, Substitution>;
  readonly approvalRules: ReadonlyMap<string, ApprovalRule>;
  /** How the heads between author and signatory approve. */
  readonly approvalLine: ApprovalLine;
  /** By id, with those that were removed. */
  readonly deadlinePolicies: ReadonlyMap<string, DeadlinePolicy>;
  /** By employee, of those who have said how they want to be told. */
  readonly noticePreferences: ReadonlyMap<string, NoticePreferences>;
  readonly webhooks: ReadonlyMap<string, Webhook>;
}

/** Monday to Friday, 9 to 18 with an hour at noon, Moscow, Russian holidays: until it is set otherwise. */
const defaultCalendar: WorkingCalendar = {
  name: 'Стандартный / Standard',
  timeZone: 'Europe/Moscow',
  country: 'RU',
  week: [1, 2, 3, 4, 5].map((weekday) => ({
    weekday,
    hours: [
      { from: '09:00', to: '13:00' },
      { from: '14:00', to: '18:00' },
    ],
  })),
  exceptions: [],
};

export const emptyOrganization: Organization = {
  profile: {
    name: '',
    requiredFields: [],
    journalPatterns: { incoming: 'Вх-{year}/{seq:5}', outgoing: 'Исх-{year}/{seq:5}' },
  },
  calendar: defaultCalendar,
  calendars: new Map(),
  calendarVersions: [{ calendar: defaultCalendar }],
  departments: new Map(),
  employees: new Map(),
  substitutions: new Map(),
  approvalRules: new Map(),
  approvalLine: 'sequential',
  deadlinePolicies: new Map(),
  noticePreferences: new Map(),
  webhooks: new Map(),
};

const withEntry = <Value extends { readonly id: string }>(
  map: ReadonlyMap<string, Value>,
  value: Value,
): ReadonlyMap<string, Value> => new Map(map).set(value.id, value);

const without = <Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> => {
  const copy = new Map(map);
  copy.delete(key);
  return copy;
};

const known = <Value>(map: ReadonlyMap<string, Value>, id: string): Value => {
  const value = map.get(id);
  if (!value) throw new Error(`The organisation has no ${id}`);
  return value;
};

const withCalendar = (
  organization: Organization,
  set: { readonly departmentId?: string; readonly calendar: WorkingCalendar },
): Organization => {
  const { departmentId, calendar } = set;
  const calendarVersions = [...organization.calendarVersions, set];
  return departmentId === undefined
    ? { ...organization, calendar, calendarVersions }
    : {
        ...organization,
        calendars: new Map(organization.calendars).set(departmentId, calendar),
        calendarVersions,
      };
};

/** One that was cancelled meanwhile is gone. */
const withSubstitution = (
  organization: Organization,
  id: string,
  change: Pick<Substitution, 'begun' | 'ended'>,
): Organization => {
  const substitution = organization.substitutions.get(id);
  if (!substitution) return organization;
  return {
    ...organization,
    substitutions: withEntry(organization.substitutions, { ...substitution, ...change }),
  };
};

/** The organisation after an event. */
export const evolveOrganization = (organization: Organization, event: OrganizationEvent): Organization => {
  const { departments, employees } = organization;
  switch (event.type) {
    case 'ProfileSet':
      return { ...organization, profile: event.data };
    case 'CalendarSet':
      return withCalendar(organization, event.data);
    case 'CalendarRemoved':
      return { ...organization, calendars: without(organization.calendars, event.data.departmentId) };
    case 'DepartmentCreated': {
      const { departmentId: id, name, parentId } = event.data;
      return { ...organization, departments: withEntry(departments, { id, name, parentId, closed: false }) };
    }
    case 'DepartmentRenamed': {
      const department = known(departments, event.data.departmentId);
      return {
        ...organization,
        departments: withEntry(departments, { ...department, name: event.data.name }),
      };
    }
    case 'DepartmentMoved': {
      const { departmentId, parentId } = event.data;
      const department = known(departments, departmentId);
      return { ...organization, departments: withEntry(departments, { ...department, parentId }) };
    }
    case 'DepartmentClosed': {
      const department = known(departments, event.data.departmentId);
      const closed = { ...department, closed: true, headId: undefined };
      return { ...organization, departments: withEntry(departments, closed) };
    }
    case 'HeadAppointed': {
      const { departmentId, employeeId: headId } = event.data;
      const department = known(departments, departmentId);
      return { ...organization, departments: withEntry(departments, { ...department, headId }) };
    }
    case 'EmployeeHired': {
      const { employeeId: id, ...details } = event.data;
      const employee = { id, ...details, roles: [], dismissed: false };
      return { ...organization, employees: withEntry(employees, employee) };
    }
    case 'EmployeeDetailsChanged': {
      const { employeeId, ...changes } = event.data;
      return {
        ...organization,
        employees: withEntry(employees, { ...known(employees, employeeId), ...changes }),
      };
    }
    case 'EmployeeTransferred': {
      const { employeeId, departmentId } = event.data;
      return {
        ...organization,
        employees: withEntry(employees, { ...known(employees, employeeId), departmentId }),
      };
    }
    case 'EmployeeDismissed': {
      const employee = known(employees, event.data.employeeId);
      const headless = [...departments.values()].map((department) =>
        department.headId === employee.id ? { ...department, headId: undefined } : department,
      );
      return {
        ...organization,
        employees: withEntry(employees, { ...employee, dismissed: true, roles: [] }),
        departments: new Map(headless.map((department) => [department.id, department])),
      };
    }
    case 'EmployeeErased': {
      const employee = known(employees, event.data.employeeId);
      const { id, email } = employee;
      const erased = { login: erasedOf(id), name: ERASED, ...(email !== undefined && { email: ERASED }) };
      return {
        ...organization,
        employees: withEntry(employees, { ...employee, ...erased, erased: true }),
      };
    }
    case 'RoleGranted': {
      const employee = known(employees, event.data.employeeId);
      const roles = [...employee.roles, event.data.role];
      return { ...organization, employees: withEntry(employees, { ...employee, roles }) };
    }
    case 'RoleRevoked': {
      const employee = known(employees, event.data.employeeId);
      const roles = employee.roles.filter((role) => role !== event.data.role);
      return { ...organization, employees: withEntry(employees, { ...employee, roles }) };
    }
    case 'SubstitutionSet': {
      const { substitutionId: id, ...details } = event.data;
      return { ...organization, substitutions: withEntry(organization.substitutions, { id, ...details }) };
    }
    case 'SubstitutionCancelled':
      return {
        ...organization,
        substitutions: without(organization.substitutions, event.data.substitutionId),
      };
    case 'ApprovalRuleSet': {
      const { ruleId: id, ...details } = event.data;
      return { ...organization, approvalRules: withEntry(organization.approvalRules, { id, ...details }) };
    }
    case 'ApprovalRuleRemoved':
      return { ...organization, approvalRules: without(organization.approvalRules, event.data.ruleId) };
    case 'SubstitutionBegan':
      return withSubstitution(organization, event.data.substitutionId, { begun: true });
    case 'SubstitutionEnded':
      return withSubstitution(organization, event.data.substitutionId, { ended: true });
    case 'ApprovalLineSet':
      return { ...organization, approvalLine: event.data.line };
    case 'DeadlinePolicySet': {
      const { policyId: id, ...details } = event.data;
      const version = (organization.deadlinePolicies.get(id)?.version ?? 0) + 1;
      return {
        ...organization,
        deadlinePolicies: withEntry<DeadlinePolicy>(organization.deadlinePolicies, {
          id,
          version,
          ...details,
        }),
      };
    }
    case 'DeadlinePolicyRemoved': {
      const policy = known(organization.deadlinePolicies, event.data.policyId);
      return {
        ...organization,
        deadlinePolicies: withEntry<DeadlinePolicy>(organization.deadlinePolicies, {
          ...policy,
          removed: true,
        }),
      };
    }
    case 'NoticePreferencesSet': {
      const { employeeId, preferences } = event.data;
      const noticePreferences = new Map(organization.noticePreferences).set(employeeId, preferences);
      return { ...organization, noticePreferences };
    }
    case 'WebhookRegistered': {
      const { webhookId: id, ...details } = event.data;
      return { ...organization, webhooks: withEntry(organization.webhooks, { id, ...details }) };
    }
    case 'WebhookDisabled': {
      const { webhookId, cause } = event.data;
      const webhook = { ...known(organization.webhooks, webhookId), disabled: cause };
      return { ...organization, webhooks: withEntry(organization.webhooks, webhook) };
    }
    case 'WebhookSecretRotated':
    case 'WebhookReplayOrdered':
      return organization;
    default:
      return event satisfies never;
  }
};

/** The department and those above it, from itself to the root. */
export const lineage = (organization: Organization, departmentId: string): readonly Department[] => {
  const line: Department[] = [];
  for (let id: string | undefined = departmentId; id !== undefined; ) {
    const department = organization.departments.get(id);
    // A cycle cannot be recorded; a log that was tampered with shall not hang the reader.
    if (!department || line.includes(department)) break;
    line.push(department);
    id = department.parentId;
  }
  return line;
};

/** The ids of the department and of all below it. */
export const subtree = (organization: Organization, departmentId: string): ReadonlySet<string> => {
  const children = new Map<string, string[]>();
  for (const { id, parentId } of organization.departments.values()) {
    if (parentId) children.set(parentId, [...(children.get(parentId) ?? []), id]);
  }
  const found = new Set<string>();
  const pending = [departmentId];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...(children.get(id) ?? []));
  }
  return found;
};
