import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { derivedId } from '../../application/derived-id.ts';
import { InvalidOrganization, type OrganizationPlan } from './organization-plan.ts';

const Departments = Compile(
  Type.Object({
    result: Type.Array(
      Type.Object({
        ID: Type.String(),
        NAME: Type.String(),
        PARENT: Type.Optional(Type.String()),
        UF_HEAD: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      }),
    ),
  }),
);

const Users = Compile(
  Type.Object({
    result: Type.Array(
      Type.Object({
        ID: Type.String(),
        ACTIVE: Type.Boolean(),
        NAME: Type.Optional(Type.String()),
        LAST_NAME: Type.Optional(Type.String()),
        SECOND_NAME: Type.Optional(Type.String()),
        EMAIL: Type.Optional(Type.String()),
        WORK_POSITION: Type.Optional(Type.String()),
        UF_DEPARTMENT: Type.Optional(Type.Array(Type.Union([Type.Number(), Type.String()]))),
      }),
    ),
  }),
);

const parsed = (what: string, json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new InvalidOrganization(`The reply of ${what} is not JSON`, { cause });
  }
};

/** Replies of Bitrix24's `department.get` and `user.get`. Of a user's departments the first counts; whoever is not active is left out. */
export const readBitrix24 = (departmentsJson: string, usersJson: string): OrganizationPlan => {
  const departments = parsed('department.get', departmentsJson);
  const users = parsed('user.get', usersJson);
  if (!Departments.Check(departments)) throw new InvalidOrganization('That is no reply of department.get');
  if (!Users.Check(users)) throw new InvalidOrganization('That is no reply of user.get');

  const departmentId = (key: string): string => derivedId('bitrix24', 'department', key);
  const employeeId = (key: string): string => derivedId('bitrix24', 'user', key);
  const remarks: string[] = [];
  const active = users.result.filter(({ ID, ACTIVE, UF_DEPARTMENT }) => {
    if (!ACTIVE) remarks.push(`User ${ID} is not active and was left out`);
    else if (!UF_DEPARTMENT?.length) remarks.push(`User ${ID} is in no department and was left out`);
    return ACTIVE && UF_DEPARTMENT?.length;
  });
  const ids = new Set(active.map(({ ID }) => ID));

  const told = new Map(departments.result.map((department) => [department.ID, department]));
  const known = new Map(told);
  // A reply shows the departments that its reader may see; those above or beside them are known by id alone.
  const mentioned = [
    ...departments.result.flatMap(({ PARENT }) => PARENT ?? []),
    ...active.flatMap(({ UF_DEPARTMENT }) => String(UF_DEPARTMENT?.[0])),
  ];
  for (const ID of new Set(mentioned)) {
    if (known.has(ID)) continue;
    remarks.push(`Department ${ID} is not in the reply; it comes without its name`);
    known.set(ID, { ID, NAME: `Bitrix24, ${ID}` });
  }
  const depth = (key: string, seen: ReadonlySet<string> = new Set()): number => {
    if (seen.has(key)) throw new InvalidOrganization(`Department ${key} lies below itself`);
    const parent = known.get(key)?.PARENT;
    return parent ? 1 + depth(parent, new Set([...seen, key])) : 0;
  };
  return {
    departments: [...known.values()]
      .sort((one, other) => depth(one.ID) - depth(other.ID))
      .map(({ ID, NAME, PARENT, UF_HEAD }) => ({
        id: departmentId(ID),
        name: NAME,
        ...(PARENT && { parentId: departmentId(PARENT) }),
        ...(UF_HEAD && ids.has(UF_HEAD) && { headId: employeeId(UF_HEAD) }),
        ...(!told.has(ID) && { onlyMentioned: true }),
      })),
    employees: active.map(({ ID, NAME, LAST_NAME, SECOND_NAME, EMAIL, WORK_POSITION, UF_DEPARTMENT }) => ({
      id: employeeId(ID),
      login: EMAIL || `bitrix24-${ID}`,
      name: [LAST_NAME, NAME, SECOND_NAME].filter(Boolean).join(' ') || `Bitrix24, ${ID}`,
      ...(EMAIL && { email: EMAIL }),
      ...(WORK_POSITION && { post: WORK_POSITION }),
      departmentId: departmentId(String(UF_DEPARTMENT?.[0])),
    })),
    remarks,
  };
};
