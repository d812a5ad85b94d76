import { derivedId } from '../../application/derived-id.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import type { GrantedRole } from '../../domain/organization/events.ts';

/** Ids follow from names, so that examples may quote them. */
export const demoId = (kind: string, name: string): string => derivedId('demo', kind, name);

interface DemoDepartment {
  readonly key: string;
  readonly name: string;
  readonly parent?: string;
  readonly head: string;
}

interface DemoEmployee {
  readonly login: string;
  readonly name: string;
  readonly post: string;
  readonly department: string;
  readonly roles?: readonly GrantedRole[];
}

const departments: readonly DemoDepartment[] = [
  { key: 'directorate', name: 'Дирекция', head: 'orlova' },
  { key: 'chancery', name: 'Канцелярия', parent: 'directorate', head: 'sokolova' },
  { key: 'production', name: 'Производственное управление', parent: 'directorate', head: 'medvedev' },
  { key: 'design', name: 'Проектный отдел', parent: 'production', head: 'lisitsyna' },
  { key: 'legal', name: 'Юридический отдел', parent: 'directorate', head: 'volkov' },
  { key: 'finance', name: 'Финансовый отдел', parent: 'directorate', head: 'barsukova' },
];

const employees: readonly DemoEmployee[] = [
  {
    login: 'orlova',
    name: 'Орлова Анна Викторовна',
    post: 'Генеральный директор',
    department: 'directorate',
  },
  {
    login: 'sokolova',
    name: 'Соколова Мария Ивановна',
    post: 'Заведующая канцелярией',
    department: 'chancery',
    roles: ['secretary'],
  },
  {
    login: 'medvedev',
    name: 'Медведев Пётр Сергеевич',
    post: 'Начальник производственного управления',
    department: 'production',
  },
  {
    login: 'lisitsyna',
    name: 'Лисицына Ольга Юрьевна',
    post: 'Начальник проектного отдела',
    department: 'design',
  },
  { login: 'ezhov', name: 'Ежов Николай Павлович', post: 'Инженер-проектировщик', department: 'design' },
  {
    login: 'volkov',
    name: 'Волков Игорь Андреевич',
    post: 'Начальник юридического отдела',
    department: 'legal',
  },
  { login: 'zaytseva', name: 'Зайцева Елена Олеговна', post: 'Юрисконсульт', department: 'legal' },
  { login: 'barsukova', name: 'Барсукова Инна Львовна', post: 'Финансовый директор', department: 'finance' },
  {
    login: 'admin',
    name: 'Бобров Денис Игоревич',
    post: 'Администратор системы',
    department: 'directorate',
    roles: ['administrator'],
  },
  {
    login: 'auditor',
    name: 'Совина Вера Николаевна',
    post: 'Внутренний аудитор',
    department: 'directorate',
    roles: ['auditor'],
  },
  {
    login: 'analyst',
    name: 'Выдрин Олег Кириллович',
    post: 'Аналитик',
    department: 'finance',
    roles: ['analyst'],
  },
];

export const demoLogins: readonly string[] = employees.map(({ login }) => login);

export const demoEmployeeId = (login: string): string => demoId('employee', login);
export const demoDepartmentId = (key: string): string => demoId('department', key);

/** Everything that founds the demo organisation, in order. */
export const demoOrganization: readonly OrganizationCommand[] = [
  {
    name: 'setProfile',
    organizationName: 'АО «Северный мост»',
    requiredFields: [],
    journalPatterns: { incoming: 'Вх-{year}/{seq:5}', outgoing: 'Исх-{year}/{seq:5}' },
  },
  ...departments.map(
    ({ key, name, parent }): OrganizationCommand => ({
      name: 'createDepartment',
      departmentId: demoDepartmentId(key),
      departmentName: name,
      ...(parent && { parentId: demoDepartmentId(parent) }),
    }),
  ),
  ...employees.flatMap(({ login, name, post, department, roles = [] }): readonly OrganizationCommand[] => [
    {
      name: 'hireEmployee',
      employeeId: demoEmployeeId(login),
      login,
      employeeName: name,
      email: `${login}@severny-most.example`,
      post,
      departmentId: demoDepartmentId(department),
    },
    ...roles.map(
      (role): OrganizationCommand => ({ name: 'grantRole', employeeId: demoEmployeeId(login), role }),
    ),
  ]),
  ...departments.map(
    ({ key, head }): OrganizationCommand => ({
      name: 'appointHead',
      departmentId: demoDepartmentId(key),
      employeeId: demoEmployeeId(head),
    }),
  ),
  {
    name: 'setApprovalRule',
    ruleId: demoId('rule', 'contract'),
    ruleName: 'Договор: юристы и финансы / Contract: legal and finance',
    documentKinds: ['договор'],
    approverIds: [demoEmployeeId('volkov'), demoEmployeeId('barsukova')],
    mode: 'all',
    place: 'beforeSignatory',
  },
];
