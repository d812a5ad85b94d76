import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import { newUuid } from './event-message.ts';
import { streams } from './protocol.ts';

const { ReadResp: Response } = streams;

export const confirmation = (): ReadResp =>
  new Response().setConfirmation(new Response.SubscriptionConfirmation().setSubscriptionId(newUuid()));

/** Its counterpart, `FellBehind`, is in the protocol and not sent (ResponseConverter.cs). */
export const caughtUp = (): ReadResp => new Response().setCaughtUp(new Response.CaughtUp());

export const checkpoint = (commit: bigint, prepare: bigint): ReadResp =>
  new Response().setCheckpoint(
    new Response.Checkpoint().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`),
  );
