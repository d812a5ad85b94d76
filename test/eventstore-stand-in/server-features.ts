import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { features, gossipService, otherServices, serverFeaturesService, streamsService } from './protocol.ts';

const VERSION = '23.10.0';

/** Methods in lower case and what they can besides (src/EventStore.Core/Services/Transport/Grpc/ServerFeatures.cs). */
const featuresOf = (path: string): string[] => {
  if (path.includes('persistentsubscriptions')) return ['stream', 'all'];
  if (path.endsWith('.streams/read')) return ['position', 'events'];
  if (path.endsWith('.streams/batchappend')) return ['deadline_duration'];
  return path.endsWith('.projections/create') ? ['track_emitted_streams'] : [];
};

const supported = [streamsService, gossipService, serverFeaturesService, ...otherServices]
  .flatMap((service) => Object.values(service))
  .map(({ path }) => path.toLowerCase().slice(1))
  .map((path) => {
    const [service = '', method = ''] = path.split('/');
    return new features.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method)
      .setFeaturesList(featuresOf(path));
  });

/** `ServerFeatures.GetSupportedMethods`, open to everybody. */
export const getSupportedMethods = (
  _: ServerUnaryCall<unknown, SupportedMethods>,
  callback: sendUnaryData<SupportedMethods>,
): void =>
  callback(
    null,
    new features.SupportedMethods().setMethodsList(supported).setEventStoreServerVersion(VERSION),
  );
