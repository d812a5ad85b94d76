import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { RefusalCode } from '../../domain/refusal-codes.ts';
import { refusalOf } from '../graphql/api-error.ts';
import { languageOf } from '../messages/language.ts';
import { internalErrorText, refusalText } from '../messages/refusals.ts';

const statusCodes: Partial<Readonly<Record<RefusalCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_NOT_ALLOWED: 415,
  FILE_TYPE_MISMATCH: 415,
  FILE_DAMAGED: 500,
  FILE_ERASED: 410,
  LOG_NOT_AS_SIGNED: 503,
  UNAVAILABLE: 503,
};

const headerLanguage = (request: FastifyRequest) => languageOf(request.headers['accept-language']);

/** Answers with a refusal outside GraphQL: `{"error": {"code", "message", "details"}}`. */
export const replyRefused = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  statusCode = statusCodes[refusal.refused] ?? 400,
): FastifyReply => {
  if (refusal.refused === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
  const message = refusalText(refusal, headerLanguage(request));
  return reply.code(statusCode).send({ error: { code: refusal.refused, message, details: refusal.details } });
};

/** Whatever a route throws: a refusal, a request that fastify itself found wrong, or a defect, which is masked. */
export const replyFailed = (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const refusal = refusalOf(error);
  if (refusal) {
    if (refusal.refused === 'UNAVAILABLE') request.log.warn({ err: error }, 'The database is away');
    return replyRefused(request, reply, refusal);
  }
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    const invalid = refuse('INVALID_INPUT', { field: 'request', problem: message ?? 'invalid' });
    return replyRefused(request, reply, invalid, statusCode);
  }
  request.log.error({ err: error }, 'A request failed');
  const text = internalErrorText[headerLanguage(request)](request.id);
  return reply
    .code(500)
    .send({ error: { code: 'INTERNAL', message: text, details: { requestId: request.id } } });
};
