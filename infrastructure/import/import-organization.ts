import { randomUUID } from 'node:crypto';
import type { Chancery } from '../../application/chancery.ts';
import { SYSTEM } from '../../domain/event.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { commandsFor, InvalidOrganization, type OrganizationPlan } from './organization-plan.ts';

export interface OrganizationReport {
  /** Commands that were carried out, by name. */
  readonly changes: Readonly<Record<string, number>>;
  readonly remarks: readonly string[];
}

/** Brings the organisation to what the plan says, in one write. Doing it again changes nothing. */
export const importOrganization = async (
  chancery: Chancery,
  plan: OrganizationPlan,
): Promise<OrganizationReport> => {
  const commands = commandsFor(await chancery.currentOrganization(), plan);
  const changes: Record<string, number> = {};
  for (const { name } of commands) changes[name] = (changes[name] ?? 0) + 1;
  if (commands.length > 0) {
    const outcome = await chancery.organization.execute({ actor: SYSTEM, commandId: randomUUID() }, commands);
    if (isRefusal(outcome)) {
      throw new InvalidOrganization(
        `Nothing was taken: ${outcome.refused} ${JSON.stringify(outcome.details)}`,
      );
    }
  }
  return { changes, remarks: plan.remarks };
};
