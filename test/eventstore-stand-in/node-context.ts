import type { Metadata } from '@grpc/grpc-js';
import type { FaultState } from './faults.ts';
import type { RpcError } from './rpc-errors.ts';
import type { TransactionLog } from './transaction-log.ts';

export interface EndPoint {
  readonly host: string;
  readonly port: number;
}

/** A member of the cluster as gossip tells of it. */
export interface Member extends EndPoint {
  readonly instanceId: string;
  readonly state: 'leader' | 'follower';
  readonly alive: boolean;
}

/** What the services of a node know of the node. */
export interface NodeContext {
  /** What is read here. */
  readonly log: TransactionLog;
  /** What is written to: the log of the leader, to which a follower forwards. None without a leader. */
  writeLog(): TransactionLog | undefined;
  readonly faults: FaultState;
  /** Bytes of one append; 1 MiB by default (`MaxAppendSize`, ClusterVNodeOptions.cs). */
  readonly maxAppendSize: number;
  isLeader(): boolean;
  leader(): EndPoint | undefined;
  members(): readonly Member[];
  /** Who the caller is not: an error for false credentials, or for none where some are required. */
  denied(metadata: Metadata): RpcError | undefined;
  /** Cuts the connection of a caller, named by its address and port. */
  cut(peer: string): void;
}

/** Whether the caller wants the leader and nobody else (`GetRequiresLeader`, Streams.cs). */
export const requiresLeader = (metadata: Metadata): boolean =>
  `${metadata.get('requires-leader')[0]}` === 'true';
