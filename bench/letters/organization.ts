import { derivedId } from '../../application/derived-id.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';

/** An organisation of forty departments with ten people each: rights must let an employee see little of everything. */
export const DEPARTMENTS = 40;
export const PEOPLE_PER_DEPARTMENT = 10;
export const PROJECTS = 120;

const id = (kind: string, name: string | number): string => derivedId('bench', kind, String(name));

export const rootId = id('department', 'root');
export const departmentId = (department: number): string => id('department', department);
/** The first of a department is its head. */
export const employeeId = (department: number, person: number): string =>
  id('employee', department * PEOPLE_PER_DEPARTMENT + person);
export const headLogin = (department: number): string => `head-${department}`;
export const employeeLogin = (department: number, person: number): string =>
  person === 0 ? headLogin(department) : `employee-${department}-${person}`;
export const directorId = id('employee', 'director');
export const secretaryLogin = 'secretary';
export const secretaryId = id('employee', 'secretary');
export const counterpartyId = (index: number): string => id('counterparty', index);
export const projectId = (index: number): string => id('project', index);
/** Members of a project: five people, of five departments. */
export const projectMembers = (index: number): readonly string[] =>
  [0, 1, 2, 3, 4].map((nth) => employeeId((index + nth * 7) % DEPARTMENTS, 1 + ((index + nth) % 9)));

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

/** Everything that founds it, in order. */
export const benchOrganization: readonly OrganizationCommand[] = [
  {
    name: 'setProfile',
    organizationName: 'АО «Северный мост»',
    requiredFields: [],
    journalPatterns: { incoming: 'Вх-{year}/{seq:6}', outgoing: 'Исх-{year}/{seq:6}' },
  },
  { name: 'createDepartment', departmentId: rootId, departmentName: 'Дирекция' },
  ...numbers(DEPARTMENTS).map(
    (department): OrganizationCommand => ({
      name: 'createDepartment',
      departmentId: departmentId(department),
      departmentName: `Отдел ${department + 1}`,
      parentId: rootId,
    }),
  ),
  {
    name: 'hireEmployee',
    employeeId: directorId,
    login: 'director',
    employeeName: 'Орлова Анна Викторовна',
    post: 'Генеральный директор',
    departmentId: rootId,
  },
  {
    name: 'hireEmployee',
    employeeId: secretaryId,
    login: secretaryLogin,
    employeeName: 'Соколова Мария Ивановна',
    post: 'Секретарь',
    departmentId: rootId,
  },
  { name: 'grantRole', employeeId: secretaryId, role: 'secretary' },
  { name: 'appointHead', departmentId: rootId, employeeId: directorId },
  ...numbers(DEPARTMENTS).flatMap((department): readonly OrganizationCommand[] => [
    ...numbers(PEOPLE_PER_DEPARTMENT).map(
      (person): OrganizationCommand => ({
        name: 'hireEmployee',
        employeeId: employeeId(department, person),
        login: employeeLogin(department, person),
        employeeName: `Сотрудник ${department + 1}-${person + 1}`,
        departmentId: departmentId(department),
      }),
    ),
    {
      name: 'appointHead',
      departmentId: departmentId(department),
      employeeId: employeeId(department, 0),
    },
  ]),
];
