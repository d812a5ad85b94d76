import { Node, type NodeOptions } from './node.ts';
import { connectionStringOf, type StandIn, standInOf } from './stand-in.ts';
import { TransactionLog } from './transaction-log.ts';

/** Nodes that share a log, of which one leads. */
export interface StandInCluster {
  /** esdb:// connection string of all the nodes: the client finds the leader by gossip. */
  readonly connectionString: string;
  readonly nodes: readonly StandIn[];
  /** Index of the leader, undefined while there is none: it was stopped and nobody has been elected. */
  readonly leader: number | undefined;
  /** Makes another node the leader. The old one goes on as a follower, with its connections open. */
  elect(index: number): void;
  close(): Promise<void>;
}

/**
 * Starts a cluster of `size` nodes; the first leads. Followers have what the leader has, at once: a lag of
 * replication is not played.
 */
export const startStandInCluster = async (
  size = 3,
  options: Omit<NodeOptions, 'port'> & { readonly firstPosition?: bigint } = {},
): Promise<StandInCluster> => {
  const log = new TransactionLog(options.firstPosition);
  let elected = 0;
  const leads = (node: Node): boolean => nodes[elected] === node && node.running;
  const cluster = {
    leader: () => nodes.find(leads),
    members: () => nodes.map((node) => node.member(leads(node) ? 'leader' : 'follower')),
  };
  const nodes: readonly Node[] = Array.from({ length: size }, () => new Node(log, options, cluster));
  for (const node of nodes) await node.start();
  const standIns = nodes.map((node) => standInOf(node, log, options));
  return {
    connectionString: connectionStringOf(nodes, options),
    nodes: standIns,
    get leader() {
      const index = nodes.findIndex(leads);
      return index < 0 ? undefined : index;
    },
    elect(index) {
      elected = index;
      // A new leader has not committed what the old one has: repeats at `any` are not recognised.
      log.forgetCommitted();
    },
    async close() {
      for (const node of nodes) await node.stop();
      log.close();
    },
  };
};
