import type { TaskKind } from '../deadline.ts';
import type { Instant } from '../fields.ts';

/** What a notice says; each kind is a sentence of its own. */
export const noticeKinds = [
  'taskOpened',
  'taskPassedOn',
  'tasksInherited',
  'reminder',
  'overdue',
  'escalation',
  'acknowledgmentRequested',
  'extensionRequested',
  'extensionGranted',
  'extensionRefused',
  'returnedForRework',
  'approved',
  'dispatched',
  'withdrawn',
  'annulled',
  'substitutionBegins',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** What the sentence needs beside the letter. Ids, words of the domain and times: no text of a letter, no name. */
export interface NoticeParameters {
  readonly task?: TaskKind;
  /** Of the task, see `Task`. */
  readonly key?: string;
  readonly due?: Instant;
  /** Of an escalation. */
  readonly level?: number;
  /** Whoever has the task now; whom one substitutes; who has left. */
  readonly employeeId?: string;
  readonly substitutionId?: string;
  readonly until?: string;
  readonly count?: number;
}

/** Something that one person is told because of one event. */
export interface Notice {
  readonly recipientId: string;
  /** Whom they substitute, where it is not their own. */
  readonly onBehalfOfId?: string;
  readonly kind: NoticeKind;
  readonly letterId?: string;
  readonly parameters: NoticeParameters;
  /** Told from then on, where that is later than the event. */
  readonly from?: Instant;
}

/** Those that may be mailed in quiet hours to whoever has said so. */
export const isUrgent = ({ kind }: Pick<Notice, 'kind'>): boolean =>
  kind === 'overdue' || kind === 'escalation';
