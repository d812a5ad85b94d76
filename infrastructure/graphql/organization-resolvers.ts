import { policiesInForce } from '../../domain/organization/deadline-policy.ts';
import type { Department, Employee, Organization } from '../../domain/organization/organization.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { shownCalendar } from './deadline-resolvers.ts';
import type { Resolvers } from './generated.ts';
import { departmentById, employeeById, employeesById } from './letter-resolvers.ts';
import { connection, pageOfList, pageRequest } from './paging.ts';

const byName = <Named extends { readonly name: string }>(list: Iterable<Named>): Named[] =>
  [...list].sort((one, other) => one.name.localeCompare(other.name, 'ru'));

const childrenOf = (organization: Organization, id: string): Department[] =>
  byName([...organization.departments.values()].filter(({ parentId, closed }) => parentId === id && !closed));

const employeesOf = (organization: Organization, id: string): Employee[] =>
  byName(
    [...organization.employees.values()].filter(
      ({ departmentId, dismissed }) => departmentId === id && !dismissed,
    ),
  );

export const organizationResolvers: Pick<
  Resolvers,
  | 'Organization'
  | 'Department'
  | 'Employee'
  | 'Substitution'
  | 'ApprovalRule'
  | 'Me'
  | 'Access'
  | 'EmployeeConnection'
> = {
  Organization: {
    name: ({ profile }) => profile.name,
    requiredFields: ({ profile }) => [...profile.requiredFields],
    journalPatterns: ({ profile }) => profile.journalPatterns,
    calendar: (organization, { departmentId }) => shownCalendar(organization, departmentId),
    departments: ({ departments }, { includeClosed }) =>
      byName([...departments.values()].filter(({ closed }) => includeClosed || !closed)),
    department: ({ departments }, { id }) => departments.get(id) ?? null,
    employees: ({ employees }, { query, includeDismissed, ...args }) => {
      const wanted = query?.toLowerCase().replaceAll('ё', 'е');
      const found = [...employees.values()].filter(
        ({ name, login, dismissed }) =>
          (includeDismissed || !dismissed) &&
          (!wanted || `${name} ${login}`.toLowerCase().replaceAll('ё', 'е').includes(wanted)),
      );
      return pageOfList(byName(found), pageRequest(args));
    },
    employee: ({ employees }, { id, login }) =>
      (id ? employees.get(id) : [...employees.values()].find((employee) => employee.login === login)) ?? null,
    substitutions: ({ substitutions }) => [...substitutions.values()],
    approvalRules: ({ approvalRules }) => [...approvalRules.values()],
    deadlinePolicies: (organization) => [...policiesInForce(organization)],
  },
  Department: {
    isClosed: ({ closed }) => closed,
    parent: ({ parentId }, _, context) => departmentById(parentId, context),
    children: async ({ id }, _, { scope }) => childrenOf(await scope.organization, id),
    head: ({ headId }, _, context) => employeeById(headId, context),
    employees: async ({ id }, _, { scope }) => employeesOf(await scope.organization, id),
  },
  Employee: {
    email: ({ email }) => email ?? null,
    post: ({ post }) => post ?? null,
    department: ({ departmentId }, _, context) => departmentById(departmentId, context),
    roles: async ({ id }, _, { scope }) => [...rolesOf(await scope.organization, id)],
    isDismissed: ({ dismissed }) => dismissed,
    isErased: ({ erased }) => erased ?? false,
  },
  Substitution: {
    employee: ({ employeeId }, _, context) => employeeById(employeeId, context),
    substitute: ({ substituteId }, _, context) => employeeById(substituteId, context),
    inForce: async ({ from, to }, _, { scope }) => {
      const today = await scope.today();
      return from <= today && today <= to;
    },
  },
  ApprovalRule: {
    documentKinds: ({ documentKinds }) => [...documentKinds],
    approvers: ({ approverIds }, _, context) => employeesById(approverIds, context),
  },
  Me: {
    roles: async ({ employee }, _, { scope }) => [...rolesOf(await scope.organization, employee.id)],
    substitutes: async ({ employee }, _, context) => {
      const { employeeIds } = await context.scope.viewer;
      return employeesById(
        employeeIds.filter((id) => id !== employee.id),
        context,
      );
    },
    today: (_, __, { services }) => services.chancery.today(),
  },
  Access: {
    roles: ({ roles }) => [...roles],
    substituted: ({ substitutedIds }, _, context) => employeesById(substitutedIds, context),
    departments: async ({ departmentIds }, _, context) => {
      const found = await Promise.all(departmentIds.map((id) => departmentById(id, context)));
      return byName(found.filter((department) => department !== null));
    },
    commands: ({ commands }) => [...commands],
  },
  EmployeeConnection: connection,
};
