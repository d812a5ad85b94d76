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
  // Its fields are in their order already, and JSON.stringify writes texts as the RFC does: every fold of a letter hashes.
  const canonical = JSON.stringify({
    files: content.files.map(({ sha256: hash, name }) => ({ name, sha256: hash })),
    subject: content.subject,
    text: content.text ?? '',
  });
  return hexOf(sha256(canonical));
};
