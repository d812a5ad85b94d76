import type { FastifyInstance } from 'fastify';
import type { Chancery } from '../../application/chancery.ts';
import { isId } from '../../domain/fields.ts';
import { erasedAs } from '../../domain/personal-data/erased-files.ts';
import { refuse } from '../../domain/refusal.ts';
import { FileDamaged, type FileStore } from '../files/file-store.ts';
import type { Authenticate } from '../identity/authentication.ts';
import { disposition, SHA256 } from './file-routes.ts';
import { replyRefused } from './http-error.ts';
import { unreadableFile } from './unreadable-file.ts';

export interface MailRoutes {
  readonly chancery: Chancery;
  readonly files: FileStore;
  readonly authenticate: Authenticate;
}

/** Download of what a message in the queue brought: the raw message, and the attachments that were kept. */
export const registerMail = (app: FastifyInstance, { chancery, files, authenticate }: MailRoutes): void => {
  app.get<{ Params: { mailId: string; sha256: string } }>(
    '/mail/:mailId/files/:sha256',
    async (request, reply) => {
      const identity = await authenticate(request.headers.authorization);
      if (!identity) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
      const forbidden = await chancery.mail.forbidden(identity.employeeId);
      if (forbidden) return replyRefused(request, reply, forbidden);
      const { mailId, sha256 } = request.params;
      const missing = refuse('NOT_FOUND', { what: 'mail', id: mailId });
      if (!isId(mailId) || !SHA256.test(sha256)) return replyRefused(request, reply, missing);
      const mail = await chancery.mail.find(mailId);
      const kept = mail && [mail.received.raw, ...mail.received.attachments.flatMap((one) => one.file ?? [])];
      const file = kept?.find((one) => one.sha256 === sha256);
      if (!mail || !file) return replyRefused(request, reply, missing);
      const erased = erasedAs(mail, sha256);
      if (erased) return replyRefused(request, reply, refuse('FILE_ERASED', { ...erased }));
      // Whom it came from was erased, so that nothing of it is shown here any more.
      if (mail.erased) return replyRefused(request, reply, refuse('PERSONAL_DATA_ERASED', { id: mailId }));
      try {
        const content = await files.read(sha256);
        return reply
          .header('content-type', 'application/octet-stream')
          .header('content-length', file.size)
          .header('content-disposition', disposition(file.name))
          .header('x-content-type-options', 'nosniff')
          .header('content-security-policy', "sandbox; default-src 'none'")
          .header('cache-control', 'private, no-store')
          .send(content);
      } catch (error) {
        if (!(error instanceof FileDamaged)) throw error;
        const why = await unreadableFile(chancery, files, sha256);
        if (why.refused === 'FILE_DAMAGED')
          request.log.error({ err: error, sha256, mailId }, 'A stored file is damaged');
        return replyRefused(request, reply, why);
      }
    },
  );
};
