import { resolve } from 'node:dns/promises';
import type { DNSResolver } from 'mailauth';
import { isWithin } from '../../domain/mail/address.ts';
import { type DkimCheck, type DkimResult, dkimResults } from '../../domain/mail/origin.ts';

export type { DNSResolver } from 'mailauth';

/** So many signatures of one message are checked: each may cost a question to a name server of its sender's choice. */
const MOST_SIGNATURES = 8;
const DNS_TIMEOUT_MS = 5_000;

/** Asks the name servers of the machine. */
export const systemResolver: DNSResolver = async (domain, type) => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('No answer'), { code: 'ETIMEOUT' })),
      DNS_TIMEOUT_MS,
    );
  });
  try {
    return (await Promise.race([resolve(domain, type), tooLong])) as string[][];
  } finally {
    clearTimeout(timer);
  }
};

/** The better known first: where several signatures are by the sender's domain, the first of these that one has counts. */
const order: readonly DkimResult[] = ['pass', 'temperror', 'fail', 'permerror', 'policy', 'neutral'];

const resultOf = (text: string): DkimResult => dkimResults.find((known) => known === text) ?? 'neutral';

/**
 * Checks the DKIM signatures of a message (RFC 6376, RFC 8301, RFC 8463). What cannot be asked for is `temperror`; a signature
 * that leaves the end of the text unsigned (`l=`, RFC 6376 §8.2) is `policy`.
 *
 * @param senderDomain of the From address; a signature by it, by one above or one below it is aligned.
 */
export const checkDkim = async (
  message: Buffer,
  senderDomain: string | undefined,
  signatures: number,
  resolver: DNSResolver,
  now: Date,
): Promise<DkimCheck> => {
  if (signatures === 0) return { result: 'none', signatures: [] };
  if (signatures > MOST_SIGNATURES) return { result: 'policy', signatures: [] };
  // Loaded with the first signature, and by a door of its own: the package's brings in what only other checks need.
  const { dkimVerify } = await import('mailauth/lib/dkim/verify.js');
  const verified = await dkimVerify(message, { resolver, strict: true, curTime: now }).catch(() => undefined);
  // Signatures that were made so that checking them fails with an error.
  if (!verified) return { result: 'permerror', signatures: [] };
  const { results } = verified;
  const checked = results.flatMap(({ signingDomain, selector, status }) => {
    if (!signingDomain) return [];
    const domain = signingDomain.toLowerCase().slice(0, 255);
    const passed = resultOf(String(status.result));
    return [
      {
        domain,
        selector: (selector ?? '').slice(0, 255),
        result: passed === 'pass' && status.underSized ? ('policy' as const) : passed,
        aligned:
          senderDomain !== undefined &&
          domain.includes('.') &&
          (isWithin(senderDomain, domain) || isWithin(domain, senderDomain)),
      },
    ];
  });
  const own = checked.filter(({ aligned }) => aligned).map(({ result }) => result);
  return { result: order.find((result) => own.includes(result)) ?? 'none', signatures: checked };
};
