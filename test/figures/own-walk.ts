import type { ChanceryEvent } from '../../domain/catalog.ts';
import { categoryOf, idOf, type Recorded } from '../../domain/event.ts';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import { emptyOrganization } from '../../domain/organization/organization.ts';
import type { CalendarChange } from './own-working-time.ts';

/**
 * What figures are reckoned from, told once more by reading events from the first to the last, without the letters' states,
 * their tasks, or anything else of the code that is tested by it.
 */
export interface OwnStage {
  readonly letterId: string;
  readonly key: string;
  readonly kind: string;
  readonly round: number | null;
  /** The addressee meant. */
  readonly counterpartyId: string | null;
  readonly began: string;
  /** By which its working time counts, to its end: those of the department that had it when it began. */
  readonly calendars: readonly CalendarChange[];
  whose: Whose | null;
  due: string | null;
  readonly waits: { from: string; to: string | null }[];
  ended: { at: string; outcome: string; holder: string | null; department: string | null } | null;
}
export type Whose =
  | { readonly employee: string }
  | { readonly headOf: string }
  | { readonly anySecretary: true };

export interface OwnLetter {
  direction: string;
  department: string | null;
  documentKind: string | null;
  counterparties: Set<string>;
  projects: Set<string>;
  executor: string;
  author: string;
  approveBy: string;
  dueBy: string | null;
  route: readonly { approvers: string[] }[];
  step: number;
}

interface OwnEmployee {
  department: string;
  dismissed: boolean;
  roles: Set<string>;
}

interface OwnDepartment {
  parent: string | null;
  head: string | null;
  /** That was set for it. */
  calendar: WorkingCalendar | null;
  /** What it has worked by, once that was not the organisation's. */
  calendars: CalendarChange[] | null;
}

export class OwnWalk {
  readonly letters = new Map<string, OwnLetter>();
  readonly stages: OwnStage[] = [];
  readonly events: { letterId: string; at: string; type: string; actor: string; route: number }[] = [];
  readonly employees = new Map<string, OwnEmployee>();
  readonly departments = new Map<string, OwnDepartment>();
  readonly merged = new Map<string, string>();
  readonly calendars: CalendarChange[] = [{ from: 0, calendar: emptyOrganization.calendar }];

  constructor(events: readonly Recorded<ChanceryEvent>[]) {
    for (const event of events) this.#take(event);
  }

  #take(event: Recorded<ChanceryEvent>): void {
    const category = categoryOf(event.stream);
    if (category === 'letter') this.#letter(event);
    if (category === 'organization') this.#organization(event);
    if (event.type === 'CounterpartyMerged') {
      const { counterpartyId, intoId } = event.data;
      this.merged.set(counterpartyId, intoId);
    }
  }

  /** What the counterparty turned out to be. */
  one(counterpartyId: string): string {
    const into = this.merged.get(counterpartyId);
    return into === undefined ? counterpartyId : this.one(into);
  }

  #organization(event: Recorded<ChanceryEvent>): void {
    switch (event.type) {
      case 'CalendarSet': {
        const { departmentId, calendar } = event.data;
        const department = departmentId === undefined ? undefined : this.departments.get(departmentId);
        if (department) department.calendar = calendar;
        else this.calendars.push({ from: Date.parse(event.metadata.at), calendar });
        break;
      }
      case 'CalendarRemoved': {
        const department = this.departments.get(event.data.departmentId);
        if (department) department.calendar = null;
        break;
      }
      case 'DepartmentCreated':
        this.departments.set(event.data.departmentId, {
          parent: event.data.parentId ?? null,
          head: null,
          calendar: null,
          calendars: null,
        });
        break;
      case 'DepartmentMoved': {
        const department = this.departments.get(event.data.departmentId);
        if (department) department.parent = event.data.parentId ?? null;
        break;
      }
      case 'HeadAppointed': {
        const department = this.departments.get(event.data.departmentId);
        if (department) department.head = event.data.employeeId ?? null;
        break;
      }
      case 'EmployeeHired':
        this.employees.set(event.data.employeeId, {
          department: event.data.departmentId,
          dismissed: false,
          roles: new Set(),
        });
        break;
      case 'EmployeeTransferred': {
        const employee = this.employees.get(event.data.employeeId);
        if (employee) employee.department = event.data.departmentId;
        break;
      }
      case 'EmployeeDismissed': {
        const employee = this.employees.get(event.data.employeeId);
        if (employee) {
          employee.dismissed = true;
          employee.roles.clear();
        }
        for (const department of this.departments.values()) {
          if (department.head === event.data.employeeId) department.head = null;
        }
        break;
      }
      case 'RoleGranted':
        this.employees.get(event.data.employeeId)?.roles.add(event.data.role);
        break;
      case 'RoleRevoked':
        this.employees.get(event.data.employeeId)?.roles.delete(event.data.role);
        break;
      default:
    }
    this.#noteCalendars(Date.parse(event.metadata.at));
  }

  /** Writes down for each department what it works by from the instant on, where that is another calendar than before. */
  #noteCalendars(from: number): void {
    const common = this.calendars.at(-1) as CalendarChange;
    for (const [id, department] of this.departments) {
      let calendar: WorkingCalendar | null = null;
      for (let above: string | null = id; above !== null && !calendar; ) {
        const one = this.departments.get(above);
        calendar = one?.calendar ?? null;
        above = one?.parent ?? null;
      }
      if (!calendar && !department.calendars) continue;
      department.calendars ??= this.calendars.filter((change) => change.from < from);
      const now = calendar ?? common.calendar;
      if (department.calendars.at(-1)?.calendar !== now) department.calendars.push({ from, calendar: now });
    }
  }

  #calendarsOf(department: string | null): readonly CalendarChange[] {
    return (department !== null && this.departments.get(department)?.calendars) || this.calendars;
  }

  #having(role: string): string[] {
    return [...this.employees].filter(([, { roles }]) => roles.has(role)).map(([id]) => id);
  }

  #headOver(department: string | null): string[] {
    for (let id = department; id !== null; id = this.departments.get(id)?.parent ?? null) {
      const head = this.departments.get(id)?.head;
      if (head) return [head];
    }
    return this.#having('administrator');
  }

  responsible(whose: Whose): string[] {
    if ('headOf' in whose) return this.#headOver(whose.headOf);
    if ('anySecretary' in whose) {
      const secretaries = this.#having('secretary');
      return secretaries.length > 0 ? secretaries : this.#having('administrator');
    }
    const employee = this.employees.get(whose.employee);
    if (!employee) return this.#having('administrator');
    return employee.dismissed ? this.#headOver(employee.department) : [whose.employee];
  }

  /** Person and department, as a stage is counted for them. */
  holder(whose: Whose, doers: readonly (string | undefined)[] = []): [string | null, string | null] {
    const responsible = this.responsible(whose);
    const person =
      (responsible.length === 1
        ? responsible[0]
        : doers.find((doer) => doer && responsible.includes(doer))) ?? null;
    if ('headOf' in whose) return [person, whose.headOf];
    const of = 'employee' in whose ? whose.employee : person;
    return [person, of === null ? null : (this.employees.get(of)?.department ?? null)];
  }

  #letter(event: Recorded<ChanceryEvent>): void {
    const letterId = idOf(event.stream);
    const { at, actor, onBehalfOf } = event.metadata;
    const open = this.stages.filter((stage) => stage.letterId === letterId && !stage.ended);
    const find = (key: string) => open.find((stage) => stage.key === key);
    const end = (key: string, outcome: string): void => {
      const stage = find(key);
      if (!stage) return;
      const [holder, department] = stage.whose
        ? this.holder(stage.whose, [onBehalfOf, actor])
        : [null, this.letters.get(letterId)?.department ?? null];
      stage.ended = { at, outcome, holder, department };
      for (const wait of stage.waits) wait.to ??= at;
    };
    const endAll = (outcome: string, prefix = ''): void => {
      for (const { key, ended } of open) if (!ended && key.startsWith(prefix)) end(key, outcome);
    };
    const begin = (
      key: string,
      due: string | null,
      whose: Whose | null,
      more: { round?: number; counterpartyId?: string } = {},
    ): void => {
      const kind = key.split(':')[0] ?? '';
      const department =
        whose === null
          ? (this.letters.get(letterId)?.department ?? null)
          : 'anySecretary' in whose
            ? null
            : this.holder(whose)[1];
      this.stages.push({
        letterId,
        key,
        kind,
        round: more.round ?? null,
        counterpartyId: more.counterpartyId ?? null,
        began: at,
        calendars: this.#calendarsOf(department),
        whose,
        due,
        waits: kind === 'obtainIncomingNumber' ? [{ from: at, to: null }] : [],
        ended: null,
      });
    };
    /** Another date, for which nobody has waited yet. */
    const setDue = (key: string, due: string): void => {
      const stage = find(key);
      if (!stage) return;
      stage.due = due;
      if (stage.kind === 'obtainIncomingNumber') return;
      for (const wait of stage.waits) wait.to ??= at;
    };
    if (event.type !== 'Imported' && event.type !== 'RegistrationAbandoned') {
      const route = event.type === 'SubmittedForApproval' ? event.data.route.length : 0;
      this.events.push({ letterId, at, type: event.type, actor, route });
    }
    const letter = this.letters.get(letterId) as OwnLetter;
    const secretary: Whose = { anySecretary: true };
    const askApprovers = (round: number): void => {
      for (const approver of letter.route[letter.step]?.approvers ?? []) {
        begin(
          `approve:${round}:${letter.step}:${approver}`,
          letter.approveBy,
          { employee: approver },
          { round },
        );
      }
    };
    const blank = { executor: '', author: '', approveBy: '', dueBy: null, route: [], step: 0 };
    switch (event.type) {
      case 'Registered': {
        const { card, projectIds, assignBy } = event.data;
        this.letters.set(letterId, {
          ...blank,
          direction: 'incoming',
          department: card.addressee.departmentId,
          documentKind: card.documentKind ?? null,
          counterparties: new Set([card.counterpartyId]),
          projects: new Set(projectIds),
        });
        begin('assignExecutor', assignBy.due, { headOf: card.addressee.departmentId });
        begin('answer', null, null);
        break;
      }
      case 'ExecutorAssigned': {
        const { executorId, dueBy } = event.data;
        letter.executor = executorId;
        letter.dueBy = dueBy.due;
        end('assignExecutor', 'done');
        end('decideOnExtension', 'lapsed');
        const deciding = find('decideOnReply');
        if (deciding) {
          deciding.whose = { employee: executorId };
          setDue('decideOnReply', dueBy.due);
        } else begin('decideOnReply', dueBy.due, { employee: executorId });
        setDue('answer', dueBy.due);
        break;
      }
      case 'ReplyDrafted':
        end('decideOnReply', 'done');
        end('decideOnExtension', 'lapsed');
        break;
      case 'ReplyWaived':
        end('decideOnReply', 'done');
        end('decideOnExtension', 'lapsed');
        end('answer', 'done');
        break;
      case 'ReplyDispatched':
        end('answer', 'done');
        break;
      case 'Reopened': {
        const { due } = event.data.dueBy;
        begin('decideOnReply', due, { employee: letter.executor });
        if (find('answer')) setDue('answer', due);
        else begin('answer', due, null);
        break;
      }
      case 'ExtensionRequested':
        if (find('decideOnExtension')) setDue('decideOnExtension', event.data.decideBy.due);
        else begin('decideOnExtension', event.data.decideBy.due, { headOf: letter.department ?? '' });
        break;
      case 'ExtensionRefused':
        end('decideOnExtension', 'done');
        break;
      case 'Drafted': {
        const { card, authorId, departmentId, projectIds, submitBy } = event.data;
        this.letters.set(letterId, {
          ...blank,
          direction: 'outgoing',
          author: authorId,
          department: departmentId,
          documentKind: card.documentKind ?? null,
          counterparties: new Set(card.addressees.map(({ counterpartyId }) => counterpartyId)),
          projects: new Set(projectIds),
        });
        begin('submit', submitBy.due, { employee: authorId });
        break;
      }
      case 'Revised':
        letter.documentKind = event.data.card.documentKind ?? null;
        letter.counterparties = new Set(
          event.data.card.addressees.map(({ counterpartyId }) => counterpartyId),
        );
        break;
      case 'SubmittedForApproval': {
        const { round, route, approveBy } = event.data;
        endAll('done', 'submit');
        endAll('done', 'rework');
        Object.assign(letter, { route, step: 0, approveBy: approveBy.due });
        begin(`approvalRound:${round}`, null, null, { round });
        askApprovers(round);
        break;
      }
      case 'ApprovalGranted': {
        const { round, step, approverId, nextApproveBy } = event.data;
        end(`approve:${round}:${step}:${approverId}`, 'done');
        if (!nextApproveBy) break;
        endAll('lapsed', 'approve:');
        letter.step = step + 1;
        letter.approveBy = nextApproveBy.due;
        askApprovers(round);
        break;
      }
      case 'Approved':
        endAll('lapsed', 'approve:');
        endAll('done', 'approvalRound');
        begin('dispatch', event.data.dispatchBy.due, secretary);
        break;
      case 'ReturnedForRework': {
        const { round, step, approverId, reworkBy } = event.data;
        end(`approve:${round}:${step}:${approverId}`, 'returned');
        endAll('lapsed', 'approve:');
        endAll('returned', 'approvalRound');
        begin(`rework:${round}`, reworkBy.due, { employee: letter.author }, { round });
        break;
      }
      case 'ApproverReplaced': {
        const { round, step, approverId, replacementId } = event.data;
        letter.route = letter.route.map(({ approvers, ...rest }, index) => ({
          ...rest,
          approvers:
            index === step ? approvers.map((id) => (id === approverId ? replacementId : id)) : approvers,
        }));
        if (step !== letter.step) break;
        const replaced = find(`approve:${round}:${step}:${approverId}`);
        const isWaiting = replaced?.waits.some(({ to }) => to === null);
        end(`approve:${round}:${step}:${approverId}`, 'replaced');
        begin(
          `approve:${round}:${step}:${replacementId}`,
          letter.approveBy,
          { employee: replacementId },
          { round },
        );
        if (isWaiting) this.stages.at(-1)?.waits.push({ from: at, to: null });
        break;
      }
      case 'Dispatched': {
        const { deliveries, obtainNumberBy } = event.data;
        end('dispatch', 'done');
        for (const { counterpartyId } of deliveries) {
          end(`dispatch:${counterpartyId}`, 'done');
          begin(`obtainIncomingNumber:${counterpartyId}`, obtainNumberBy.due, secretary, { counterpartyId });
        }
        break;
      }
      case 'DeliveryFailed': {
        const { counterpartyId, next, dispatchBy } = event.data;
        end(`obtainIncomingNumber:${counterpartyId}`, 'failed');
        if (next === 'dispatchAgain') {
          begin(`dispatch:${counterpartyId}`, dispatchBy.due, secretary, { counterpartyId });
        }
        break;
      }
      case 'IncomingNumberRecorded':
      case 'ConfirmationWaived':
        end(`obtainIncomingNumber:${event.data.counterpartyId}`, 'done');
        break;
      case 'Withdrawn':
      case 'Annulled':
        endAll('lapsed');
        break;
      case 'LinkedToProject':
        letter?.projects.add(event.data.projectId);
        break;
      case 'UnlinkedFromProject':
        letter?.projects.delete(event.data.projectId);
        break;
      case 'RegistrationCorrected':
        for (const { field, new: value } of event.data.changes) {
          if (field === 'documentKind') letter.documentKind = (value as string | null) ?? null;
          if (field === 'counterpartyId') letter.counterparties = new Set([value as string]);
          if (field === 'addressee') {
            const { departmentId } = value as { departmentId: string };
            letter.department = departmentId;
            for (const stage of open)
              if (stage.whose && 'headOf' in stage.whose) stage.whose = { headOf: departmentId };
          }
        }
        break;
      case 'AcknowledgmentRequested':
        for (const id of event.data.employeeIds) {
          const { due } = event.data.acknowledgeBy;
          if (find(`acknowledge:${id}`)) setDue(`acknowledge:${id}`, due);
          else begin(`acknowledge:${id}`, due, { employee: id });
        }
        break;
      case 'Acknowledged':
        end(`acknowledge:${event.data.employeeId}`, 'done');
        break;
      default:
    }
    if (!movesDeadline(event)) return;
    const { key, deadline } = event.data;
    const { due, waits } = deadline;
    const task = key.split(':')[0];
    const isWaiting = waits?.some(({ until }) => until === undefined) ?? false;
    for (const stage of open) {
      // Approvers of one step have one date.
      const concerned =
        task === 'approve'
          ? stage.kind === 'approve'
          : stage.key === key || (task === 'decideOnReply' && stage.key === 'answer');
      if (!concerned || stage.ended) continue;
      stage.due = due;
      if (stage.kind === 'obtainIncomingNumber') continue;
      const last = stage.waits.at(-1);
      const wasWaiting = last !== undefined && last.to === null;
      if (isWaiting && !wasWaiting) stage.waits.push({ from: at, to: null });
      if (!isWaiting && wasWaiting) last.to = at;
    }
    if (task === 'approve') letter.approveBy = due;
    // Another date is also the answer to whoever asked for one.
    if (event.type === 'DeadlineChanged' && task === 'decideOnReply') end('decideOnExtension', 'done');
  }
}

interface MovedDeadline {
  readonly type: string;
  readonly data: {
    readonly key: string;
    readonly deadline: { readonly due: string; readonly waits?: readonly { readonly until?: string }[] };
  };
}

const movesDeadline = (event: unknown): event is MovedDeadline =>
  ['DeadlineChanged', 'WaitingForCounterparty', 'WaitingEnded'].includes((event as MovedDeadline).type);
