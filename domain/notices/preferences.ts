import { type Static, Type } from 'typebox';
import { ClockTime, Fields, OneOf } from '../fields.ts';

export const noticeLanguages = ['ru', 'en'] as const;
/** When mail goes out: at once, at the full hour, once a day, or in working hours alone. */
export const mailTimings = ['immediately', 'hourly', 'daily', 'workingHours'] as const;
export type MailTiming = (typeof mailTimings)[number];

/**
 * How an employee wants to be told. It says nothing of who they are, so it is not sealed: once their name is erased, it is
 * a setting of nobody's.
 */
export const NoticePreferences = Fields({
  language: OneOf(noticeLanguages),
  /** False: no mail. The list of notices is always kept. */
  email: Type.Boolean(),
  timing: OneOf(mailTimings),
  /** For `daily`. */
  dailyAt: ClockTime,
  /** No mail from then to then, over midnight where `to` is the earlier; what comes meanwhile goes out as one mail after it. */
  quietHours: Type.Optional(Fields({ from: ClockTime, to: ClockTime })),
  /** IANA time zone of the times above; the organisation's calendar's where it is not given. */
  timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  /** Overdue tasks and escalations are mailed at once, whatever the timing and the quiet hours. */
  urgentAtOnce: Type.Boolean(),
});
export type NoticePreferences = Static<typeof NoticePreferences>;

/** Until they say otherwise. */
export const defaultPreferences: NoticePreferences = {
  language: 'ru',
  email: true,
  timing: 'immediately',
  dailyAt: '09:00',
  urgentAtOnce: false,
};
