import { setTimeout as sleep } from 'node:timers/promises';
import { isRefusal, type Refusal } from '../../domain/refusal.ts';
import { derivedId } from '../derived-id.ts';
import type { Letters } from '../letters.ts';
import type { MailCommands } from '../mail-commands.ts';
import type { OrganizationCommands } from '../organization-commands.ts';
import type { ErasableFiles } from '../ports/erasable-files.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import type { PrivacyCommands } from '../privacy-commands.ts';
import type { RegisterCommands } from '../register-commands.ts';
import { becauseOf, type Policy, PolicyRefused } from './policy.ts';

const NAME = 'erasure';

/**
 * Carries out an ordered erasure: destroys the keys, waits until no process has them in memory, removes the files, and then
 * records that the data are gone, in the streams of those whose they were. The wait is for the files as well: from the
 * order on nobody may name one of them, and a command that had looked before has been written when it is over. Whatever was read before that record may still have shown
 * the data, and nothing that is read after it does; so read models write their rows over when they come to it.
 */
export const erasurePolicy = (
  privacy: PrivacyCommands,
  organization: OrganizationCommands,
  registers: RegisterCommands,
  letters: Letters,
  mail: MailCommands,
  files: ErasableFiles,
  keys: SubjectKeys,
): Policy => ({
  name: NAME,
  concerns: ({ type }) => type === 'ErasureOrdered',
  async handle(event) {
    if (event.type !== 'ErasureOrdered') return;
    const accepted = (outcome: object | Refusal): void => {
      if (isRefusal(outcome)) throw new PolicyRefused(NAME, event, outcome.refused, outcome.details);
    };
    const { erasureId, subject, subjectIds, mailIds, fileHashes } = event.data;
    await keys.destroy(new Set([...subjectIds, ...mailIds]));
    await sleep(keys.forgottenAfterMs);
    const holders = fileHashes.length > 0 ? await files.remove(fileHashes, event.position) : [];
    const caller = becauseOf(NAME, event);
    for (const { category, id, fileHashes: gone } of holders) {
      const as = { ...caller, commandId: derivedId('files erased', caller.commandId, id) };
      const erasure = { erasureId, fileHashes: [...gone] };
      accepted(
        category === 'letter'
          ? await letters.execute(as, { name: 'noteFilesErased', letterId: id, erasure })
          : await mail.noteFilesErased(as, id, erasure),
      );
    }
    for (const id of subjectIds) {
      const as = { ...caller, commandId: derivedId('erased', caller.commandId, id) };
      accepted(
        subject === 'employee'
          ? await organization.execute(as, [{ name: 'noteEmployeeErased', employeeId: id }])
          : await registers.counterparty(as, { name: 'noteCounterpartyErased', counterpartyId: id }),
      );
    }
    for (const id of mailIds) {
      accepted(
        await mail.noteErased({ ...caller, commandId: derivedId('erased', caller.commandId, id) }, id),
      );
    }
    accepted(await privacy.note(caller, 'noteErased', erasureId));
  },
});
