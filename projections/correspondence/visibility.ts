import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Viewer } from '../../domain/organization/viewer.ts';

/**
 * Which rows of `letters` the viewer may see: the twin, in SQL, of `maySeeLetter`. Every query of letters, and of
 * anything that belongs to them, filters by it before it counts or cuts.
 */
export const visibleTo = (viewer: Viewer): RawBuilder<SqlBool> => {
  if (viewer.readsAll) return sql<SqlBool>`true`;
  const employees = sql`${[...viewer.employeeIds]}::uuid[]`;
  const departments = sql`${[...viewer.departmentIds]}::uuid[]`;
  return sql<SqlBool>`(
    exists (select from read.letter_participants p where p.letter_id = letters.id and p.employee_id = any(${employees}))
    or not letters.confidential and (
      letters.department_id = any(${departments})
      or letters.responsible_department_id = any(${departments})
      or exists (
        select from read.letter_projects lp join read.project_members m on m.project_id = lp.project_id
        where lp.letter_id = letters.id and m.employee_id = any(${employees})
      )
    )
  )`;
};
