import { readFileSync } from 'node:fs';
import {
  BACKWARDS,
  type Direction,
  END,
  EventStoreDBClient,
  type ReadPosition,
  START,
} from '@eventstore/db-client';
import { collect } from './collect.ts';
import type { StoreAddress } from './connection-string.ts';
import { Empty, ReadReq, type ReadResp, StreamsClient } from './protocol.ts';
import type { WireRecord } from './wire-event.ts';

/** How many records a page of a filtered read looks through, at most, before the server takes up other requests. */
const SEARCH_WINDOW = 1_000;
const DISPOSAL_MS = 2_000;

/** The client with what it lacks: a filtered read of `$all`, and an end. */
export class StoreClient extends EventStoreDBClient {
  #channel: { close(): void } | undefined;

  /**
   * BatchAppend is never used, whatever the server offers. The client keeps the promises of all batches of the process in
   * one map: an error of one connection rejects those of all others, and their answers, when they come, throw inside an
   * event handler and end the process (dist/streams/appendToStream/batchAppend.js). It gives a batch no deadline either.
   */
  protected override supports = async (): Promise<boolean> => false;

  /** Remembers the connection, to end it. The client's own is private. */
  remembering(): this {
    const open = this.getChannel;
    this.getChannel = async () => {
      const channel = await open();
      this.#channel = channel;
      return channel;
    };
    return this;
  }

  /** Ends what is under way, and the connection, which the client itself leaves open. */
  async end(): Promise<void> {
    await Promise.race([
      this.dispose(),
      new Promise<void>((settle) => setTimeout(settle, DISPOSAL_MS).unref()),
    ]);
    this.#channel?.close();
  }

  /**
   * At most `count` events of `$all` from `from` on (itself included) whose stream begins with one of `prefixes`. The
   * protocol filters at the server, which the client's `readAll` offers in no way.
   */
  async readAllFiltered(
    from: ReadPosition,
    count: number,
    direction: Direction,
    prefixes: string[],
    patienceMs: number,
  ): Promise<WireRecord[]> {
    const request = new ReadReq().setOptions(readOptions(from, count, direction, prefixes));
    const open = this.GRPCStreamCreator(StreamsClient, 'readAllFiltered', (client) =>
      client.read(request, ...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
    );
    return collect(await open(), toRecord, patienceMs);
  }
}

const { Options } = ReadReq;

const readOptions = (from: ReadPosition, count: number, direction: Direction, prefixes: string[]) => {
  const all = new Options.AllOptions();
  if (from === START) all.setStart(new Empty());
  else if (from === END) all.setEnd(new Empty());
  else {
    const position = new Options.Position();
    position.setCommitPosition(from.commit.toString());
    position.setPreparePosition(from.prepare.toString());
    all.setPosition(position);
  }
  const filter = new Options.FilterOptions();
  filter.setStreamIdentifier(new Options.FilterOptions.Expression().setPrefixList(prefixes));
  filter.setMax(SEARCH_WINDOW);
  filter.setCheckpointintervalmultiplier(1);
  return new Options()
    .setAll(all)
    .setCount(String(count))
    .setReadDirection(direction === BACKWARDS ? 1 : 0)
    .setResolveLinks(false)
    .setUuidOption(new Options.UUIDOption().setString(new Empty()))
    .setFilter(filter);
};

const jsonOrBytes = (bytes: Uint8Array): unknown => {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return bytes;
  }
};

const toRecord = (response: InstanceType<typeof ReadResp>): WireRecord | undefined => {
  const event = response.getEvent()?.getEvent();
  if (!event) return undefined;
  return {
    id: event.getId()?.getString() ?? '',
    type: event.getMetadataMap().get('type') ?? '',
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    revision: BigInt(event.getStreamRevision()),
    position: { commit: BigInt(event.getCommitPosition()), prepare: BigInt(event.getPreparePosition()) },
    data: Buffer.from(event.getData_asU8()).toString('utf8'),
    metadata: jsonOrBytes(event.getCustomMetadata_asU8()),
  };
};

/** Opens nothing yet: the first call connects. */
export const openClient = (address: StoreAddress): StoreClient => {
  const { hosts, discover, tls, credentials, tlsCaFile, userCertFile, userKeyFile } = address;
  const { discoveryInterval, maxDiscoverAttempts, gossipTimeout } = address;
  const discovery = { discoveryInterval, maxDiscoverAttempts, gossipTimeout };
  const { defaultDeadline, keepAliveInterval, keepAliveTimeout, connectionName } = address;
  const settings = { defaultDeadline, keepAliveInterval, keepAliveTimeout, connectionName };
  const channel = {
    insecure: !tls,
    ...(tlsCaFile !== undefined && { rootCertificate: readFileSync(tlsCaFile) }),
    ...(userCertFile !== undefined && { userCertFile: readFileSync(userCertFile) }),
    ...(userKeyFile !== undefined && { userKeyFile: readFileSync(userKeyFile) }),
  };
  const [first] = hosts;
  if (!first) throw new Error('A store without a host');
  const client = discover
    ? new StoreClient({ ...settings, ...discovery, discover: first }, channel, credentials)
    : hosts.length > 1
      ? new StoreClient({ ...settings, ...discovery, endpoints: [...hosts] }, channel, credentials)
      : new StoreClient({ ...settings, endpoint: first }, channel, credentials);
  return client.remembering();
};
