import { readFile } from 'node:fs/promises';
import { derivedId } from '../../application/derived-id.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import type { WorkingCalendar } from '../../domain/organization/events.ts';
import { emptyOrganization } from '../../domain/organization/organization.ts';
import { commandsFor, InvalidOrganization } from '../import/organization-plan.ts';
import { readUkOrganogram } from '../import/uk-organogram.ts';

const SECRETARIES = 4;

/** The working time of the municipality whose journal is replayed. */
export const journalCalendar: WorkingCalendar = {
  name: 'Norge / Norway, 8–16',
  timeZone: 'Europe/Oslo',
  country: 'NO',
  week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, hours: [{ from: '08:00', to: '16:00' }] })),
  exceptions: [],
};

/**
 * An organogram of the UK government with a chancery in it: the data names posts, not who keeps the letters, so a department
 * below the root gets secretaries and an administrator.
 *
 * @throws InvalidOrganization
 */
export const readOrganogramFounding = async (
  seniorPath: string,
  juniorPath: string,
): Promise<readonly OrganizationCommand[]> => {
  const plan = readUkOrganogram(await readFile(seniorPath, 'utf8'), await readFile(juniorPath, 'utf8'));
  const root = plan.departments.find(({ parentId }) => parentId === undefined);
  if (!root) throw new InvalidOrganization(`${seniorPath} has no post that reports to nobody`);
  const departmentId = derivedId('simulation', 'department', 'chancery');
  const hire = (
    login: string,
    employeeName: string,
    role: 'secretary' | 'administrator',
  ): OrganizationCommand[] => {
    const employeeId = derivedId('simulation', 'employee', login);
    return [
      { name: 'hireEmployee', employeeId, login, employeeName, departmentId, post: employeeName },
      { name: 'grantRole', employeeId, role },
    ];
  };
  return [
    ...commandsFor(emptyOrganization, plan),
    { name: 'createDepartment', departmentId, departmentName: 'Chancery', parentId: root.id },
    ...Array.from({ length: SECRETARIES }, (_, index) =>
      hire(`secretary-${index + 1}`, `Secretary ${index + 1}`, 'secretary'),
    ).flat(),
    ...hire('administrator', 'Administrator', 'administrator'),
  ];
};
