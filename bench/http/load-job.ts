/** One request of a load. In the body `@@` stands for a number that no other request has. */
export interface LoadRequest {
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the client's process is asked to do. */
export interface LoadJob {
  readonly url: string;
  readonly path: string;
  readonly method: 'POST' | 'GET';
  readonly connections: number;
  readonly milliseconds: number;
  /** In turn, over and over. */
  readonly requests: readonly LoadRequest[];
  /** As many a second, however long answers take; none: each client's next when its last is answered. */
  readonly perSecond?: number;
}

/** What came of it; times in milliseconds, from sending a request to the last byte of its answer. */
export interface LoadResult {
  readonly count: number;
  readonly rate: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** The first answer that was an error, if there was one. */
  readonly error?: string;
}
