import type { Metadata } from '@grpc/grpc-js';
import { accessDenied, type RpcError, unauthenticated } from './rpc-errors.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/**
 * Basic authentication. Who brings none is anonymous, and denied where streams are not open to everybody;
 * who brings false ones is turned away before any service sees the call (AuthenticationMiddleware.cs).
 */
export const authentication =
  (required: Credentials | undefined) =>
  (metadata: Metadata): RpcError | undefined => {
    if (!required) return undefined;
    const [header] = metadata.get('authorization');
    if (header === undefined) return accessDenied();
    const expected = Buffer.from(`${required.username}:${required.password}`).toString('base64');
    return `${header}` === `Basic ${expected}` ? undefined : unauthenticated();
  };
