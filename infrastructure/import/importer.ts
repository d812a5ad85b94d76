import type { Chancery } from '../../application/chancery.ts';
import { derivedId } from '../../application/derived-id.ts';
import type { CreatingRequest } from '../../application/letter-requests.ts';
import { normalizedName } from '../../domain/counterparty/normalized-name.ts';
import { SYSTEM } from '../../domain/event.ts';
import type { LinkKind } from '../../domain/letter/events.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { counterpartiesByName } from '../../projections/registers/queries.ts';

type ImportRequest = Extract<CreatingRequest, { name: 'importLetter' }>;

export interface ImportedCounterparty {
  readonly name: string;
  readonly kind: 'organization' | 'person';
  readonly email?: string;
}

/**
 * Writes what an import found. Every command's id follows from what it is about, so that the same thing imported again
 * is answered as the first time and nothing is added.
 */
export class Importer {
  readonly #chancery: Chancery;
  readonly #read: ReadModel;
  readonly #counterparties = new Map<string, Promise<string | Refusal>>();
  #counterpartiesAdded = 0;
  #linksAdded = 0;

  constructor(chancery: Chancery, read: ReadModel) {
    this.#chancery = chancery;
    this.#read = read;
  }

  get counterpartiesAdded(): number {
    return this.#counterpartiesAdded;
  }

  get linksAdded(): number {
    return this.#linksAdded;
  }

  /** The id of the counterparty of that address or name, spelling apart, which is added if there is none. */
  counterparty(counterparty: ImportedCounterparty): Promise<string | Refusal> {
    const key = counterparty.email
      ? `email:${counterparty.email.toLowerCase()}`
      : `name:${normalizedName(counterparty.name)}`;
    const known = this.#counterparties.get(key) ?? this.#findOrAdd(key, counterparty);
    this.#counterparties.set(key, known);
    return known;
  }

  /** Writes a letter. @returns whether it is new, or why it was refused. */
  async letter(
    source: { readonly register: string; readonly key: string },
    request: Omit<ImportRequest, 'name' | 'letterId' | 'source'>,
  ): Promise<{ readonly letterId: string; readonly isNew: boolean } | Refusal> {
    const letterId = importedLetterId(source);
    const outcome = await this.#chancery.letters.execute(
      { actor: SYSTEM, commandId: derivedId('import', 'letter', letterId) },
      { name: 'importLetter', letterId, source, ...request },
    );
    return isRefusal(outcome) ? outcome : { letterId, isNew: !outcome.repeated };
  }

  /** Links a letter to another, if it is not linked yet. @returns why it was refused, if it was. */
  async link(
    letterId: string,
    targetLetterId: string,
    kind: LinkKind,
    quoted?: string,
  ): Promise<Refusal | undefined> {
    if (letterId === targetLetterId) return undefined;
    const outcome = await this.#chancery.letters.execute(
      { actor: SYSTEM, commandId: derivedId('import', 'link', letterId, targetLetterId, kind) },
      {
        name: 'linkLetters',
        letterId,
        targetLetterId,
        kind,
        ...(quoted && { quoted: quoted.slice(0, 1_000) }),
      },
    );
    if (isRefusal(outcome)) return outcome.refused === 'ALREADY_LINKED' ? undefined : outcome;
    if (!outcome.repeated) this.#linksAdded += 1;
    return undefined;
  }

  async #findOrAdd(key: string, { name, kind, email }: ImportedCounterparty): Promise<string | Refusal> {
    const [existing] = email ? [] : await counterpartiesByName(this.#read, name);
    if (existing) return existing;
    const outcome = await this.#chancery.registers.counterparty(
      { actor: SYSTEM, commandId: derivedId('import', 'counterparty', key) },
      {
        name: 'addCounterparty',
        details: {
          kind,
          name: name.slice(0, 1_000),
          addresses: email ? [{ kind: 'email', text: email }] : [],
          contacts: [],
        },
      },
    );
    if (isRefusal(outcome)) return outcome;
    if (!outcome.repeated) this.#counterpartiesAdded += 1;
    return outcome.state?.mergedInto ?? outcome.state?.id ?? derivedId('import', 'counterparty', key);
  }
}

/** The letter that a row of a register, or a message, becomes. */
export const importedLetterId = ({
  register,
  key,
}: {
  readonly register: string;
  readonly key: string;
}): string => derivedId('import', 'source', register, key);
