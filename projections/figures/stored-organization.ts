import { sql, type Transaction } from 'kysely';
import type { Recorded } from '../../domain/event.ts';
import {
  emptyFigureOrganization,
  evolveFigureOrganization,
  type FigureOrganization,
} from '../../domain/figures/figure-organization.ts';
import type { OrganizationEvent } from '../../domain/organization/events.ts';
import {
  type Employee,
  emptyOrganization,
  type Organization,
} from '../../domain/organization/organization.ts';
import type { FigureOrganizationRow, FigureTables } from './tables.ts';

/** The organisation as of one of its events. */
export interface KnownOrganization {
  readonly event: string;
  readonly revision: number;
  readonly figures: FigureOrganization;
}

const NONE: KnownOrganization = { event: '', revision: -1, figures: emptyFigureOrganization };

/** Organisations that were read or folded lately, by their last event, so that a batch need not read one again. */
const recent = new Map<string, KnownOrganization>();
const MOST = 8;

const remember = (known: KnownOrganization): KnownOrganization => {
  recent.delete(known.event);
  recent.set(known.event, known);
  for (const oldest of recent.keys()) {
    if (recent.size <= MOST) break;
    recent.delete(oldest);
  }
  return known;
};

/** As JSON, without people's names and addresses: whom a figure is about is looked up when it is shown. */
const toState = ({ organization, clocks }: FigureOrganization): unknown => ({
  clocks: [...clocks],
  organization: Object.fromEntries(
    Object.entries({
      ...organization,
      employees: new Map([...organization.employees].map(([id, employee]) => [id, nameless(employee)])),
    }).map(([name, value]) => [name, value instanceof Map ? { map: [...value] } : value]),
  ),
});

const nameless = ({ email: _, ...employee }: Employee): Employee => ({ ...employee, name: '', login: '' });

/** An array has a `map` as well, which is none. */
const isMap = (value: unknown): value is { readonly map: readonly [string, unknown][] } =>
  typeof value === 'object' && value !== null && 'map' in value && Array.isArray(value.map);

const fromState = (state: unknown): FigureOrganization => {
  const { clocks, organization } = state as {
    clocks: [string, never][];
    organization: Record<string, unknown>;
  };
  const parts = Object.entries(organization).map(([name, value]) => [
    name,
    isMap(value) ? new Map(value.map) : value,
  ]);
  return {
    clocks: new Map(clocks),
    organization: { ...emptyOrganization, ...(Object.fromEntries(parts) as Partial<Organization>) },
  };
};

/** The organisation that the tables have, from memory if it is there. `event`: its last; empty where there is none. */
export const loadOrganization = async (
  tx: Transaction<FigureTables>,
  event: string,
): Promise<KnownOrganization> => {
  if (event === '') return NONE;
  const known = recent.get(event);
  if (known) return remember(known);
  const { rows } =
    await sql<FigureOrganizationRow>`select event, revision, state from figure_organization`.execute(tx);
  const [row] = rows;
  return row ? remember({ event: row.event, revision: row.revision, figures: fromState(row.state) }) : NONE;
};

/** The organisation after an event; events that were taken in before are passed over. */
export const takeIn = (known: KnownOrganization, event: Recorded<OrganizationEvent>): KnownOrganization =>
  event.revision <= known.revision
    ? known
    : {
        event: event.id,
        revision: event.revision,
        figures: evolveFigureOrganization(known.figures, event),
      };

export const organizationRow = (known: KnownOrganization) => {
  remember(known);
  return { id: 1, event: known.event, revision: known.revision, state: toState(known.figures) };
};
