import { derivedId } from '../../application/derived-id.ts';
import type { CalendarDate } from '../../domain/fields.ts';
import { dayAfter, type Illness, illnessesOf, leavingOf } from './absences.ts';
import type { Chance } from './chance.ts';
import type { Door } from './door.ts';
import type { People } from './scenario.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { Staff } from './staff.ts';
import type { WorkingSteps } from './working-steps.ts';

/** Themselves or their substitute; or nobody, before that moment in milliseconds. */
export type Presence = { readonly actorId: string } | { readonly backAt: number };

/** Who comes to work and who does not, as the administrator puts it on the record each morning. */
export class Attendance {
  readonly #illnesses = new Map<CalendarDate, Illness[]>();
  readonly #leavings = new Map<CalendarDate, string[]>();
  readonly #away = new Map<string, Illness & { readonly substituteId?: string }>();
  readonly #successors = new Map<string, string>();
  readonly #door: Door;
  readonly #staff: Staff;
  readonly #clock: SimulatedClock;
  readonly #steps: WorkingSteps;
  readonly #chance: Chance;
  #ill = 0;

  constructor(
    {
      door,
      staff,
      clock,
      steps,
      chance,
    }: {
      readonly door: Door;
      readonly staff: Staff;
      readonly clock: SimulatedClock;
      readonly steps: WorkingSteps;
      readonly chance: Chance;
    },
    people: People,
    illFrom: { readonly from: CalendarDate; readonly to: CalendarDate },
    leaveIn: { readonly from: CalendarDate; readonly to: CalendarDate },
  ) {
    this.#door = door;
    this.#staff = staff;
    this.#clock = clock;
    this.#steps = steps;
    this.#chance = chance;
    const { organization } = staff;
    for (const { id, roles, departmentId } of organization.employees.values()) {
      for (const illness of illnessesOf(id, illFrom, people, chance)) {
        this.#illnesses.set(illness.from, [...(this.#illnesses.get(illness.from) ?? []), illness]);
      }
      const department = organization.departments.get(departmentId);
      // The house stands while somebody is at its top, and somebody keeps its keys.
      const stays = roles.includes('administrator') || (department?.headId === id && !department.parentId);
      const day = stays ? undefined : leavingOf(id, leaveIn, people, chance);
      if (day) this.#leavings.set(day, [...(this.#leavings.get(day) ?? []), id]);
    }
  }

  /** Illnesses and departures so far. */
  get counts(): { readonly illnesses: number; readonly leavings: number } {
    return { illnesses: this.#ill, leavings: this.#successors.size };
  }

  successorOf(employeeId: string): string {
    const successor = this.#successors.get(employeeId);
    if (!successor) throw new Error(`${employeeId} has no successor`);
    return this.#staff.isLiving(successor) ? successor : this.successorOf(successor);
  }

  /** Whoever does it today in that person's place. For a role nobody can stand in: it is asked for `inPerson`. */
  presence(employeeId: string, inPerson: boolean): Presence {
    const away = this.#away.get(employeeId);
    if (!away) return { actorId: employeeId };
    const { substituteId } = away;
    if (!inPerson && substituteId && this.#staff.isLiving(substituteId) && !this.#away.has(substituteId)) {
      return { actorId: substituteId };
    }
    // Midnight in UTC of the day after is before or within that day's working time, or a little into it.
    const back = Math.max(Date.parse(dayAfter(away.to)), this.#clock.milliseconds);
    return {
      backAt: this.#steps.after(back, 1 + Math.floor(this.#chance('back', employeeId, away.from) * 60)),
    };
  }

  /** Puts on the record who is ill, with their substitutes, and who has left. @returns who has left. */
  async morning(day: CalendarDate): Promise<readonly string[]> {
    for (const [id, { to }] of this.#away) if (to < day) this.#away.delete(id);
    const fallen = [...this.#illnesses].filter(([from]) => from <= day).toSorted();
    for (const [from, illnesses] of fallen) {
      this.#illnesses.delete(from);
      for (const illness of illnesses) if (illness.to >= day) await this.#fallIll(illness, day);
    }
    const gone: string[] = [];
    for (const [on, ids] of [...this.#leavings].filter(([from]) => from <= day).toSorted()) {
      this.#leavings.delete(on);
      for (const id of ids) gone.push(await this.#leave(id));
    }
    return gone;
  }

  async #fallIll(illness: Illness, day: CalendarDate): Promise<void> {
    const { employeeId, from, to, isSubstituted } = illness;
    const staff = this.#staff;
    if (!staff.isLiving(employeeId)) return;
    this.#ill += 1;
    const substituteId = isSubstituted
      ? staff.colleagueOf(employeeId, this.#chance('substitute', employeeId, from))
      : undefined;
    this.#away.set(employeeId, { ...illness, ...(substituteId && { substituteId }) });
    if (!substituteId) return;
    const commandId = derivedId('simulation', 'substitution', employeeId, from);
    await this.#door.organization(staff.administrator, 'setSubstitution', {
      commandId,
      employeeId,
      substituteId,
      from: day,
      to,
    });
  }

  /** Somebody new comes for whoever leaves: with their post, and with their department where they headed it. */
  async #leave(employeeId: string): Promise<string> {
    const { organization, administrator } = this.#staff;
    const employee = organization.employees.get(employeeId);
    if (!employee) throw new Error(`${employeeId} is nobody`);
    const { departmentId, login, post } = employee;
    const id = (what: string): string => derivedId('simulation', what, employeeId);
    const successorId = await this.#door.organization(administrator, 'hireEmployee', {
      commandId: id('successor'),
      login: `${login}-successor`,
      name: `${employee.name} (successor)`,
      departmentId,
      ...(post && { post }),
    });
    if (!successorId) throw new Error('Nobody was hired');
    const heads = organization.departments.get(departmentId)?.headId === employeeId;
    for (const [index, role] of employee.roles.entries()) {
      await this.#door.organization(administrator, 'grantRole', {
        commandId: derivedId('simulation', 'role', employeeId, String(index)),
        employeeId: successorId,
        role,
      });
    }
    await this.#door.organization(administrator, 'dismissEmployee', {
      commandId: id('dismissal'),
      employeeId,
    });
    if (heads) {
      const input = { commandId: id('appointment'), departmentId, employeeId: successorId };
      await this.#door.organization(administrator, 'appointHead', input);
    }
    this.#successors.set(employeeId, successorId);
    return employeeId;
  }
}
