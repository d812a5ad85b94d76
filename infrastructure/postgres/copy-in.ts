import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';

/** What a statement needs of the driver's connection while it takes in rows. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Whether the statement is one that rows are sent after. */
export const takesRows = (text: string): boolean => /^\s*copy .+ from stdin\b/is.test(text);

/**
 * Carries out `copy … from stdin` with these rows, in the text form of PostgreSQL's COPY, asking for each piece of them when
 * it is to be sent. The driver sends no rows by itself; it lets a statement of another kind have the connection until it is
 * ready for the next.
 */
export const copyIn = (client: pg.PoolClient, text: string, rows: Iterable<string>): Promise<void> =>
  new Promise((settle, fail) => {
    let isOver = false;
    const send = async (connection: CopyConnection): Promise<void> => {
      for (const piece of rows) {
        if (isOver) return;
        connection.sendCopyFromChunk(Buffer.from(piece));
        // Others are served meanwhile, and no more rows are put into words than the server takes.
        await (connection.stream.writableNeedDrain ? once(connection.stream, 'drain') : turn());
      }
      connection.endCopyFrom();
    };
    client.query({
      submit: (connection: unknown) => (connection as CopyConnection).query(text),
      handleCopyInResponse(connection: CopyConnection) {
        send(connection).catch((error: unknown) => {
          // The server is told, or it would wait for the rest; what it answers to that comes too late to count.
          fail(error);
          if (!isOver) connection.sendCopyFail('the rows could not be written down');
        });
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => settle(),
      handleError(error: Error) {
        isOver = true;
        fail(error);
      },
    } as pg.Submittable);
  });
