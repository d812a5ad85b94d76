import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { LetterEvent } from '../../domain/letter/events.ts';
import type { GrantedRole } from '../../domain/organization/events.ts';
import type { HoldScope } from '../../domain/privacy/events.ts';
import type { ReadingEvent } from '../../domain/reading/events.ts';
import { filesErased } from './files-erased.ts';
import type { Language } from './language.ts';
import { quarantineReason } from './mail-words.ts';
import type { Names } from './names.ts';
import { taskTitle } from './task-titles.ts';

type Told = Exclude<ChanceryEvent, LetterEvent | ReadingEvent>;
type Data<T extends Told['type']> = Extract<Told, { type: T }>['data'];
type Sentences = {
  readonly [T in Told['type']]: Readonly<Record<Language, (data: Data<T>, names: Names) => string>>;
};

const roles: Readonly<Record<GrantedRole, Readonly<Record<Language, string>>>> = {
  secretary: { ru: 'секретарь', en: 'secretary' },
  auditor: { ru: 'аудитор', en: 'auditor' },
  analyst: { ru: 'аналитик', en: 'analyst' },
  administrator: { ru: 'администратор', en: 'administrator' },
};
const directions = {
  incoming: { ru: 'входящих', en: 'incoming' },
  outgoing: { ru: 'исходящих', en: 'outgoing' },
} as const;

const because = (reason: string | undefined): string => (reason ? `: ${reason}` : '');
const all = (ids: readonly string[], { employee }: Names): string => ids.map(employee).join(', ');

const held: Readonly<Record<HoldScope, Readonly<Record<Language, string>>>> = {
  employee: { ru: 'данные сотрудника', en: 'the data of an employee' },
  counterparty: { ru: 'данные контрагента', en: 'the data of a counterparty' },
  letter: { ru: 'данные в письме', en: 'the data in a letter' },
  project: { ru: 'данные в проекте', en: 'the data in a project' },
};

/** What happens to everything but letters, as sentences. */
export const registerSentences: Sentences = {
  JournalOpened: {
    ru: ({ direction, year, pattern }) =>
      `Открыт журнал ${directions[direction].ru} за ${year} год, номера вида ${pattern}`,
    en: ({ direction, year, pattern }) =>
      `The journal of ${directions[direction].en} letters of ${year} was opened, its numbers like ${pattern}`,
  },
  PatternChanged: {
    ru: ({ pattern, reason }) => `Номера журнала теперь вида ${pattern}: ${reason}`,
    en: ({ pattern, reason }) => `The journal’s numbers are like ${pattern} from now on: ${reason}`,
  },
  NumberIssued: {
    ru: ({ text, date }) => `Выдан номер ${text} от ${date}`,
    en: ({ text, date }) => `Number ${text} of ${date} was given out`,
  },
  NumberVoided: {
    ru: ({ sequence, reason }) => `Порядковый номер ${sequence} аннулирован: ${reason}`,
    en: ({ sequence, reason }) => `The number with the sequence ${sequence} is void: ${reason}`,
  },
  JournalClosed: {
    ru: ({ reason }) => `Журнал закрыт${because(reason)}`,
    en: ({ reason }) => `The journal was closed${because(reason)}`,
  },
  CounterpartyAdded: {
    ru: ({ details }) => `Заведён контрагент «${details.name}»`,
    en: ({ details }) => `Counterparty “${details.name}” was added`,
  },
  CounterpartyChanged: {
    ru: ({ details }) => `Изменены сведения о контрагенте «${details.name}»`,
    en: ({ details }) => `The details of counterparty “${details.name}” were changed`,
  },
  CounterpartyMerged: {
    ru: ({ reason }) => `Контрагент объединён с другим: ${reason}`,
    en: ({ reason }) => `The counterparty was merged into another: ${reason}`,
  },
  ProjectOpened: {
    ru: ({ details }) => `Открыт проект ${details.code} «${details.name}»`,
    en: ({ details }) => `Project ${details.code} “${details.name}” was opened`,
  },
  ProjectChanged: {
    ru: ({ details }, names) =>
      `Изменён проект ${details.code} «${details.name}», участники: ${all(details.memberIds, names) || '—'}`,
    en: ({ details }, names) =>
      `Project ${details.code} “${details.name}” was changed, its members: ${all(details.memberIds, names) || '—'}`,
  },
  ProjectClosed: {
    ru: ({ reason }) => `Проект закрыт${because(reason)}`,
    en: ({ reason }) => `The project was closed${because(reason)}`,
  },
  ProjectReopened: {
    ru: ({ reason }) => `Проект снова открыт: ${reason}`,
    en: ({ reason }) => `The project was reopened: ${reason}`,
  },
  ProfileSet: {
    ru: ({ name }) => `Заданы сведения об организации «${name}»`,
    en: ({ name }) => `The profile of “${name}” was set`,
  },
  CalendarSet: {
    ru: ({ calendar, departmentId }, { department }) =>
      `Задан рабочий календарь «${calendar.name}»${departmentId ? ` для «${department(departmentId)}»` : ''}`,
    en: ({ calendar, departmentId }, { department }) =>
      `The working calendar “${calendar.name}” was set${departmentId ? ` for “${department(departmentId)}”` : ''}`,
  },
  CalendarRemoved: {
    ru: ({ departmentId }, { department }) => `У «${department(departmentId)}» больше нет своего календаря`,
    en: ({ departmentId }, { department }) =>
      `“${department(departmentId)}” has no calendar of its own any more`,
  },
  DepartmentCreated: {
    ru: ({ name }) => `Создано подразделение «${name}»`,
    en: ({ name }) => `Department “${name}” was created`,
  },
  DepartmentRenamed: {
    ru: ({ name }) => `Подразделение переименовано: «${name}»`,
    en: ({ name }) => `The department was renamed to “${name}”`,
  },
  DepartmentMoved: {
    ru: ({ departmentId, parentId }, { department }) =>
      parentId
        ? `«${department(departmentId)}» теперь в составе «${department(parentId)}»`
        : `«${department(departmentId)}» теперь не входит ни в какое подразделение`,
    en: ({ departmentId, parentId }, { department }) =>
      parentId
        ? `“${department(departmentId)}” belongs to “${department(parentId)}” from now on`
        : `“${department(departmentId)}” belongs to no other department from now on`,
  },
  DepartmentClosed: {
    ru: ({ departmentId }, { department }) => `Закрыто подразделение «${department(departmentId)}»`,
    en: ({ departmentId }, { department }) => `Department “${department(departmentId)}” was closed`,
  },
  HeadAppointed: {
    ru: ({ departmentId, employeeId }, { department, employee }) =>
      employeeId
        ? `Руководитель «${department(departmentId)}»: ${employee(employeeId)}`
        : `У «${department(departmentId)}» больше нет руководителя`,
    en: ({ departmentId, employeeId }, { department, employee }) =>
      employeeId
        ? `Head of “${department(departmentId)}”: ${employee(employeeId)}`
        : `“${department(departmentId)}” has no head any more`,
  },
  EmployeeHired: {
    ru: ({ name, departmentId }, { department }) => `Принят сотрудник ${name}, «${department(departmentId)}»`,
    en: ({ name, departmentId }, { department }) => `${name} was hired for “${department(departmentId)}”`,
  },
  EmployeeDetailsChanged: {
    ru: ({ employeeId }, { employee }) => `Изменены сведения о сотруднике: ${employee(employeeId)}`,
    en: ({ employeeId }, { employee }) => `The details of ${employee(employeeId)} were changed`,
  },
  EmployeeTransferred: {
    ru: ({ employeeId, departmentId }, { employee, department }) =>
      `Переведён сотрудник ${employee(employeeId)}: «${department(departmentId)}»`,
    en: ({ employeeId, departmentId }, { employee, department }) =>
      `${employee(employeeId)} was transferred to “${department(departmentId)}”`,
  },
  EmployeeDismissed: {
    ru: ({ employeeId }, { employee }) => `Уволен сотрудник ${employee(employeeId)}`,
    en: ({ employeeId }, { employee }) => `${employee(employeeId)} was dismissed`,
  },
  RoleGranted: {
    ru: ({ employeeId, role }, { employee }) => `Дана роль «${roles[role].ru}»: ${employee(employeeId)}`,
    en: ({ employeeId, role }, { employee }) =>
      `${employee(employeeId)} was given the role ${roles[role].en}`,
  },
  RoleRevoked: {
    ru: ({ employeeId, role }, { employee }) => `Снята роль «${roles[role].ru}»: ${employee(employeeId)}`,
    en: ({ employeeId, role }, { employee }) =>
      `The role ${roles[role].en} was taken from ${employee(employeeId)}`,
  },
  SubstitutionSet: {
    ru: ({ employeeId, substituteId, from, to }, { employee }) =>
      `${employee(substituteId)} замещает ${employee(employeeId)} с ${from} по ${to}`,
    en: ({ employeeId, substituteId, from, to }, { employee }) =>
      `${employee(substituteId)} stands in for ${employee(employeeId)} from ${from} to ${to}`,
  },
  SubstitutionCancelled: { ru: () => 'Замещение отменено', en: () => 'A substitution was cancelled' },
  SubstitutionBegan: {
    ru: ({ employeeId, substituteId, openTasks }, { employee }) =>
      `${employee(substituteId)} с сегодняшнего дня замещает ${employee(employeeId)}, открытых задач: ${openTasks}`,
    en: ({ employeeId, substituteId, openTasks }, { employee }) =>
      `${employee(substituteId)} stands in for ${employee(employeeId)} from today on, ${openTasks} open tasks`,
  },
  SubstitutionEnded: {
    ru: ({ employeeId, substituteId, openTasks }, { employee }) =>
      `${employee(substituteId)} больше не замещает ${employee(employeeId)}, открытых задач: ${openTasks}`,
    en: ({ employeeId, substituteId, openTasks }, { employee }) =>
      `${employee(substituteId)} stands in for ${employee(employeeId)} no more, ${openTasks} open tasks`,
  },
  ApprovalRuleSet: {
    ru: ({ name, approverIds }, names) => `Правило согласования «${name}»: ${all(approverIds, names)}`,
    en: ({ name, approverIds }, names) => `Approval rule “${name}”: ${all(approverIds, names)}`,
  },
  ApprovalRuleRemoved: { ru: () => 'Правило согласования снято', en: () => 'An approval rule was removed' },
  ApprovalLineSet: {
    ru: ({ line }) =>
      line === 'parallel'
        ? 'Руководители по линии согласуют одновременно, подписывающий — последним'
        : 'Руководители по линии согласуют по очереди, подписывающий — последним',
    en: ({ line }) =>
      line === 'parallel'
        ? 'The heads of the line approve at once, the signatory last'
        : 'The heads of the line approve one after the other, the signatory last',
  },
  DeadlinePolicySet: {
    ru: ({ name, task, departmentId, workingMinutes }, { department }) =>
      `Срок задачи «${taskTitle(task, 'ru')}»${name ? ` (${name})` : ''}${departmentId ? ` для «${department(departmentId)}»` : ''}: ${workingMinutes} рабочих минут`,
    en: ({ name, task, departmentId, workingMinutes }, { department }) =>
      `The time for “${taskTitle(task, 'en')}”${name ? ` (${name})` : ''}${departmentId ? ` in “${department(departmentId)}”` : ''} is ${workingMinutes} working minutes`,
  },
  DeadlinePolicyRemoved: { ru: () => 'Правило о сроке снято', en: () => 'A deadline policy was removed' },
  NoticePreferencesSet: {
    ru: ({ employeeId }, { employee }) => `Заданы настройки уведомлений: ${employee(employeeId)}`,
    en: ({ employeeId }, { employee }) => `The notice preferences of ${employee(employeeId)} were set`,
  },
  WebhookRegistered: {
    ru: ({ origin, eventTypes }) => `Зарегистрирован вебхук ${origin}: ${eventTypes.join(', ')}`,
    en: ({ origin, eventTypes }) => `A webhook to ${origin} was registered: ${eventTypes.join(', ')}`,
  },
  WebhookSecretRotated: {
    ru: () => 'Сменён секрет вебхука',
    en: () => 'The secret of a webhook was rotated',
  },
  WebhookReplayOrdered: {
    ru: () => 'Вебхуку велено повторить события',
    en: () => 'A webhook was ordered to tell of events again',
  },
  WebhookDisabled: {
    ru: ({ cause }) => (cause === 'gone' ? 'Вебхук отключён: адреса больше нет' : 'Вебхук отключён'),
    en: ({ cause }) =>
      cause === 'gone' ? 'A webhook was disabled: its receiver is gone' : 'A webhook was disabled',
  },
  CounterpartyErased: {
    ru: () => 'Персональные данные контрагента стёрты',
    en: () => 'The personal data of a counterparty were erased',
  },
  EmployeeErased: {
    ru: () => 'Персональные данные сотрудника стёрты',
    en: () => 'The personal data of an employee were erased',
  },
  LegalHoldPlaced: {
    ru: ({ scope, reason }) => `Запрещено стирать ${held[scope].ru}: ${reason}`,
    en: ({ scope, reason }) => `A legal hold forbids to erase ${held[scope].en}: ${reason}`,
  },
  LegalHoldLifted: {
    ru: ({ reason }) => `Запрет на стирание снят: ${reason}`,
    en: ({ reason }) => `A legal hold was lifted: ${reason}`,
  },
  ErasureOrdered: {
    ru: ({ subject, fileHashes, reason }) =>
      `Приказано стереть ${held[subject].ru}${fileHashes.length > 0 ? ` и файлы, числом ${fileHashes.length}` : ''}: ${reason}`,
    en: ({ subject, fileHashes, reason }) =>
      `It was ordered to erase ${held[subject].en}${fileHashes.length > 0 ? `, and files, ${fileHashes.length} of them` : ''}: ${reason}`,
  },
  PersonalDataErased: {
    ru: () => 'Ключи персональных данных уничтожены',
    en: () => 'The keys of the personal data were destroyed',
  },
  ErasureCompleted: {
    ru: () => 'Следы стёртых персональных данных удалены',
    en: () => 'The traces of the erased personal data were removed',
  },
  MailReceived: {
    ru: ({ duplicateOf, automatic }) =>
      duplicateOf
        ? 'Получена копия сообщения'
        : `Получено сообщение${automatic ? ' (автоматический ответ)' : ''}`,
    en: ({ duplicateOf, automatic }) =>
      duplicateOf
        ? 'A copy of a message came in'
        : `A message came in${automatic ? ' (an automatic reply)' : ''}`,
  },
  MailQuarantined: {
    ru: ({ code }) => `Сообщение в карантине: ${quarantineReason(code, 'ru')}`,
    en: ({ code }) => `The message is in quarantine: ${quarantineReason(code, 'en')}`,
  },
  MailReleased: {
    ru: ({ reason }) => `Сообщение возвращено в очередь: ${reason}`,
    en: ({ reason }) => `The message was released into the queue: ${reason}`,
  },
  MailRegistered: { ru: () => 'Сообщение зарегистрировано', en: () => 'The message was registered' },
  MailDismissed: {
    ru: ({ reason }) => `Сообщение отклонено: ${reason}`,
    en: ({ reason }) => `The message was dismissed: ${reason}`,
  },
  MailErased: {
    ru: () => 'Персональные данные сообщения стёрты',
    en: () => 'The personal data of the message were erased',
  },
  MailFilesErased: filesErased,
  SigningKeyIntroduced: {
    ru: ({ verifierKey }) => `Контрольные точки журнала событий подписываются ключом ${verifierKey}`,
    en: ({ verifierKey }) => `Checkpoints of the log are signed by the key ${verifierKey}`,
  },
  SigningKeyRotated: {
    ru: ({ verifierKey }) => `Ключ подписи сменён на ${verifierKey}, прежний это подтвердил`,
    en: ({ verifierKey }) => `The signing key is ${verifierKey} now, as the one before confirmed`,
  },
  SigningKeyReplaced: {
    ru: ({ verifierKey, reason }) => `Ключ подписи заменён на ${verifierKey} без слова прежнего: ${reason}`,
    en: ({ verifierKey, reason }) =>
      `The signing key was replaced by ${verifierKey} without a word of the one before: ${reason}`,
  },
  LedgerForkAccepted: {
    ru: ({ lost, kept, reason }) =>
      `Принято расхождение журнала с подписанным: подписано событий ${lost.size}, осталось ${kept.size}: ${reason}`,
    en: ({ lost, kept, reason }) =>
      `The log was accepted though it is not what was signed: ${lost.size} events were signed, ${kept.size} are left: ${reason}`,
  },
};
