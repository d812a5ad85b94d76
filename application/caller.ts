import type { Organization } from '../domain/organization/organization.ts';

/** Who calls, and by which command. The token said who; everything else they may do is looked up. */
export interface Caller {
  /** An employee's id, or `SYSTEM`. */
  readonly actor: string;
  /** The client's idempotency key, a uuid: the same command repeated with it changes nothing. */
  readonly commandId: string;
  /** The piece of work that this belongs to; the command's own id where it begins one. */
  readonly correlationId?: string;
  /** What led to it directly: for a policy, the event's id. */
  readonly causationId?: string;
  /** The revision that the client saw. Refused as stale when the stream has moved on. */
  readonly expectedRevision?: number;
  /** As of a moment since they asked, where it was looked up to find out who asks; else it is looked up. */
  readonly organization?: Organization;
}
