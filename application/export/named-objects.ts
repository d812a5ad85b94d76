/** What the log speaks of. */
export const objectTypes = [
  'letter',
  'task',
  'thread',
  'project',
  'counterparty',
  'employee',
  'department',
  'journal',
] as const;
export type ObjectType = (typeof objectTypes)[number];

export interface ObjectReference {
  readonly type: ObjectType;
  readonly id: string;
}

/** An object in its part: `qualifier` says which. */
export interface QualifiedObject extends ObjectReference {
  readonly qualifier: string;
}

/** What a field of an event that holds an id, or a list of ids, names, by the field's name. */
const named: Readonly<Record<string, readonly [ObjectType, qualifier: string]>> = {
  employeeId: ['employee', 'employee'],
  employeeIds: ['employee', 'employee'],
  executorId: ['employee', 'executor'],
  coExecutorIds: ['employee', 'coExecutor'],
  authorId: ['employee', 'author'],
  approverId: ['employee', 'approver'],
  approverIds: ['employee', 'approver'],
  approvers: ['employee', 'approver'],
  replacementId: ['employee', 'replacement'],
  recipientId: ['employee', 'recipient'],
  recipientIds: ['employee', 'recipient'],
  onBehalfOfIds: ['employee', 'onBehalfOf'],
  requestedBy: ['employee', 'requester'],
  signatoryId: ['employee', 'signatory'],
  substituteId: ['employee', 'substitute'],
  memberIds: ['employee', 'member'],
  departmentId: ['department', 'department'],
  parentId: ['department', 'parent'],
  responsibleDepartmentId: ['department', 'responsibleDepartment'],
  counterpartyId: ['counterparty', 'counterparty'],
  counterpartyIds: ['counterparty', 'counterparty'],
  intoId: ['counterparty', 'mergedInto'],
  projectId: ['project', 'project'],
  projectIds: ['project', 'project'],
  letterId: ['letter', 'letter'],
  letterIds: ['letter', 'letter'],
  outgoingLetterId: ['letter', 'outgoingLetter'],
  answers: ['letter', 'answers'],
  sameMatter: ['letter', 'sameMatter'],
  journalId: ['journal', 'journal'],
};

/** Fields with ids of what is no object of its own, or of what differs from event to event. */
export const namingNoObject: ReadonlySet<string> = new Set([
  'ruleId',
  'policyId',
  'webhookId',
  'mailId',
  'mailIds',
  'duplicateOf',
  // Of what a message may belong to: a suggestion, which nobody has confirmed.
  'id',
  'substitutionId',
  'holdId',
  'erasureId',
  'oldSubjectId',
  'newSubjectId',
  'targetId',
  'subjectIds',
]);

/** What a field of that name holds the ids of; `undefined` where it names no object. */
export const objectNamedBy = (field: string): readonly [ObjectType, qualifier: string] | undefined =>
  Object.hasOwn(named, field) ? named[field] : undefined;
