import type { LetterEvent } from '../../domain/letter/events.ts';
import { filesErased } from './files-erased.ts';
import type { Language } from './language.ts';
import { signedBy } from './mail-words.ts';
import { milestoneWords } from './milestones.ts';
import type { Names } from './names.ts';
import { registerSentences } from './register-sentences.ts';
import { taskTitle } from './task-titles.ts';

type Data<T extends LetterEvent['type']> = Extract<LetterEvent, { type: T }>['data'];
type Sentences = {
  readonly [T in LetterEvent['type']]: Readonly<Record<Language, (data: Data<T>, names: Names) => string>>;
};

const linkWords: Readonly<Record<Data<'LinkedToLetter'>['kind'], Readonly<Record<Language, string>>>> = {
  answers: { ru: 'ответ на', en: 'answers' },
  supersedes: { ru: 'взамен', en: 'supersedes' },
  sameMatter: { ru: 'по тому же вопросу', en: 'same matter' },
  attachmentTo: { ru: 'приложение к', en: 'attachment to' },
};

const endCauses: Readonly<Record<Data<'WaitingEnded'>['cause'], Readonly<Record<Language, string>>>> = {
  letterRegistered: { ru: 'пришло письмо', en: 'a letter came' },
  expectedByPassed: { ru: 'ожидание истекло', en: 'the time for it is over' },
  resumed: { ru: 'работа продолжена', en: 'the work was resumed' },
  deadlineMoved: { ru: 'назначен новый срок', en: 'there is another due date' },
};

const all = (ids: readonly string[], { employee }: Names): string => ids.map(employee).join(', ');
const value = (json: unknown): string =>
  json === null ? '—' : typeof json === 'string' ? json : JSON.stringify(json);

/** What changed; a field that was only recorded again did not. */
const corrections = (changes: Data<'RegistrationCorrected'>['changes']): string =>
  changes
    .map((change) => ({ field: change.field, before: value(change.old), after: value(change.new) }))
    .filter(({ before, after }) => before !== after)
    .map(({ field, before, after }) => `${field}: ${before} → ${after}`)
    .join('; ');

const sentences: Sentences = {
  Registered: {
    ru: ({ number, card }, { department }) =>
      `Зарегистрировано под № ${number.text} для подразделения «${department(card.addressee.departmentId)}»`,
    en: ({ number, card }, { department }) =>
      `Registered under No. ${number.text} for “${department(card.addressee.departmentId)}”`,
  },
  OriginRecorded: {
    ru: ({ raw, dkim }) =>
      `Пришло электронной почтой: ${signedBy(dkim, 'ru')}; сообщение как пришло — «${raw.name}»`,
    en: ({ raw, dkim }) => `Came by e-mail: ${signedBy(dkim, 'en')}; the message as it came is “${raw.name}”`,
  },
  ExecutorAssigned: {
    ru: ({ executorId, resolution }, { employee }) =>
      `Назначен исполнитель: ${employee(executorId)}${resolution ? `. Резолюция: ${resolution.text}` : ''}`,
    en: ({ executorId, resolution }, { employee }) =>
      `Executor assigned: ${employee(executorId)}${resolution ? `. Resolution: ${resolution.text}` : ''}`,
  },
  ReplyDrafted: { ru: () => 'Подготовлен проект ответа', en: () => 'A reply was drafted' },
  ReplyWaived: {
    ru: ({ reason }) => `Исполнено без ответа: ${reason}`,
    en: ({ reason }) => `Executed without a reply: ${reason}`,
  },
  ReplyDispatched: {
    ru: ({ number }) => `Ответ отправлен под № ${number.text}`,
    en: ({ number }) => `The reply was dispatched under No. ${number.text}`,
  },
  Reopened: {
    ru: ({ reason }) => `Снова в работе, ответ отозван: ${reason}`,
    en: ({ reason }) => `Open again, the reply was taken back: ${reason}`,
  },
  Drafted: { ru: () => 'Создан проект письма', en: () => 'Drafted' },
  Revised: {
    ru: ({ revisionNumber }) => `Новая редакция № ${revisionNumber}`,
    en: ({ revisionNumber }) => `Revised: revision ${revisionNumber}`,
  },
  SubmittedForApproval: {
    ru: ({ round, route }) => `Отправлено на согласование, круг ${round}, шагов: ${route.length}`,
    en: ({ round, route }) => `Submitted for approval, round ${round}, ${route.length} steps`,
  },
  ApprovalGranted: {
    ru: ({ approverId, comment }, { employee }) =>
      `Согласовано: ${employee(approverId)}${comment ? `. ${comment}` : ''}`,
    en: ({ approverId, comment }, { employee }) =>
      `Granted by ${employee(approverId)}${comment ? `. ${comment}` : ''}`,
  },
  ReturnedForRework: {
    ru: ({ approverId, reason }, { employee }) =>
      `Возвращено на доработку (${employee(approverId)}): ${reason}`,
    en: ({ approverId, reason }, { employee }) => `Returned for rework by ${employee(approverId)}: ${reason}`,
  },
  ApproverReplaced: {
    ru: ({ approverId, replacementId, reason }, { employee }) =>
      `Вместо ${employee(approverId)} согласует ${employee(replacementId)}: ${reason}`,
    en: ({ approverId, replacementId, reason }, { employee }) =>
      `${employee(replacementId)} approves in place of ${employee(approverId)}: ${reason}`,
  },
  Approved: { ru: () => 'Согласовано полностью', en: () => 'Approved by all' },
  Dispatched: {
    ru: ({ number, dispatchedOn }) => `Отправлено ${dispatchedOn} под № ${number.text}`,
    en: ({ number, dispatchedOn }) => `Dispatched on ${dispatchedOn} under No. ${number.text}`,
  },
  DeliveryConfirmed: {
    ru: ({ deliveredOn }) => `Доставлено ${deliveredOn}`,
    en: ({ deliveredOn }) => `Delivered on ${deliveredOn}`,
  },
  DeliveryFailed: {
    ru: ({ reason }) => `Не доставлено: ${reason}`,
    en: ({ reason }) => `Delivery failed: ${reason}`,
  },
  IncomingNumberRecorded: {
    ru: ({ number, date }) => `Входящий номер адресата: ${number} от ${date}`,
    en: ({ number, date }) => `The addressee’s incoming number: ${number} of ${date}`,
  },
  ConfirmationWaived: {
    ru: ({ reason }) => `Входящего номера не будет: ${reason}`,
    en: ({ reason }) => `There will be no incoming number: ${reason}`,
  },
  Withdrawn: { ru: ({ reason }) => `Отозвано: ${reason}`, en: ({ reason }) => `Withdrawn: ${reason}` },
  LinkedToProject: { ru: () => 'Отнесено к проекту', en: () => 'Linked to a project' },
  UnlinkedFromProject: {
    ru: ({ reason }) => `Исключено из проекта: ${reason}`,
    en: ({ reason }) => `Unlinked from a project: ${reason}`,
  },
  LinkedToLetter: {
    ru: ({ kind, quoted }) => `Связано с письмом (${linkWords[kind].ru}${quoted ? ` ${quoted}` : ''})`,
    en: ({ kind, quoted }) => `Linked to a letter (${linkWords[kind].en}${quoted ? ` ${quoted}` : ''})`,
  },
  UnlinkedFromLetter: {
    ru: ({ kind, reason }) => `Связь снята (${linkWords[kind].ru}): ${reason}`,
    en: ({ kind, reason }) => `Link undone (${linkWords[kind].en}): ${reason}`,
  },
  FileAttached: {
    ru: ({ file }) => `Приложен файл «${file.name}»`,
    en: ({ file }) => `File attached: “${file.name}”`,
  },
  RegistrationCorrected: {
    ru: ({ changes, reason }) => `Исправлена карточка (${corrections(changes)}): ${reason}`,
    en: ({ changes, reason }) => `Registration corrected (${corrections(changes)}): ${reason}`,
  },
  Annulled: { ru: ({ reason }) => `Аннулировано: ${reason}`, en: ({ reason }) => `Annulled: ${reason}` },
  AcknowledgmentRequested: {
    ru: ({ employeeIds }, names) => `На ознакомление: ${all(employeeIds, names)}`,
    en: ({ employeeIds }, names) => `To be acknowledged by ${all(employeeIds, names)}`,
  },
  AcknowledgmentDelivered: {
    ru: ({ employeeId }, { employee }) => `Просьба ознакомиться доставлена: ${employee(employeeId)}`,
    en: ({ employeeId }, { employee }) => `The request to acknowledge reached ${employee(employeeId)}`,
  },
  AcknowledgmentOpened: {
    ru: ({ employeeId }, { employee }) => `Открыто: ${employee(employeeId)}`,
    en: ({ employeeId }, { employee }) => `Opened by ${employee(employeeId)}`,
  },
  Acknowledged: {
    ru: ({ employeeId }, { employee }) => `Ознакомлен: ${employee(employeeId)}`,
    en: ({ employeeId }, { employee }) => `Acknowledged by ${employee(employeeId)}`,
  },
  DeadlineChanged: {
    ru: ({ deadline, reason }) => `Новый срок ${deadline.due}: ${reason}`,
    en: ({ deadline, reason }) => `New due date ${deadline.due}: ${reason}`,
  },
  ExtensionRequested: {
    ru: ({ until, reason }) => `Запрошено продление до ${until}: ${reason}`,
    en: ({ until, reason }) => `An extension was asked for, until ${until}: ${reason}`,
  },
  ExtensionRefused: {
    ru: ({ reason }) => `В продлении отказано: ${reason}`,
    en: ({ reason }) => `The extension was refused: ${reason}`,
  },
  ReminderSent: {
    ru: ({ task, milestone, recipientIds, onBehalfOfIds = [] }, names) =>
      `Напоминание (${milestoneWords(milestone, 'ru')}), «${taskTitle(task, 'ru')}»: ${all(recipientIds, names)}${onBehalfOfIds.length > 0 ? ` за ${all(onBehalfOfIds, names)}` : ''}`,
    en: ({ task, milestone, recipientIds, onBehalfOfIds = [] }, names) =>
      `Reminder (${milestoneWords(milestone, 'en')}) of “${taskTitle(task, 'en')}” to ${all(recipientIds, names)}${onBehalfOfIds.length > 0 ? ` for ${all(onBehalfOfIds, names)}` : ''}`,
  },
  Escalated: {
    ru: ({ task, milestone, level, recipientIds, onBehalfOfIds = [] }, names) =>
      `«${taskTitle(task, 'ru')}»: ${milestoneWords(milestone, 'ru')}, сообщено выше (уровень ${level}): ${all(recipientIds, names)}${onBehalfOfIds.length > 0 ? ` за ${all(onBehalfOfIds, names)}` : ''}`,
    en: ({ task, milestone, level, recipientIds, onBehalfOfIds = [] }, names) =>
      `“${taskTitle(task, 'en')}” is ${milestoneWords(milestone, 'en')}, reported up (level ${level}) to ${all(recipientIds, names)}${onBehalfOfIds.length > 0 ? ` for ${all(onBehalfOfIds, names)}` : ''}`,
  },
  WaitingForCounterparty: {
    ru: ({ task, expectedBy, reason, deadline }) =>
      `«${taskTitle(task, 'ru')}» ждёт контрагента до ${expectedBy}, срок ${deadline.due}: ${reason}`,
    en: ({ task, expectedBy, reason, deadline }) =>
      `“${taskTitle(task, 'en')}” waits for the counterparty until ${expectedBy}, it is due ${deadline.due}: ${reason}`,
  },
  WaitingEnded: {
    ru: ({ task, cause, deadline }) =>
      `«${taskTitle(task, 'ru')}» больше не ждёт контрагента (${endCauses[cause].ru}), срок ${deadline.due}`,
    en: ({ task, cause, deadline }) =>
      `“${taskTitle(task, 'en')}” waits for the counterparty no more (${endCauses[cause].en}), it is due ${deadline.due}`,
  },
  Imported: {
    ru: ({ card, source }) => `Перенесено из «${source.register}», № ${card.number}`,
    en: ({ card, source }) => `Imported from “${source.register}”, No. ${card.number}`,
  },
  RegistrationAbandoned: {
    ru: ({ reason }) => `Регистрация прервана: ${reason}`,
    en: ({ reason }) => `The registration broke off: ${reason}`,
  },
  FilesErased: filesErased,
};

const known: Readonly<Record<string, Readonly<Record<Language, unknown>>>> = {
  ...sentences,
  ...registerSentences,
};

/** What an event says, as a sentence. `data` may lack the text, which no sentence quotes. */
export const historySentence = (
  event: { readonly type: string; readonly data: unknown },
  language: Language,
  names: Names,
): string => {
  const sentence = known[event.type]?.[language] as ((data: unknown, names: Names) => string) | undefined;
  return sentence ? sentence(event.data, names) : event.type;
};
