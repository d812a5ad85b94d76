import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Chancery } from '../../application/chancery.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { refuse } from '../../domain/refusal.ts';
import type { DevelopmentIssuer } from '../identity/development-issuer.ts';
import { replyRefused } from './http-error.ts';

const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

const startQuery = `# Ctrl-Enter runs it. The docs are behind the book on the left.
query MyDay {
  me { employee { name post } roles substitutes { name } }
  tasks { totalCount nodes { title due overdue letter { id number subject } } }
}
`;

/** GraphiQL, signed in as whoever the address names: `/graphql?as=sokolova`. */
export const graphiqlPage =
  (issuer: DevelopmentIssuer) =>
  async (request: FastifyRequest): Promise<string> => {
    const { as } = request.query as { as?: string };
    const token = as && (await issuer.issue(as)).token;
    const headers = token ? JSON.stringify({ authorization: `Bearer ${token}` }, null, 2) : '{}';
    // Megabytes of a page that only whoever opens it needs.
    const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
    return renderGraphiQL({
      title: as ? `Chancery: ${escaped(as)}` : 'Chancery',
      endpoint: '/graphql',
      subscriptionsProtocol: 'WS',
      headers,
      defaultQuery: startQuery,
      shouldPersistHeaders: false,
    });
  };

/** The start page with everybody whom one may be, and tokens for the asking. */
export const registerDevelopment = (
  app: FastifyInstance,
  { chancery, issuer }: { readonly chancery: Chancery; readonly issuer: DevelopmentIssuer },
): void => {
  app.post<{ Body: { login: string; lifetimeSeconds?: number } }>(
    '/dev/token',
    {
      schema: {
        body: {
          type: 'object',
          required: ['login'],
          properties: {
            login: { type: 'string', minLength: 1, maxLength: 200 },
            lifetimeSeconds: { type: 'integer', minimum: 1, maximum: 86_400 },
          },
        },
      },
    },
    async (request, reply) => {
      const { login, lifetimeSeconds } = request.body;
      const { employees } = await chancery.currentOrganization();
      const known = [...employees.values()].some(
        (employee) => employee.login === login && !employee.dismissed,
      );
      if (!known) return replyRefused(request, reply, refuse('UNKNOWN_EMPLOYEE', { id: login }));
      return issuer.issue(login, lifetimeSeconds);
    },
  );

  app.get('/', async (_, reply) => {
    const organization = await chancery.currentOrganization();
    const rows = [...organization.employees.values()]
      .filter(({ dismissed }) => !dismissed)
      .slice(0, 200)
      .map(({ id, login, name, post }) => {
        const roles = [...rolesOf(organization, id)].filter((role) => role !== 'employee').join(', ');
        return `<tr><td><a href="/graphql?as=${encodeURIComponent(login)}">${escaped(login)}</a></td>
          <td>${escaped(name)}</td><td>${escaped(post ?? '')}</td><td>${escaped(roles)}</td></tr>`;
      });
    const nobody =
      '<p>Здесь ещё никого нет. <code>npm run chancery -- demo</code> создаст демонстрационную организацию. ' +
      'Nobody is here yet; <code>npm run chancery -- demo</code> founds the demo organisation.</p>';
    return reply.type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="ru"><meta charset="utf-8"><title>Chancery</title><meta name="viewport" content="width=device-width">
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 3rem auto; padding: 0 1rem; color: #1d2330 }
  table { border-collapse: collapse; width: 100% } td, th { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #dde1e8 }
  code { background: #f1f3f6; padding: .1rem .3rem; border-radius: .2rem } h1 { margin-bottom: 0 } .note { color: #5a6375 }
</style>
<h1>Chancery</h1>
<p class="note">${escaped(organization.profile.name)} · режим разработки: войти может кто угодно / development: anybody may sign in</p>
${
  rows.length > 0
    ? `<table><tr><th>Войти как / sign in as</th><th>Имя / name</th><th>Должность / post</th><th>Роли / roles</th></tr>${rows.join('')}</table>
<p>Токен для curl / a token for curl:<br>
<code>curl -s localhost:${(app.server.address() as { port?: number } | null)?.port ?? 4000}/dev/token -H 'content-type: application/json' -d '{"login":"sokolova"}'</code></p>`
    : nobody
}
</html>`);
  });
};
