import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What the server does with the next mail that it is brought. */
export type Fate =
  | 'take'
  /** Says no to the recipient, for good. */
  | 'refuseRecipient'
  /** Says that it cannot take it now. */
  | 'defer'
  /** Takes it, and breaks the connection instead of saying so. */
  | 'takeAndDrop'
  /** Breaks the connection before the message has come. */
  | 'drop';

export interface MailServer {
  readonly url: string;
  /** All that was taken, in its order. */
  readonly taken: ParsedMail[];
  /** Fates of the mails to come; after them it takes everything. */
  readonly fates: Fate[];
  /** How long it thinks before it answers, in milliseconds. */
  slowness: number;
  close(): Promise<void>;
}

/** What the library's types leave out. */
interface Connection {
  readonly session: { readonly id: string };
  readonly _socket: Socket;
}

/** A real SMTP server on a port of its own, which fails when it is told to. */
export const openMailServer = async (): Promise<MailServer> => {
  const taken: ParsedMail[] = [];
  const fates: Fate[] = [];
  const state = { slowness: 0, fate: 'take' as Fate };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    disableReverseLookup: true,
    onRcptTo(_address, session, callback) {
      const fate = fates.shift() ?? 'take';
      Object.assign(session, { fate });
      if (fate === 'refuseRecipient') {
        return callback(Object.assign(new Error('No such mailbox'), { responseCode: 550 }));
      }
      callback();
    },
    onData(stream, session, callback) {
      const { fate } = session as unknown as { fate: Fate };
      const drop = () => {
        for (const connection of server.connections as unknown as Iterable<Connection>) {
          if (connection.session.id === session.id) connection._socket.destroy();
        }
      };
      if (fate === 'drop') return void drop();
      void simpleParser(stream).then(async (mail) => {
        await new Promise((settle) => setTimeout(settle, state.slowness));
        if (fate === 'defer') {
          return callback(Object.assign(new Error('Try again later'), { responseCode: 451 }));
        }
        taken.push(mail);
        if (fate === 'takeAndDrop') return drop();
        callback();
      });
    },
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    taken,
    fates,
    get slowness() {
      return state.slowness;
    },
    set slowness(milliseconds) {
      state.slowness = milliseconds;
    },
    close: () => new Promise((settle) => server.close(() => settle())),
  };
};
