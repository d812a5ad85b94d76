import { ownNumber, quotedNumbers } from '../domain/letter/quoted-numbers.ts';
import { domainOf, isPublicDomain } from '../domain/mail/address.ts';
import type { MailReceivedData } from '../domain/mail/events.ts';
import type { EventStore } from './ports/event-store.ts';
import type { LetterLookup } from './ports/letter-lookup.ts';
import type { MailLookup } from './ports/mail-lookup.ts';
import type { ReadModelClock } from './ports/read-model-clock.ts';

type Suggestions = MailReceivedData['suggestions'];
type MessageBefore = Awaited<ReturnType<MailLookup['firstWith']>>;

/** What of a message tells whose it is, and what it goes on from. */
export interface Matchable {
  readonly messageId?: string;
  readonly sender?: { readonly name?: string; readonly address: string };
  readonly text?: string;
  /** Message-IDs, the nearest first. */
  readonly references: readonly string[];
  readonly automatic?: string;
}

/** As many of the numbers that a text quotes are looked for. */
const MOST_QUOTED = 10;

const only = (ids: readonly string[]): string | undefined => (ids.length === 1 ? ids[0] : undefined);

const counterpartyOf = async (
  { sender }: Matchable,
  lookup: MailLookup,
): Promise<Suggestions['counterparty']> => {
  if (!sender) return undefined;
  const byAddress = await lookup.byAddress(sender.address);
  if (byAddress.length > 0) {
    const id = only(byAddress);
    // Of several who share an address it is nobody's, and no weaker sign is better.
    return id ? { id, by: 'address' } : undefined;
  }
  const domain = domainOf(sender.address);
  const byDomain = isPublicDomain(domain) ? undefined : only(await lookup.byDomain(domain));
  if (byDomain) return { id: byDomain, by: 'domain' };
  const byName = sender.name ? only(await lookup.byName(sender.name)) : undefined;
  return byName ? { id: byName, by: 'name' } : undefined;
};

/**
 * By In-Reply-To and References, the nearest first; else by the one letter of ours that the text quotes by number and
 * date. An automatic reply goes on from nothing that it answers.
 */
const letterOf = async (
  { references, text, automatic }: Matchable,
  lookup: MailLookup,
  letters: LetterLookup,
): Promise<Suggestions['letter']> => {
  const known = await lookup.lettersByMessageId(references);
  const nearest = references.map((id) => known.get(id)).find((letter) => letter !== undefined);
  if (nearest) {
    const kind = nearest.direction === 'outgoing' && !automatic ? 'answers' : 'sameMatter';
    return { id: nearest.id, kind, by: 'references' };
  }
  if (automatic) return undefined;
  for (const reference of quotedNumbers(text ?? '').slice(0, MOST_QUOTED)) {
    const id = only(await letters.byOurNumber(reference));
    const quoted = [reference.number, reference.date].filter(Boolean).join(' от ');
    if (id) return { id, kind: 'answers', by: 'quotedNumber', quoted };
  }
  return undefined;
};

/** Finds out what a message has to do with what is there already. */
export class MailMatching {
  readonly #lookup: MailLookup;
  readonly #letters: LetterLookup;
  readonly #store: Pick<EventStore, 'head'>;
  readonly #readModels: ReadModelClock;

  constructor(
    lookup: MailLookup,
    letters: LetterLookup,
    store: Pick<EventStore, 'head'>,
    readModels: ReadModelClock,
  ) {
    this.#lookup = lookup;
    this.#letters = letters;
    this.#store = store;
    this.#readModels = readModels;
  }

  /**
   * Whose the message is likely to be, and what it likely goes on from: for the secretary to confirm. And the message with the
   * same Message-ID, if there is one. Everything that was recorded before the call counts.
   */
  async matches(
    message: Matchable,
  ): Promise<{ readonly suggestions: Suggestions; readonly before: MessageBefore }> {
    await this.#readModels.reached(await this.#store.head());
    const [counterparty, letter, before] = await Promise.all([
      counterpartyOf(message, this.#lookup),
      letterOf(message, this.#lookup, this.#letters),
      message.messageId ? this.#lookup.firstWith(message.messageId) : undefined,
    ]);
    const number = ownNumber(message.text ?? '');
    return {
      suggestions: {
        ...(counterparty && { counterparty }),
        ...(letter && { letter }),
        ...(number && { number }),
      },
      before,
    };
  }
}
