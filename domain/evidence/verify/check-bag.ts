import { BAGIT, bagInfo, formatManifest, isPayload, tagFiles } from '../bag.ts';
import { type Bundle, isBundlePath } from '../bundle.ts';
import { paths } from '../documents.ts';
import type { Findings } from './findings.ts';
import { readText } from './read-json.ts';

/** The manifest's lines as paths and hashes. A line that cannot be read is a finding. */
export const parseManifest = (
  text: string,
  file: string,
  findings: Findings,
): ReadonlyMap<string, string> => {
  const hashes = new Map<string, string>();
  for (const [index, line] of text.split('\n').slice(0, -1).entries()) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash && path) hashes.set(path.replaceAll('%25', '%'), hash);
    else findings.add('BAG', file, { kind: 'notAManifestLine' }, { line: index + 1 });
  }
  return hashes;
};

/** Holds one file's content against what a manifest says of it. @returns its hash. */
export const checkListed = async (
  bundle: Bundle,
  path: string,
  manifest: string,
  expected: string | undefined,
  findings: Findings,
): Promise<string> => {
  findings.checked('BAG');
  const found = await bundle.sha256(path);
  if (expected === undefined) findings.add('BAG', path, { kind: 'notListed', manifest });
  else if (found !== expected) findings.add('BAG', path, { kind: 'otherHash' }, { expected, found });
  return found;
};

/** Compares a manifest with the files that it must list: those, and no others. */
export const checkManifest = async (
  bundle: Bundle,
  manifest: string,
  listed: readonly string[],
  findings: Findings,
): Promise<void> => {
  const text = await readText(bundle, manifest, findings);
  if (text === undefined) return;
  const hashes = parseManifest(text, manifest, findings);
  const actual = new Map<string, string>();
  for (const path of listed) {
    actual.set(path, await checkListed(bundle, path, manifest, hashes.get(path), findings));
  }
  const there = new Set(listed);
  for (const path of hashes.keys()) {
    if (!there.has(path)) findings.add('BAG', path, { kind: 'listedNotThere', manifest });
  }
  if (text !== formatManifest(hashes)) {
    findings.add('BAG', manifest, { kind: 'manifestOrder' });
  }
  // Nothing vouches for the tag manifest itself, so it may be the one that was changed.
  const failed =
    listed.some((path) => hashes.get(path) !== actual.get(path)) || hashes.size !== listed.length;
  if (manifest === paths.tagManifest && failed) {
    findings.add(
      'BAG',
      manifest,
      { kind: 'otherTagFiles' },
      {
        expected: formatManifest(actual),
        found: text,
      },
    );
  }
};

const checkText = async (
  bundle: Bundle,
  path: string,
  expected: string,
  findings: Findings,
): Promise<void> => {
  const found = await readText(bundle, path, findings);
  if (found !== undefined && found !== expected) {
    findings.add('BAG', path, { kind: 'otherText' }, { expected, found });
  }
};

/** Every file is listed, every listed file is there, and every hash agrees. */
export const checkBag = async (
  bundle: Bundle,
  origin: string | undefined,
  findings: Findings,
): Promise<void> => {
  const names = bundle.files.map(({ path }) => path);
  const tags: readonly string[] = tagFiles;
  for (const path of names) {
    if (!isBundlePath(path)) findings.add('BAG', path, { kind: 'notAName' });
    if (!isPayload(path) && !tags.includes(path) && path !== paths.tagManifest) {
      findings.add('BAG', path, { kind: 'notOfABundle' });
    }
  }
  await checkManifest(
    bundle,
    paths.tagManifest,
    tags.filter((path) => names.includes(path)),
    findings,
  );
  await checkManifest(bundle, paths.manifest, names.filter(isPayload), findings);
  await checkText(bundle, paths.bagit, BAGIT, findings);
  if (origin !== undefined) {
    await checkText(bundle, paths.bagInfo, bagInfo(bundle.folder, origin, bundle.files), findings);
  }
};
