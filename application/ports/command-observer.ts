import type { RefusalCode } from '../../domain/refusal-codes.ts';

/** What came of a command: it was carried out, or had been before, or was refused, or broke off with an error. */
export type CommandEnd = 'done' | 'repeated' | RefusalCode | 'failed';

/** Told of every command when it has ended. MUST NOT throw. `seconds`: from its beginning to the durable append. */
export type CommandObserver = (command: string, end: CommandEnd, seconds: number) => void;
