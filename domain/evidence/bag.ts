import { type Bundle, inByteOrder } from './bundle.ts';
import { paths } from './documents.ts';

/** The bag that a bundle is: RFC 8493, with SHA-256, in the one form of docs/evidence/format.md. */

export const BAGIT = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';

/** The tag files that the tag manifest lists, in the order of their names. */
export const tagFiles = [paths.attestation, paths.bagInfo, paths.bagit, paths.manifest] as const;

export const isPayload = (path: string): boolean => path.startsWith('data/');

/** Size of the payload in bytes and in files, as `Payload-Oxum` has it. */
const oxum = (files: Bundle['files']): string => {
  const payload = files.filter(({ path }) => isPayload(path));
  return `${payload.reduce((sum, { size }) => sum + size, 0)}.${payload.length}`;
};

export const bagInfo = (folder: string, origin: string, files: Bundle['files']): string =>
  `External-Identifier: ${folder}\nInternal-Sender-Identifier: ${origin}\nPayload-Oxum: ${oxum(files)}\n`;

/** A manifest's text. Paths as RFC 8493 §2.1.3 has them: a percent sign is written `%25`; line ends cannot occur. */
export const formatManifest = (hashes: ReadonlyMap<string, string>): string =>
  [...hashes]
    .sort(([one], [other]) => inByteOrder(one, other))
    .map(([path, hash]) => `${hash}  ${path.replaceAll('%', '%25')}\n`)
    .join('');
