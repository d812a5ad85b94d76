import type { Organization } from '../../domain/organization/organization.ts';
import { holdersOf } from '../../domain/organization/responsible.ts';
import { type Chance, pick } from './chance.ts';

/** Who works in the office, as of the organisation's last change. */
export class Staff {
  #organization: Organization;
  /** Living people by department, without its head. */
  #members = new Map<string, readonly string[]>();
  /** Of departments that letters are addressed to: each as often as there are people to work on them. */
  #places: readonly string[] = [];

  constructor(organization: Organization) {
    this.#organization = organization;
    this.renew(organization);
    // Matters stay with their departments, whoever comes and goes.
    this.#places = [...this.#members]
      .flatMap(([departmentId, ids]) => ids.map(() => departmentId))
      .toSorted();
  }

  renew(organization: Organization): void {
    this.#organization = organization;
    const working = [...organization.employees.values()].filter(
      ({ id, departmentId, dismissed, roles }) =>
        !dismissed && roles.length === 0 && organization.departments.get(departmentId)?.headId !== id,
    );
    this.#members = new Map(
      [...Map.groupBy(working, ({ departmentId }) => departmentId)].map(([departmentId, people]) => [
        departmentId,
        people.map(({ id }) => id).toSorted(),
      ]),
    );
  }

  get organization(): Organization {
    return this.#organization;
  }

  get secretaries(): readonly string[] {
    return holdersOf(this.#organization, 'secretary').toSorted();
  }

  get administrator(): string {
    return pick(holdersOf(this.#organization, 'administrator').toSorted(), 0);
  }

  isLiving(employeeId: string): boolean {
    return this.#organization.employees.get(employeeId)?.dismissed === false;
  }

  login(employeeId: string): string {
    return this.#organization.employees.get(employeeId)?.login ?? '';
  }

  departmentOfCase(caseKey: string, chance: Chance): string {
    return pick(this.#places, chance('department', caseKey));
  }

  /** Who works on a matter in the department: the same person as long as they are there. */
  workerOn(caseKey: string, departmentId: string, chance: Chance): string {
    const members = this.#members.get(departmentId) ?? [];
    const head = this.#organization.departments.get(departmentId)?.headId;
    const people = members.length > 0 ? members : head ? [head] : [];
    // The greatest lot is drawn, so that somebody who leaves changes nothing for the others' matters.
    const lots = people.map((id) => ({ id, lot: chance('worker', caseKey, id) }));
    return lots.reduce((best, lot) => (lot.lot > best.lot ? lot : best), { id: this.administrator, lot: -1 })
      .id;
  }

  /** A colleague of the same department, or whoever is above it. */
  colleagueOf(employeeId: string, chance: number): string | undefined {
    const departmentId = this.#organization.employees.get(employeeId)?.departmentId ?? '';
    const department = this.#organization.departments.get(departmentId);
    const above = department?.parentId && this.#organization.departments.get(department.parentId)?.headId;
    const colleagues = (this.#members.get(departmentId) ?? []).filter((id) => id !== employeeId);
    const heads = [department?.headId, above].filter((id) => id !== undefined && id !== employeeId);
    const people = colleagues.length > 0 ? colleagues : (heads as string[]);
    return people.length > 0 ? pick(people, chance) : undefined;
  }
}
