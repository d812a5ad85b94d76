import type { TaskKind } from '../deadline.ts';
import type { CalendarDate } from '../fields.ts';
import type { RequirableField } from '../letter/card.ts';
import type { NoticePreferences } from '../notices/preferences.ts';
import type { ApprovalLine, GrantedRole, WorkingCalendar } from './events.ts';

type Command<Name extends string, Fields> = { readonly name: Name } & Readonly<Fields>;

export type OrganizationCommand =
  | Command<
      'setProfile',
      {
        organizationName?: string;
        requiredFields?: readonly RequirableField[];
        journalPatterns?: { incoming: string; outgoing: string };
      }
    >
  /** Without `departmentId` the organisation's own. */
  | Command<'setCalendar', { departmentId?: string; calendar: WorkingCalendar }>
  | Command<'removeCalendar', { departmentId: string }>
  | Command<'createDepartment', { departmentId: string; departmentName: string; parentId?: string }>
  | Command<'renameDepartment', { departmentId: string; departmentName: string }>
  | Command<'moveDepartment', { departmentId: string; parentId?: string }>
  | Command<'closeDepartment', { departmentId: string }>
  | Command<'appointHead', { departmentId: string; employeeId?: string }>
  | Command<
      'hireEmployee',
      {
        employeeId: string;
        login: string;
        employeeName: string;
        email?: string;
        post?: string;
        departmentId: string;
      }
    >
  | Command<
      'changeEmployee',
      { employeeId: string; login?: string; employeeName?: string; email?: string; post?: string }
    >
  | Command<'transferEmployee', { employeeId: string; departmentId: string }>
  | Command<'dismissEmployee', { employeeId: string }>
  | Command<'noteEmployeeErased', { employeeId: string }>
  | Command<'grantRole', { employeeId: string; role: GrantedRole }>
  | Command<'revokeRole', { employeeId: string; role: GrantedRole }>
  | Command<
      'setSubstitution',
      {
        substitutionId: string;
        employeeId: string;
        /** The head over the employee, where nobody is named. */
        substituteId?: string;
        from: CalendarDate;
        to: CalendarDate;
      }
    >
  | Command<'cancelSubstitution', { substitutionId: string }>
  | Command<
      'noteSubstitutionBegan' | 'noteSubstitutionEnded',
      {
        substitutionId: string;
        date: CalendarDate;
        openTasks: number;
      }
    >
  | Command<
      'setApprovalRule',
      {
        ruleId: string;
        ruleName: string;
        documentKinds: readonly string[];
        approverIds: readonly string[];
        mode: 'all' | 'any';
        place: 'first' | 'beforeSignatory';
      }
    >
  | Command<'removeApprovalRule', { ruleId: string }>
  /** Without `policyId`, and for all letters, the policy of that kind of task. */
  | Command<
      'setDeadlinePolicy',
      {
        policyId?: string;
        policyName?: string;
        task: TaskKind;
        departmentId?: string;
        documentKind?: string;
        counterpartyId?: string;
        counterpartyGroup?: string;
        workingMinutes: number;
        reminders?: { readonly before: readonly number[]; readonly after: readonly number[] };
        escalations?: readonly { readonly after: number; readonly level: number }[];
      }
    >
  | Command<'removeDeadlinePolicy', { policyId: string }>
  | Command<'setApprovalLine', { line: ApprovalLine }>
  | Command<'setNoticePreferences', { employeeId: string; preferences: NoticePreferences }>
  | Command<'registerWebhook', { webhookId: string; origin: string; eventTypes: readonly string[] }>
  | Command<'rotateWebhookSecret', { webhookId: string }>
  | Command<'replayWebhook', { webhookId: string; after: string }>
  | Command<'disableWebhook', { webhookId: string; cause: 'administrator' | 'gone' }>;
