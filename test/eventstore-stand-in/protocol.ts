/**
 * The service definitions and messages that the client itself ships, so that the stand-in and the client
 * cannot disagree about the wire. They are CommonJS, generated for google-protobuf 3, and live in that
 * package's own tree.
 */
import { createRequire } from 'node:module';
import type { MethodDefinition } from '@grpc/grpc-js';

const require = createRequire(import.meta.url);

type StreamsMessages = typeof import('@eventstore/db-client/generated/streams_pb.js');
type SharedMessages = typeof import('@eventstore/db-client/generated/shared_pb.js');
type StatusMessages = typeof import('@eventstore/db-client/generated/status_pb.js');
type GossipMessages = typeof import('@eventstore/db-client/generated/gossip_pb.js');
type FeatureMessages = typeof import('@eventstore/db-client/generated/serverfeatures_pb.js');

export const streams: StreamsMessages = require('@eventstore/db-client/generated/streams_pb.js');
export const shared: SharedMessages = require('@eventstore/db-client/generated/shared_pb.js');
export const statuses: StatusMessages = require('@eventstore/db-client/generated/status_pb.js');
export const gossip: GossipMessages = require('@eventstore/db-client/generated/gossip_pb.js');
export const features: FeatureMessages = require('@eventstore/db-client/generated/serverfeatures_pb.js');

/** google-protobuf of the client, not ours: a message of another copy would not serialize into its own. */
const fromClient = createRequire(require.resolve('@eventstore/db-client/generated/streams_pb.js'));
export const wellKnown: {
  readonly Any: typeof import('google-protobuf/google/protobuf/any_pb.js').Any;
  readonly Empty: typeof import('google-protobuf/google/protobuf/empty_pb.js').Empty;
} = {
  Any: fromClient('google-protobuf/google/protobuf/any_pb.js').Any,
  Empty: fromClient('google-protobuf/google/protobuf/empty_pb.js').Empty,
};

type Services = Record<string, Record<string, MethodDefinition<unknown, unknown>>>;
const service = (file: string, name: string): Record<string, MethodDefinition<unknown, unknown>> => {
  const found = (require(`@eventstore/db-client/generated/${file}_grpc_pb.js`) as Services)[name];
  if (!found) throw new Error(`The client ships no ${name}`);
  return found;
};

export const streamsService = service('streams', 'StreamsService');
export const gossipService = service('gossip', 'GossipService');
export const serverFeaturesService = service('serverfeatures', 'ServerFeaturesService');

/** Announced by a real node, not carried out by the stand-in. */
export const otherServices = [
  service('monitoring', 'MonitoringService'),
  service('operations', 'OperationsService'),
  service('persistent', 'PersistentSubscriptionsService'),
  service('projections', 'ProjectionsService'),
  service('users', 'UsersService'),
];
