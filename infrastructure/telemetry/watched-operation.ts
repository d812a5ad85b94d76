/** How one GraphQL operation ended: `refused` with a code of the domain's, `invalid` before it was begun, `failed` by a defect. */
export type OperationOutcome = 'done' | 'refused' | 'invalid' | 'failed';

export interface WatchedOperation<Answer> {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** What the client calls it, for traces alone: there are any number. */
  readonly name: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly outcomeOf: (answer: Answer) => OperationOutcome;
}
