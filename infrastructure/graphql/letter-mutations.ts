import type { LetterRequest } from '../../application/letter-requests.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { carryOut } from './commands.ts';
import { defined } from './defined.ts';
import type { MutationResolvers } from './generated.ts';
import { tasksOf } from './letter-resolvers.ts';
import type { LetterPayloadModel } from './models.ts';

type ExistingInput = {
  readonly letterId: string;
  readonly commandId?: string | null;
  readonly expectedRevision?: number | null;
};

const give = async (
  context: ApiContext,
  input: { readonly commandId?: string | null; readonly expectedRevision?: number | null },
  request: LetterRequest,
  consequences: 'none' | 'policies' = 'none',
): Promise<LetterPayloadModel> => {
  const { state, ...written } = await carryOut(
    context,
    input,
    (caller) => context.services.chancery.letters.execute(caller, request),
    consequences,
  );
  return { letter: state, ...written };
};

type Name = Extract<LetterRequest, { letterId: string }>['name'];

/** A mutation whose input is the request but for its name. */
const plain =
  (name: Name, consequences: 'none' | 'policies' = 'none') =>
  (_: unknown, { input }: { input: ExistingInput }, context: ApiContext): Promise<LetterPayloadModel> => {
    const { commandId: _id, expectedRevision: _revision, ...fields } = defined(input);
    return give(context, input, { name, ...fields } as LetterRequest, consequences);
  };

const isChanges = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const letterMutations: MutationResolvers = {
  registerIncomingLetter: async (_, { input }, context) => {
    const { card, commandId: _id, ...rest } = defined(input);
    const receivedOn = card.receivedOn ?? (await context.services.chancery.today());
    const confidentiality = card.confidentiality ?? 'open';
    return give(
      context,
      input,
      { name: 'registerIncomingLetter', ...rest, card: { ...card, receivedOn, confidentiality } },
      // A letter that quotes our number is linked by it.
      card.inReplyTo ? 'policies' : 'none',
    );
  },
  draftLetter: (_, { input }, context) => {
    const { card, commandId: _id, ...rest } = defined(input);
    const confidentiality = card.confidentiality ?? 'open';
    return give(context, input, { name: 'draftLetter', ...rest, card: { ...card, confidentiality } });
  },
  correctRegistration: (_, { input }, context) => {
    const { letterId, changes, reason } = input;
    if (!isChanges(changes)) {
      throw new Refused(refuse('INVALID_INPUT', { field: 'changes', problem: 'must be an object' }));
    }
    return give(context, input, { name: 'correctRegistration', letterId, changes, reason });
  },
  assignExecutor: plain('assignExecutor'),
  draftReply: plain('draftReply', 'policies'),
  waiveReply: plain('waiveReply'),
  requestExtension: plain('requestExtension'),
  refuseExtension: plain('refuseExtension'),
  reviseLetter: plain('reviseLetter'),
  submitForApproval: plain('submitForApproval'),
  grantApproval: plain('grantApproval'),
  returnForRework: plain('returnForRework'),
  replaceApprover: plain('replaceApprover'),
  dispatchLetter: plain('dispatchLetter', 'policies'),
  confirmDelivery: plain('confirmDelivery'),
  reportDeliveryFailure: plain('reportDeliveryFailure'),
  recordIncomingNumber: plain('recordIncomingNumber'),
  waiveConfirmation: plain('waiveConfirmation'),
  withdrawLetter: plain('withdrawLetter', 'policies'),
  annulLetter: plain('annulLetter', 'policies'),
  linkLetters: plain('linkLetters'),
  unlinkLetters: plain('unlinkLetters'),
  linkToProject: plain('linkToProject'),
  unlinkFromProject: plain('unlinkFromProject'),
  attachFile: plain('attachFile'),
  requestAcknowledgment: plain('requestAcknowledgment'),
  openAcknowledgment: plain('openAcknowledgment'),
  acknowledge: plain('acknowledge'),
  extendDeadline: plain('extendDeadline'),
  pauseDeadline: plain('pauseDeadline'),
  resumeDeadline: plain('resumeDeadline'),
};

export const letterPayload = {
  LetterPayload: { openTasks: ({ letter }: LetterPayloadModel) => tasksOf(letter) },
};
