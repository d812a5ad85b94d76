import { domainOf, isPublicDomain } from '../domain/mail/address.ts';
import type { MailReceivedData } from '../domain/mail/events.ts';
import { ownNumber, quotedNumbers } from '../domain/letter/quoted-numbers.ts';
import type { LetterLookup } from './ports/letter-lookup.ts';
import type { MailLookup } from './ports/mail-lookup.ts';

type Suggestions = MailReceivedData['suggestions'];

/** What of a message tells whose it is, and what it goes on from. */
export interface Matchable {
  readonly sender?: { readonly name?: string; readonly address: string };
  readonly text?: string;
  /** Message-IDs, the nearest first. */
  readonly references: readonly string[];
  readonly automatic: boolean;
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

/** Whose the message is likely to be, and what it likely goes on from: for the secretary to confirm. */
export const suggestionsFor = async (
  message: Matchable,
  lookup: MailLookup,
  letters: LetterLookup,
): Promise<Suggestions> => {
  const [counterparty, letter] = await Promise.all([
    counterpartyOf(message, lookup),
    letterOf(message, lookup, letters),
  ]);
  const number = ownNumber(message.text ?? '');
  return {
    ...(counterparty && { counterparty }),
    ...(letter && { letter }),
    ...(number && { number }),
  };
};
