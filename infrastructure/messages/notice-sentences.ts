import { DateTime } from 'luxon';
import type { NoticeKind, NoticeParameters } from '../../domain/notices/notice.ts';
import type { Language, Texts } from './language.ts';
import type { Names } from './names.ts';
import { taskTitle } from './task-titles.ts';

/** A notice as its sentence needs it. */
export interface ToldNotice {
  readonly kind: NoticeKind;
  readonly parameters: NoticeParameters;
  readonly onBehalfOfId?: string;
  /** Who did it; undefined for Chancery itself. */
  readonly actorId?: string;
}

type Told = ToldNotice & { readonly names: Names; readonly timeZone: string };

const plurals = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };

/** The word in the form that goes with the number. */
export const counted = (
  count: number,
  language: Language,
  forms: Partial<Record<Intl.LDMLPluralRule, string>>,
): string => `${count} ${forms[plurals[language].select(count)] ?? forms.other ?? forms.many ?? ''}`;

const when = (instant: string | undefined, language: Language, timeZone: string): string => {
  const at = DateTime.fromISO(instant ?? '', { zone: timeZone }).setLocale(language);
  return language === 'ru'
    ? at.toFormat("d MMMM yyyy 'г.' 'в' HH:mm")
    : at.toFormat("d MMMM yyyy 'at' HH:mm");
};

const day = (date: string | undefined, language: Language): string => {
  const at = DateTime.fromISO(date ?? '').setLocale(language);
  return language === 'ru' ? at.toFormat("d MMMM yyyy 'г.'") : at.toFormat('d MMMM yyyy');
};

const task = ({ parameters }: Told, language: Language): string =>
  parameters.task ? taskTitle(parameters.task, language) : '';

const due = ({ parameters, timeZone }: Told, language: Language): string =>
  when(parameters.due, language, timeZone);

/** «к 18:00 5 марта 2026 г.» */
const dueBy = ({ parameters, timeZone }: Told): string =>
  DateTime.fromISO(parameters.due ?? '', { zone: timeZone })
    .setLocale('ru')
    .toFormat("'к' HH:mm d MMMM yyyy 'г.'");

const by = ({ actorId, names }: Told): string | undefined => actorId && names.employee(actorId);
const other = ({ parameters, names }: Told): string => names.employee(parameters.employeeId ?? '');

const sentences: Readonly<Record<NoticeKind, Texts<[Told]>>> = {
  taskOpened: {
    ru: (told) => `Новая задача: «${task(told, 'ru')}». Срок — ${due(told, 'ru')}.`,
    en: (told) => `A new task: “${task(told, 'en')}”. It is due on ${due(told, 'en')}.`,
  },
  taskPassedOn: {
    ru: (told) =>
      `Задача «${task(told, 'ru')}» передана другому: теперь ею занимается ${other(told)}. От вас по ней больше ничего не требуется.`,
    en: (told) =>
      `The task “${task(told, 'en')}” was passed on to ${other(told)}. Nothing more is asked of you.`,
  },
  tasksInherited: {
    ru: (told) =>
      `Теперь за вами ${counted(told.parameters.count ?? 0, 'ru', { one: 'задача', few: 'задачи', many: 'задач' })}.${told.parameters.employeeId ? ` Раньше за них отвечал другой сотрудник: ${other(told)}.` : ''}`,
    en: (told) =>
      `You have ${counted(told.parameters.count ?? 0, 'en', { one: 'more task', other: 'more tasks' })} from now on.${told.parameters.employeeId ? ` Until now it was ${other(told)} who answered for them.` : ''}`,
  },
  reminder: {
    ru: (told) => `Напоминание о задаче «${task(told, 'ru')}»: срок — ${due(told, 'ru')}.`,
    en: (told) => `A reminder of the task “${task(told, 'en')}”: it is due on ${due(told, 'en')}.`,
  },
  overdue: {
    ru: (told) => `Задача «${task(told, 'ru')}» просрочена: срок был ${due(told, 'ru')}.`,
    en: (told) => `The task “${task(told, 'en')}” is overdue: it was due on ${due(told, 'en')}.`,
  },
  escalation: {
    ru: (told) =>
      `Задача «${task(told, 'ru')}» в вашем подразделении не выполнена вовремя: срок был ${due(told, 'ru')}. Нужно ваше вмешательство.`,
    en: (told) =>
      `The task “${task(told, 'en')}” in your department was not done in time: it was due on ${due(told, 'en')}. Please step in.`,
  },
  acknowledgmentRequested: {
    ru: (told) => `Прочитайте письмо и подтвердите, что ознакомились. Срок — ${due(told, 'ru')}.`,
    en: (told) => `Please read the letter and acknowledge it. It is due on ${due(told, 'en')}.`,
  },
  extensionRequested: {
    ru: (told) => `Исполнитель (${by(told) ?? '—'}) просит продлить срок. Решение нужно ${dueBy(told)}.`,
    en: (told) =>
      `The executor, ${by(told) ?? '—'}, asks for an extension. Please decide by ${due(told, 'en')}.`,
  },
  extensionGranted: {
    ru: (told) => `Срок продлён: теперь ${due(told, 'ru')}.`,
    en: (told) => `The extension was granted: the task is due on ${due(told, 'en')} now.`,
  },
  extensionRefused: {
    ru: (told) => `В продлении срока отказано. Срок прежний: ${due(told, 'ru')}.`,
    en: (told) => `The extension was refused. The task is still due on ${due(told, 'en')}.`,
  },
  returnedForRework: {
    ru: (told) => `Письмо возвращено на доработку (${by(told) ?? '—'}). Доработайте ${dueBy(told)}.`,
    en: (told) =>
      `The letter was returned for rework by ${by(told) ?? '—'}. Please rework it by ${due(told, 'en')}.`,
  },
  approved: {
    ru: () => 'Письмо согласовано всеми и передано на отправку.',
    en: () => 'The letter was approved by all and is to be dispatched.',
  },
  dispatched: {
    ru: () => 'Письмо отправлено адресату.',
    en: () => 'The letter was dispatched.',
  },
  withdrawn: {
    ru: (told) => `Письмо отозвано до отправки (${by(told) ?? '—'}).`,
    en: (told) => `The letter was withdrawn before dispatch by ${by(told) ?? '—'}.`,
  },
  annulled: {
    ru: (told) => `Регистрация письма аннулирована (${by(told) ?? '—'}).`,
    en: (told) => `The registration of the letter was annulled by ${by(told) ?? '—'}.`,
  },
  substitutionBegins: {
    ru: (told) =>
      `Вы замещаете сотрудника (${other(told)}) по ${day(told.parameters.until, 'ru')} включительно. Его задачи теперь видны и вам.`,
    en: (told) =>
      `You stand in for ${other(told)} until ${day(told.parameters.until, 'en')}. You see and may do their tasks.`,
  },
};

/** What the person is told, without a word of the letter itself. Times are by the clocks of the zone. */
export const noticeSentence = (
  notice: ToldNotice,
  names: Names,
  timeZone: string,
  language: Language,
): string => {
  const sentence = sentences[notice.kind][language]({ ...notice, names, timeZone });
  if (!notice.onBehalfOfId) return sentence;
  const whom = names.employee(notice.onBehalfOfId);
  return language === 'ru' ? `${sentence} Вы замещаете: ${whom}.` : `${sentence} You stand in for ${whom}.`;
};

/** What a notice is about, in a few words. */
const titles: Readonly<Record<NoticeKind, Texts>> = {
  taskOpened: { ru: () => 'Новая задача', en: () => 'New task' },
  taskPassedOn: { ru: () => 'Задача передана', en: () => 'Task passed on' },
  tasksInherited: { ru: () => 'К вам перешли задачи', en: () => 'Tasks are yours now' },
  reminder: { ru: () => 'Напоминание', en: () => 'Reminder' },
  overdue: { ru: () => 'Просрочено', en: () => 'Overdue' },
  escalation: { ru: () => 'Требуется вмешательство', en: () => 'Escalation' },
  acknowledgmentRequested: { ru: () => 'Ознакомьтесь', en: () => 'Please acknowledge' },
  extensionRequested: { ru: () => 'Просьба продлить срок', en: () => 'Extension asked for' },
  extensionGranted: { ru: () => 'Срок продлён', en: () => 'Extension granted' },
  extensionRefused: { ru: () => 'Срок не продлён', en: () => 'Extension refused' },
  returnedForRework: { ru: () => 'Возвращено на доработку', en: () => 'Returned for rework' },
  approved: { ru: () => 'Согласовано', en: () => 'Approved' },
  dispatched: { ru: () => 'Отправлено', en: () => 'Dispatched' },
  withdrawn: { ru: () => 'Отозвано', en: () => 'Withdrawn' },
  annulled: { ru: () => 'Аннулировано', en: () => 'Annulled' },
  substitutionBegins: { ru: () => 'Начало замещения', en: () => 'A substitution begins' },
};

export const noticeTitle = (kind: NoticeKind, language: Language): string => titles[kind][language]();
