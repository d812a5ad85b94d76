import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';

const FRAME_HEADER = 9;
const SETTINGS = 0x4;
const MAX_CONCURRENT_STREAMS = 0x3;

/**
 * States `limit` in the server's first frame, which is its SETTINGS (RFC 9113 §3.4, §6.5): the client then
 * keeps calls back beyond it. The server behind is left unlimited, because Node's refuses a call with
 * ENHANCE_YOUR_CALM while one that has just ended still counts, which Kestrel does not do.
 */
const stateLimit = (limit: number): Transform => {
  let head: Buffer | undefined = Buffer.alloc(0);
  const whole = (chunk: Buffer): Buffer | undefined => {
    if (!head) return chunk;
    head = Buffer.concat([head, chunk]);
    const end = head.length < FRAME_HEADER ? FRAME_HEADER : FRAME_HEADER + head.readUIntBE(0, 3);
    if (head.length < end) return undefined;
    const frame = head;
    head = undefined;
    for (let at = FRAME_HEADER; frame[3] === SETTINGS && at < end; at += 6) {
      if (frame.readUInt16BE(at) === MAX_CONCURRENT_STREAMS) frame.writeUInt32BE(limit, at + 2);
    }
    return frame;
  };
  return new Transform({ transform: (chunk: Buffer, _, next) => next(null, whole(chunk)) });
};

/**
 * The port of a node. What connects is passed on to the gRPC server behind it, which can cut neither one of
 * its connections nor all of them; here they can be.
 */
export class FrontDoor {
  readonly #listener: Server;
  readonly #host: string;
  /** Both ends of each connection: that of the caller, and the one to the server behind. */
  readonly #connections = new Map<Socket, Socket>();

  constructor(
    host: string,
    behind: number,
    limit: number,
    tls: { readonly cert: Buffer; readonly key: Buffer } | undefined,
  ) {
    this.#host = host;
    const accept = (caller: Socket): void => {
      const server = connect({ port: behind, host, noDelay: true });
      this.#connections.set(caller, server);
      caller.setNoDelay(true);
      caller.on('error', () => undefined);
      server.on('error', () => undefined);
      caller.on('close', () => {
        this.#connections.delete(caller);
        server.destroy();
      });
      server.on('close', () => caller.destroy());
      caller.pipe(server);
      server.pipe(stateLimit(limit)).pipe(caller);
    };
    this.#listener = tls ? createTlsServer({ ...tls, ALPNProtocols: ['h2'] }, accept) : createServer(accept);
    // A handshake that fails concerns its caller alone.
    this.#listener.on('tlsClientError', () => undefined);
  }

  /** Listens on `port`, or any that is free for 0; the answer is the port. */
  async open(port: number): Promise<number> {
    this.#listener.listen(port, this.#host);
    await once(this.#listener, 'listening');
    const address = this.#listener.address();
    return address && typeof address === 'object' ? address.port : port;
  }

  /** Cuts the connection whose caller the server behind knows under this address and port. */
  cut(peer: string): void {
    const found = [...this.#connections].find(([, server]) => peer.endsWith(`:${server.localPort}`));
    found?.[0].destroy();
  }

  /** Settles when every connection is closed at both ends. */
  async cutAll(): Promise<void> {
    const sockets = [...this.#connections].flat();
    await Promise.all(
      sockets.map(async (socket) => {
        if (socket.closed) return;
        const closed = once(socket, 'close');
        socket.destroy();
        await closed;
      }),
    );
  }

  async close(): Promise<void> {
    const closed = once(this.#listener, 'close');
    this.#listener.close();
    await this.cutAll();
    await closed;
  }
}
