import type { CalendarDate } from '../fields.ts';
import type { LetterCommand } from '../letter/commands.ts';
import type { Letter } from '../letter/letter.ts';
import type { Role } from './events.ts';
import type { Organization } from './organization.ts';
import { letterCommands, mayCommandLetter, maySeeLetter, rolesOf, viewerOf } from './rights.ts';

/** What somebody was allowed on a day. */
export interface Access {
  readonly roles: readonly Role[];
  /** Whom they substituted. */
  readonly substitutedIds: readonly string[];
  /** The departments that they, or those whom they substituted, headed, with all below them. */
  readonly departmentIds: readonly string[];
  readonly maySee: boolean;
  /** The commands that were theirs to give on the letter; whether its status would have let them is another matter. */
  readonly commands: readonly LetterCommand['name'][];
}

/** What the organisation of that day allowed the employee, with the letter if there was one. */
export const accessTo = (
  organization: Organization,
  employeeId: string,
  today: CalendarDate,
  letter: Letter | undefined,
  isProjectMember: (employeeIds: readonly string[]) => boolean,
): Access => {
  const viewer = viewerOf(organization, employeeId, today);
  const maySee = letter !== undefined && maySeeLetter(viewer, letter, isProjectMember(viewer.employeeIds));
  return {
    roles: [...rolesOf(organization, employeeId)],
    substitutedIds: viewer.employeeIds.filter((id) => id !== employeeId),
    departmentIds: viewer.departmentIds,
    maySee,
    // Whoever may not see a letter can do nothing with it.
    commands: maySee
      ? letterCommands.filter(
          (command) => !mayCommandLetter(organization, employeeId, today, command, letter),
        )
      : [],
  };
};
