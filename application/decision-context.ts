import type { Instant } from '../domain/fields.ts';
import type { DecisionContext, LetterCommand } from '../domain/letter/commands.ts';
import type { LetterState } from '../domain/letter/letter.ts';
import { subjectOf } from '../domain/letter/policy-subject.ts';
import { calendarOfTask } from '../domain/organization/calendars.ts';
import { deadlineFor, today } from '../domain/organization/deadline-policy.ts';
import type { Organization } from '../domain/organization/organization.ts';
import { actsAs } from '../domain/organization/rights.ts';
import { addWorkingMinutes, workingMinutesBetween } from '../domain/organization/working-time.ts';

/** What the decider may know of the moment when the actor gives the command. */
export const decisionContext = (
  organization: Organization,
  letter: LetterState,
  command: LetterCommand,
  actor: string,
  now: Instant,
): DecisionContext => {
  const day = today(organization, now);
  return {
    now,
    today: day,
    actor,
    actsAs: actsAs(organization, actor, day),
    deadlineFor: (task, ...assignees) =>
      deadlineFor(organization, task, now, subjectOf(letter, command), assignees),
    workingTimeOf: (assignee) => {
      const calendar = calendarOfTask(organization, assignee);
      return {
        between: (from, to) => workingMinutesBetween(calendar, from, to),
        after: (from, minutes) => addWorkingMinutes(calendar, from, minutes),
      };
    },
  };
};
