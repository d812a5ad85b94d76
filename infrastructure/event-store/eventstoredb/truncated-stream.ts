/**
 * Events of a stream are missing: somebody set `$maxCount`, `$maxAge` or `$tb` on it, or deleted it. Its state
 * cannot be known any more, so nothing is read from its middle as if that were its beginning.
 */
export class TruncatedStream extends Error {
  override readonly name = 'TruncatedStream';
  readonly stream: string;
  readonly expected: number;
  /** The revision that is there; `undefined` when none is. */
  readonly found: number | undefined;
  constructor(stream: string, expected: number, found: number | undefined) {
    super(
      `${stream} was truncated in the event store: revision ${expected} is missing` +
        `${found === undefined ? '' : `, the next that is there is ${found}`}. ` +
        `Look at the metadata of its stream ($maxCount, $maxAge, $tb); Chancery sets none.`,
    );
    this.stream = stream;
    this.expected = expected;
    this.found = found;
  }
}
