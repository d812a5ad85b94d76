import type { Faults } from './faults.ts';
import { Node, type NodeOptions } from './node.ts';
import { TransactionLog } from './transaction-log.ts';

export type { Faults } from './faults.ts';

/**
 * An EventStoreDB for tests: a node that speaks the client's protocol, with its log in memory or on file. It
 * answers as the server of 23.10 is programmed to; where that is not obvious, a comment names the file of
 * github.com/EventStore/EventStore that says so.
 *
 * What it does not do: links are never resolved, access is not controlled by stream, nothing is scavenged,
 * transactions of several calls do not exist, and the services besides Streams, Gossip and ServerFeatures
 * answer UNIMPLEMENTED.
 */
export interface StandIn {
  /** esdb:// connection string for this node. */
  readonly connectionString: string;
  readonly port: number;
  readonly faults: Faults;
  /** The log, for a test that looks behind the protocol. */
  readonly log: TransactionLog;
  /** Open subscriptions, in number. */
  readonly openSubscriptions: number;
  /** Node down (connections cut), log kept. */
  stop(): Promise<void>;
  /** Node up again on the same port with its log. */
  start(): Promise<void>;
  /** Ends for good. */
  close(): Promise<void>;
}

export interface StandInOptions extends NodeOptions {
  /** Keeps what is appended over the end of the process. */
  readonly dataFile?: string;
  /** Where an empty log begins. */
  readonly firstPosition?: bigint;
}

/** `user:password@` of a connection string; the client sends them over TLS only. */
const authority = ({ credentials }: NodeOptions): string =>
  credentials
    ? `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`
    : '';

export const connectionStringOf = (
  nodes: readonly { readonly port: number }[],
  options: NodeOptions,
): string => {
  const hosts = nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');
  return `esdb://${authority(options)}${hosts}?tls=${options.tls !== undefined}`;
};

/** A node as a test sees it; closing it ends the node and leaves the log. */
export const standInOf = (node: Node, log: TransactionLog, options: NodeOptions): StandIn => ({
  connectionString: connectionStringOf([node], options),
  port: node.port,
  faults: node.faults,
  log,
  get openSubscriptions() {
    return node.faults.openSubscriptions;
  },
  stop: () => node.stop(),
  start: () => node.start(),
  close: () => node.stop(),
});

/** Starts a node; it listens on 127.0.0.1 when this settles. */
export const startStandIn = async (options: StandInOptions = {}): Promise<StandIn> => {
  const log = new TransactionLog(options.firstPosition, options.dataFile);
  const node = new Node(log, options);
  await node.start();
  const standIn = standInOf(node, log, options);
  standIn.close = async () => {
    await node.stop();
    log.close();
  };
  return standIn;
};
