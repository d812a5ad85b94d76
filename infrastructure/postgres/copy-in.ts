import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';

/** What a statement needs of the driver's connection while it takes in rows. */
interface CopyConnection {
  readonly stream: Socket;
  query(text: string): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/** Whether the statement is one that rows are sent after. */
export const takesRows = (text: string): boolean => /^\s*copy .+ from stdin\b/is.test(text);

/** Of a message: each wakes PostgreSQL's process, which takes some hundred microseconds of both. */
const MESSAGE_BYTES = 131_072;
const HEADER_BYTES = 5;
const COPY_DATA = 'd'.charCodeAt(0);
const MOST_BYTES_PER_CHARACTER = 3;

/** The pieces as messages of the protocol: CopyData, its length, and of the rows as much as is certain to fit in. */
function* copyData(pieces: Iterable<string>): Generator<Buffer> {
  let message = Buffer.allocUnsafe(MESSAGE_BYTES);
  let end = HEADER_BYTES;
  const whole = (): Buffer => {
    message[0] = COPY_DATA;
    message.writeUInt32BE(end - 1, 1);
    return message.subarray(0, end);
  };
  for (const piece of pieces) {
    const room = piece.length * MOST_BYTES_PER_CHARACTER;
    if (end + room > message.length) {
      if (end > HEADER_BYTES) yield whole();
      message = Buffer.allocUnsafe(Math.max(MESSAGE_BYTES, HEADER_BYTES + room));
      end = HEADER_BYTES;
    }
    end += message.write(piece, end);
  }
  yield whole();
}

/**
 * Carries out `copy … from stdin` with these rows, in the text form of PostgreSQL's COPY, asking for each piece of them when
 * it is to be sent. The driver sends no rows by itself; it lets a statement of another kind have the connection until it is
 * ready for the next.
 */
export const copyIn = (client: pg.PoolClient, text: string, rows: Iterable<string>): Promise<void> =>
  new Promise((settle, fail) => {
    let isOver = false;
    const send = async (connection: CopyConnection): Promise<void> => {
      for (const message of copyData(rows)) {
        if (isOver) return;
        connection.stream.write(message);
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
