import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';

/** The server stayed silent in the middle of an answer. */
export class SilentCall extends Error {
  override readonly name = 'SilentCall';
  constructor(milliseconds: number) {
    super(`The event store said nothing for ${milliseconds} ms`);
  }
}

/**
 * What a failure of a call says of a write.
 *
 * - `unsent`: it was surely not made. No connection came about, or the node refused before it wrote: not the
 *   leader, not ready, too busy (`RpcExceptions.TryHandleNotHandled` in the server's
 *   src/EventStore.Core/Services/Transport/Grpc/RpcExceptions.cs).
 * - `lost`: it may have been made, and may yet be.
 * - `refused`: the server answered with an error of its own, which trying again does not change.
 */
export type CallFailure = 'unsent' | 'lost' | 'refused';

/** What grpc-js says where no connection came about, and the server's words for a node that does not take calls. */
const UNSENT =
  /No connection established|Name resolution failed|has been shut ?down|Channel closed before call started|Failed to discover|Server Is Not Ready|Server Is (Too )?Busy|No leader info/i;

/** gRPC status codes that the client has no class for and that a broken connection or node brings: UNKNOWN, INTERNAL. */
const BROKEN: ReadonlySet<unknown> = new Set([2, 13]);

/** Those that come as they are from a call that the client has not wrapped: CANCELLED, DEADLINE_EXCEEDED, INTERNAL, UNAVAILABLE. */
const BROKEN_RAW: ReadonlySet<unknown> = new Set([1, 4, 13, 14]);

export const callFailure = (error: unknown): CallFailure => {
  if (!(error instanceof Error)) return 'refused';
  if (error instanceof NotLeaderError) return 'unsent';
  if (error instanceof AccessDeniedError) return 'refused';
  if (UNSENT.test(error.message)) return 'unsent';
  if (error instanceof SilentCall) return 'lost';
  if (
    error instanceof UnavailableError ||
    error instanceof TimeoutError ||
    error instanceof DeadlineExceededError ||
    error instanceof CancelledError
  ) {
    return 'lost';
  }
  const { code } = error as { code?: unknown };
  if (error instanceof UnknownError) return BROKEN.has(code) ? 'lost' : 'refused';
  if (BROKEN_RAW.has(code)) return 'lost';
  return typeof code === 'string' && /^(ERR_HTTP2|ERR_STREAM|ECONN|EPIPE|ETIMEDOUT)/.test(code)
    ? 'lost'
    : 'refused';
};
