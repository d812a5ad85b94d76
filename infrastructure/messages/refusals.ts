import type { Refusal } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal-codes.ts';
import type { Language, Texts } from './language.ts';

type Details = Readonly<Record<string, unknown>>;
const list = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value ?? ''));
const megabytes = (bytes: unknown): string => String(Math.round(Number(bytes) / 1_000_000));

const things: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  letter: {
    ru: 'Такого письма нет или оно вам не видно',
    en: 'There is no such letter, or you may not see it',
  },
  counterparty: { ru: 'Такого контрагента нет', en: 'There is no such counterparty' },
  project: {
    ru: 'Такого проекта нет или он вам не виден',
    en: 'There is no such project, or you may not see it',
  },
  event: { ru: 'Такого события нет', en: 'There is no such event' },
  signingKey: { ru: 'Ключа ещё нет', en: 'There is no signing key yet' },
  journal: { ru: 'Такого журнала нет', en: 'There is no such journal' },
  mail: { ru: 'Такого сообщения нет', en: 'There is no such message' },
  webhook: { ru: 'Такого вебхука нет', en: 'There is no such webhook' },
  notice: {
    ru: 'Такого уведомления среди недоставленных нет',
    en: 'There is no such notice among those that were given up',
  },
  export: {
    ru: 'Такой выгрузки нет: они хранятся сутки; выгрузите журнал ещё раз',
    en: 'There is no such export: they are kept for a day; export the log again',
  },
  file: { ru: 'Такого файла нет', en: 'There is no such file' },
  hold: { ru: 'Такого действующего запрета нет', en: 'There is no such hold in force' },
};

/** For each code, what is the matter and what to do about it. */
const texts: Readonly<Record<RefusalCode, Texts<[Details]>>> = {
  UNAUTHENTICATED: {
    ru: () => 'Войдите: нужен действительный токен в заголовке Authorization: Bearer.',
    en: () => 'Sign in: a valid token is needed in the header Authorization: Bearer.',
  },
  FORBIDDEN: {
    ru: ({ needs }) => `На это нет прав. Может: ${list(needs)}.`,
    en: ({ needs }) => `You may not do that. Who may: ${list(needs)}.`,
  },
  NOT_FOUND: {
    ru: ({ what }) => `${things[String(what)]?.ru ?? 'Не найдено'}. Проверьте идентификатор.`,
    en: ({ what }) => `${things[String(what)]?.en ?? 'Not found'}. Check the id.`,
  },
  INVALID_INPUT: {
    ru: ({ field, problem }) => `Поле ${list(field)} заполнено неверно (${list(problem)}). Исправьте его.`,
    en: ({ field, problem }) => `The field ${list(field)} is not right (${list(problem)}). Correct it.`,
  },
  WRONG_STATE: {
    ru: ({ command, status }) =>
      `${list(command)} невозможно: сейчас состояние «${list(status)}». Обновите данные.`,
    en: ({ command, status }) =>
      `${list(command)} is not possible: the state is “${list(status)}”. Look at it again.`,
  },
  STALE_REVISION: {
    ru: ({ expected, actual }) =>
      `Пока вы работали, данные изменились (у вас ревизия ${list(expected)}, сейчас ${list(actual)}). Прочитайте заново и повторите.`,
    en: ({ expected, actual }) =>
      `It changed while you worked (you saw revision ${list(expected)}, it is at ${list(actual)}). Read it again and repeat.`,
  },
  CONCURRENT_CHANGE: {
    ru: () => 'Слишком много одновременных изменений. Повторите с тем же commandId.',
    en: () => 'Too many changes at once. Repeat it with the same commandId.',
  },
  COMMAND_ID_REUSED: {
    ru: () => 'Этот commandId уже принадлежит другой команде. Возьмите новый.',
    en: () => 'This commandId belongs to another command already. Take a new one.',
  },
  REASON_REQUIRED: {
    ru: () => 'Укажите причину (reason).',
    en: () => 'Give a reason.',
  },
  REQUIRED_FIELD_MISSING: {
    ru: ({ fields }) => `Организация требует при регистрации: ${list(fields)}. Заполните.`,
    en: ({ fields }) => `The organisation requires at registration: ${list(fields)}. Fill them in.`,
  },
  RECEIVED_IN_THE_FUTURE: {
    ru: ({ receivedOn, today }) =>
      `Дата получения ${list(receivedOn)} ещё не наступила: сегодня ${list(today)}.`,
    en: ({ receivedOn, today }) =>
      `The date of receipt, ${list(receivedOn)}, is yet to come: today is ${list(today)}.`,
  },
  POSSIBLE_DUPLICATE: {
    ru: ({ letterIds }) =>
      `Похоже, письмо уже зарегистрировано: ${list(letterIds)}. Если это другое письмо, укажите registerAnywayReason.`,
    en: ({ letterIds }) =>
      `It looks as if it is registered already: ${list(letterIds)}. If it is another letter, say why in registerAnywayReason.`,
  },
  NOTHING_TO_CORRECT: {
    ru: () => 'Указанные значения уже стоят в карточке.',
    en: () => 'The card has these values already.',
  },
  ALREADY_LINKED: { ru: () => 'Такая связь уже есть.', en: () => 'They are linked like that already.' },
  NOT_LINKED: { ru: () => 'Такой связи нет.', en: () => 'They are not linked like that.' },
  SELF_LINK: { ru: () => 'Нельзя связать запись с самой собой.', en: () => 'It cannot be linked to itself.' },
  FILE_ALREADY_ATTACHED: {
    ru: ({ name }) => `Файл «${list(name)}» уже приложен.`,
    en: ({ name }) => `The file “${list(name)}” is attached already.`,
  },
  DUE_DATE_IN_THE_PAST: {
    ru: ({ dueBy, now }) => `Срок ${list(dueBy)} должен быть позже, чем ${list(now)}.`,
    en: ({ dueBy, now }) => `The due date ${list(dueBy)} must be later than ${list(now)}.`,
  },
  EXECUTOR_ALREADY_ASSIGNED: {
    ru: () => 'Этот исполнитель уже назначен.',
    en: () => 'That executor is assigned already.',
  },
  NOT_THE_EXECUTOR: {
    ru: () => 'Это может только ответственный исполнитель (или его заместитель на сегодня).',
    en: () => 'Only the responsible executor may do that (or whoever substitutes them today).',
  },
  ALREADY_ACKNOWLEDGED: { ru: () => 'Вы уже ознакомились.', en: () => 'You have acknowledged it already.' },
  NOT_ASKED_TO_ACKNOWLEDGE: {
    ru: () => 'Вас не просили ознакомиться с этим письмом.',
    en: () => 'You were not asked to acknowledge this letter.',
  },
  NO_SUCH_TASK: {
    ru: ({ choices }) => `Укажите taskKey одной из открытых задач: ${list(choices)}.`,
    en: ({ choices }) => `Name one of the open tasks as taskKey: ${list(choices)}.`,
  },
  NO_EXTENSION_REQUESTED: {
    ru: () => 'Продления никто не просил.',
    en: () => 'Nobody has asked for an extension.',
  },
  ALREADY_WAITING: {
    ru: ({ expectedBy }) =>
      `Задача уже ждёт контрагента до ${list(expectedBy)}. Сначала продолжите работу: resumeDeadline.`,
    en: ({ expectedBy }) =>
      `The task waits for a counterparty already, until ${list(expectedBy)}. Resume it first: resumeDeadline.`,
  },
  NOT_WAITING: {
    ru: () => 'Такая задача контрагента не ждёт, или их несколько. Назовите taskKey той, которая ждёт.',
    en: () => 'No such task waits for a counterparty, or several do. Name the taskKey of one that does.',
  },
  NOT_THE_AUTHOR: {
    ru: () => 'Это может только автор письма (или его заместитель на сегодня).',
    en: () => 'Only the author may do that (or whoever substitutes them today).',
  },
  NOT_YOUR_TURN: {
    ru: ({ pending }) => `Сейчас согласуют другие: ${list(pending)}.`,
    en: ({ pending }) => `It is the turn of others: ${list(pending)}.`,
  },
  STALE_APPROVAL: {
    ru: () => 'Вы читали другую редакцию. Прочитайте текущую и согласуйте её contentHash.',
    en: () => 'You read another revision. Read the current one and approve its contentHash.',
  },
  NO_SIGNATORY_IN_LINE: {
    ru: () => 'Некому подписать: над автором нет ни одного руководителя. Укажите signatoryId.',
    en: () => 'Nobody could sign: no department above the author has a head. Name a signatoryId.',
  },
  ALREADY_ON_ROUTE: {
    ru: () => 'Этот сотрудник уже есть в маршруте или является автором.',
    en: () => 'That employee is on the route already, or is the author.',
  },
  NOT_ON_ROUTE: {
    ru: () => 'Этого согласующего нет среди тех, чьё согласование ещё впереди.',
    en: () => 'That approver is not among those whose approval is still to come.',
  },
  UNKNOWN_ADDRESSEE: {
    ru: () => 'Этот контрагент не адресат письма.',
    en: () => 'That counterparty is not an addressee of the letter.',
  },
  NUMBER_ALREADY_RECORDED: {
    ru: () => 'Для этого адресата вопрос уже закрыт.',
    en: () => 'That addressee is settled already.',
  },
  JOURNAL_EXISTS: {
    ru: ({ year }) => `Журнал за ${list(year)} год уже открыт.`,
    en: ({ year }) => `The journal of ${list(year)} is there already.`,
  },
  JOURNAL_CLOSED: {
    ru: ({ year }) => `Журнал за ${list(year)} год закрыт: номера из него больше не выдаются.`,
    en: ({ year }) => `The journal of ${list(year)} is closed: it gives out no more numbers.`,
  },
  INVALID_PATTERN: {
    ru: () =>
      'В шаблоне номера нужны {seq} (или {seq:5}) ровно один раз и {year} или {yy}; например Вх-{year}/{seq:5}.',
    en: () =>
      'A pattern needs {seq} (or {seq:5}) exactly once and {year} or {yy}; for example In-{year}/{seq:5}.',
  },
  NUMBER_VOIDED: {
    ru: () => 'Эта регистрация была прервана, её номер аннулирован. Зарегистрируйте с новым commandId.',
    en: () => 'That registration broke off and its number is void. Register it with a new commandId.',
  },
  DEPARTMENT_EXISTS: {
    ru: () => 'Такое подразделение уже есть.',
    en: () => 'That department is there already.',
  },
  DEPARTMENT_NOT_EMPTY: {
    ru: ({ departments, employees }) =>
      `В подразделении ещё есть отделы (${list(departments)}) и сотрудники (${list(employees)}). Сначала переведите их.`,
    en: ({ departments, employees }) =>
      `It still has departments (${list(departments)}) and employees (${list(employees)}). Move them first.`,
  },
  DEPARTMENT_CYCLE: {
    ru: () => 'Подразделение не может стоять под самим собой.',
    en: () => 'A department cannot stand below itself.',
  },
  UNKNOWN_DEPARTMENT: {
    ru: () => 'Такого действующего подразделения нет.',
    en: () => 'There is no such department, or it is closed.',
  },
  UNKNOWN_EMPLOYEE: { ru: () => 'Такого сотрудника нет.', en: () => 'There is no such employee.' },
  EMPLOYEE_EXISTS: { ru: () => 'Такой сотрудник уже есть.', en: () => 'That employee is there already.' },
  EMPLOYEE_DISMISSED: {
    ru: ({ name }) => `Сотрудник уволен: ${list(name)}. Выберите другого.`,
    en: ({ name }) => `The employee has left: ${list(name)}. Choose another.`,
  },
  LOGIN_TAKEN: {
    ru: ({ login }) => `Логин ${list(login)} уже занят.`,
    en: ({ login }) => `The login ${list(login)} is taken.`,
  },
  LAST_ADMINISTRATOR: {
    ru: () => 'Это последний администратор. Сначала назначьте другого.',
    en: () => 'This is the last administrator. Name another first.',
  },
  ROLE_NOT_HELD: {
    ru: () => 'Этой роли у сотрудника нет.',
    en: () => 'The employee does not hold that role.',
  },
  ROLE_ALREADY_HELD: {
    ru: () => 'Эта роль у сотрудника уже есть.',
    en: () => 'The employee holds that role already.',
  },
  INVALID_PERIOD: {
    ru: ({ from, to }) => `Последний день (${list(to)}) раньше первого (${list(from)}).`,
    en: ({ from, to }) => `The last day (${list(to)}) is before the first (${list(from)}).`,
  },
  UNKNOWN_SUBSTITUTION: { ru: () => 'Такого замещения нет.', en: () => 'There is no such substitution.' },
  UNKNOWN_RULE: { ru: () => 'Такого правила согласования нет.', en: () => 'There is no such approval rule.' },
  INVALID_CALENDAR: {
    ru: ({ problem }) => `Календарь составлен неверно: ${list(problem)}.`,
    en: ({ problem }) => `The calendar is not right: ${list(problem)}.`,
  },
  NO_CALENDAR_OF_ITS_OWN: {
    ru: () => 'У подразделения нет своего календаря: оно работает по вышестоящему.',
    en: () => 'The department has no calendar of its own: it works by the one above it.',
  },
  UNKNOWN_POLICY: {
    ru: () => 'Такого правила о сроке нет. Список: deadlinePolicies.',
    en: () => 'There is no such deadline policy. See deadlinePolicies.',
  },
  POLICY_EXISTS: {
    ru: ({ policyId }) => `Для этих писем правило уже есть: ${list(policyId)}. Измените его.`,
    en: ({ policyId }) => `There is a policy for these letters already: ${list(policyId)}. Change that one.`,
  },
  NO_SUBSTITUTE: {
    ru: () => 'Над этим сотрудником нет руководителя. Назовите, кто его замещает.',
    en: () => 'There is no head over this employee. Name who substitutes them.',
  },
  TAX_NUMBER_TAKEN: {
    ru: ({ taxNumber, counterpartyId }) =>
      `ИНН ${list(taxNumber)} уже у контрагента ${list(counterpartyId)}.`,
    en: ({ taxNumber, counterpartyId }) =>
      `The tax number ${list(taxNumber)} is that of counterparty ${list(counterpartyId)}.`,
  },
  INVALID_TAX_NUMBER: {
    ru: ({ taxNumber }) => `ИНН ${list(taxNumber)} неверен: контрольные цифры не сходятся.`,
    en: ({ taxNumber }) => `The tax number ${list(taxNumber)} is wrong: its check digits do not fit.`,
  },
  COUNTERPARTY_MERGED: {
    ru: ({ intoId }) => `Этот контрагент объединён с ${list(intoId)}. Работайте с ним.`,
    en: ({ intoId }) => `This counterparty was merged into ${list(intoId)}. Use that one.`,
  },
  PROJECT_CODE_TAKEN: {
    ru: ({ code }) => `Код проекта ${list(code)} уже занят.`,
    en: ({ code }) => `The project code ${list(code)} is taken.`,
  },
  PROJECT_CLOSED: {
    ru: ({ code }) => `Проект ${list(code)} закрыт. Откройте его снова или выберите другой.`,
    en: ({ code }) => `The project ${list(code)} is closed. Open it again or choose another.`,
  },
  NOTHING_CHANGED: { ru: () => 'Это ничего не изменило бы.', en: () => 'That would change nothing.' },
  LEGAL_HOLD: {
    ru: ({ holdIds, reasons }) =>
      `Стирать нельзя: действует запрет на уничтожение (${list(holdIds)}): ${list(reasons)}. Его снимает аудитор.`,
    en: ({ holdIds, reasons }) =>
      `It may not be erased: a legal hold is in force (${list(holdIds)}): ${list(reasons)}. An auditor lifts it.`,
  },
  OPEN_LETTERS: {
    ru: ({ letterIds }) => `Сначала закройте письма этого контрагента: ${list(letterIds)}.`,
    en: ({ letterIds }) => `Close the letters of this counterparty first: ${list(letterIds)}.`,
  },
  NOT_DISMISSED: {
    ru: () => 'Сотрудник ещё работает. Сначала увольте его.',
    en: () => 'The employee is still with you. Dismiss them first.',
  },
  ALREADY_ERASED: {
    ru: ({ erasureId }) => `Эти данные уже стёрты или стираются (${list(erasureId)}).`,
    en: ({ erasureId }) => `These data are erased already, or are being erased (${list(erasureId)}).`,
  },
  PERSONAL_DATA_ERASED: {
    ru: () => 'Персональные данные стёрты: записать новые о том же лице нельзя. Заведите его заново.',
    en: () => 'The personal data were erased: none can be recorded of the same person again. Add them anew.',
  },
  MAIL_NOT_WAITING: {
    ru: ({ status }) =>
      `Сообщение не ждёт регистрации: состояние «${list(status)}». Верните его в очередь (releaseMail) или откройте письмо.`,
    en: ({ status }) =>
      `The message does not wait to be registered: it is “${list(status)}”. Release it (releaseMail), or open its letter.`,
  },
  AUTOMATIC_REPLY: {
    ru: ({ automatic }) =>
      `Это автоматический ответ (${list(automatic)}): он не отвечает на письмо. Зарегистрируйте без answers и inReplyTo или отклоните.`,
    en: ({ automatic }) =>
      `This is an automatic reply (${list(automatic)}) and answers no letter. Register it without answers and inReplyTo, or dismiss it.`,
  },
  WEBHOOK_DISABLED: {
    ru: ({ cause }) =>
      cause === 'gone'
        ? 'Вебхук отключён: получатель ответил, что адреса больше нет. Зарегистрируйте новый.'
        : 'Вебхук отключён. Зарегистрируйте новый.',
    en: ({ cause }) =>
      cause === 'gone'
        ? 'The webhook is disabled: the receiver answered that it is gone. Register another.'
        : 'The webhook is disabled. Register another.',
  },
  WEBHOOK_ADDRESS_NOT_ALLOWED: {
    ru: ({ problem }) =>
      `На этот адрес сообщать нельзя (${list(problem)}). Нужен общедоступный адрес https без имени и пароля в нём.`,
    en: ({ problem }) =>
      `Nothing may be told to this address (${list(problem)}). It must be a public https address without a user name or password in it.`,
  },
  FILE_TOO_LARGE: {
    ru: ({ name, maxBytes }) => `Файл «${list(name)}» больше ${megabytes(maxBytes)} МБ.`,
    en: ({ name, maxBytes }) => `The file “${list(name)}” is larger than ${megabytes(maxBytes)} MB.`,
  },
  FILE_TYPE_NOT_ALLOWED: {
    ru: ({ name, mediaType }) =>
      `Файлы такого типа не принимаются: «${list(name)}» (${list(mediaType ?? '?')}).`,
    en: ({ name, mediaType }) =>
      `Files of this type are not taken: “${list(name)}” (${list(mediaType ?? '?')}).`,
  },
  FILE_TYPE_MISMATCH: {
    ru: ({ name, mediaType, extensions }) =>
      `Файл «${list(name)}» на деле ${list(mediaType)}. Назовите его как есть (${list(extensions)}).`,
    en: ({ name, mediaType, extensions }) =>
      `The file “${list(name)}” really is ${list(mediaType)}. Name it as what it is (${list(extensions)}).`,
  },
  FILE_UNKNOWN: {
    ru: () => 'Такого файла нет или он не ваш. Загрузите его: POST /files.',
    en: () => 'There is no such file, or it is not yours. Upload it: POST /files.',
  },
  FILE_DAMAGED: {
    ru: () => 'Файл на диске повреждён: его хеш не сходится. Сообщите администратору.',
    en: () => 'The file on disk is damaged: its hash is not right. Tell the administrator.',
  },
  FILE_ERASED: {
    ru: ({ erasureId }) =>
      `Файл стёрт: таков приказ ${list(erasureId)}. Если он нужен на законном основании, загрузите его заново.`,
    en: ({ erasureId }) =>
      `The file was erased, as order ${list(erasureId)} says. Who needs it lawfully uploads it anew.`,
  },
  EMPTY_FILE: { ru: () => 'Файл пуст.', en: () => 'The file is empty.' },
  EVENT_TOO_LARGE: {
    ru: () => 'Слишком длинный текст для одной записи. Приложите его файлом.',
    en: () => 'Too much text for one record. Attach it as a file.',
  },
  QUERY_TOO_COMPLEX: {
    ru: ({ cost, limit }) =>
      `Запрос слишком велик (${list(cost)} при пределе ${list(limit)}). Запросите меньше за раз.`,
    en: ({ cost, limit }) =>
      `The query asks too much at once (${list(cost)} of ${list(limit)}). Ask for less.`,
  },
  SEARCH_EXCLUDES_ONLY: {
    ru: () =>
      'В запросе одни исключения: так подходит почти каждое письмо. Добавьте слово, которое в письме есть.',
    en: () => 'The search only excludes, so nearly every letter fits. Add a word that the letter has.',
  },
  LOG_NOT_AS_SIGNED: {
    ru: ({ code }) =>
      `Журнал не тот, что был подписан (${list(code)}). Сообщите администратору: подробности в ledger.problem.`,
    en: ({ code }) =>
      `The log is not what was signed (${list(code)}). Tell the administrator: ledger.problem says more.`,
  },
  POSITION_NOT_REACHED: {
    ru: () => 'Записанное ещё не видно в запросах. Повторите чуть позже.',
    en: () => 'What was written cannot be read yet. Try again in a moment.',
  },
  UNAVAILABLE: {
    ru: () => 'База данных недоступна. Ничего не потеряно: повторите позже с тем же commandId.',
    en: () => 'The database cannot be reached. Nothing is lost: try again later with the same commandId.',
  },
};

export const refusalText = ({ refused, details }: Refusal, language: Language): string =>
  texts[refused][language](details);

export const internalErrorText: Texts<[string]> = {
  ru: (requestId) => `Внутренняя ошибка. Сообщите администратору номер запроса ${requestId}.`,
  en: (requestId) =>
    `Something went wrong inside. Tell the administrator the request’s number, ${requestId}.`,
};
