import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import websocket from '@fastify/websocket';
import { makeExecutableSchema } from '@graphql-tools/schema';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError, parse, specifiedRules, validate } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { makeHandler } from 'graphql-ws/use/@fastify/websocket';
import { type MercuriusContext, mercurius } from 'mercurius';
import type { Organization } from '../../domain/organization/organization.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ApiContext, ApiServices } from '../graphql/api-context.ts';
import { formatError, refusalOf } from '../graphql/api-error.ts';
import { costLimit } from '../graphql/query-cost.ts';
import { RequestScope } from '../graphql/request-scope.ts';
import { resolvers } from '../graphql/resolvers.ts';
import { isAuditor, operationOf, purposeOf, SeenLetters } from '../graphql/seen-letters.ts';
import type { Authenticate, Identity } from '../identity/authentication.ts';
import { type Language, languageOf } from '../messages/language.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { OperationOutcome } from '../telemetry/watched-operation.ts';
import { replyRefused } from './http-error.ts';

const typeDefs = readFileSync(fileURLToPath(new URL('../../schema.graphql', import.meta.url)), 'utf8');
const schema = makeExecutableSchema({
  typeDefs,
  resolvers,
  resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
});

const MAX_TOKENS = 5_000;
/** Two texts of the greatest length that a letter may have, in UTF-8. */
const BODY_LIMIT = 2_000_000;

interface GraphqlBody {
  readonly query: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
  readonly extensions?: Record<string, unknown> | null;
}

const body = {
  type: 'object',
  required: ['query'],
  properties: {
    query: { type: 'string', minLength: 1 },
    variables: { type: ['object', 'null'] },
    operationName: { type: ['string', 'null'] },
    extensions: { type: ['object', 'null'] },
  },
} as const;

export interface GraphqlRoutes {
  readonly services: ApiServices;
  readonly authenticate: Authenticate;
  readonly telemetry?: Telemetry;
  /** What a browser gets that opens /graphql; none where there is no page for it. */
  readonly page?: (request: FastifyRequest) => Promise<string>;
}

const contextOf = (
  services: ApiServices,
  employeeId: string,
  language: Language,
  requestId: string,
  organization?: Organization,
): ApiContext => {
  const present = new RequestScope(employeeId, services, organization);
  // On a connection that lasts, a role may come and go.
  const auditor = organization
    ? () => isAuditor(organization, employeeId)
    : async () => isAuditor(await present.organization, employeeId);
  const seen = new SeenLetters(employeeId, services.chancery.readings, auditor);
  return { employeeId, language, requestId, services, present, scope: present, past: new Map(), seen };
};

/** The answer as the bytes that are sent: of a text they are counted first and made after that, and answers are large. */
const asBytes = (answer: unknown): never => Buffer.from(JSON.stringify(answer)) as never;

const KINDS = /^\s*(?:#.*\n\s*)*(query|mutation|subscription)\b/;

/**
 * What kind of operation a text asks for, and under which name. It is for telemetry, so it need not be right for a text that holds
 * several operations and begins with a fragment.
 */
const operationIn = (query: string, name: string | null | undefined) => ({
  kind: (KINDS.exec(query)?.[1] ?? 'query') as 'query' | 'mutation' | 'subscription',
  name: name ?? undefined,
});

const outcomeOf = (answer: unknown): OperationOutcome => {
  const { data, errors } = answer as {
    readonly data?: unknown;
    readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
  };
  if (!errors || errors.length === 0) return 'done';
  if (data === undefined) return 'invalid';
  return errors.some(({ extensions }) => extensions?.code === 'INTERNAL') ? 'failed' : 'refused';
};

/** POST /graphql for queries and mutations, the same address over WebSocket for everything. */
export const registerGraphql = async (
  app: FastifyInstance,
  { services, authenticate, telemetry, page }: GraphqlRoutes,
): Promise<void> => {
  await app.register(mercurius, {
    schema,
    routes: false,
    validationRules: [costLimit],
    // Compiles a query that comes again; a query that comes once is not worth it.
    jit: 2,
    graphql: { parseOptions: { maxTokens: MAX_TOKENS } },
    errorFormatter: (execution, context) => {
      const { language, requestId } = context as unknown as ApiContext;
      const errors = (execution.errors ?? []).map((error) =>
        formatError(error as GraphQLError, language, requestId, app.log as never),
      );
      return { statusCode: 200, response: { data: execution.data ?? null, errors: errors as never } };
    },
  });
  await app.register(websocket, { options: { maxPayload: BODY_LIMIT } });

  app.post<{ Body: GraphqlBody }>(
    '/graphql',
    { schema: { body }, bodyLimit: BODY_LIMIT },
    async (request, reply) => {
      const language = languageOf(request.headers['accept-language']);
      const identity = await authenticate(request.headers.authorization);
      const invalid = (errors: readonly GraphQLError[]) => ({
        errors: errors.map((error) => formatError(error, language, request.id, request.log as never)),
      });
      reply.header('content-language', language).type('application/json; charset=utf-8').serializer(asBytes);
      if (!identity) return replyRefused(request, reply, refuse('UNAUTHENTICATED'));
      const { query, variables, operationName, extensions } = request.body;
      const { employeeId, organization } = identity;
      const context = contextOf(services, employeeId, language, request.id, organization);
      const watched = { ...operationIn(query, operationName), headers: request.headers, outcomeOf };
      const work = async () => {
        try {
          const purpose = purposeOf(extensions);
          const answer = await app.graphql(
            // Mercurius keeps what it has compiled by the text alone, whichever of its operations that was.
            operationName ? `${query}\n# ${JSON.stringify(operationName)}` : query,
            context as unknown as MercuriusContext & Record<string, unknown>,
            variables ?? undefined,
            operationName ?? undefined,
          );
          await context.seen.recorded(() => ({
            operation: operationOf(parse(query), operationName),
            purpose,
          }));
          return answer;
        } catch (error) {
          // What is not on record is not shown.
          if (refusalOf(error)) {
            return {
              data: null,
              ...invalid([new GraphQLError('Refused', { originalError: error as Error })]),
            };
          }
          // Mercurius throws what does not parse or validate.
          const { errors } = error as { errors?: readonly GraphQLError[] };
          if (!errors) throw error;
          reply.code(400);
          return invalid(errors);
        }
      };
      return telemetry ? telemetry.operation(watched, work) : work();
    },
  );

  const handler = makeHandler<Record<string, unknown>, { identity?: Identity; language?: Language }>({
    schema,
    validate: (given, document, rules) =>
      validate(given, document, [...(rules ?? specifiedRules), costLimit]),
    connectionInitWaitTimeout: 10_000,
    async onConnect({ connectionParams, extra }) {
      const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
      const identity = await authenticate(
        typeof authorization === 'string' ? authorization : extra.request.headers.authorization,
      );
      if (!identity) return false;
      const { acceptLanguage } = connectionParams ?? {};
      extra.identity = identity;
      extra.language = languageOf(
        typeof acceptLanguage === 'string' ? acceptLanguage : extra.request.headers['accept-language'],
      );
      // A day at most, which is what a timer can hold safely; a token that lasts longer is asked for again.
      const remaining = Math.min(identity.expiresAt - Date.now(), 24 * 60 * 60 * 1_000);
      const timer = setTimeout(
        () => extra.socket.close(CloseCode.Forbidden, 'The token has expired'),
        Math.max(remaining, 0),
      );
      extra.socket.once('close', () => clearTimeout(timer));
      return true;
    },
    context: ({ extra }) => {
      if (!extra.identity) throw new Error('An operation on a connection that nobody has opened');
      // A connection may last for hours: each operation looks up the organisation of its own moment.
      return contextOf(services, extra.identity.employeeId, extra.language ?? 'en', extra.request.id);
    },
    onNext: async ({ extra }, _id, { extensions }, { document, operationName, contextValue }, result) => {
      const language = extra.language ?? 'en';
      const log = extra.request.log as never;
      const formatted = (errors: readonly GraphQLError[]) =>
        errors.map((error) => formatError(error, language, extra.request.id, log));
      try {
        await (contextValue as ApiContext).seen.recorded(() => ({
          operation: operationOf(document, operationName),
          purpose: purposeOf(extensions),
        }));
      } catch (error) {
        // What is not on record is not shown.
        return {
          data: null,
          errors: formatted([new GraphQLError('Refused', { originalError: error as Error })]),
        };
      }
      return result.errors ? { ...result, errors: formatted(result.errors) } : undefined;
    },
    onError: ({ extra }, _id, _payload, errors) => {
      const log = extra.request.log as never;
      return errors.map((error) => formatError(error, extra.language ?? 'en', extra.request.id, log));
    },
  });

  app.route({
    method: 'GET',
    url: '/graphql',
    wsHandler: handler,
    handler: async (request, reply) => {
      if (page) return reply.type('text/html; charset=utf-8').send(await page(request));
      return reply
        .code(405)
        .header('allow', 'POST')
        .send({
          error: { code: 'INVALID_INPUT', message: 'POST /graphql, or connect by WebSocket', details: {} },
        });
    },
  });
};
