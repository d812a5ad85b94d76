import type { Bundle } from '../../../domain/evidence/bundle.ts';
import { paths } from '../../../domain/evidence/documents.ts';

const NEWLINE = 0x0a;

/** Where each line begins, and at last where the content ends. */
export const lineStarts = (content: Uint8Array): readonly number[] => {
  const starts = [0];
  for (let at = content.indexOf(NEWLINE); at >= 0; at = content.indexOf(NEWLINE, at + 1)) starts.push(at + 1);
  if (starts.at(-1) !== content.length) starts.push(content.length);
  return starts;
};

interface Lines {
  readonly path: string;
  readonly content: Uint8Array;
  readonly starts: readonly number[];
}

/**
 * A bundle of one stream with some of its lines only. The verifier reads events and their proofs line by line, so of lines that
 * are as they were it says what it said before.
 */
export class StreamWindow implements Bundle {
  readonly folder = '';
  readonly files: Bundle['files'];
  readonly #files: readonly Lines[];
  #from = 0;
  #to = 1;

  constructor(stream: string, contentOf: (path: string) => Uint8Array) {
    this.#files = [paths.events(stream), paths.proofs(stream)].map((path) => {
      const content = contentOf(path);
      return { path, content, starts: lineStarts(content) };
    });
    this.files = this.#files.map(({ path, content }) => ({ path, size: content.length }));
  }

  /** From now on it has that line, from 0, and as many after it. */
  turnTo(line: number, more: number): void {
    this.#from = line;
    this.#to = line + 1 + more;
  }

  async read(path: string): Promise<Uint8Array> {
    const file = this.#files.find((known) => known.path === path);
    if (!file) throw new Error(`There is no file ${path}`);
    const { content, starts } = file;
    return content.subarray(starts[this.#from], starts[this.#to] ?? content.length);
  }

  sha256(): Promise<string> {
    return Promise.reject(new Error('Of lines nobody asks for a hash'));
  }
}
