import { idOf } from '../../domain/event.ts';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { derivedId } from '../derived-id.ts';
import type { Letters } from '../letters.ts';
import type { MailCommands } from '../mail-commands.ts';
import { becauseOf, type Policy, PolicyRefused } from './policy.ts';

const NAME = 'mail';

/** What is not a defect: the secretary was faster, or has annulled the letter meanwhile. */
const harmless: readonly Refusal['refused'][] = ['ALREADY_LINKED', 'WRONG_STATE', 'NOT_FOUND'];

/** After a letter was registered from the mail queue: the message is registered, and the letter linked to what it goes on from. */
export const mailPolicy = (letters: Letters, mail: MailCommands): Policy => ({
  name: NAME,
  concerns: ({ type }) => type === 'OriginRecorded',
  async handle(event) {
    if (event.type !== 'OriginRecorded') return;
    const { mailId, sameMatter } = event.data;
    const letterId = idOf(event.stream);
    const caller = becauseOf(NAME, event);
    const noted = await mail.noteRegistered(caller, mailId, letterId);
    if (isRefusal(noted)) throw new PolicyRefused(NAME, event, noted.refused, noted.details);
    if (!sameMatter || sameMatter === letterId) return;
    const linked = await letters.execute(
      { ...caller, commandId: derivedId('link', caller.commandId) },
      { name: 'linkLetters', letterId, targetLetterId: sameMatter, kind: 'sameMatter' },
    );
    if (isRefusal(linked) && !harmless.includes(linked.refused)) {
      throw new PolicyRefused(NAME, event, linked.refused, linked.details);
    }
  },
});
