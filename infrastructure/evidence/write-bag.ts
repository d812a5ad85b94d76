import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BAGIT, bagInfo, formatManifest, isPayload, tagFiles } from '../../domain/evidence/bag.ts';
import type { Bundle } from '../../domain/evidence/bundle.ts';
import { FORMAT, paths } from '../../domain/evidence/documents.ts';
import { storedZip } from '../../domain/evidence/stored-zip.ts';
import { folderBundle } from './folder-bundle.ts';

const hashes = async (bundle: Bundle, listed: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const path of listed) found.set(path, await bundle.sha256(path));
  return found;
};

/**
 * Makes a bag of a folder whose payload is complete: manifests, and the attestation of the log's key.
 *
 * @param sign signs a note's text with the key of the log, and answers with the whole note.
 */
export const writeBag = async (
  folder: string,
  origin: string,
  sign: (text: string) => Promise<string>,
): Promise<void> => {
  const write = (path: string, text: string): Promise<void> => writeFile(join(folder, path), text);
  const payload = await folderBundle(folder);
  const files = payload.files.map(({ path }) => path).filter(isPayload);
  await write(paths.manifest, formatManifest(await hashes(payload, files)));
  await write(paths.bagit, BAGIT);
  await write(paths.bagInfo, bagInfo(basename(folder), origin, payload.files));
  const manifest = await (await folderBundle(folder)).sha256(paths.manifest);
  await write(paths.attestation, await sign(`${FORMAT}\n${origin}\n${manifest}\n`));
  await write(paths.tagManifest, formatManifest(await hashes(await folderBundle(folder), tagFiles)));
};

/** SHA-256 of a file, in hex, however large it is. */
export const fileSha256 = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** Writes the folder as a zip. @throws TooLargeForZip before anything is written. */
export const zipFolder = async (folder: string, target: string): Promise<void> => {
  const { files } = await folderBundle(folder);
  const inputs = files.map(({ path, size }) => ({
    path,
    size,
    content: () => createReadStream(join(folder, path)) as AsyncIterable<Uint8Array>,
  }));
  await pipeline(
    Readable.from(storedZip(basename(folder), inputs)),
    createWriteStream(target, { flags: 'wx' }),
  );
};
