import { type Static, Type } from 'typebox';
import { policyIdOf, TaskKind } from '../deadline.ts';
import { defineEvent, type EventOf } from '../event.ts';
import { CalendarDate, ClockTime, Fields, Id, Line, OneOf, personal } from '../fields.ts';
import { requirableFields } from '../letter/card.ts';
import { NoticePreferences } from '../notices/preferences.ts';

/** Roles that are granted. Employee is everyone; manager is whoever heads a department. */
export const grantedRoles = ['secretary', 'auditor', 'analyst', 'administrator'] as const;
export const GrantedRole = OneOf(grantedRoles);
export type GrantedRole = (typeof grantedRoles)[number];
export type Role = GrantedRole | 'manager' | 'employee';

/**
 * Working calendar: weekly hours as intervals of local time per weekday (1 Monday … 7 Sunday), public
 * holidays of a country (ISO 3166-1 alpha-2), and the exceptions that override both: days off and days
 * worked (a transferred or shortened day gives its own hours).
 */
export const WorkingCalendar = Fields({
  name: Line,
  /** IANA time zone. */
  timeZone: Type.String({ minLength: 1, maxLength: 100 }),
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  week: Type.Array(
    Fields({
      weekday: Type.Integer({ minimum: 1, maximum: 7 }),
      hours: Type.Array(Fields({ from: ClockTime, to: ClockTime }), { minItems: 1 }),
    }),
    { minItems: 1, maxItems: 7 },
  ),
  exceptions: Type.Array(
    Fields({
      date: CalendarDate,
      hours: Type.Array(Fields({ from: ClockTime, to: ClockTime })),
      note: Type.Optional(Line),
    }),
  ),
});
export type WorkingCalendar = Static<typeof WorkingCalendar>;

export const ProfileSet = defineEvent(
  'ProfileSet',
  Fields({
    name: Line,
    /** Fields that an incoming letter may not be registered without. */
    requiredFields: Type.Array(OneOf(requirableFields)),
    /** Patterns of journals that are opened by themselves when a year begins. */
    journalPatterns: Fields({ incoming: Line, outgoing: Line }),
  }),
);

/** Of a department and of all below it that have none of their own; without `departmentId`, the organisation's. */
export const CalendarSet = defineEvent(
  'CalendarSet',
  Fields({ departmentId: Type.Optional(Id), calendar: WorkingCalendar }),
  (calendar: WorkingCalendar) => ({ calendar }),
);
/** The department works by the calendar of the one above it again. */
export const CalendarRemoved = defineEvent('CalendarRemoved', Fields({ departmentId: Id }));

export const DepartmentCreated = defineEvent(
  'DepartmentCreated',
  Fields({ departmentId: Id, name: Line, parentId: Type.Optional(Id) }),
);
export const DepartmentRenamed = defineEvent('DepartmentRenamed', Fields({ departmentId: Id, name: Line }));
/** Without `parentId` it becomes a root. */
export const DepartmentMoved = defineEvent(
  'DepartmentMoved',
  Fields({ departmentId: Id, parentId: Type.Optional(Id) }),
);
export const DepartmentClosed = defineEvent('DepartmentClosed', Fields({ departmentId: Id }));
/** Without `employeeId` the post is vacant. */
export const HeadAppointed = defineEvent(
  'HeadAppointed',
  Fields({ departmentId: Id, employeeId: Type.Optional(Id) }),
);

/** `login` is what the token's subject says; it is how a person is recognised. */
export const EmployeeHired = defineEvent(
  'EmployeeHired',
  Fields({
    employeeId: Id,
    login: personal('employeeId', { minLength: 1, maxLength: 200, unique: true }),
    name: personal('employeeId', { minLength: 1, maxLength: 300 }),
    email: Type.Optional(personal('employeeId', { maxLength: 320 })),
    post: Type.Optional(Line),
    departmentId: Id,
  }),
);
export const EmployeeDetailsChanged = defineEvent(
  'EmployeeDetailsChanged',
  Fields({
    employeeId: Id,
    login: Type.Optional(personal('employeeId', { minLength: 1, maxLength: 200, unique: true })),
    name: Type.Optional(personal('employeeId', { minLength: 1, maxLength: 300 })),
    email: Type.Optional(personal('employeeId', { maxLength: 320 })),
    post: Type.Optional(Line),
  }),
);
export const EmployeeTransferred = defineEvent(
  'EmployeeTransferred',
  Fields({ employeeId: Id, departmentId: Id }),
);
/** Heads nothing any more, holds no role. */
export const EmployeeDismissed = defineEvent('EmployeeDismissed', Fields({ employeeId: Id }));

/** Their keys have been destroyed: login, name and address are gone from the log for good. */
export const EmployeeErased = defineEvent('EmployeeErased', Fields({ employeeId: Id }));

export const RoleGranted = defineEvent('RoleGranted', Fields({ employeeId: Id, role: GrantedRole }));
export const RoleRevoked = defineEvent('RoleRevoked', Fields({ employeeId: Id, role: GrantedRole }));

/** `substituteId` acts for `employeeId` from the first day to the last, both included. */
export const SubstitutionSet = defineEvent(
  'SubstitutionSet',
  Fields({ substitutionId: Id, employeeId: Id, substituteId: Id, from: CalendarDate, to: CalendarDate }),
);
export const SubstitutionCancelled = defineEvent('SubstitutionCancelled', Fields({ substitutionId: Id }));

/** The first day has come: that many open tasks of the employee's are on the substitute's list as well from now on. */
export const SubstitutionBegan = defineEvent(
  'SubstitutionBegan',
  Fields({
    substitutionId: Id,
    employeeId: Id,
    substituteId: Id,
    date: CalendarDate,
    openTasks: Type.Integer({ minimum: 0 }),
  }),
);
/** The last day is over: that many open tasks are the employee's alone again. */
export const SubstitutionEnded = defineEvent(
  'SubstitutionEnded',
  Fields({
    substitutionId: Id,
    employeeId: Id,
    substituteId: Id,
    date: CalendarDate,
    openTasks: Type.Integer({ minimum: 0 }),
  }),
);

/**
 * Adds a step with these approvers to the routes of letters of these kinds (none named: of all kinds),
 * before the author's line of heads or after it but before the signatory.
 */
export const ApprovalRuleSet = defineEvent(
  'ApprovalRuleSet',
  Fields({
    ruleId: Id,
    name: Line,
    documentKinds: Type.Array(Line),
    approverIds: Type.Array(Id, { minItems: 1 }),
    mode: OneOf(['all', 'any']),
    place: OneOf(['first', 'beforeSignatory']),
  }),
);
/**
 * How the heads between author and signatory approve: one after the other, or all at once. The signatory comes last in
 * either case.
 */
export const approvalLines = ['sequential', 'parallel'] as const;
export type ApprovalLine = (typeof approvalLines)[number];
export const ApprovalLineSet = defineEvent('ApprovalLineSet', Fields({ line: OneOf(approvalLines) }));

export const ApprovalRuleRemoved = defineEvent('ApprovalRuleRemoved', Fields({ ruleId: Id }));

const WorkingMinutes = Type.Integer({ minimum: 0, maximum: 1_000_000 });

/**
 * How long a kind of task may take in working minutes, and for which letters: of a department and those below it, of a
 * kind of document, of a counterparty or a group of them; what is not named is not asked. Where nothing is said of
 * reminders or escalations, the built-in ones hold; an empty list is none.
 */
export const DeadlinePolicySet = defineEvent(
  'DeadlinePolicySet',
  Fields({
    policyId: Id,
    name: Type.Optional(Line),
    task: TaskKind,
    departmentId: Type.Optional(Id),
    documentKind: Type.Optional(Line),
    counterpartyId: Type.Optional(Id),
    counterpartyGroup: Type.Optional(Line),
    workingMinutes: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    /** Working minutes before and after the task is due. */
    reminders: Type.Optional(
      Fields({
        before: Type.Array(WorkingMinutes, { maxItems: 20 }),
        after: Type.Array(WorkingMinutes, { maxItems: 20 }),
      }),
    ),
    /** After how many working minutes overdue it is told to which level: 1 is the head over the task, 2 that head's head… */
    escalations: Type.Optional(
      Type.Array(Fields({ after: WorkingMinutes, level: Type.Integer({ minimum: 1, maximum: 50 }) }), {
        maxItems: 20,
      }),
    ),
  }),
  (set: { readonly task: TaskKind }) => ({ policyId: policyIdOf(set.task), ...set }),
);
export const DeadlinePolicyRemoved = defineEvent('DeadlinePolicyRemoved', Fields({ policyId: Id }));

export const NoticePreferencesSet = defineEvent(
  'NoticePreferencesSet',
  Fields({ employeeId: Id, preferences: NoticePreferences }),
);

/**
 * `origin` is scheme and host of where it is told; the rest of the address may be as good as a password, and is kept like
 * one, outside of the log.
 */
export const WebhookRegistered = defineEvent(
  'WebhookRegistered',
  Fields({ webhookId: Id, origin: Line, eventTypes: Type.Array(Line, { minItems: 1 }) }),
);
export const WebhookSecretRotated = defineEvent('WebhookSecretRotated', Fields({ webhookId: Id }));
/** It is told again of what comes after the position. */
export const WebhookReplayOrdered = defineEvent(
  'WebhookReplayOrdered',
  Fields({ webhookId: Id, after: Type.String({ maxLength: 100 }) }),
);
/** `gone`: the receiver answered so, for good. */
export const WebhookDisabled = defineEvent(
  'WebhookDisabled',
  Fields({ webhookId: Id, cause: OneOf(['administrator', 'gone']) }),
);

export const organizationEvents = [
  ProfileSet,
  CalendarSet,
  CalendarRemoved,
  DepartmentCreated,
  DepartmentRenamed,
  DepartmentMoved,
  DepartmentClosed,
  HeadAppointed,
  EmployeeHired,
  EmployeeDetailsChanged,
  EmployeeTransferred,
  EmployeeDismissed,
  EmployeeErased,
  RoleGranted,
  RoleRevoked,
  SubstitutionSet,
  SubstitutionCancelled,
  SubstitutionBegan,
  SubstitutionEnded,
  ApprovalRuleSet,
  ApprovalRuleRemoved,
  ApprovalLineSet,
  DeadlinePolicySet,
  DeadlinePolicyRemoved,
  NoticePreferencesSet,
  WebhookRegistered,
  WebhookSecretRotated,
  WebhookReplayOrdered,
  WebhookDisabled,
] as const;

export type OrganizationEvent = EventOf<(typeof organizationEvents)[number]>;
