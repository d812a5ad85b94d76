import { createReadStream } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { rolesOf } from '../../domain/organization/rights.ts';
import { refuse } from '../../domain/refusal.ts';
import type { EvidenceRoom } from '../evidence/evidence-room.ts';
import type { Authenticate } from '../identity/authentication.ts';
import { replyRefused } from './http-error.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** GET /evidence/<sha256>: a bundle that was made, for auditors. */
export const registerEvidence = (
  app: FastifyInstance,
  { evidence, authenticate }: { readonly evidence: EvidenceRoom; readonly authenticate: Authenticate },
): void => {
  app.get<{ Params: { sha256: string } }>('/evidence/:sha256', async (request, reply) => {
    const identity = await authenticate(request.headers.authorization);
    if (!identity) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
    if (!rolesOf(identity.organization, identity.employeeId).has('auditor')) {
      return replyRefused(request, reply, refuse('FORBIDDEN', { area: 'evidence', needs: ['auditor'] }));
    }
    const { sha256 } = request.params;
    const found = SHA256.test(sha256) ? await evidence.find(sha256) : undefined;
    if (!found) return replyRefused(request, reply, refuse('NOT_FOUND', { what: 'evidence', id: sha256 }));
    return reply
      .header('content-type', 'application/zip')
      .header('content-length', found.bytes)
      .header('content-disposition', `attachment; filename="chancery-evidence-${sha256.slice(0, 8)}.zip"`)
      .header('cache-control', 'private, no-cache')
      .header('etag', `"${sha256}"`)
      .send(createReadStream(found.path));
  });
};
