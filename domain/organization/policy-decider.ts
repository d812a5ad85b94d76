import { policyIdOf } from '../deadline.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { OrganizationCommand } from './commands.ts';
import type { OrganizationEvent } from './events.ts';
import type { DeadlinePolicy, Organization } from './organization.ts';

type PolicyCommand = Extract<OrganizationCommand, { name: 'setDeadlinePolicy' | 'removeDeadlinePolicy' }>;
type Selectors = Pick<
  DeadlinePolicy,
  'task' | 'departmentId' | 'documentKind' | 'counterpartyId' | 'counterpartyGroup'
>;

/** For which tasks of which letters a policy is. */
const selectorsOf = ({
  task,
  departmentId,
  documentKind,
  counterpartyId,
  counterpartyGroup,
}: Selectors): string =>
  JSON.stringify(
    [task, departmentId, documentKind, counterpartyId, counterpartyGroup].map((value) => value ?? null),
  );

const distinct = (minutes: readonly number[]): number[] =>
  [...new Set(minutes)].sort((one, other) => one - other);

/** What follows from a command on a deadline policy. No two policies are for the same tasks of the same letters. */
export const decideOnPolicies = (
  organization: Organization,
  command: PolicyCommand,
): Decision<OrganizationEvent> => {
  const policies = organization.deadlinePolicies;
  if (command.name === 'removeDeadlinePolicy') {
    const { policyId } = command;
    const policy = policies.get(policyId);
    return policy && !policy.removed
      ? [{ type: 'DeadlinePolicyRemoved', data: { policyId } }]
      : refuse('UNKNOWN_POLICY', { id: policyId });
  }
  const { name: _, policyName: name, policyId: given, reminders, escalations, ...rest } = command;
  const { task, departmentId, documentKind, counterpartyId, counterpartyGroup } = command;
  const selects = [departmentId, documentKind, counterpartyId, counterpartyGroup].some(
    (each) => each !== undefined,
  );
  if (given === undefined && selects)
    return refuse('INVALID_INPUT', { field: 'policyId', problem: 'required' });
  const policyId = given ?? policyIdOf(task);
  const before = policies.get(policyId);
  if (before && before.task !== task) {
    return refuse('INVALID_INPUT', { field: 'task', problem: `the policy is for ${before.task}` });
  }
  const department = departmentId === undefined ? undefined : organization.departments.get(departmentId);
  if (departmentId !== undefined && (!department || department.closed)) {
    return refuse('UNKNOWN_DEPARTMENT', { id: departmentId });
  }
  const twin = [...policies.values()].find(
    (policy) => policy.id !== policyId && !policy.removed && selectorsOf(policy) === selectorsOf(command),
  );
  if (twin) return refuse('POLICY_EXISTS', { policyId: twin.id });
  return [
    {
      type: 'DeadlinePolicySet',
      data: {
        policyId,
        ...(name && { name }),
        ...rest,
        ...(reminders && {
          reminders: { before: distinct(reminders.before), after: distinct(reminders.after) },
        }),
        ...(escalations && {
          escalations: escalations
            .map(({ after, level }) => ({ after, level }))
            .sort((one, other) => one.after - other.after || one.level - other.level),
        }),
      },
    },
  ];
};
