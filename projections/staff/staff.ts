import { sql, type Transaction } from 'kysely';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import type { Recorded } from '../../domain/event.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import { insertRows } from '../rows.ts';
import type { Projection } from '../runner/projection.ts';

/** The organisation as tables, for whoever asks in SQL. People are without names: the log's keys can be destroyed, an extract cannot. */
export interface StaffTables {
  staff_departments: {
    id: string;
    name: string;
    parent_id: string | null;
    head_id: string | null;
    is_open: boolean;
  };
  staff_employees: {
    id: string;
    department_id: string;
    is_employed: boolean;
  };
}

export const staffTables = [
  'staff_departments',
  'staff_employees',
] as const satisfies readonly (keyof StaffTables)[];

type Tx = Transaction<StaffTables>;

/** Departments and people as they come. Whatever else happens to them comes after, and so does what it sets. */
const arrivals = (events: readonly OrganizationEvent[]) => ({
  staff_departments: events.flatMap((event) => {
    if (event.type !== 'DepartmentCreated') return [];
    const { departmentId: id, name, parentId } = event.data;
    return [{ id, name, parent_id: parentId ?? null, head_id: null, is_open: true }];
  }),
  staff_employees: events.flatMap((event) => {
    if (event.type !== 'EmployeeHired') return [];
    const { employeeId: id, departmentId } = event.data;
    return [{ id, department_id: departmentId, is_employed: true }];
  }),
});

/** Sets what the event sets of a row, whatever was there: told twice, it leaves the same. */
const applied = async (tx: Tx, event: OrganizationEvent): Promise<void> => {
  const department = (id: string, set: ReturnType<typeof sql>) =>
    sql`update staff_departments set ${set} where id = ${id}`.execute(tx);
  const employee = (id: string, set: ReturnType<typeof sql>) =>
    sql`update staff_employees set ${set} where id = ${id}`.execute(tx);
  switch (event.type) {
    case 'DepartmentRenamed':
      await department(event.data.departmentId, sql`name = ${event.data.name}`);
      return;
    case 'DepartmentMoved':
      await department(event.data.departmentId, sql`parent_id = ${event.data.parentId ?? null}`);
      return;
    case 'DepartmentClosed':
      await department(event.data.departmentId, sql`is_open = false`);
      return;
    case 'HeadAppointed':
      await department(event.data.departmentId, sql`head_id = ${event.data.employeeId ?? null}`);
      return;
    case 'EmployeeTransferred':
      await employee(event.data.employeeId, sql`department_id = ${event.data.departmentId}`);
      return;
    case 'EmployeeDismissed': {
      const { employeeId } = event.data;
      await employee(employeeId, sql`is_employed = false`);
      await sql`update staff_departments set head_id = null where head_id = ${employeeId}`.execute(tx);
      return;
    }
    default:
      return;
  }
};

const concerns = ({ stream }: Recorded<ChanceryEvent>): boolean => stream.startsWith('organization-');

export const staff: Projection<StaffTables> = {
  name: 'staff',
  version: 1,
  tables: staffTables,
  looksBack: true,
  concerns,
  async create(tx) {
    await sql`
      create table staff_departments (
        id uuid primary key, name text not null, parent_id uuid, head_id uuid, is_open boolean not null
      )`.execute(tx);
    await sql`
      create table staff_employees (
        id uuid primary key, department_id uuid not null, is_employed boolean not null
      )`.execute(tx);
  },
  async apply(tx, events) {
    const ofStaff = events.filter(concerns) as unknown as readonly OrganizationEvent[];
    await insertRows(tx, arrivals(ofStaff));
    // One organisation changes now and then: event by event is fast enough, also for a rebuild.
    for (const event of ofStaff) await applied(tx, event);
  },
};
