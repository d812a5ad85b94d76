/** Whether the database is away, or has given way to another transaction: that is no fault of what was to be written. */
export const isConnectionError = (error: unknown): boolean => {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code !== undefined) return /^(08|53|57P|ECONN|ENOENT|EPIPE|40001|40P01)/.test(code);
  return /terminat|connection|timeout exceeded/i.test(message);
};
