/** Everything that a letter's state may ask somebody to do. */
export const taskKinds = [
  'assignExecutor',
  'decideOnReply',
  'decideOnExtension',
  'acknowledge',
  'submit',
  'approve',
  'rework',
  'dispatch',
  'obtainIncomingNumber',
] as const;
