import type { FileReference } from '../../letter/card.ts';
import { contentHash } from '../../letter/content-hash.ts';
import type { ShownEvent } from './check-streams.ts';
import type { Findings } from './findings.ts';

/** Events that write a text: their hash is that of what they hold. */
const writing = new Set(['Drafted', 'Revised']);
/** Events that are bound to the text as it was. */
const bound = new Set(['SubmittedForApproval', 'ApprovalGranted', 'ReturnedForRework', 'Approved']);

/** Each `contentHash` of an outgoing letter is that of the text and files that it is said of. */
export const checkContentHashes = (shown: readonly ShownEvent[], findings: Findings): void => {
  let current: string | undefined;
  let revision = -1;
  for (const { entry, file, line } of shown) {
    // What was withheld in between may have been another revision of the text.
    if (entry.revision !== revision + 1) current = undefined;
    revision = entry.revision;
    const { contentHash: said } = entry.data;
    if (writing.has(entry.type)) {
      current = hashOf(entry.data);
    } else if (!bound.has(entry.type)) {
      continue;
    }
    if (current === undefined) continue;
    findings.checked('REVISION');
    if (said !== current) {
      findings.add(
        'REVISION',
        file,
        { kind: 'otherContent', type: entry.type },
        {
          line,
          event: entry.index,
          expected: current,
          found: String(said),
        },
      );
    }
  }
};

const hashOf = (data: Readonly<Record<string, unknown>>): string => {
  const { card, text, files } = data as {
    readonly card?: { readonly subject?: string };
    readonly text?: string;
    readonly files?: readonly FileReference[];
  };
  return contentHash({ subject: card?.subject ?? '', text: text ?? '', files: files ?? [] });
};
