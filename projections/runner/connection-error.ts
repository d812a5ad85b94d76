/** What the log throws when it cannot be reached. It is known by its name, since projections know no store. */
const LOG_UNAVAILABLE = 'EventStoreUnavailable';

/**
 * Whether the database or the log is away, or the transaction has given way to another: that is no fault of the event, which is
 * tried again and not put aside. Codes are SQLSTATE (PostgreSQL, Appendix A) and those of Node's sockets.
 */
export const isConnectionError = (error: unknown): boolean => {
  const { name, code, message = '' } = error as { name?: string; code?: string; message?: string };
  if (name === LOG_UNAVAILABLE) return true;
  if (code !== undefined)
    return /^(08|53|57P|40001|40P01|ECONN|ENOENT|EPIPE|ETIMEDOUT|ERR_STREAM|ERR_SOCKET)/.test(code);
  return /terminat|connection|timeout exceeded|not queryable/i.test(message);
};
