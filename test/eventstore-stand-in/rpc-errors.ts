/**
 * Failures as the server states them: status and trailers of
 * src/EventStore.Core/Services/Transport/Grpc/RpcExceptions.cs, keys of Constants.cs beside it.
 */
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';

export type RpcError = Pick<ServiceError, 'code' | 'details' | 'metadata'> & Error;

const rpcError = (code: status, details: string, trailers: Record<string, string> = {}): RpcError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return Object.assign(new Error(details), { code, details, metadata });
};

export const streamDeleted = (stream: string): RpcError =>
  rpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const accessDenied = (): RpcError =>
  rpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** What a client makes of the HTTP status 401 that the authentication middleware answers with. */
export const unauthenticated = (): RpcError =>
  rpcError(status.UNAUTHENTICATED, 'Received HTTP status code 401');

export const notLeader = (host: string, port: number): RpcError =>
  rpcError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': `${port}`,
  });

export const notReady = (): RpcError => rpcError(status.UNAVAILABLE, 'Server Is Not Ready');

export const maxAppendSizeExceeded = (size: number): RpcError =>
  rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${size} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': `${size}`,
  });

export const requiredMetadataMissing = (property: string): RpcError =>
  rpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

export const wrongExpectedVersion = (
  operation: string,
  stream: string,
  expected: bigint,
  actual: bigint,
): RpcError =>
  rpcError(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': `${expected}`,
      'actual-version': `${actual}`,
    },
  );

/** `RpcExceptions.Timeout`: also how a subscription is dropped whose consumer is too slow. */
export const timedOut = (message: string): RpcError =>
  rpcError(status.ABORTED, `Operation timed out: ${message}`);

/** Enumerators.AllSubscriptionFiltered.cs, `ConsumerTooSlow`. */
export const consumerTooSlow = (): RpcError =>
  timedOut('Consumer too slow to handle event while live. Client resubscription required.');

export const deadlineExceeded = (): RpcError => rpcError(status.DEADLINE_EXCEEDED, 'Deadline Exceeded');

export const invalidArgument = (details: string): RpcError => rpcError(status.INVALID_ARGUMENT, details);

export const isRpcError = (error: unknown): error is RpcError =>
  error instanceof Error && 'code' in error && 'details' in error;

/** An exception that nothing handles, as the gRPC server of .NET states it. */
export const unknown = (error: unknown): RpcError =>
  isRpcError(error) ? error : rpcError(status.UNKNOWN, 'Exception was thrown by handler.');
