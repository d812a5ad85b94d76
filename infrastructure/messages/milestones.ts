import type { Language } from './language.ts';

const DAY = 8 * 60;

/** Working minutes as people say them: in working days of eight hours, hours and minutes. */
export const workingTime = (minutes: number, language: Language): string => {
  const [days, hours, rest] = [
    Math.floor(minutes / DAY),
    Math.floor((minutes % DAY) / 60),
    Math.round(minutes % 60),
  ];
  const units =
    language === 'ru' ? (['раб. дн.', 'ч', 'мин'] as const) : (['working d', 'h', 'min'] as const);
  const parts = [days, hours, rest].flatMap((count, index) =>
    count > 0 ? [`${count} ${units[index]}`] : [],
  );
  return parts.length > 0 ? parts.join(' ') : `0 ${units[2]}`;
};

/** `before:480`, in words. */
export const milestoneWords = (milestone: string, language: Language): string => {
  const [side, text] = milestone.split(':');
  const minutes = Number(text);
  if (side === 'before' && minutes > 0) {
    const time = workingTime(minutes, language);
    return language === 'ru' ? `до срока ${time}` : `${time} before it is due`;
  }
  if (side === 'after' && minutes > 0) {
    const time = workingTime(minutes, language);
    return language === 'ru' ? `просрочено на ${time}` : `overdue by ${time}`;
  }
  if (side === 'unknown') return language === 'ru' ? 'о сроке' : 'of the due date';
  return language === 'ru' ? 'срок наступил' : 'it is due';
};
