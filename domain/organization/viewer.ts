/**
 * What somebody may see, in the form that a query filters by. A letter is visible when the viewer reads all,
 * or takes part in it as one of `employeeIds`, or, if it is not confidential, when it belongs to one of
 * `departmentIds` or to a project that one of `employeeIds` is a member of.
 */
export interface Viewer {
  /** The person themselves. */
  readonly employeeId: string;
  /** They, and those whom they substitute today. */
  readonly employeeIds: readonly string[];
  /** Secretaries and auditors: every letter, confidential ones too. */
  readonly readsAll: boolean;
  /** Departments that one of `employeeIds` heads, with everything below them. */
  readonly departmentIds: readonly string[];
}
