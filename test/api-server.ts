import type { AddressInfo } from 'node:net';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { createServer } from '../infrastructure/http/server.ts';
import {
  type DevelopmentIssuer,
  openDevelopmentIssuer,
} from '../infrastructure/identity/development-issuer.ts';
import { developmentTokens } from '../infrastructure/identity/development-tokens.ts';
import { createTokenVerifier } from '../infrastructure/identity/token-verifier.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';

export interface ErrorExtensions {
  readonly code: string;
  readonly details: Record<string, unknown>;
}

export interface ApiAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what each test asks for.
  readonly data: any;
  readonly errors?: readonly { message: string; path?: readonly string[]; extensions: ErrorExtensions }[];
  readonly error?: { code: string; message: string };
}

/** The server on a port of its own, with the demo organisation behind it. */
export interface ApiServer {
  readonly house: House;
  readonly url: string;
  readonly issuer: DevelopmentIssuer;
  token(login: string, lifetimeSeconds?: number): Promise<string>;
  /** POST /graphql as that person. */
  ask(
    login: string | undefined,
    query: string,
    variables?: object,
    headers?: Record<string, string>,
  ): Promise<ApiAnswer>;
  /** The one field of the answer. @throws Error on any error. */
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  get(login: string, query: string, variables?: object): Promise<any>;
  /** A mutation by its one input. @throws Error on any error. */
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  give(login: string, name: string, inputType: string, selection: string, input: object): Promise<any>;
  /** How such a mutation is refused, if it is. */
  refused(
    login: string,
    name: string,
    inputType: string,
    input: object,
  ): Promise<ErrorExtensions | undefined>;
  upload(
    login: string | undefined,
    name: string,
    content: Uint8Array | string,
    type?: string,
  ): Promise<Response>;
  subscribe(
    login: string,
    options?: { readonly token?: string; readonly onClosed?: (event: unknown) => void },
  ): Promise<Client>;
  close(): Promise<void>;
}

export const openApi = async (
  options: Parameters<typeof openHouse>[0] & { readonly metricsToken?: string } = {},
): Promise<ApiServer> => {
  const { metricsToken, ...houseOptions } = options;
  const house = await openHouse(houseOptions);
  // As a server's start does.
  await house.ledger.check();
  const issuer = await openDevelopmentIssuer(house.dataFolder, developmentTokens);
  const app = await createServer({
    composition: house,
    verifier: await createTokenVerifier(developmentTokens, issuer),
    issuer,
    readModelWaitMs: 5_000,
    ...(options.telemetry && { telemetry: options.telemetry }),
    ...(metricsToken !== undefined && { metricsToken }),
    log: silent,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const token = async (login: string, lifetimeSeconds?: number): Promise<string> =>
    (await issuer.issue(login, lifetimeSeconds)).token;

  const ask: ApiServer['ask'] = async (login, query, variables = {}, headers = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(login && { authorization: `Bearer ${await token(login)}` }),
        ...headers,
      },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, ...((await response.json()) as Omit<ApiAnswer, 'status'>) };
  };
  const get: ApiServer['get'] = async (login, query, variables) => {
    const answer = await ask(login, query, variables);
    if (answer.errors || answer.error) throw new Error(JSON.stringify(answer.errors ?? answer.error));
    return Object.values(answer.data)[0];
  };
  const mutation = (name: string, inputType: string, selection: string): string =>
    `mutation ($input: ${inputType}!) { ${name}(input: $input) { ${selection} } }`;
  return {
    house,
    url,
    issuer,
    token,
    ask,
    get,
    give: (login, name, inputType, selection, input) =>
      get(login, mutation(name, inputType, selection), { input }),
    async refused(login, name, inputType, input) {
      const { errors } = await ask(login, mutation(name, inputType, 'commandId'), { input });
      return errors?.[0]?.extensions;
    },
    async upload(login, name, content, type = 'application/octet-stream') {
      const form = new FormData();
      form.append('file', new Blob([content as BlobPart], { type }), name);
      return fetch(`${url}/files`, {
        method: 'POST',
        body: form,
        headers: login ? { authorization: `Bearer ${await token(login)}` } : {},
      });
    },
    async subscribe(login, { token: given, onClosed } = {}) {
      const authorization = `Bearer ${given ?? (await token(login))}`;
      return createClient({
        url: `${url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        connectionParams: { authorization },
        retryAttempts: 0,
        lazy: true,
        ...(onClosed && { on: { closed: onClosed } }),
      });
    },
    async close() {
      await app.close();
      await house.close();
    },
  };
};

/** A letter as a PDF: small, but one by its first bytes. */
export const pdf = (text = 'Письмо'): Uint8Array => new TextEncoder().encode(`%PDF-1.7\n% ${text}\n%%EOF\n`);
