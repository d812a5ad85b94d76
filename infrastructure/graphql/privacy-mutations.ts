import type { Caller } from '../../application/caller.ts';
import type { PrivacyOutcome } from '../../application/privacy-commands.ts';
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts';
import type { ApiContext } from './api-context.ts';
import { Refused } from './api-error.ts';
import { carryOut } from './commands.ts';
import type { MutationResolvers } from './generated.ts';

const give = async (
  context: ApiContext,
  input: { readonly commandId?: string | null },
  execute: (caller: Caller) => Promise<PrivacyOutcome | Refusal>,
  consequences: 'none' | 'policies' = 'none',
) => {
  let id = '';
  const { state: _, ...written } = await carryOut(
    context,
    input,
    async (caller) => {
      const outcome = await execute(caller);
      if (!isRefusal(outcome)) id = outcome.id;
      return outcome;
    },
    consequences,
  );
  // As it is once the policies have done their part.
  return { id, privacy: await context.services.chancery.privacy.current(), written };
};

const there = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('A command on personal data left nothing behind');
  return value;
};

export const privacyMutations: MutationResolvers = {
  erasePersonalData: async (_, { input }, context) => {
    const { employeeId, counterpartyId, files, reason } = input;
    const target = employeeId ?? counterpartyId;
    if (!target || (employeeId && counterpartyId)) {
      throw new Refused(
        refuse('INVALID_INPUT', { field: 'employeeId', problem: 'employeeId or counterpartyId' }),
      );
    }
    const kind = employeeId ? 'employee' : 'counterparty';
    const { id, privacy, written } = await give(
      context,
      input,
      (caller) =>
        context.services.chancery.privacy.erase(caller, { kind, id: target, files: files ?? [], reason }),
      'policies',
    );
    return { erasure: there(privacy.erasures.get(id)), ...written };
  },
  placeLegalHold: async (_, { input }, context) => {
    const { scope, targetId, reason } = input;
    const { id, privacy, written } = await give(context, input, (caller) =>
      context.services.chancery.privacy.placeHold(caller, { scope, targetId, reason }),
    );
    return { legalHold: there(privacy.holds.get(id)), ...written };
  },
  liftLegalHold: async (_, { input }, context) => {
    const { holdId, reason } = input;
    const { id, privacy, written } = await give(context, input, (caller) =>
      context.services.chancery.privacy.liftHold(caller, { holdId, reason }),
    );
    return { legalHold: there(privacy.holds.get(id)), ...written };
  },
};
