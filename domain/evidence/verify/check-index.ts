import { hexOf } from '../../ledger/hex.ts';
import type { FileReference } from '../../letter/card.ts';
import { inByteOrder } from '../bundle.ts';
import { type Index, paths, type Withheld } from '../documents.ts';
import type { OpenedCheckpoint } from './check-checkpoint.ts';
import type { ShownEvent } from './check-streams.ts';
import type { Findings } from './findings.ts';

/** What `index.json` must say of the streams, from what is there. */
export const streamsOf = (shown: readonly ShownEvent[], withheld: readonly Withheld[]): Index['streams'] => {
  const streams = new Map<string, { events: number; withheld: number; revisions: number[] }>();
  const of = (stream: string) => {
    const known = streams.get(stream) ?? { events: 0, withheld: 0, revisions: [] };
    streams.set(stream, known);
    return known;
  };
  for (const { entry } of shown) {
    const stream = of(entry.stream);
    stream.events += 1;
    stream.revisions.push(entry.revision);
  }
  for (const { stream: name, revision } of withheld) {
    const stream = of(name);
    stream.withheld += 1;
    stream.revisions.push(revision);
  }
  return [...streams]
    .sort(([one], [other]) => inByteOrder(one, other))
    .map(([stream, { events, withheld: hidden, revisions }]) => ({
      events,
      last: revisions.reduce((most, revision) => Math.max(most, revision)),
      stream,
      withheld: hidden,
    }));
};

/** `index.json` says what the rest of the bundle says. */
export const checkIndex = (
  index: Index,
  {
    checkpoint,
    shown,
    withheld,
    files,
    present,
  }: {
    readonly checkpoint: OpenedCheckpoint | undefined;
    readonly shown: readonly ShownEvent[];
    readonly withheld: readonly Withheld[];
    readonly files: ReadonlyMap<string, FileReference>;
    /** Hashes of the files that are there. */
    readonly present: ReadonlySet<string>;
  },
  findings: Findings,
): void => {
  const same = (what: string, expected: unknown, found: unknown): void => {
    findings.checked('INDEX');
    if (JSON.stringify(expected) === JSON.stringify(found)) return;
    findings.add(
      'INDEX',
      paths.index,
      { kind: 'indexOtherwise', what },
      {
        expected: JSON.stringify(expected),
        found: JSON.stringify(found),
      },
    );
  };
  if (checkpoint) {
    same('origin', checkpoint.origin, index.origin);
    same('checkpoint', { root: hexOf(checkpoint.root), size: checkpoint.size }, index.checkpoint);
  }
  same('streams', streamsOf(shown, withheld), index.streams);
  same(
    'files',
    [...files.values()]
      .sort((one, other) => inByteOrder(one.sha256, other.sha256))
      .map(({ mediaType, name, sha256, size }) => ({
        mediaType,
        name,
        present: present.has(sha256),
        sha256,
        size,
      })),
    index.files,
  );
  same(
    'letters',
    lettersOf(shown, withheld),
    index.letters.map(({ id }) => `letter-${id}`),
  );
  const histories = new Map<string, ShownEvent[]>();
  for (const event of shown) {
    // Map.groupBy is not to be had in Node 20, which a bundle's verifier runs on.
    const history = histories.get(event.entry.stream);
    if (history) history.push(event);
    else histories.set(event.entry.stream, [event]);
  }
  for (const { id, subject, direction } of index.letters) {
    const history = histories.get(`letter-${id}`) ?? [];
    const first = history.find(({ entry }) => entry.revision === 0);
    if (!first) continue;
    const { card, direction: said } = first.entry.data as {
      readonly card?: { readonly subject?: string; readonly direction?: string };
      readonly direction?: string;
    };
    same(`subject of ${id}`, latestSubject(history) ?? card?.subject, subject);
    const incoming = first.entry.type === 'Registered';
    same(`direction of ${id}`, card?.direction ?? said ?? (incoming ? 'incoming' : 'outgoing'), direction);
  }
};

const lettersOf = (shown: readonly ShownEvent[], withheld: readonly Withheld[]): readonly string[] =>
  streamsOf(shown, withheld)
    .map(({ stream }) => stream)
    .filter((stream) => stream.startsWith('letter-'));

/** A revision may give the letter another subject, and so may a correction of its card. */
const latestSubject = (history: readonly ShownEvent[]): string | undefined => {
  let subject: string | undefined;
  for (const { entry } of history) {
    const { card, changes } = entry.data as {
      readonly card?: { readonly subject?: unknown };
      readonly changes?: readonly { readonly field?: unknown; readonly new?: unknown }[];
    };
    if (typeof card?.subject === 'string') subject = card.subject;
    for (const change of changes ?? []) {
      if (change.field === 'subject' && typeof change.new === 'string') subject = change.new;
    }
  }
  return subject;
};
