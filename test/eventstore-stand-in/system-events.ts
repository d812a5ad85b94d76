import { newUuid } from './event-message.ts';
import type { ProposedRecord } from './log-record.ts';
import type { TransactionLog } from './transaction-log.ts';

const systemRecord = (type: string, body: unknown): ProposedRecord => ({
  id: newUuid(),
  type,
  json: true,
  data: Buffer.from(JSON.stringify(body)),
  metadata: Buffer.from('{}'),
});

/**
 * What a node writes for itself when it begins: an epoch, the default users, the metadata of its statistics
 * (EpochManager.cs, UserManagementService.cs, MonitoringService.cs). They are in `$all` as any other event, and
 * a reader that does not filter meets them.
 */
export const writeGenesis = (log: TransactionLog, port: number): void => {
  const users = ['admin', 'ops'] as const;
  log.write('$epoch-information', [systemRecord('$EpochInformation', { epochNumber: 0 })]);
  log.write(`$$$stats-127.0.0.1:${port}`, [systemRecord('$metadata', { $maxAge: 86_400 })]);
  for (const user of users) log.write(`$user-${user}`, [systemRecord('$UserCreated', { loginName: user })]);
  log.write(
    '$users',
    users.map((user) => systemRecord('*UserCreated', user)),
  );
  writeStatistics(log, port);
};

/** One more event of a node's statistics, of some kilobytes. */
export const writeStatistics = (log: TransactionLog, port: number): void => {
  const queues = Array.from({ length: 20 }, (_, n) => ({
    name: `queue-${n}`,
    length: 0,
    idle: `${Date.now()}`,
  }));
  log.write(`$stats-127.0.0.1:${port}`, [systemRecord('$statsCollected', { 'es-queue': queues })]);
};
