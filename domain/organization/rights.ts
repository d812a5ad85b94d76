import { SYSTEM } from '../event.ts';
import type { CalendarDate } from '../fields.ts';
import type { LetterCommand } from '../letter/commands.ts';
import type { Letter, LetterState } from '../letter/letter.ts';
import { departmentsOf, participants } from '../letter/participants.ts';
import { pendingApprovers } from '../letter/tasks.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { OrganizationCommand } from './commands.ts';
import type { GrantedRole, Role } from './events.ts';
import { lineage, type Organization, subtree } from './organization.ts';
import type { Viewer } from './viewer.ts';

const living = (organization: Organization, employeeId: string): boolean =>
  organization.employees.get(employeeId)?.dismissed === false;

/** The employee and those whom they substitute on that day. None for somebody who has left, or never came. */
export const actsAs = (
  organization: Organization,
  employeeId: string,
  today: CalendarDate,
): readonly string[] => {
  if (!living(organization, employeeId)) return [];
  const substituted = [...organization.substitutions.values()]
    .filter(({ substituteId, from, to }) => substituteId === employeeId && from <= today && today <= to)
    .map((substitution) => substitution.employeeId);
  return [...new Set([employeeId, ...substituted])];
};

const headedDepartments = (organization: Organization, employeeIds: readonly string[]): readonly string[] =>
  [...organization.departments.values()]
    .filter(({ headId }) => headId !== undefined && employeeIds.includes(headId))
    .map(({ id }) => id);

/** Granted roles, with those that follow from being there (employee) and from heading a department (manager). */
export const rolesOf = (organization: Organization, employeeId: string): ReadonlySet<Role> => {
  const employee = organization.employees.get(employeeId);
  if (!employee || employee.dismissed) return new Set();
  const manages = headedDepartments(organization, [employeeId]).length > 0;
  return new Set<Role>([...employee.roles, 'employee', ...(manages ? ['manager' as const] : [])]);
};

export const viewerOf = (organization: Organization, employeeId: string, today: CalendarDate): Viewer => {
  const employeeIds = actsAs(organization, employeeId, today);
  const roles = rolesOf(organization, employeeId);
  const departmentIds = new Set(
    headedDepartments(organization, employeeIds).flatMap((id) => [...subtree(organization, id)]),
  );
  return {
    employeeId,
    employeeIds,
    readsAll: employeeId === SYSTEM || roles.has('secretary') || roles.has('auditor'),
    departmentIds: [...departmentIds],
  };
};

/** The pure twin of the filter that queries apply; see `Viewer`. */
export const maySeeLetter = (viewer: Viewer, letter: Letter, isProjectMember: boolean): boolean => {
  if (viewer.readsAll) return true;
  if (participants(letter).some((id) => viewer.employeeIds.includes(id))) return true;
  if (letter.card.confidentiality === 'confidential') return false;
  return isProjectMember || departmentsOf(letter).some((id) => viewer.departmentIds.includes(id));
};

/** What somebody must be, to give a command: a role of theirs, or their part in the letter. */
type Standing =
  | 'secretary'
  | 'administrator'
  | 'employee'
  | 'head'
  | 'executor'
  | 'author'
  | 'approver'
  | 'approversHead'
  | 'participant'
  | 'system';

/** Who may give which command. What is not here is nobody's. */
const permitted: Readonly<Record<LetterCommand['name'], readonly Standing[]>> = {
  registerIncomingLetter: ['secretary'],
  correctRegistration: ['secretary'],
  annulLetter: ['secretary'],
  dispatchLetter: ['secretary'],
  confirmDelivery: ['secretary'],
  reportDeliveryFailure: ['secretary'],
  recordIncomingNumber: ['secretary'],
  waiveConfirmation: ['secretary'],

  assignExecutor: ['head'],
  extendDeadline: ['head'],
  refuseExtension: ['head'],
  pauseDeadline: ['executor', 'author', 'head', 'secretary'],
  resumeDeadline: ['executor', 'author', 'head', 'secretary'],

  draftReply: ['executor'],
  waiveReply: ['executor'],
  requestExtension: ['executor'],

  draftLetter: ['employee'],
  reviseLetter: ['author'],
  submitForApproval: ['author'],
  withdrawLetter: ['author', 'secretary'],

  grantApproval: ['approver'],
  returnForRework: ['approver'],
  replaceApprover: ['author', 'secretary', 'administrator', 'approversHead'],

  linkLetters: ['secretary', 'head', 'executor', 'author'],
  unlinkLetters: ['secretary', 'head', 'executor', 'author'],
  linkToProject: ['secretary', 'head', 'executor', 'author'],
  unlinkFromProject: ['secretary', 'head', 'executor', 'author'],
  attachFile: ['secretary', 'executor', 'author'],
  requestAcknowledgment: ['secretary', 'head', 'executor', 'author'],
  openAcknowledgment: ['participant'],
  acknowledge: ['participant'],

  importLetter: ['administrator'],
  abandonRegistration: ['system'],
  noteReplyDispatched: ['system'],
  reopen: ['system'],
  remind: ['system'],
  escalate: ['system'],
  endWaiting: ['system'],
  noteFilesErased: ['system'],
};

/** The commands that are given to a letter that is there. */
export const letterCommands = (Object.keys(permitted) as LetterCommand['name'][]).filter(
  (command) =>
    !['registerIncomingLetter', 'draftLetter', 'importLetter'].includes(command) &&
    !permitted[command].includes('system'),
);

const hasStanding = (
  organization: Organization,
  actor: string,
  owners: readonly string[],
  standing: Standing,
  letter: Letter | undefined,
): boolean => {
  const mine = (ids: readonly string[]): boolean => ids.some((id) => owners.includes(id));
  const role = (name: GrantedRole): boolean => rolesOf(organization, actor).has(name);
  switch (standing) {
    case 'secretary':
    case 'administrator':
      return role(standing);
    case 'employee': {
      // Auditors change nothing and analysts see no letters, unless they work with letters as well.
      const granted = organization.employees.get(actor)?.roles ?? [];
      return granted.length === 0 || granted.some((name) => name !== 'auditor' && name !== 'analyst');
    }
    case 'head': {
      if (!letter) return false;
      const over = departmentsOf(letter).flatMap((id) => lineage(organization, id));
      return (
        over.some(({ headId }) => headId !== undefined && owners.includes(headId)) || headless(over, role)
      );
    }
    case 'executor':
      return letter !== undefined && 'assignment' in letter && letter.assignment !== undefined
        ? mine([letter.assignment.executorId, ...letter.assignment.coExecutorIds])
        : false;
    case 'author':
      return letter !== undefined && 'authorId' in letter && mine([letter.authorId]);
    case 'approver':
      return letter?.status === 'onApproval' && mine(pendingApprovers(letter));
    case 'approversHead':
      return (
        letter?.status === 'onApproval' &&
        pendingApprovers(letter).some((id) => {
          const departmentId = organization.employees.get(id)?.departmentId;
          const over = departmentId ? lineage(organization, departmentId) : [];
          return over.some(({ headId }) => headId !== undefined && headId !== id && owners.includes(headId));
        })
      );
    case 'participant':
      return letter !== undefined && participants(letter).includes(actor);
    case 'system':
      return false;
    default:
      return standing satisfies never;
  }
};

/** Where no department of the line has a head, the task is the administrators' (see `responsibleFor`). */
const headless = (
  over: readonly { readonly headId?: string }[],
  role: (name: GrantedRole) => boolean,
): boolean => over.every(({ headId }) => headId === undefined) && role('administrator');

/**
 * Whether the actor may give the command on that day: `undefined`, or the refusal that says who may. The
 * letter's own rules (whose turn it is, who is responsible) are the decider's.
 */
export const mayCommandLetter = (
  organization: Organization,
  actor: string,
  today: CalendarDate,
  command: LetterCommand['name'],
  state: LetterState,
): Refusal | undefined => {
  if (actor === SYSTEM) return undefined;
  const needs = permitted[command];
  const letter = state && state.status !== 'abandoned' ? state : undefined;
  const owners = actsAs(organization, actor, today);
  if (owners.length === 0) return refuse('FORBIDDEN', { command, needs });
  const allowed = needs.some((standing) => hasStanding(organization, actor, owners, standing, letter));
  if (allowed) return undefined;
  // Commands that depend on whose turn it is are answered by the decider with who has the turn.
  if (command === 'grantApproval' || command === 'returnForRework') {
    return letter?.status === 'onApproval'
      ? refuse('NOT_YOUR_TURN', { pending: pendingApprovers(letter) })
      : refuse('FORBIDDEN', { command, needs });
  }
  return refuse('FORBIDDEN', { command, needs });
};

export type Area =
  | 'organization'
  | 'journals'
  | 'counterparties'
  | 'projects'
  | 'ledger'
  | 'erasures'
  | 'legalHolds'
  | 'liftingHolds'
  | 'mail';

const administered: Readonly<Record<Area, readonly Role[]>> = {
  organization: ['administrator'],
  journals: ['administrator'],
  counterparties: ['secretary', 'administrator'],
  projects: ['secretary', 'manager', 'administrator'],
  ledger: ['administrator'],
  erasures: ['administrator'],
  legalHolds: ['auditor', 'administrator'],
  // Whoever may erase does not lift what forbids it.
  liftingHolds: ['auditor'],
  mail: ['secretary'],
};

/** Whether the actor may give the command on the organisation: administrators may, and each says how they want to be told themselves. */
export const mayCommandOrganization = (
  organization: Organization,
  actor: string,
  command: OrganizationCommand,
): Refusal | undefined =>
  command.name === 'setNoticePreferences' && command.employeeId === actor && living(organization, actor)
    ? undefined
    : mayAdminister(organization, actor, 'organization');

/** Whether the actor may change what is administered. An organisation without people is founded by the system. */
export const mayAdminister = (organization: Organization, actor: string, area: Area): Refusal | undefined => {
  if (actor === SYSTEM) return undefined;
  const roles = rolesOf(organization, actor);
  const needs = administered[area];
  return needs.some((role) => roles.has(role)) ? undefined : refuse('FORBIDDEN', { area, needs });
};
