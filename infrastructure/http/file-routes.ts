import { basename } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import type { Chancery } from '../../application/chancery.ts';
import { isId } from '../../domain/fields.ts';
import type { FileReference } from '../../domain/letter/card.ts';
import { erasedAs } from '../../domain/personal-data/erased-files.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import { findLetters, findRevisions } from '../../projections/correspondence/letter-queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { FileRegister } from '../files/file-register.ts';
import { FileDamaged, type FileStore } from '../files/file-store.ts';
import { isAuditor, purposeOf } from '../graphql/seen-letters.ts';
import type { Authenticate } from '../identity/authentication.ts';
import { replyRefused } from './http-error.ts';
import { unreadableFile } from './unreadable-file.ts';

export interface FileRoutes {
  readonly chancery: Chancery;
  readonly read: ReadModel;
  readonly files: FileStore;
  readonly fileRegister: FileRegister;
  readonly authenticate: Authenticate;
}

const MOST_FILES = 20;
export const SHA256 = /^[0-9a-f]{64}$/;

/** A name without a path or characters that no file system has. */
const cleanName = (name: string): string =>
  basename(name.replaceAll('\\', '/'))
    .replaceAll(/\p{Cc}/gu, '')
    .slice(-255) || 'file';

/** RFC 6266: the name as it is, and for old clients in ASCII. */
export const disposition = (name: string): string =>
  `attachment; filename="${name.replaceAll(/[^\x20-\x7e]|["\\]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`;

/** Upload and download of files, over plain HTTP. */
export const registerFiles = async (app: FastifyInstance, routes: FileRoutes): Promise<void> => {
  const { chancery, read, files, fileRegister, authenticate } = routes;
  await app.register(multipart, {
    // The store counts the bytes and refuses; the parser's limit must lie beyond its.
    limits: { files: MOST_FILES, fields: 0, fileSize: files.maxBytes + 1_000, headerPairs: 100 },
    throwFileSizeLimit: false,
  });

  app.post('/files', async (request, reply) => {
    const identity = await authenticate(request.headers.authorization);
    if (!identity) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
    if (!request.isMultipart()) {
      const refusal = refuse('INVALID_INPUT', { field: 'Content-Type', problem: 'multipart/form-data' });
      return replyRefused(request, reply, refusal);
    }
    const stored: FileReference[] = [];
    let refused: Refusal | undefined;
    for await (const part of request.files()) {
      const name = cleanName(part.filename);
      if (refused) {
        part.file.resume();
        continue;
      }
      const file = await files.put(part.file, name);
      // What the parser cut off was too large, whatever the store made of the rest.
      if (isRefusal(file)) refused = file;
      else stored.push({ ...file, name });
      part.file.resume();
    }
    if (!refused && stored.length === 0)
      refused = refuse('INVALID_INPUT', { field: 'file', problem: 'missing' });
    if (refused) return replyRefused(request, reply, refused);
    for (const file of stored) await fileRegister.add(file, identity.employeeId);
    return reply.code(201).send({ files: stored });
  });

  app.get<{ Params: { letterId: string; sha256: string } }>(
    '/letters/:letterId/files/:sha256',
    async (request, reply) => {
      const identity = await authenticate(request.headers.authorization);
      if (!identity) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
      const { letterId, sha256 } = request.params;
      const missing = refuse('NOT_FOUND', { what: 'letter', id: letterId });
      if (!isId(letterId) || !SHA256.test(sha256)) return replyRefused(request, reply, missing);
      const viewer = await chancery.viewer(identity.employeeId);
      const letter = (await findLetters(read, viewer, [letterId])).get(letterId);
      if (!letter) return replyRefused(request, reply, missing);
      const isAsked = (file: FileReference): boolean => file.sha256 === sha256;
      const file =
        letter.files.find(isAsked) ??
        (await findRevisions(read, [letterId], false)).flatMap((revision) => revision.files).find(isAsked);
      if (!file) return replyRefused(request, reply, missing);
      const erased = erasedAs(letter, sha256);
      if (erased) return replyRefused(request, reply, refuse('FILE_ERASED', { ...erased }));
      const auditor = isAuditor(identity.organization, identity.employeeId);
      if (auditor || letter.card.confidentiality === 'confidential') {
        const purpose = purposeOf(request.query);
        await chancery.readings.record({
          readerId: identity.employeeId,
          letters: [{ letterId, revision: letter.revision }],
          operation: 'download',
          sha256,
          ...(purpose !== undefined && { purpose }),
        });
      }
      try {
        const content = await files.read(sha256);
        return reply
          .header('content-type', file.mediaType)
          .header('content-length', file.size)
          .header('content-disposition', disposition(file.name))
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', "sandbox; default-src 'none'")
          .header('cache-control', 'private, no-cache')
          .header('etag', `"${sha256}"`)
          .send(content);
      } catch (error) {
        if (!(error instanceof FileDamaged)) throw error;
        const why = await unreadableFile(chancery, files, sha256);
        if (why.refused === 'FILE_DAMAGED')
          request.log.error({ err: error, sha256, letterId }, 'A stored file is damaged');
        return replyRefused(request, reply, why);
      }
    },
  );
};
