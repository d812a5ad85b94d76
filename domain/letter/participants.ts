import type { Letter } from './letter.ts';

/**
 * The employees who take part in a letter: whoever registered, addresses, executes, writes, approves (from
 * their turn on) or was asked to acknowledge it. They may see it, confidential or not.
 */
export const participants = (letter: Letter): readonly string[] => {
  const ids = new Set<string>(letter.acknowledgments.map(({ employeeId }) => employeeId));
  if ('assignment' in letter && letter.assignment) {
    ids.add(letter.assignment.executorId);
    for (const id of letter.assignment.coExecutorIds) ids.add(id);
    if (letter.assignment.resolution) ids.add(letter.assignment.resolution.authorId);
  }
  if (letter.status !== 'imported') {
    if (letter.direction === 'incoming') {
      ids.add(letter.registeredBy);
      if (letter.card.addressee.employeeId) ids.add(letter.card.addressee.employeeId);
    } else {
      ids.add(letter.authorId);
      for (const id of letter.approverIds) ids.add(id);
      if (letter.card.signatoryId && letter.status !== 'draft') ids.add(letter.card.signatoryId);
    }
  }
  return [...ids];
};

/** The department whose letter it is: the addressee's or the author's. None for imported letters. */
export const departmentOf = (letter: Letter): string | undefined => {
  if (letter.status === 'imported') return undefined;
  return letter.direction === 'incoming' ? letter.card.addressee.departmentId : letter.departmentId;
};

/** Every department that answers for the letter, for the rights of their heads. */
export const departmentsOf = (letter: Letter): readonly string[] => {
  const own = departmentOf(letter);
  const responsible = letter.status === 'imported' ? undefined : letter.card.responsibleDepartmentId;
  return [own, responsible].filter((id) => id !== undefined);
};
