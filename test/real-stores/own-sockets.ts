import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const CHANNEL = 'net.client.socket';

/**
 * This process's own end of every connection to one of the ports, to cut it: a server that is not ours to stop is
 * lost that way all the same.
 */
export const ownSockets = (
  ports: readonly number[],
): {
  /** How many were cut. */
  cut(): number;
  forget(): void;
} => {
  const sockets = new Set<Socket>();
  const opened = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };
  subscribe(CHANNEL, opened);
  return {
    cut() {
      const open = [...sockets].filter(
        ({ remotePort }) => remotePort !== undefined && ports.includes(remotePort),
      );
      for (const socket of open) socket.destroy();
      return open.length;
    },
    forget: () => void unsubscribe(CHANNEL, opened),
  };
};
