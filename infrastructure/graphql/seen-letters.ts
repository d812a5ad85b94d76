import { type DocumentNode, Kind } from 'graphql';
import type { Readings } from '../../application/readings.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { refuse } from '../../domain/refusal.ts';
import { Refused } from './api-error.ts';

/** A letter, as much of it as a record of reading it needs. */
interface Seen {
  readonly id: string;
  readonly revision: number;
  readonly confidential: boolean;
}

export const isAuditor = (organization: Organization, employeeId: string): boolean =>
  rolesOf(organization, employeeId).has('auditor');

/** What was asked for: the fields at the root of the operation that is carried out, with its name if it has one. */
export const operationOf = (document: DocumentNode, name: string | null | undefined): string => {
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations.filter((each) => !name || ('name' in each && each.name?.value === name));
  const selections = operation && 'selectionSet' in operation ? operation.selectionSet.selections : [];
  const fields = selections.map((selection) =>
    selection.kind === Kind.FIELD
      ? selection.name.value
      : `…${selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : ''}`,
  );
  return [...new Set(fields)].join(', ').slice(0, 1000);
};

/** The purpose of a request, from its `extensions`. @throws Refused where it is something else than a short text. */
export const purposeOf = (extensions: unknown): string | undefined => {
  const purpose = (extensions as { purpose?: unknown } | null | undefined)?.purpose;
  if (purpose === undefined || purpose === null) return undefined;
  if (typeof purpose === 'string' && /\S/.test(purpose) && purpose.length <= 4000) return purpose;
  throw new Refused(refuse('INVALID_INPUT', { field: 'extensions.purpose', problem: '1…4000' }));
};

/**
 * The letters that an answer shows, collected while it is made. Before it goes out, those of an auditor, and the
 * confidential ones of anybody, go on the record; nothing is written for the others.
 */
export class SeenLetters {
  readonly #readerId: string;
  readonly #readings: Readings;
  /** Of the reader, as of now. */
  readonly #isAuditor: () => Promise<boolean> | boolean;
  #confidential = new Map<string, number>();
  #others = new Map<string, number>();

  constructor(readerId: string, readings: Readings, isAuditor: () => Promise<boolean> | boolean) {
    this.#readerId = readerId;
    this.#readings = readings;
    this.#isAuditor = isAuditor;
  }

  note(letter: Letter | Seen): void {
    const confidential =
      'confidential' in letter ? letter.confidential : letter.card.confidentiality === 'confidential';
    (confidential ? this.#confidential : this.#others).set(letter.id, letter.revision);
  }

  /**
   * Settles when what must be on the record is. What comes after belongs to the next answer.
   *
   * @throws EventStoreUnavailable, EventTooLarge: the answer MUST NOT go out.
   */
  async recorded(
    about: () => { readonly operation: string; readonly purpose?: string | undefined },
  ): Promise<void> {
    if (this.#confidential.size === 0 && this.#others.size === 0) return;
    const [confidential, others] = [this.#confidential, this.#others];
    this.#confidential = new Map();
    this.#others = new Map();
    const seen = (await this.#isAuditor()) ? new Map([...others, ...confidential]) : confidential;
    if (seen.size === 0) return;
    const { operation, purpose } = about();
    await this.#readings.record({
      readerId: this.#readerId,
      letters: [...seen].map(([letterId, revision]) => ({ letterId, revision })),
      operation,
      ...(purpose !== undefined && { purpose }),
    });
  }
}
