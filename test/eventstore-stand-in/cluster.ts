import { Node, type NodeOptions } from './node.ts';
import { connectionStringOf, type StandIn, standInOf } from './stand-in.ts';
import { TransactionLog } from './transaction-log.ts';

/** Nodes of which one leads and the others follow. */
export interface StandInCluster {
  /** esdb:// connection string of all the nodes: the client finds the leader by gossip. */
  readonly connectionString: string;
  readonly nodes: readonly StandIn[];
  /** Index of the leader, undefined while there is none: it was stopped and nobody has been elected. */
  readonly leader: number | undefined;
  /**
   * Makes another node the leader. The old one goes on as a follower, with its connections open. The new
   * one has every append that was answered: it was of the majority that wrote it.
   */
  elect(index: number): void;
  /** Followers get what the leader writes this much later, in milliseconds; 0 ends it. */
  delayReplication(milliseconds: number): void;
  close(): Promise<void>;
}

/** Copies the leader's log to the others. */
class Replication {
  readonly #logs: readonly TransactionLog[];
  readonly #runs: (index: number) => boolean;
  #leader = 0;
  #stopListening: () => void;
  delay = 0;

  constructor(logs: readonly TransactionLog[], runs: (index: number) => boolean) {
    this.#logs = logs;
    this.#runs = runs;
    this.#stopListening = this.#follow();
  }

  get leader(): number {
    return this.#leader;
  }

  log(index: number): TransactionLog {
    const log = this.#logs[index];
    if (!log) throw new RangeError(`There is no node ${index}`);
    return log;
  }

  elect(index: number): void {
    this.catchUp(index);
    this.#stopListening();
    this.#leader = index;
    this.#stopListening = this.#follow();
    for (const other of this.#logs.keys()) if (this.#runs(other)) this.catchUp(other);
  }

  /** Gives a node what it lacks of the first `count` records of the leader's log, or of all. */
  catchUp(index: number, count = Number.POSITIVE_INFINITY): void {
    const log = this.log(index);
    if (index !== this.#leader)
      log.replicate(this.log(this.#leader).records.slice(log.records.length, count));
  }

  #follow(): () => void {
    const leader = this.log(this.#leader);
    return leader.onCommitted(() => {
      const count = leader.records.length;
      const copy = (): void => {
        for (const index of this.#logs.keys()) if (this.#runs(index)) this.catchUp(index, count);
      };
      if (this.delay === 0) copy();
      else setTimeout(copy, this.delay).unref();
    });
  }
}

/** Starts a cluster of `size` nodes; the first leads. */
export const startStandInCluster = async (
  size = 3,
  options: Omit<NodeOptions, 'port'> & { readonly firstPosition?: bigint } = {},
): Promise<StandInCluster> => {
  const logs = Array.from({ length: size }, () => new TransactionLog(options.firstPosition));
  const replication = new Replication(logs, (index) => nodes[index]?.running ?? false);
  const leading = (): Node | undefined => {
    const node = nodes[replication.leader];
    return node?.running ? node : undefined;
  };
  const cluster = {
    leader: leading,
    members: () => nodes.map((node) => node.member(node === leading() ? 'leader' : 'follower')),
    writeLog: () => (leading() ? replication.log(replication.leader) : undefined),
  };
  const nodes: readonly Node[] = logs.map((log) => new Node(log, options, cluster));
  for (const node of nodes) await node.start();
  const standIns = nodes.map((node, index): StandIn => {
    const standIn = standInOf(node, replication.log(index), options);
    standIn.start = async () => {
      replication.catchUp(index);
      await node.start();
    };
    return standIn;
  });
  for (const index of nodes.keys()) replication.catchUp(index);
  return {
    connectionString: connectionStringOf(nodes, options),
    nodes: standIns,
    get leader() {
      return leading() ? replication.leader : undefined;
    },
    elect: (index) => replication.elect(index),
    delayReplication: (milliseconds) => {
      replication.delay = milliseconds;
    },
    async close() {
      for (const node of nodes) await node.stop();
      for (const log of logs) log.close();
    },
  };
};
