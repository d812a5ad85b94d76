import { randomUUIDv7 } from 'node:crypto';
import { derivedId } from '../../application/derived-id.ts';
import { policyIdOf } from '../../domain/deadline.ts';
import type { RequirableField } from '../../domain/letter/card.ts';
import type { OrganizationCommand } from '../../domain/organization/commands.ts';
import type { ApiContext } from './api-context.ts';
import { carryOut } from './commands.ts';
import { defined } from './defined.ts';
import type { MutationResolvers } from './generated.ts';

interface OrganizationInput {
  readonly commandId?: string | null;
  readonly expectedRevision?: number | null;
}

const give = async (
  context: ApiContext,
  input: OrganizationInput,
  command: OrganizationCommand,
  id: string | null = null,
) => {
  const { state, ...written } = await carryOut(context, input, (caller) =>
    context.services.chancery.organization.execute(caller, [command]),
  );
  return { organization: state, id, ...written };
};

/** Gives the command with an id for what it creates, which follows from the command's own. */
const create = (
  context: ApiContext,
  input: OrganizationInput,
  kind: string,
  command: (id: string) => OrganizationCommand,
) => {
  const commandId = input.commandId ?? randomUUIDv7();
  const id = derivedId(kind, commandId);
  return give(context, { ...input, commandId }, command(id), id);
};

export const organizationMutations: MutationResolvers = {
  setProfile: (_, { input }, context) => {
    const { name, requiredFields, journalPatterns } = defined(input);
    return give(context, input, {
      name: 'setProfile',
      ...(name !== undefined && { organizationName: name }),
      ...(requiredFields && { requiredFields: requiredFields as RequirableField[] }),
      ...(journalPatterns && { journalPatterns }),
    });
  },
  setCalendar: (_, { input }, context) => {
    const { commandId: _id, departmentId, exceptions = [], ...calendar } = defined(input);
    return give(context, input, {
      name: 'setCalendar',
      ...(departmentId && { departmentId }),
      calendar: { ...calendar, exceptions },
    });
  },
  removeCalendar: (_, { input }, context) =>
    give(context, input, { name: 'removeCalendar', departmentId: input.departmentId }),
  createDepartment: (_, { input }, context) => {
    const { name: departmentName, parentId } = defined(input);
    return create(context, input, 'department', (departmentId) => ({
      name: 'createDepartment',
      departmentId,
      departmentName,
      ...(parentId && { parentId }),
    }));
  },
  renameDepartment: (_, { input }, context) => {
    const { departmentId, name: departmentName } = input;
    return give(context, input, { name: 'renameDepartment', departmentId, departmentName });
  },
  moveDepartment: (_, { input }, context) => {
    const { departmentId, parentId } = defined(input);
    return give(context, input, { name: 'moveDepartment', departmentId, ...(parentId && { parentId }) });
  },
  closeDepartment: (_, { input }, context) =>
    give(context, input, { name: 'closeDepartment', departmentId: input.departmentId }),
  appointHead: (_, { input }, context) => {
    const { departmentId, employeeId } = defined(input);
    return give(context, input, { name: 'appointHead', departmentId, ...(employeeId && { employeeId }) });
  },
  hireEmployee: (_, { input }, context) => {
    const { commandId: _id, name: employeeName, ...rest } = defined(input);
    return create(context, input, 'employee', (employeeId) => ({
      name: 'hireEmployee',
      employeeId,
      employeeName,
      ...rest,
    }));
  },
  changeEmployee: (_, { input }, context) => {
    const { commandId: _id, name: employeeName, ...rest } = defined(input);
    return give(context, input, {
      name: 'changeEmployee',
      ...rest,
      ...(employeeName !== undefined && { employeeName }),
    });
  },
  transferEmployee: (_, { input }, context) => {
    const { employeeId, departmentId } = input;
    return give(context, input, { name: 'transferEmployee', employeeId, departmentId });
  },
  dismissEmployee: (_, { input }, context) =>
    give(context, input, { name: 'dismissEmployee', employeeId: input.employeeId }),
  grantRole: (_, { input }, context) => {
    const { employeeId, role } = input;
    return give(context, input, { name: 'grantRole', employeeId, role });
  },
  revokeRole: (_, { input }, context) => {
    const { employeeId, role } = input;
    return give(context, input, { name: 'revokeRole', employeeId, role });
  },
  setSubstitution: (_, { input }, context) => {
    const { employeeId, substituteId, from, to } = defined(input);
    return create(context, input, 'substitution', (substitutionId) => ({
      name: 'setSubstitution',
      substitutionId,
      employeeId,
      ...(substituteId && { substituteId }),
      from,
      to,
    }));
  },
  cancelSubstitution: (_, { input }, context) =>
    give(context, input, { name: 'cancelSubstitution', substitutionId: input.substitutionId }),
  setApprovalRule: (_, { input }, context) => {
    const { ruleId, name: ruleName, documentKinds = [], approverIds, mode = 'all', place } = defined(input);
    const rule = {
      name: 'setApprovalRule',
      ruleName,
      documentKinds,
      approverIds,
      mode,
      place: place ?? 'beforeSignatory',
    } as const;
    return ruleId
      ? give(context, input, { ...rule, ruleId }, ruleId)
      : create(context, input, 'rule', (id) => ({ ...rule, ruleId: id }));
  },
  removeApprovalRule: (_, { input }, context) =>
    give(context, input, { name: 'removeApprovalRule', ruleId: input.ruleId }),
  setApprovalLine: (_, { input }, context) =>
    give(context, input, { name: 'setApprovalLine', line: input.line }),
  setDeadlinePolicy: (_, { input }, context) => {
    const { commandId: _id, policyId, name: policyName, ...policy } = defined(input);
    const command = { name: 'setDeadlinePolicy', ...(policyName && { policyName }), ...policy } as const;
    if (policyId) return give(context, input, { ...command, policyId }, policyId);
    const { departmentId, documentKind, counterpartyId, counterpartyGroup, task } = policy;
    return departmentId || documentKind || counterpartyId || counterpartyGroup
      ? create(context, input, 'deadlinePolicy', (id) => ({ ...command, policyId: id }))
      : give(context, input, command, policyIdOf(task));
  },
  removeDeadlinePolicy: (_, { input }, context) =>
    give(context, input, { name: 'removeDeadlinePolicy', policyId: input.policyId }),
};
