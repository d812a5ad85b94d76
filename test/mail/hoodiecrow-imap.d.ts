declare module 'hoodiecrow-imap' {
  import type { Server } from 'node:net';

  interface ImapServer {
    listen(port: number, host: string, done: () => void): void;
    close(done: () => void): void;
    readonly server: Server;
    readonly storage: Record<string, { folders?: unknown }>;
    getMailbox(path: string): {
      readonly messages: readonly { readonly uid: number; readonly flags: readonly string[] }[];
      uidvalidity: number;
    };
    appendMessage(mailbox: string, flags: readonly string[], date: unknown, raw: string): void;
  }

  const create: (options: object) => ImapServer;
  export default create;
}
