import type { FastifyInstance } from 'fastify';
import type { TaskKind } from '../../domain/deadline.ts';
import type { DevelopmentIssuer } from '../identity/development-issuer.ts';

/** A task as its letter shows it. */
export interface DeskTask {
  readonly key: string;
  readonly kind: TaskKind;
  readonly due: string;
  readonly since: string;
  readonly assignees: readonly { readonly id: string }[];
  readonly counterparty: { readonly id: string } | null;
}

export interface DeskLetter {
  readonly id: string;
  readonly status: string;
  readonly number: string | null;
  readonly openTasks: readonly DeskTask[];
  /** Of an incoming letter. */
  readonly reply?: DeskLetter | null;
}

/** Somebody was refused what they had a right to, or what they should not have tried. */
export class RefusedAtTheDoor extends Error {
  override readonly name = 'RefusedAtTheDoor';
  readonly code: string;
  constructor(code: string, operation: string, details: unknown) {
    super(`${operation}: ${code} ${JSON.stringify(details)}`);
    this.code = code;
  }
}

const TASKS = 'openTasks { key kind due since assignees { id } counterparty { id } }';
const LETTER = `id status number ${TASKS}`;

/** The mutations that people give here, with the types of their inputs. */
const letterMutations = {
  registerIncomingLetter: 'RegisterIncomingLetterInput',
  assignExecutor: 'AssignExecutorInput',
  draftReply: 'DraftReplyInput',
  waiveReply: 'ReasonInput',
  requestExtension: 'RequestExtensionInput',
  refuseExtension: 'ReasonInput',
  extendDeadline: 'ExtendDeadlineInput',
  draftLetter: 'DraftLetterInput',
  reviseLetter: 'ReviseLetterInput',
  submitForApproval: 'LetterInput',
  grantApproval: 'GrantApprovalInput',
  returnForRework: 'ReturnForReworkInput',
  replaceApprover: 'ReplaceApproverInput',
  dispatchLetter: 'DispatchLetterInput',
  reportDeliveryFailure: 'ReportDeliveryFailureInput',
  recordIncomingNumber: 'RecordIncomingNumberInput',
  waiveConfirmation: 'WaiveConfirmationInput',
  withdrawLetter: 'ReasonInput',
  linkLetters: 'LinkLettersInput',
} as const;
export type LetterMutation = keyof typeof letterMutations;

const organizationMutations = {
  setSubstitution: 'SetSubstitutionInput',
  dismissEmployee: 'DismissEmployeeInput',
  hireEmployee: 'HireEmployeeInput',
  appointHead: 'AppointHeadInput',
  grantRole: 'RoleInput',
} as const;

const TOKEN_HOURS = 12;
const RENEW_MS = 6 * 3_600_000;
const PAGE = 100;

/** The front door: GraphQL as people use it, each with a token of their own, without a network in between. */
export class Door {
  readonly #app: FastifyInstance;
  readonly #issuer: DevelopmentIssuer;
  readonly #loginOf: (employeeId: string) => string;
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();
  #asked = 0;

  constructor(app: FastifyInstance, issuer: DevelopmentIssuer, loginOf: (employeeId: string) => string) {
    this.#app = app;
    this.#issuer = issuer;
    this.#loginOf = loginOf;
  }

  /** How many requests have come through it. */
  get asked(): number {
    return this.#asked;
  }

  /** The letter as the mutation left it. @throws RefusedAtTheDoor */
  async letter(employeeId: string, mutation: LetterMutation, input: object): Promise<DeskLetter> {
    const query = `mutation($input: ${letterMutations[mutation]}!) { done: ${mutation}(input: $input) { letter { ${LETTER} } } }`;
    const { done } = await this.#ask<{ done: { letter: DeskLetter } }>(employeeId, mutation, query, {
      input,
    });
    return done.letter;
  }

  /** The id of what was created, if anything was. @throws RefusedAtTheDoor */
  async organization(
    employeeId: string,
    mutation: keyof typeof organizationMutations,
    input: object,
  ): Promise<string | null> {
    const query = `mutation($input: ${organizationMutations[mutation]}!) { done: ${mutation}(input: $input) { id } }`;
    const { done } = await this.#ask<{ done: { id: string | null } }>(employeeId, mutation, query, { input });
    return done.id;
  }

  /** The id of the counterparty. @throws RefusedAtTheDoor */
  async addCounterparty(employeeId: string, input: object): Promise<string> {
    const query =
      'mutation($input: AddCounterpartyInput!) { done: addCounterparty(input: $input) { counterparty { id } } }';
    const { done } = await this.#ask<{ done: { counterparty: { id: string } } }>(
      employeeId,
      'addCounterparty',
      query,
      { input },
    );
    return done.counterparty.id;
  }

  /** The letter, with its reply where it has one, as that person sees it. @throws RefusedAtTheDoor */
  async look(employeeId: string, letterId: string): Promise<DeskLetter> {
    const query = `query($id: UUID!) { letter(id: $id) { ${LETTER} ... on IncomingLetter { reply { ${LETTER} } } } }`;
    const { letter } = await this.#ask<{ letter: DeskLetter | null }>(employeeId, 'letter', query, {
      id: letterId,
    });
    if (!letter) throw new RefusedAtTheDoor('NOT_FOUND', 'letter', { letterId });
    return letter;
  }

  /** What is on the person's desk: their open tasks and those of whom they substitute, as `letter id/task key`. */
  async desk(employeeId: string): Promise<readonly string[]> {
    const query = `query($after: String) { tasks(first: ${PAGE}, after: $after) { nodes { key letter { id } } pageInfo { hasNextPage endCursor } } }`;
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      type Tasks = {
        readonly tasks: {
          readonly nodes: readonly { readonly key: string; readonly letter: { readonly id: string } }[];
          readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
        };
      };
      const { tasks }: Tasks = await this.#ask<Tasks>(employeeId, 'tasks', query, { after });
      found.push(...tasks.nodes.map(({ key, letter }) => `${letter.id}/${key}`));
      if (!tasks.pageInfo.hasNextPage) return found;
      after = tasks.pageInfo.endCursor;
    }
  }

  async #ask<Data>(employeeId: string, operation: string, query: string, variables: object): Promise<Data> {
    this.#asked += 1;
    const response = await this.#app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { authorization: `Bearer ${await this.#token(employeeId)}`, 'accept-language': 'en' },
      payload: { query, variables },
    });
    const answer = response.json() as {
      readonly data?: Data | null;
      readonly errors?: readonly {
        readonly message: string;
        readonly extensions?: { readonly code?: string; readonly details?: unknown };
      }[];
      readonly error?: { readonly code: string; readonly message: string };
    };
    const [error] = answer.errors ?? [];
    if (error || !answer.data) {
      const code = error?.extensions?.code ?? answer.error?.code ?? String(response.statusCode);
      throw new RefusedAtTheDoor(
        code,
        operation,
        error?.extensions?.details ?? answer.error ?? error?.message,
      );
    }
    return answer.data;
  }

  /** Tokens live by the real clock. */
  async #token(employeeId: string): Promise<string> {
    const known = this.#tokens.get(employeeId);
    if (known && known.until > Date.now()) return known.token;
    const { token } = await this.#issuer.issue(this.#loginOf(employeeId), TOKEN_HOURS * 3_600);
    this.#tokens.set(employeeId, { token, until: Date.now() + RENEW_MS });
    return token;
  }
}
