import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import { decode } from '../../application/event-codec.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded, type StreamName, SYSTEM, streamName } from '../../domain/event.ts';
import { inByteOrder } from '../../domain/evidence/bundle.ts';
import { FORMAT, type Index, type Keys, paths, type Withheld } from '../../domain/evidence/documents.ts';
import { filesOf as filesNamed } from '../../domain/evidence/verify/check-files.ts';
import { streamsOf } from '../../domain/evidence/verify/check-index.ts';
import { textOf, utf8 } from '../../domain/ledger/bytes.ts';
import { consistencyProof, consistencySubtrees } from '../../domain/ledger/consistency-proof.ts';
import { hexOf } from '../../domain/ledger/hex.ts';
import { inclusionProof, inclusionSubtrees } from '../../domain/ledger/inclusion-proof.ts';
import { ed25519Verifier, formatNote } from '../../domain/ledger/signed-note.ts';
import { parseVerifierKey } from '../../domain/ledger/verifier-key.ts';
import { logKeys } from '../../domain/ledger-keys/key-at.ts';
import type { FileReference } from '../../domain/letter/card.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import { ORGANIZATION_STREAM } from '../../domain/organization/organization.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import type { SeenLetter } from '../../domain/reading/events.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import type { EvidenceScope } from '../../projections/correspondence/evidence-queries.ts';
import { FileDamaged } from '../files/file-store.ts';
import { entryOf, leafOf } from '../ledger/leaf-of-event.ts';
import type { StoredCheckpoint } from '../ledger/ledger-tables.ts';
import { LedgerTree } from '../ledger/ledger-tree.ts';
import type { Language } from '../messages/language.ts';
import { type BundleSource, collect, type EvidenceSources, type Withholding } from './bundle-source.ts';
import { chronologyHtml } from './chronology-html.ts';
import { disclosures } from './disclosures.ts';
import { filesGone } from './files-gone.ts';
import type { PlacedEvent } from './placed-events.ts';
import { type ShownEvent, type Story, tell } from './tell.ts';
import { type Act, whoWasWho } from './who-was-who.ts';
import { writeBag } from './write-bag.ts';

export interface ExportRequest {
  readonly viewer: Viewer;
  readonly scope: EvidenceScope;
  /** What the scope is called: a project's name, a letter's number. */
  readonly title: string;
  readonly withholding: Withholding;
  /** The folder that the bundle's own is made in. */
  readonly into: string;
}

export interface Exported {
  /** The bundle's folder. */
  readonly folder: string;
  readonly name: string;
  readonly size: number;
  /** The letters that are shown, at the revision that they are shown to. */
  readonly letters: readonly SeenLetter[];
  readonly events: number;
  readonly withheld: number;
  readonly files: number;
  /** Names of files that events speak of and the file store cannot give. */
  readonly missing: readonly string[];
  /** Names of files that were erased: the bundle has what names them, and not them. */
  readonly erased: readonly string[];
}

/** What lies in every bundle, so that nobody needs us to verify it. */
const enclosed = [
  ['data/verify.mjs', new URL('verifier/made/verify.mjs', import.meta.url)],
  ['data/verify.html', new URL('verifier/made/verify.html', import.meta.url)],
  ['data/FORMAT.md', new URL('../../docs/evidence/format.md', import.meta.url)],
] as const;

const languages: readonly Language[] = ['ru', 'en'];

/** Writes files below one folder. */
class Payload {
  readonly folder: string;
  constructor(folder: string) {
    this.folder = folder;
  }

  async place(path: string): Promise<string> {
    const target = join(this.folder, path);
    await mkdir(dirname(target), { recursive: true });
    return target;
  }

  async text(path: string, content: string | Uint8Array): Promise<void> {
    await writeFile(await this.place(path), content);
  }

  json(path: string, value: unknown): Promise<void> {
    return this.text(path, `${canonicalize(value)}\n`);
  }

  async lines(path: string, values: Iterable<unknown> | AsyncIterable<unknown>): Promise<void> {
    const lines = async function* () {
      for await (const value of values) yield `${canonicalize(value)}\n`;
    };
    await pipeline(Readable.from(lines()), createWriteStream(await this.place(path)));
  }
}

/**
 * Writes an evidence bundle (docs/evidence/format.md) into a folder of its own. The same request, with no new event of
 * its letters since, makes the same bytes.
 *
 * @throws LedgerMismatch when nothing is signed any more; TilesDamaged.
 */
export const exportBundle = async (
  sources: EvidenceSources,
  { viewer, scope, title, withholding, into }: ExportRequest,
): Promise<Exported | Refusal> => {
  const source = await collect(sources, viewer, scope, withholding);
  if (isRefusal(source)) return source;
  const { checkpoint, events, letters, withheld, keys } = source;
  const name = `chancery-evidence-${scope.kind}-${scope.id.slice(0, 8)}-${checkpoint.size}`;
  const payload = new Payload(join(into, name));
  const isWithheld = (stream: StreamName): boolean => withheld.has(idOf(stream));
  const tree = await LedgerTree.open(sources.ledger.tables, checkpoint.size);
  const proofOf = await prover(tree, checkpoint.size, [...events.values()].flat());

  await payload.text(paths.checkpoint, checkpoint.note);
  const hidden: Withheld[] = [];
  const open: PlacedEvent[] = [];
  const entries: { readonly entry: Record<string, unknown>; readonly index: number }[] = [];
  for (const [stream, placed] of events) {
    if (isWithheld(stream)) {
      const reason = withheld.get(idOf(stream)) ?? '';
      hidden.push(
        ...placed.map((event) => ({ ...proofOf(event), reason, revision: event.stored.revision, stream })),
      );
      continue;
    }
    open.push(...placed);
    const texts = placed.map(({ index, stored }) => textOf(entryOf(index, stored)));
    await payload.text(paths.events(stream), texts.map((text) => `${text}\n`).join(''));
    await payload.lines(paths.proofs(stream), placed.map(proofOf));
    entries.push(...texts.map((text, at) => ({ entry: JSON.parse(text), index: placed[at]?.index ?? 0 })));
  }
  hidden.sort((one, other) => one.index - other.index);
  if (hidden.length > 0) await payload.lines(paths.withheld, hidden);
  const disclosed = await disclosures(open, sources.subjectKeys);
  if (disclosed.length > 0) await payload.lines(paths.disclosed, disclosed);
  const shown = entries.map(({ entry }) => ({ entry: entry as never, file: '', line: 0 }));
  const { files, missing, erased } = await copyFiles(
    filesNamed(shown),
    filesGone(shown.map(({ entry }) => entry)),
    sources,
    payload,
  );

  await payload.json(paths.keys, {
    log: [...logKeys(keys.keys)],
    witnesses: sources.witnesses.map(({ verifierKey }) => ({
      name: parseVerifierKey(verifierKey).name,
      verifierKey,
    })),
  } satisfies Keys);
  await writeEarlier(source, tree, sources, payload);
  await payload.json(paths.index, {
    checkpoint: { root: hexOf(checkpoint.root), size: checkpoint.size },
    files: files.map(({ mediaType, name: file, present, sha256, size }) => ({
      mediaType,
      name: file,
      present,
      sha256,
      size,
    })),
    format: FORMAT,
    letters: [...letters]
      .sort((one, other) => inByteOrder(one.id, other.id))
      .map(({ id, direction, number, subject }) => ({
        direction,
        id,
        ...(number !== null && !withheld.has(id) && { number }),
        subject: withheld.has(id) ? '' : subject,
      })),
    origin: keys.origin ?? '',
    scope: { ...scope, title },
    streams: streamsOf(shown, hidden),
  } satisfies Index);

  await writeStory(source, title, files, sources, payload);
  for (const [path, origin] of enclosed) await payload.text(path, await readFile(fileURLToPath(origin)));
  await writeBag(payload.folder, keys.origin ?? '', (text) => attest(text, source, sources));
  return {
    folder: payload.folder,
    name,
    size: checkpoint.size,
    letters: letters
      .filter(({ id }) => !withheld.has(id))
      .map(({ id }) => ({
        letterId: id,
        revision: events.get(streamName('letter', id))?.at(-1)?.stored.revision ?? 0,
      })),
    events: shown.length,
    withheld: hidden.length,
    files: files.filter(({ present }) => present).length,
    missing,
    erased,
  };
};

/** Makes inclusion proofs; the hashes that all of them need are fetched in one go. */
const prover = async (tree: LedgerTree, size: number, events: readonly PlacedEvent[]) => {
  const hashOf = await tree.hashesOf(events.flatMap(({ index }) => inclusionSubtrees(index, size)));
  return ({ index, stored }: PlacedEvent) => ({
    index,
    leaf: hexOf(leafOf(index, stored)),
    path: inclusionProof(index, size, hashOf).map(hexOf),
  });
};

/** The files that events name, from the file store; one that it cannot give is said to be missing. */
const copyFiles = async (
  named: ReadonlyMap<string, FileReference>,
  gone: ReadonlySet<string>,
  { files: store }: EvidenceSources,
  payload: Payload,
): Promise<{
  readonly files: readonly (FileReference & { readonly present: boolean })[];
  readonly missing: readonly string[];
  readonly erased: readonly string[];
}> => {
  const files: (FileReference & { readonly present: boolean })[] = [];
  const missing: string[] = [];
  const erased: string[] = [];
  for (const file of [...named.values()].sort((one, other) => inByteOrder(one.sha256, other.sha256))) {
    if (gone.has(file.sha256)) {
      erased.push(file.name);
      files.push({ ...file, present: false });
      continue;
    }
    try {
      const content = await store.read(file.sha256);
      await pipeline(content, createWriteStream(await payload.place(paths.file(file.sha256))));
      files.push({ ...file, present: true });
    } catch (error) {
      if (!(error instanceof FileDamaged)) throw error;
      missing.push(file.name);
      files.push({ ...file, present: false });
    }
  }
  return { files, missing, erased };
};

/** Checkpoints that others vouched for: for each letter, the first one after its last event. */
const writeEarlier = async (
  { checkpoint, events }: BundleSource,
  tree: LedgerTree,
  { ledger }: EvidenceSources,
  payload: Payload,
): Promise<void> => {
  const earlier = new Map<number, StoredCheckpoint>();
  for (const placed of events.values()) {
    const attested = await ledger.tables.attestedAfter(placed.at(-1)?.index ?? 0, checkpoint.size);
    if (attested) earlier.set(attested.size, attested);
  }
  for (const { size, note } of earlier.values()) {
    await payload.text(paths.earlier(size), note);
    const hashOf = await tree.hashesOf(consistencySubtrees(size, checkpoint.size));
    const path = consistencyProof(size, checkpoint.size, hashOf).map(hexOf);
    await payload.json(paths.consistency(size), { from: size, path, to: checkpoint.size });
  }
  for (const { size, timestamp } of [...earlier.values(), checkpoint]) {
    if (timestamp) await payload.text(paths.timestamp(size), timestamp);
  }
};

/** What was said and done, and by whom, for people: the chronologies, and who was who. */
const writeStory = async (
  source: BundleSource,
  title: string,
  files: Story['files'],
  { chancery, eventStore }: EvidenceSources,
  payload: Payload,
): Promise<void> => {
  const shown = new Map<string, readonly ShownEvent[]>();
  const acts: Act[] = [];
  for (const { id } of source.letters) {
    if (source.withheld.has(id)) continue;
    const placed = source.events.get(streamName('letter', id)) ?? [];
    const places = placed.map(({ stored }) => stored);
    const changes = await chancery.audit.changesAt(places);
    const recorded = await chancery.audit.eventsAt(places);
    const events = placed.map((event, at) => ({
      ...event,
      event: recorded[at] as Recorded<ChanceryEvent>,
      changes: changes[at] ?? [],
    }));
    shown.set(id, events);
    acts.push(...events.map(actOf));
  }
  acts.sort((one, other) => one.index - other.index);
  const organizationEvents = (await eventStore.read(ORGANIZATION_STREAM)).map(decode);
  const people = whoWasWho(organizationEvents as readonly Recorded<OrganizationEvent>[], acts);
  await payload.json(paths.organization, { people: people.all });
  const organization = await chancery.currentOrganization();
  const story: Story = { source, title, shown, files, organization, personAt: people.at };
  // The same story has the same date, whenever it is told.
  const date = new Date(acts.length > 0 ? (lastOf(shown) ?? 0) : 0);
  // A maker of PDFs is much to load for a server that may never make one.
  const { chronologyPdf } = await import('./chronology-pdf.ts');
  for (const language of languages) {
    const chronology = tell(story, language);
    await payload.text(paths.chronology(language, 'html'), chronologyHtml(chronology));
    await pipeline(
      Readable.from(chronologyPdf(chronology, date)),
      createWriteStream(await payload.place(paths.chronology(language, 'pdf'))),
    );
  }
};

const actOf = ({ index, stored, event }: ShownEvent): Act => {
  const { actor, onBehalfOf } = event.metadata;
  const people = [actor, onBehalfOf].filter((id) => id !== undefined && id !== SYSTEM) as string[];
  return { index, position: stored.position, employeeIds: people };
};

const lastOf = (shown: ReadonlyMap<string, readonly ShownEvent[]>): string | undefined =>
  [...shown.values()]
    .flat()
    .map(({ event }) => event.metadata.at)
    .reduce<string | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);

/** The note of the log's key on that text. */
const attest = async (
  text: string,
  { keys, checkpoint }: BundleSource,
  { ledger }: EvidenceSources,
): Promise<string> => {
  const inForce = keys.keyAt(checkpoint.size)?.verifierKey ?? '';
  const signer = await ledger.signers.of(inForce);
  if (!signer) throw new Error(`The key ${inForce} is not to be had here, so nothing can be attested`);
  const { name, keyId } = ed25519Verifier(parseVerifierKey(inForce));
  return formatNote({ text, signatures: [{ name, keyId, signature: await signer.sign(utf8(text)) }] });
};
