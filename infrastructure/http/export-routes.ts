import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../domain/organization/events.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ExportRoom } from '../export/export-room.ts';
import type { Authenticate } from '../identity/authentication.ts';
import { replyRefused } from './http-error.ts';

/** GET /exports/<name>: an export that was made; whole ones for auditors, pseudonymised ones for analysts as well. */
export const registerExports = (
  app: FastifyInstance,
  { exports, authenticate }: { readonly exports: ExportRoom; readonly authenticate: Authenticate },
): void => {
  app.get<{ Params: { name: string } }>('/exports/:name', async (request, reply) => {
    const identity = await authenticate(request.headers.authorization);
    if (!identity) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
    const roles = rolesOf(identity.organization, identity.employeeId);
    const { name } = request.params;
    const forbidden = (needs: readonly Role[]) =>
      replyRefused(request, reply, refuse('FORBIDDEN', { area: 'exports', needs }));
    if (!roles.has('auditor') && !roles.has('analyst')) return forbidden(['auditor', 'analyst']);
    const found = await exports.find(name);
    if (!found) return replyRefused(request, reply, refuse('NOT_FOUND', { what: 'export', id: name }));
    if (found.content === 'whole' && !roles.has('auditor')) return forbidden(['auditor']);
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-length', found.bytes)
      .header('content-disposition', `attachment; filename="chancery-${name.slice(0, 8)}${name.slice(64)}"`)
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff')
      .send(createReadStream(found.path));
  });
};
