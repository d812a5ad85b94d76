/** Every read model that there is, in the order in which they are told of. */
export const projectionNames = [
  'correspondence',
  'registers',
  'journals',
  'audit',
  'versions',
  'mail-queue',
  'figures',
  'staff',
  'files',
] as const;
export type ProjectionName = (typeof projectionNames)[number];
