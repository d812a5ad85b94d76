/** The steps of a command, in their order: the whole, and within it what it does. */
export type Step = 'command' | 'load' | 'decide' | 'append';

/** What is known of a step when it begins. None of it is personal, and `stream` is for traces alone: there are any number. */
export interface StepDetails {
  readonly command?: string;
  readonly commandId?: string;
  readonly correlationId?: string;
  readonly stream?: string;
  readonly events?: number;
}

/** Watches the work without taking part in it. */
export interface Instruments {
  /** Does the work, and answers or throws as it does. */
  step<Result>(step: Step, details: StepDetails, work: () => Promise<Result>): Promise<Result>;
}

/** Nobody watches: a call, and nothing else. */
export const unwatched: Instruments = { step: (_step, _details, work) => work() };
