import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import canonicalize from 'canonicalize';
import { BAGIT, bagInfo, formatManifest, isPayload, tagFiles } from '../../domain/evidence/bag.ts';
import { type Bundle, inByteOrder } from '../../domain/evidence/bundle.ts';
import { FORMAT, paths } from '../../domain/evidence/documents.ts';
import { filesOf } from '../../domain/evidence/verify/check-files.ts';
import { streamsOf } from '../../domain/evidence/verify/check-index.ts';
import { utf8 } from '../../domain/ledger/bytes.ts';
import { formatCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { consistencyProof } from '../../domain/ledger/consistency-proof.ts';
import { cosignature, cosignedMessage } from '../../domain/ledger/cosignature.ts';
import { hexOf } from '../../domain/ledger/hex.ts';
import { inclusionProof } from '../../domain/ledger/inclusion-proof.ts';
import { ledgerEntry } from '../../domain/ledger/leaf.ts';
import { joined, leafHash, nodeHash } from '../../domain/ledger/merkle-tree.ts';
import { formatNote, type NoteSignature } from '../../domain/ledger/signed-note.ts';
import { completeSubtrees, type Subtree } from '../../domain/ledger/subtrees.ts';
import {
  ED25519,
  ED25519_COSIGNATURE,
  formatVerifierKey,
  type VerifierKey,
  verifierKey,
} from '../../domain/ledger/verifier-key.ts';
import { contentHash } from '../../domain/letter/content-hash.ts';
import { sealText } from '../../domain/personal-data/sealed-text.ts';

/** Whoever signs: a log or a witness, with a key of their own. */
export class Signer {
  readonly key: VerifierKey;
  readonly #private: KeyObject;

  constructor(name: string, type: number = ED25519) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    this.#private = privateKey;
    const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
    this.key = verifierKey(name, type, new Uint8Array(raw));
  }

  get verifierKey(): string {
    return formatVerifierKey(this.key);
  }

  signature(text: string): NoteSignature {
    return this.#line(sign(null, utf8(text), this.#private));
  }

  cosignature(text: string, time: number): NoteSignature {
    return this.#line(cosignature(time, sign(null, cosignedMessage(time, text), this.#private)));
  }

  note(text: string): string {
    return formatNote({ text, signatures: [this.signature(text)] });
  }

  #line(signature: Uint8Array): NoteSignature {
    const { name, id } = this.key;
    return { name, keyId: id, signature: new Uint8Array(signature) };
  }
}

export const witness = (name: string): Signer => new Signer(name, ED25519_COSIGNATURE);

/** A bundle in memory. */
export const memoryBundle = (folder: string, files: ReadonlyMap<string, Uint8Array>): Bundle => {
  const read = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (!bytes) throw new Error(`There is no file ${path}`);
    return bytes;
  };
  return {
    folder,
    files: [...files]
      .map(([path, { length: size }]) => ({ path, size }))
      .sort((one, other) => inByteOrder(one.path, other.path)),
    read: async (path) => read(path),
    sha256: async (path) => createHash('sha256').update(read(path)).digest('hex'),
  };
};

export interface SampleEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
}

/** A log in memory, with its tree. */
export class SampleLog {
  readonly signer = new Signer('chancery/sample');
  readonly events: SampleEvent[] = [];
  readonly #leaves: Uint8Array[] = [];

  append(stream: string, type: string, data: unknown): number {
    const index = this.events.length;
    const revision = this.events.filter((event) => event.stream === stream).length;
    const salt = createHash('sha256').update(`salt ${index}`).digest('base64url').slice(0, 22);
    const event: SampleEvent = {
      id: uuid(`event ${index}`),
      stream,
      revision,
      type,
      data: canonicalize(data) ?? '',
      metadata: canonicalize({ actor: 'system', at: '2026-03-03T08:15:00.000Z', salt, version: 1 }) ?? '',
    };
    this.events.push(event);
    this.#leaves.push(leafHash(utf8(ledgerEntry(index, event))));
    return index;
  }

  get size(): number {
    return this.events.length;
  }

  root(size = this.size): Uint8Array {
    return joined(completeSubtrees(0, size).map((subtree) => this.hashOf(subtree)));
  }

  checkpointText(size = this.size): string {
    return formatCheckpoint({ origin: this.signer.key.name, size, root: this.root(size), extensions: [] });
  }

  proof(index: number, size = this.size) {
    return {
      index,
      leaf: hexOf(this.#leaves[index] ?? new Uint8Array()),
      path: inclusionProof(index, size, (subtree) => this.hashOf(subtree)).map(hexOf),
    };
  }

  consistency(from: number, to = this.size) {
    return { from, path: consistencyProof(from, to, (subtree) => this.hashOf(subtree)).map(hexOf), to };
  }

  hashOf({ level, index }: Subtree): Uint8Array {
    if (level === 0) return this.#leaves[index] ?? new Uint8Array();
    return nodeHash(
      this.hashOf({ level: level - 1, index: 2 * index }),
      this.hashOf({ level: level - 1, index: 2 * index + 1 }),
    );
  }
}

/** A uuid that follows from a name. */
export const uuid = (name: string): string => {
  const hash = createHash('sha256').update(name).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

const json = (value: unknown): Uint8Array => utf8(`${canonicalize(value)}\n`);
const jsonLines = (values: readonly unknown[]): Uint8Array =>
  utf8(values.map((value) => `${canonicalize(value)}\n`).join(''));

export const FOLDER = 'chancery-evidence-sample';
export const fieldKey = Uint8Array.from({ length: 32 }, (_, at) => at);

export interface Sample {
  readonly log: SampleLog;
  readonly witness: Signer;
  /** Files below the bundle's folder. */
  readonly files: Map<string, Uint8Array>;
}

/**
 * A complete bundle of a log with `letters` outgoing letters of which one event is withheld, with a file, a
 * disclosed field, an earlier checkpoint, a witness, and a rotated key.
 */
export const sampleBundle = (letters = 3): Sample => {
  const log = new SampleLog();
  const watcher = witness('witness.example.org');
  const ledger = `ledger-${uuid('ledger')}`;
  const shown: number[] = [
    log.append(ledger, 'SigningKeyIntroduced', {
      origin: log.signer.key.name,
      verifierKey: log.signer.verifierKey,
    }),
  ];
  const file = utf8('Претензия по договору № 15, с расчётом.');
  const sha256 = createHash('sha256').update(file).digest('hex');
  const reference = { mediaType: 'text/plain', name: 'претензия.txt', sha256, size: file.length };
  const withheld: { index: number; stream: string; revision: number }[] = [];
  const subjects = new Map<string, string>();
  let disclosedAt = 0;
  let earlier = 0;
  for (let letter = 0; letter < letters; letter++) {
    const stream = `letter-${uuid(`letter ${letter}`)}`;
    const subject = `О поставке ${letter}`;
    subjects.set(stream, subject);
    const files = letter === 0 ? [reference] : [];
    const hash = contentHash({ subject, text: 'Текст', files });
    const card = {
      addressees: [{ counterpartyId: uuid('cp'), name: sealText(fieldKey, 'Иванов И. И.') }],
      subject,
    };
    const drafted = log.append(stream, 'Drafted', { card, contentHash: hash, files, text: 'Текст' });
    if (letter === 0) disclosedAt = drafted;
    shown.push(drafted, log.append(stream, 'SubmittedForApproval', { contentHash: hash, round: 1 }));
    log.append('organization-x', 'EmployeeHired', { nothing: 'of the bundle' });
    const granted = log.append(stream, 'ApprovalGranted', { contentHash: hash, round: 1, step: 0 });
    if (letter === 1) withheld.push({ index: granted, stream, revision: 2 });
    else shown.push(granted);
    shown.push(log.append(stream, 'Approved', { contentHash: hash, round: 1 }));
    if (letter === 0) earlier = log.size;
  }
  const text = log.checkpointText();
  const note = formatNote({
    text,
    signatures: [log.signer.signature(text), watcher.cosignature(text, 1_772_525_700)],
  });

  const files = new Map<string, Uint8Array>();
  const entryOf = (index: number): string => ledgerEntry(index, log.events[index] as SampleEvent);
  const events = shown.map((index) => ({
    entry: JSON.parse(entryOf(index)),
    file: '',
    line: 0,
  }));
  const hidden = withheld.map((event) => ({
    ...log.proof(event.index),
    ...event,
    reason: 'commercial secret',
  }));
  for (const { stream } of streamsOf(events, hidden)) {
    const own = shown.filter((index) => log.events[index]?.stream === stream);
    files.set(paths.events(stream), utf8(own.map((index) => `${entryOf(index)}\n`).join('')));
    files.set(paths.proofs(stream), jsonLines(own.map((index) => log.proof(index))));
  }
  files.set(paths.withheld, jsonLines(hidden));
  files.set(paths.file(sha256), file);
  files.set(paths.checkpoint, utf8(note));
  files.set(paths.earlier(earlier), utf8(log.signer.note(log.checkpointText(earlier))));
  files.set(paths.consistency(earlier), json(log.consistency(earlier)));
  files.set(
    paths.keys,
    json({
      log: [{ from: 0, verifierKey: log.signer.verifierKey }],
      witnesses: [{ name: watcher.key.name, verifierKey: watcher.verifierKey }],
    }),
  );
  files.set(
    paths.disclosed,
    jsonLines([
      { field: '/card/addressees/0/name', index: disclosedAt, key: hexOf(fieldKey), value: 'Иванов И. И.' },
    ]),
  );
  files.set(
    paths.index,
    json({
      checkpoint: { root: hexOf(log.root()), size: log.size },
      files: [...filesOf(events).values()].map((known) => ({ ...known, present: true })),
      format: FORMAT,
      letters: [...subjects]
        .sort(([one], [other]) => inByteOrder(one, other))
        .map(([stream, subject]) => ({ direction: 'outgoing', id: stream.slice('letter-'.length), subject })),
      origin: log.signer.key.name,
      scope: { id: uuid('project'), kind: 'project', title: 'Проект' },
      streams: streamsOf(events, hidden),
    }),
  );
  files.set('data/chronology.ru.html', utf8('<!doctype html><title>Хронология</title>'));
  seal(files, log.signer);
  return { log, witness: watcher, files };
};

/** Makes the bag anew, as somebody would who has the key, or, with another signer, who has not. */
export const seal = (files: Map<string, Uint8Array>, signer: Signer): void => {
  const hashes = (listed: readonly string[]) =>
    formatManifest(
      new Map(
        listed.map((path) => [
          path,
          createHash('sha256')
            .update(files.get(path) ?? '')
            .digest('hex'),
        ]),
      ),
    );
  files.set(paths.manifest, utf8(hashes([...files.keys()].filter(isPayload))));
  files.set(paths.bagit, utf8(BAGIT));
  files.set(paths.bagInfo, utf8(bagInfo(FOLDER, signer.key.name, memoryBundle(FOLDER, files).files)));
  const manifest = createHash('sha256')
    .update(files.get(paths.manifest) ?? '')
    .digest('hex');
  files.set(paths.attestation, utf8(signer.note(`${FORMAT}\n${signer.key.name}\n${manifest}\n`)));
  files.set(paths.tagManifest, utf8(hashes(tagFiles)));
};
