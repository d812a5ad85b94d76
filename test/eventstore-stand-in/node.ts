import {
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { append } from './append.ts';
import { authentication, type Credentials } from './authentication.ts';
import { batchAppend } from './batch-append.ts';
import { deleteStream, tombstone } from './delete.ts';
import { newUuid } from './event-message.ts';
import { FaultState } from './faults.ts';
import { FrontDoor } from './front-door.ts';
import { readGossip } from './gossip.ts';
import type { EndPoint, Member, NodeContext } from './node-context.ts';
import { gossipService, serverFeaturesService, streamsService } from './protocol.ts';
import { read } from './read.ts';
import { getSupportedMethods } from './server-features.ts';
import { writeGenesis, writeStatistics } from './system-events.ts';
import type { TransactionLog } from './transaction-log.ts';

const HOST = '127.0.0.1';
const UNLIMITED_STREAMS = 2 ** 31 - 1;

export interface NodeOptions {
  /** 0: any that is free. */
  readonly port?: number;
  readonly tls?: { readonly cert: Buffer; readonly key: Buffer };
  /** Required of every caller of a stream, where given. The client sends none without TLS. */
  readonly credentials?: Credentials;
  /** Calls at once of one connection; 100 is what Kestrel allows (`Http2Limits.MaxStreamsPerConnection`). */
  readonly maxConcurrentStreams?: number;
  readonly maxAppendSize?: number;
  /** Milliseconds between two events of statistics; 30 000 as on the server (`StatsPeriodSec`). */
  readonly statisticsInterval?: number;
}

/** What a cluster decides for its nodes. */
export interface Cluster {
  leader(): EndPoint | undefined;
  members(): readonly Member[];
  /** The log of the leader. */
  writeLog(): TransactionLog | undefined;
}

/** A node: the services over HTTP/2 on a port, on a log of its own. */
export class Node {
  readonly host = HOST;
  readonly instanceId = newUuid();
  readonly faults: FaultState;
  readonly #log: TransactionLog;
  readonly #options: NodeOptions;
  readonly #cluster: Cluster;
  #port: number;
  #server: Server | undefined;
  #door: FrontDoor | undefined;
  #statistics: NodeJS.Timeout | undefined;

  constructor(log: TransactionLog, options: NodeOptions = {}, cluster?: Cluster) {
    this.#log = log;
    this.#options = options;
    this.#port = options.port ?? 0;
    this.#cluster = cluster ?? {
      leader: () => ({ host: HOST, port: this.port }),
      members: () => [this.member('leader')],
      writeLog: () => log,
    };
    this.faults = new FaultState(async () => this.#door?.cutAll());
  }

  get port(): number {
    return this.#port;
  }

  get running(): boolean {
    return this.#door !== undefined;
  }

  member(state: Member['state']): Member {
    return { host: HOST, port: this.port, instanceId: this.instanceId, state, alive: this.running };
  }

  async start(): Promise<void> {
    if (this.#door) return;
    const server = new Server({
      'grpc.max_concurrent_streams': UNLIMITED_STREAMS,
      'grpc.max_receive_message_length': 17 * 1024 * 1024,
    });
    this.#addServices(server);
    const inner = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`${HOST}:0`, ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    const door = new FrontDoor(HOST, inner, this.#options.maxConcurrentStreams ?? 100, this.#options.tls);
    this.#port = await door.open(this.#port);
    this.#door = door;
    this.#server = server;
    if (this.#cluster.writeLog()?.records.length === 0) this.#write(writeGenesis);
    const interval = this.#options.statisticsInterval ?? 30_000;
    this.#statistics = setInterval(() => this.#write(writeStatistics), interval).unref();
  }

  #write(events: (log: TransactionLog, port: number) => void): void {
    const log = this.#cluster.writeLog();
    if (log) events(log, this.#port);
  }

  /** Down at once: connections are cut in the middle of whatever they do. */
  async stop(): Promise<void> {
    const door = this.#door;
    if (!door) return;
    this.#door = undefined;
    clearInterval(this.#statistics);
    await door.close();
    this.#server?.forceShutdown();
    this.#log.forgetCommitted();
  }

  #addServices(server: Server): void {
    const context: NodeContext = {
      log: this.#log,
      faults: this.faults,
      maxAppendSize: this.#options.maxAppendSize ?? 1024 * 1024,
      leader: () => this.#cluster.leader(),
      writeLog: () => this.#cluster.writeLog(),
      isLeader: () => this.#cluster.leader()?.port === this.port,
      members: () => this.#cluster.members(),
      denied: authentication(this.#options.credentials),
      cut: (peer) => this.#door?.cut(peer),
    };
    const add = (definition: unknown, implementation: unknown): void =>
      server.addService(definition as ServiceDefinition, implementation as UntypedServiceImplementation);
    add(streamsService, {
      append: append(context),
      batchAppend: batchAppend(context),
      read: read(context),
      delete: deleteStream(context),
      tombstone: tombstone(context),
    });
    add(gossipService, { read: readGossip(context) });
    add(serverFeaturesService, { getSupportedMethods });
  }
}
