import { SYSTEM } from '../event.ts';
import type { Role } from '../organization/events.ts';
import type { Organization } from '../organization/organization.ts';
import { rolesOf } from '../organization/rights.ts';
import type { Viewer } from '../organization/viewer.ts';
import { type Refusal, refuse } from '../refusal.ts';

/** Whose figures somebody may see. */
export interface FigureAudience {
  /** Stages that these departments held, and those of their letters; `everything`: of all. */
  readonly departmentIds: 'everything' | readonly string[];
  /** Times of a person of whom there are fewer stages than `SMALLEST_GROUP` are withheld. */
  readonly withholdsSmallGroups: boolean;
}

/** So few stages of one person would tell how long a certain letter lay with them. */
export const SMALLEST_GROUP = 5;

const needs: readonly Role[] = ['analyst', 'auditor', 'administrator', 'manager'];

/** Whoever works at the server's own command line. */
export const everyFigure: FigureAudience = { departmentIds: 'everything', withholdsSmallGroups: false };

/** Nobody sees figures by default: analysts, auditors and administrators see all, heads those of their departments. */
export const figureAudience = (organization: Organization, viewer: Viewer): FigureAudience | Refusal => {
  if (viewer.employeeId === SYSTEM) return everyFigure;
  const roles = rolesOf(organization, viewer.employeeId);
  if (roles.has('auditor') || roles.has('administrator')) return everyFigure;
  if (roles.has('analyst')) return { departmentIds: 'everything', withholdsSmallGroups: true };
  if (viewer.departmentIds.length > 0) {
    return { departmentIds: viewer.departmentIds, withholdsSmallGroups: false };
  }
  return refuse('FORBIDDEN', { area: 'figures', needs });
};
