import { sameBytes } from '../../domain/ledger/bytes.ts';
import type { KeyHistory } from './key-history.ts';
import type { BadPlace, LedgerProblem, LogAt } from './ledger-problem.ts';
import { logAt, type SignedSize, signatureProblem, signedBy } from './signed-size.ts';

/** More of what was signed than these is not told of, once it is known to be wrong. */
const ENOUGH = 20;

/** What was signed, held against the log as far as it has been read. */
export class SignedSoFar {
  readonly #rest: AsyncIterator<SignedSize> | Iterator<SignedSize>;
  readonly #history: KeyHistory;
  #next: Promise<SignedSize | undefined> | undefined;
  #soundUpTo = 0;
  readonly #unlike: { readonly signed: SignedSize; readonly actual: LogAt; readonly soundUpTo: number }[] =
    [];
  readonly #badlySigned: LedgerProblem[] = [];
  count = 0;

  constructor(signed: Iterable<SignedSize> | AsyncIterable<SignedSize>, history: KeyHistory) {
    this.#rest = Symbol.asyncIterator in signed ? signed[Symbol.asyncIterator]() : signed[Symbol.iterator]();
    this.#history = history;
  }

  /** The next size at which there is a root to compare. */
  async nextSize(): Promise<number> {
    return (await this.#peek())?.size ?? Number.POSITIVE_INFINITY;
  }

  async reached(size: number, root: Uint8Array): Promise<void> {
    for (let next = await this.#peek(); next && next.size <= size; next = await this.#peek()) {
      this.#take();
      if (this.#isForged(next)) continue;
      if (sameBytes(root, next.root)) this.#soundUpTo = size;
      else this.#isUnlike(next, logAt(size, root));
    }
  }

  /** The log ends here; whatever was signed of a larger one is lost. */
  async ended(size: number, root: Uint8Array): Promise<void> {
    for (let next = await this.#peek(); next; next = await this.#peek()) {
      this.#take();
      if (!this.#isForged(next)) this.#isUnlike(next, logAt(size, root));
    }
  }

  problems(first: BadPlace | undefined): LedgerProblem[] {
    const { forks } = this.#history;
    const [unlike] = this.#unlike.filter(
      // A fork that was accepted on the record is why this log does not extend it.
      ({ signed }) => signed.source !== 'last word' || !forks.some(({ kept }) => kept.size >= signed.size),
    );
    if (!unlike) return [...this.#badlySigned];
    const { signed, actual, soundUpTo } = unlike;
    const rolledBack = actual.size < signed.size && (!first || first.tampering === 'truncated');
    return [
      {
        code: rolledBack ? 'LEDGER_ROLLED_BACK' : 'LEDGER_REWRITTEN',
        signed: signedBy(signed),
        actual,
        soundUpTo,
        ...(first && first.index >= soundUpTo && { first }),
      },
      ...this.#badlySigned,
    ];
  }

  /** A note that is no note, or whose signature is wrong, says nothing of the log. */
  #isForged(signed: SignedSize): boolean {
    const problem = signatureProblem(signed, this.#history);
    if (problem && this.#badlySigned.length < ENOUGH) this.#badlySigned.push(problem);
    return problem?.code === 'LEDGER_CHECKPOINT_FORGED';
  }

  #isUnlike(signed: SignedSize, actual: LogAt): void {
    if (this.#unlike.length < ENOUGH) {
      this.#unlike.push({ signed, actual, soundUpTo: this.#soundUpTo });
    }
  }

  #peek(): Promise<SignedSize | undefined> {
    this.#next ??= Promise.resolve(this.#rest.next()).then(({ done, value }) => (done ? undefined : value));
    return this.#next;
  }

  #take(): void {
    this.#next = undefined;
    this.count += 1;
  }
}
