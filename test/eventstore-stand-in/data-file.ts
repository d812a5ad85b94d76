import { closeSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { LogRecord } from './log-record.ts';

type Stored = readonly [
  stream: string,
  revision: string,
  position: string,
  postPosition: string,
  created: number,
  id: string,
  type: string,
  json: boolean,
  data: string,
  metadata: string,
];

const toStored = (record: LogRecord): Stored => [
  record.stream,
  `${record.revision}`,
  `${record.position}`,
  `${record.postPosition}`,
  record.created,
  record.id,
  record.type,
  record.json,
  Buffer.from(record.data).toString('base64'),
  Buffer.from(record.metadata).toString('base64'),
];

const fromStored = (stored: Stored): LogRecord => ({
  stream: stored[0],
  revision: BigInt(stored[1]),
  position: BigInt(stored[2]),
  postPosition: BigInt(stored[3]),
  created: stored[4],
  id: stored[5],
  type: stored[6],
  json: stored[7],
  data: Buffer.from(stored[8], 'base64'),
  metadata: Buffer.from(stored[9], 'base64'),
});

/**
 * An append-only file of the log: one line of JSON per write, all of its events together, so that a write
 * that a kill cut in two is dropped whole. What was handed to the kernel outlives the process, which is what
 * `kill -9` asks for; it is not synced against a loss of power.
 */
export class DataFile {
  readonly #path: string;
  readonly #descriptor: number;

  constructor(path: string) {
    this.#path = path;
    this.#descriptor = openSync(path, 'a');
  }

  /** Every record of every whole line; half a line at the end is cut off. */
  readAll(): readonly LogRecord[] {
    const content = readFileSync(this.#path);
    const whole = content.lastIndexOf(0x0a) + 1;
    if (whole < content.length) truncateSync(this.#path, whole);
    return content
      .subarray(0, whole)
      .toString('utf8')
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => (JSON.parse(line) as Stored[]).map(fromStored));
  }

  append(records: readonly LogRecord[]): void {
    const line = Buffer.from(`${JSON.stringify(records.map(toStored))}\n`);
    for (let offset = 0; offset < line.length; ) offset += writeSync(this.#descriptor, line, offset);
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}
