import type { TaskKind } from '../deadline.ts';
import type { CalendarDate } from '../fields.ts';
import type { RequirableField } from '../letter/card.ts';
import type { NoticePreferences } from '../notices/preferences.ts';
import type { GrantedRole, WorkingCalendar } from './events.ts';

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
  | Command<'setCalendar', { calendar: WorkingCalendar }>
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
        substituteId: string;
        from: CalendarDate;
        to: CalendarDate;
      }
    >
  | Command<'cancelSubstitution', { substitutionId: string }>
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
  | Command<'setDeadlinePolicy', { task: TaskKind; workingMinutes: number }>
  | Command<'setNoticePreferences', { employeeId: string; preferences: NoticePreferences }>
  | Command<'registerWebhook', { webhookId: string; origin: string; eventTypes: readonly string[] }>
  | Command<'rotateWebhookSecret', { webhookId: string }>
  | Command<'replayWebhook', { webhookId: string; after: string }>
  | Command<'disableWebhook', { webhookId: string; cause: 'administrator' | 'gone' }>;
