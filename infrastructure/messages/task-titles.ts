import type { TaskKind } from '../../domain/deadline.ts';
import type { Language } from './language.ts';

const titles: Readonly<Record<TaskKind, Readonly<Record<Language, string>>>> = {
  assignExecutor: { ru: 'Назначить исполнителя', en: 'Assign an executor' },
  decideOnReply: { ru: 'Ответить или закрыть без ответа', en: 'Draft a reply, or waive it' },
  decideOnExtension: { ru: 'Решить о продлении срока', en: 'Decide on the extension' },
  acknowledge: { ru: 'Ознакомиться', en: 'Read and acknowledge' },
  submit: { ru: 'Отправить на согласование', en: 'Submit for approval' },
  approve: { ru: 'Согласовать или вернуть', en: 'Approve, or return for rework' },
  rework: { ru: 'Доработать', en: 'Rework' },
  dispatch: { ru: 'Отправить адресату', en: 'Dispatch' },
  obtainIncomingNumber: { ru: 'Получить входящий номер адресата', en: 'Obtain the incoming number' },
};

export const taskTitle = (kind: TaskKind, language: Language): string => titles[kind][language];
