import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';
import { SubjectErased } from '../../application/personal-data/sealed-events.ts';
import { EventStoreUnavailable, EventTooLarge } from '../../application/ports/event-store.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { SearchExcludesOnly } from '../../projections/correspondence/search-queries.ts';
import { InvalidCursor } from '../../projections/page.ts';
import { LedgerMismatch } from '../ledger/ledger-problem.ts';
import type { Language } from '../messages/language.ts';
import { internalErrorText, refusalText } from '../messages/refusals.ts';

/** A refusal on its way out of a resolver. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** SQLSTATE classes of a database that is not there, or is going, or is full; and what the driver says of a lost connection. */
const isDatabaseAway = (error: Error & { code?: unknown }): boolean =>
  (typeof error.code === 'string' && /^(08|53|57P|ECONN|ENOENT|EPIPE|ETIMEDOUT)/.test(error.code)) ||
  /connection terminated|timeout exceeded when trying to connect|connection timeout/i.test(error.message);

/** What an error is to a client, if a client may know. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof Refused) return error.refusal;
  if (error instanceof InvalidCursor)
    return refuse('INVALID_INPUT', { field: 'after', problem: error.message });
  if (error instanceof SearchExcludesOnly) return refuse('SEARCH_EXCLUDES_ONLY');
  if (error instanceof EventTooLarge)
    return refuse('EVENT_TOO_LARGE', { bytes: error.bytes, limit: error.limit });
  if (error instanceof LedgerMismatch) {
    return refuse('LOG_NOT_AS_SIGNED', { ...error.problem });
  }
  if (error instanceof SubjectErased) return refuse('PERSONAL_DATA_ERASED', { id: error.subject });
  if (error instanceof EventStoreUnavailable) return refuse('UNAVAILABLE');
  if (error instanceof Error && isDatabaseAway(error)) return refuse('UNAVAILABLE');
  return undefined;
};

/**
 * A GraphQL error as the client gets it: a refusal with its code and a sentence in the client's language, a mistake
 * in the query as graphql-js words it, and of anything else no more than the request's number, while the log gets
 * the cause.
 */
export const formatError = (
  error: GraphQLError,
  language: Language,
  requestId: string,
  log: Pick<Logger, 'error' | 'warn'>,
): GraphQLFormattedError => {
  const { locations, path, originalError: cause } = error;
  const at = { ...(locations && { locations }), ...(path && { path }) };
  const refusal = refusalOf(cause);
  if (refusal) {
    if (refusal.refused === 'UNAVAILABLE') log.warn({ err: cause, requestId }, 'The database is away');
    const { refused: code, details } = refusal;
    return { message: refusalText(refusal, language), ...at, extensions: { code, details } };
  }
  // A query that does not parse or validate, or a variable that does not fit, never got as far as a field.
  if (!path) {
    return { message: error.message, ...at, extensions: { code: 'INVALID_INPUT', details: {} } };
  }
  log.error({ err: cause ?? error, requestId, path }, 'A request failed');
  const extensions = { code: 'INTERNAL', details: { requestId } };
  return { message: internalErrorText[language](requestId), ...at, extensions };
};
