import canonicalize from 'canonicalize';
import { hexOf } from '../ledger/hex.ts';
import { sha256 } from '../ledger/sha256.ts';
import type { FileReference } from './card.ts';

/**
 * What an approval or an acknowledgment is bound to: SHA-256, in hex, of the canonical JSON (RFC 8785) of
 * subject, text and the hashes and names of the files in their order.
 */
export const contentHash = (content: {
  readonly subject: string;
  readonly text?: string;
  readonly files: readonly FileReference[];
}): string => {
  const canonical = canonicalize({
    subject: content.subject,
    text: content.text ?? '',
    files: content.files.map(({ sha256: hash, name }) => ({ sha256: hash, name })),
  });
  return hexOf(sha256(canonical ?? ''));
};
