import { type Static, Type } from 'typebox';
import { CalendarDate, Fields, Id, OneOf } from '../fields.ts';

/** The JSON documents of a bundle (docs/evidence/format.md, "The payload"). */

export const FORMAT = 'chancery-evidence/1';

const Count = Type.Integer({ minimum: 0 });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Stream = Type.String({ pattern: '^[a-z]+-[0-9a-f-]{36}$' });
const Name = Type.String({ minLength: 1 });

/** `index.json` */
export const Index = Fields({
  checkpoint: Fields({ root: Hash, size: Count }),
  files: Type.Array(
    Fields({ mediaType: Type.String(), name: Name, present: Type.Boolean(), sha256: Hash, size: Count }),
  ),
  format: OneOf([FORMAT]),
  letters: Type.Array(
    Fields({
      direction: OneOf(['incoming', 'outgoing']),
      id: Id,
      number: Type.Optional(Name),
      subject: Type.String(),
    }),
  ),
  origin: Name,
  scope: Fields({
    from: Type.Optional(CalendarDate),
    id: Id,
    kind: OneOf(['letter', 'thread', 'project', 'counterparty']),
    title: Type.String(),
    to: Type.Optional(CalendarDate),
  }),
  streams: Type.Array(Fields({ events: Count, last: Count, stream: Stream, withheld: Count })),
});
export type Index = Static<typeof Index>;

/** A line of `events/<stream>.jsonl`: an entry of the ledger. */
export const Entry = Fields({
  data: Type.Record(Type.String(), Type.Unknown()),
  id: Id,
  index: Count,
  metadata: Type.Record(Type.String(), Type.Unknown()),
  revision: Count,
  stream: Stream,
  type: Name,
});
export type Entry = Static<typeof Entry>;

const proof = { index: Count, leaf: Hash, path: Type.Array(Hash, { maxItems: 64 }) };

/** A line of `proofs/<stream>.jsonl`. */
export const Proof = Fields(proof);
export type Proof = Static<typeof Proof>;

/** A line of `withheld.jsonl`. */
export const Withheld = Fields({ ...proof, reason: Name, revision: Count, stream: Stream });
export type Withheld = Static<typeof Withheld>;

/** A line of `disclosed.jsonl`. */
export const Disclosed = Fields({
  field: Type.String({ pattern: '^/' }),
  index: Count,
  key: Hash,
  value: Type.String(),
});
export type Disclosed = Static<typeof Disclosed>;

/** `consistency/<size>.json` */
export const Consistency = Fields({ from: Count, path: Type.Array(Hash, { maxItems: 128 }), to: Count });
export type Consistency = Static<typeof Consistency>;

/** `keys.json` */
export const Keys = Fields({
  log: Type.Array(Fields({ from: Count, until: Type.Optional(Count), verifierKey: Name }), { minItems: 1 }),
  witnesses: Type.Array(Fields({ name: Name, verifierKey: Name })),
});
export type Keys = Static<typeof Keys>;

/** Paths below the bundle's folder. */
export const paths = {
  bagit: 'bagit.txt',
  bagInfo: 'bag-info.txt',
  manifest: 'manifest-sha256.txt',
  attestation: 'attestation.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  index: 'data/index.json',
  checkpoint: 'data/checkpoint.txt',
  keys: 'data/keys.json',
  withheld: 'data/withheld.jsonl',
  disclosed: 'data/disclosed.jsonl',
  organization: 'data/organization.json',
  events: (stream: string) => `data/events/${stream}.jsonl`,
  proofs: (stream: string) => `data/proofs/${stream}.jsonl`,
  file: (sha256: string) => `data/files/${sha256}`,
  earlier: (size: number) => `data/checkpoints/${size}.txt`,
  consistency: (size: number) => `data/consistency/${size}.json`,
  timestamp: (size: number) => `data/timestamps/${size}.tsr`,
  chronology: (language: string, kind: 'html' | 'pdf') => `data/chronology.${language}.${kind}`,
} as const;
