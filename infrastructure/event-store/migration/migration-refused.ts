import { SpeakingError } from '../../speaking-error.ts';
export type MigrationRefusal =
  | 'TARGET_HAS_OTHER_EVENTS'
  | 'TARGET_CHANGED'
  | 'SOURCE_INCOMPLETE'
  | 'EVENT_WITHOUT_COMMAND'
  | 'EVENT_TOO_LARGE'
  | 'STORE_UNAVAILABLE';

/** A log cannot be copied; the message begins with the code and says why, and what would do. */
export class MigrationRefused extends SpeakingError {
  override readonly name = 'MigrationRefused';
  readonly code: MigrationRefusal;
  constructor(code: MigrationRefusal, sentence: string, cause?: unknown) {
    super(`${code}: ${sentence}`, { cause });
    this.code = code;
  }
}
