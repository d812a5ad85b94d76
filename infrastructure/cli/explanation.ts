import { EventStoreUnavailable } from '../../application/ports/event-store.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import { LedgerMismatch } from '../ledger/ledger-problem.ts';
import { ledgerProblemText } from '../messages/ledger-problems.ts';
import { SpeakingError } from '../speaking-error.ts';

/** What whoever runs the program is told of an error. */
export const explanation = (error: unknown): string => {
  const { message, code } = error as { message?: string; code?: string };
  if (error instanceof SpeakingError || error instanceof Malformed) return error.message;
  if (error instanceof LedgerMismatch) {
    return `${ledgerProblemText(error.problem, 'en')}\n${ledgerProblemText(error.problem, 'ru')}`;
  }
  if (error instanceof EventStoreUnavailable) {
    return `${error.message}: ${error.cause instanceof Error ? error.cause.message : error.cause}`;
  }
  if (code === 'EADDRINUSE') return 'The port is taken. Set PORT to another, or stop what listens there.';
  if (code === 'ENOENT') return `There is no such file: ${message}`;
  if (code === 'ECONNREFUSED' || code === '28P01' || code === '3D000' || code === 'ENOTFOUND') {
    return `The database of DATABASE_URL cannot be used: ${message || code}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};
