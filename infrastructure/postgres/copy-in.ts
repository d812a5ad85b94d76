import type pg from 'pg';

/** What a statement needs of the driver's connection while it takes in rows. */
interface CopyConnection {
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
    client.query({
      submit: (connection: unknown) => (connection as CopyConnection).query(text),
      handleCopyInResponse(connection: CopyConnection) {
        try {
          for (const piece of rows) connection.sendCopyFromChunk(Buffer.from(piece));
          connection.endCopyFrom();
        } catch (error) {
          // The server is told, or it would wait for the rest; what it answers to that comes too late to count.
          fail(error);
          connection.sendCopyFail('the rows could not be written down');
        }
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => settle(),
      handleError: fail,
    } as pg.Submittable);
  });
