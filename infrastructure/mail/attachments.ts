import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { MailAttachment, QuarantineCode } from '../../domain/mail/events.ts';
import { isRefusal } from '../../domain/refusal.ts';
import type { FileStore } from '../files/file-store.ts';
import { allowedMediaTypes, extensionOf } from '../files/media-types.ts';
import type { ParsedAttachment } from './parse-message.ts';

/** What machines run, by the first bytes… */
const programTypes: ReadonlySet<string> = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/x-ms-shortcut',
  'application/java-vm',
  'application/vnd.android.package-archive',
  'application/vnd.debian.binary-package',
  'application/x-rpm',
  'application/x-iso9660-image',
  'application/wasm',
]);
/** … and by the name. */
const programEndings: ReadonlySet<string> = new Set(
  'exe com scr pif bat cmd ps1 psm1 vbs vbe js jse mjs wsf wsh hta msi msp mst lnk cpl dll sys reg jar apk iso img vhd sh app chm'.split(
    ' ',
  ),
);

const knownEndings: ReadonlySet<string> = new Set([...allowedMediaTypes.values()].flat());

/** The name with the ending of what it is, where it has none that letters have: long names lose theirs on the way. */
const withEnding = (name: string, mediaType: string | undefined): string => {
  const [ending] = allowedMediaTypes.get(mediaType ?? '') ?? [];
  return ending && !knownEndings.has(extensionOf(name))
    ? `${name.slice(0, 240).toWellFormed()}.${ending}`
    : name;
};

/** What the first bytes say, if anything; some that were made to be misread cannot be read at all. */
const markOf = (content: Uint8Array) => fileTypeFromBuffer(content).catch(() => 'unreadable' as const);

export interface KeptAttachments {
  readonly attachments: readonly MailAttachment[];
  readonly quarantine?: { readonly code: QuarantineCode; readonly detail: string };
}

/**
 * Keeps the attachments that are of a type that letters have; of the others is recorded that they were there. One that a
 * machine would run, or that is not what its name says, sends the message into quarantine.
 */
export const keepAttachments = async (
  attachments: readonly ParsedAttachment[],
  files: FileStore,
): Promise<KeptAttachments> => {
  const kept: MailAttachment[] = [];
  let quarantine: KeptAttachments['quarantine'];
  for (const { name, declaredType, content, within } of attachments) {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const known = { name, sha256, size: content.length, declaredType, ...(within && { within }) };
    const ending = extensionOf(name);
    const marked = await markOf(content);
    if (marked === 'unreadable') {
      kept.push({ ...known, refused: 'FILE_TYPE_NOT_ALLOWED' });
      continue;
    }
    if (programEndings.has(ending) || (marked && programTypes.has(marked.mime))) {
      quarantine ??= { code: 'DANGEROUS_ATTACHMENT', detail: name };
      kept.push({ ...known, refused: 'FILE_TYPE_NOT_ALLOWED' });
      continue;
    }
    const named = withEnding(name, marked?.mime);
    const stored = await files.put(Readable.from([Buffer.from(content)]), named);
    if (!isRefusal(stored)) {
      kept.push({ ...known, file: { ...stored, name: named } });
      continue;
    }
    // Bytes of another type than the name says, or of none though that type has a mark.
    const pretends =
      knownEndings.has(ending) &&
      (stored.refused === 'FILE_TYPE_MISMATCH' || stored.refused === 'FILE_TYPE_NOT_ALLOWED');
    if (pretends && quarantine?.code !== 'DANGEROUS_ATTACHMENT') {
      quarantine = { code: 'ATTACHMENT_MISMATCH', detail: `${name}: ${marked?.mime ?? '?'}`.slice(0, 500) };
    }
    kept.push({ ...known, refused: stored.refused });
  }
  return { attachments: kept, ...(quarantine && { quarantine }) };
};
