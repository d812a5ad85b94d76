import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Letter } from '../../domain/letter/letter.ts';
import { departmentsOf, participants } from '../../domain/letter/participants.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';

/**
 * Whom a letter is for, as ids that an index is asked for together with words: employees who take part in it and, unless
 * it is confidential, departments whose letter it is and projects that it belongs to. No two of these share an id.
 */
export const audienceOf = (letter: Letter): readonly string[] => {
  const taking = participants(letter).filter((id) => id !== 'system');
  if (letter.card.confidentiality === 'confidential') return taking;
  return [...new Set([...taking, ...departmentsOf(letter), ...letter.projectIds])];
};

/** `visibleTo` by a letter's audience, which the column holds. Who is a member of which project is asked as of now. */
export const isFor = (viewer: Viewer, audience: RawBuilder<unknown>): RawBuilder<SqlBool> => {
  if (viewer.readsAll) return sql<SqlBool>`true`;
  const { employeeIds, departmentIds } = viewer;
  return sql<SqlBool>`${audience} && (${[...employeeIds, ...departmentIds]}::uuid[] || array(
    select m.project_id from read.project_members m where m.employee_id = any(${[...employeeIds]}::uuid[])
  ))`;
};
