/** What figures can be grouped by. */
export const dimensions = [
  'stage',
  'department',
  'person',
  'letterDepartment',
  'counterparty',
  'project',
  'documentKind',
  'direction',
  'outcome',
  'round',
  'day',
  'week',
  'month',
  'quarter',
] as const;
export type Dimension = (typeof dimensions)[number];

/** Those by which what is not over yet can be grouped. */
export const openDimensions = [
  'stage',
  'department',
  'person',
  'letterDepartment',
  'counterparty',
  'project',
  'documentKind',
  'direction',
  'round',
] as const satisfies readonly Dimension[];
export type OpenDimension = (typeof openDimensions)[number];
