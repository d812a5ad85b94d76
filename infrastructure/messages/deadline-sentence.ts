import { DateTime } from 'luxon';
import type { DeadlineExplanation, DeadlineStep } from '../../domain/organization/deadline-explanation.ts';
import type { Language, Texts } from './language.ts';
import { workingTime } from './milestones.ts';
import type { Names } from './names.ts';
import { taskTitle } from './task-titles.ts';

interface Told {
  /** In the time zone of the calendar. */
  moment(instant: string): string;
  readonly names: Names;
}

const formats: Readonly<Record<Language, string>> = { ru: 'dd.MM.yyyy HH:mm', en: 'yyyy-MM-dd HH:mm' };

const policyPart: Texts<[DeadlineExplanation, Told]> = {
  ru: ({ policy, calendar }, { moment }) => {
    if (!policy) return '';
    const { id, name, version, task, workingMinutes, from } = policy;
    const which = id
      ? `по правилу ${name ? `«${name}»` : `для «${taskTitle(task, 'ru')}»`} (версия ${version})`
      : `по встроенному правилу для «${taskTitle(task, 'ru')}»`;
    const by = calendar ? ` по календарю «${calendar.name}» (${calendar.timeZone})` : '';
    return `${workingTime(workingMinutes, 'ru')} ${which}${by} с ${moment(from)}`;
  },
  en: ({ policy, calendar }, { moment }) => {
    if (!policy) return '';
    const { id, name, version, task, workingMinutes, from } = policy;
    const which = id
      ? `by the policy ${name ? `“${name}”` : `for “${taskTitle(task, 'en')}”`} (version ${version})`
      : `by the built-in policy for “${taskTitle(task, 'en')}”`;
    const by = calendar ? ` of the calendar “${calendar.name}” (${calendar.timeZone})` : '';
    return `${workingTime(workingMinutes, 'en')} ${which}${by} from ${moment(from)} on`;
  },
};

const daysPart = ({ calendar }: DeadlineExplanation, language: Language): string => {
  if (!calendar || calendar.unusualDays.length === 0) return '';
  const days = calendar.unusualDays.map(({ date, name }) => (name ? `${date} ${name}` : date)).join(', ');
  return language === 'ru' ? `особые дни: ${days}` : `unusual days: ${days}`;
};

const stepPart: Texts<[DeadlineStep, Told]> = {
  ru: (step, { moment, names }) => {
    switch (step.kind) {
      case 'policy':
        return '';
      case 'set':
        return `срок до ${moment(step.due)} назначил(а) ${names.employee(step.by)}`;
      case 'extended':
        return `изменён на ${moment(step.due)}, ${names.employee(step.by)}: ${step.reason}`;
      case 'waited': {
        const time = workingTime(step.workingMinutes, 'ru');
        return step.until
          ? `ждали контрагента ${time} (${step.reason})`
          : `ждём контрагента до ${moment(step.expectedBy)}, это около ${time} (${step.reason})`;
      }
      default:
        return step satisfies never;
    }
  },
  en: (step, { moment, names }) => {
    switch (step.kind) {
      case 'policy':
        return '';
      case 'set':
        return `${names.employee(step.by)} set it to ${moment(step.due)}`;
      case 'extended':
        return `${names.employee(step.by)} moved it to ${moment(step.due)}: ${step.reason}`;
      case 'waited': {
        const time = workingTime(step.workingMinutes, 'en');
        return step.until
          ? `the counterparty was waited for ${time} (${step.reason})`
          : `the counterparty is waited for until ${moment(step.expectedBy)}, about ${time} (${step.reason})`;
      }
      default:
        return step satisfies never;
    }
  },
};

/** Why a task is due when it is, in one sentence; instants in the zone of the calendar, or the given one where none counts. */
export const deadlineSentence = (
  explanation: DeadlineExplanation,
  language: Language,
  names: Names,
  timeZone: string,
): string => {
  const zone = explanation.calendar?.timeZone ?? timeZone;
  const moment = (instant: string): string => DateTime.fromISO(instant, { zone }).toFormat(formats[language]);
  const told = { moment, names };
  const parts = [
    policyPart[language](explanation, told),
    daysPart(explanation, language),
    ...explanation.steps.map((step) => stepPart[language](step, told)),
  ].filter((part) => part !== '');
  const due = language === 'ru' ? `Срок ${moment(explanation.due)}` : `Due ${moment(explanation.due)}`;
  return `${due}: ${parts.join('; ')}.`;
};
