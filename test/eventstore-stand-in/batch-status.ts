/**
 * The `google.rpc.Status` of a batch's answer, with its typed details
 * (src/EventStore.Core/Services/Transport/Grpc/Status.cs, WrongExpectedVersion.cs).
 */

import type { Status } from '@eventstore/db-client/generated/status_pb.js';
import { status as Code } from '@grpc/grpc-js';
import { type Expected, expectedVersion } from './commit-check.ts';
import { shared, statuses, wellKnown } from './protocol.ts';

interface Packable {
  serializeBinary(): Uint8Array;
}

const status = (
  code: number,
  message: string,
  details: Packable,
  type = `event_store.client.${message}`,
): Status => {
  const any = new wellKnown.Any();
  any.pack(details.serializeBinary(), type);
  return new statuses.Status()
    .setCode(code as ReturnType<Status['getCode']>)
    .setMessage(message)
    .setDetails(any);
};

const wrongExpectedVersion = (expected: Expected, current: bigint): Status => {
  const empty = new wellKnown.Empty();
  const details = new shared.WrongExpectedVersion();
  if (current < 0n) details.setCurrentNoStream(empty);
  else details.setCurrentStreamRevision(`${current}`);
  if (expected === 'any') details.setExpectedAny(empty);
  else if (expected === 'streamExists') details.setExpectedStreamExists(empty);
  else if (expected === 'noStream') details.setExpectedNoStream(empty);
  else details.setExpectedStreamPosition(`${expectedVersion(expected)}`);
  return status(Code.ALREADY_EXISTS, 'WrongExpectedVersion', details);
};

export const batchStatus = {
  wrongExpectedVersion,
  streamDeleted: (stream: string): Status => {
    const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream));
    return status(
      Code.NOT_FOUND,
      'StreamDeleted',
      new shared.StreamDeleted().setStreamIdentifier(identifier),
    );
  },
  accessDenied: (): Status => status(Code.PERMISSION_DENIED, 'AccessDenied', new shared.AccessDenied()),
  timeout: (): Status => status(Code.DEADLINE_EXCEEDED, 'Timeout', new shared.Timeout()),
  maximumAppendSizeExceeded: (size: number): Status => {
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(size);
    return status(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded', details);
  },
  badRequest: (message: string): Status =>
    status(Code.INVALID_ARGUMENT, 'BadRequest', new shared.BadRequest().setMessage(message)),
  /** The node's own state names no code and no details (`ConvertMessage`, Streams.BatchAppend.cs). */
  notHandled: (message: string): Status =>
    status(Code.OK, message, new wellKnown.Empty(), 'google.protobuf.Empty'),
};
