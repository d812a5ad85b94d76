import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { uuidMessage } from './event-message.ts';
import type { NodeContext } from './node-context.ts';
import { gossip } from './protocol.ts';

const { VNodeState } = gossip.MemberInfo;

/** `Gossip.Read`: who is in the cluster (`ToGrpcClusterInfo`, src/EventStore.Core/Services/Transport/Grpc/Gossip.Read.cs). */
export const readGossip =
  ({ members }: NodeContext) =>
  (_: ServerUnaryCall<unknown, ClusterInfo>, callback: sendUnaryData<ClusterInfo>): void => {
    const ticks = `${BigInt(Date.now()) * 10_000n}`;
    const infos = members().map(({ host, port, instanceId, state, alive }) =>
      new gossip.MemberInfo()
        .setInstanceId(uuidMessage(instanceId, true))
        .setTimeStamp(ticks)
        .setState(state === 'leader' ? VNodeState.LEADER : VNodeState.FOLLOWER)
        .setIsAlive(alive)
        .setHttpEndPoint(new gossip.EndPoint().setAddress(host).setPort(port)),
    );
    callback(null, new gossip.ClusterInfo().setMembersList(infos));
  };
