import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
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
    files: content.files.map(({ sha256, name }) => ({ sha256, name })),
  });
  return createHash('sha256')
    .update(canonical ?? '')
    .digest('hex');
};
