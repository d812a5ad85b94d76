/** Text or bytes that are not of the format they should be in: which format, and which of its rules they break. */
export class Malformed extends Error {
  override readonly name = 'Malformed';
  /** For example `signed note`. */
  readonly format: string;
  /** A code, for example `signature-line`. */
  readonly reason: string;
  constructor(format: string, reason: string) {
    super(`Not a well-formed ${format}: ${reason}`);
    this.format = format;
    this.reason = reason;
  }
}
