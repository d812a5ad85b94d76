import { type Decision, refuse } from '../refusal.ts';
import type { DecisionContext, IncomingCommand } from './commands.ts';
import { fact } from './decision.ts';
import type { LetterEvent } from './events.ts';

type Register = Extract<IncomingCommand, { name: 'registerIncomingLetter' }>;

/** Registration happens once, with every field that the organisation requires, and not before the letter came. */
export const register = (command: Register, context: DecisionContext): Decision<LetterEvent> => {
  const { card, files, projectIds } = command;
  const present: Readonly<Record<string, unknown>> = { ...card, files: files.length > 0 ? files : undefined };
  const missing = command.requiredFields.filter((field) => present[field] === undefined);
  if (missing.length > 0) return refuse('REQUIRED_FIELD_MISSING', { fields: missing });
  if (card.receivedOn > context.today) {
    return refuse('RECEIVED_IN_THE_FUTURE', { receivedOn: card.receivedOn, today: context.today });
  }
  if (command.possibleDuplicates.length > 0 && !command.registerAnywayReason) {
    return refuse('POSSIBLE_DUPLICATE', { letterIds: command.possibleDuplicates });
  }
  return [
    fact('Registered', {
      number: command.number,
      card,
      files: [...files],
      projectIds: [...new Set(projectIds)],
      ...(command.answers && { answers: command.answers }),
      ...(command.possibleDuplicates.length > 0 &&
        command.registerAnywayReason && {
          duplicatesOverridden: {
            letterIds: [...command.possibleDuplicates],
            reason: command.registerAnywayReason,
          },
        }),
      assignBy: context.deadlineFor('assignExecutor', {
        kind: 'headOf',
        departmentId: card.addressee.departmentId,
      }),
    }),
    ...(command.origin ? [fact('OriginRecorded', command.origin)] : []),
  ];
};
