import { type Logger, pino } from 'pino';

/** Where secrets and bodies could be, in whatever is logged. */
const secrets = [
  'authorization',
  'headers.authorization',
  'req.headers.authorization',
  'request.headers.authorization',
  'token',
  'connectionString',
  'password',
  'err.config',
  'err.options',
];

/** The log: JSON lines on stdout, or readable lines where a person looks on. */
export const createLogger = (level: string, readable: boolean): Logger =>
  pino({
    level,
    redact: { paths: secrets, censor: '[secret]' },
    ...(readable && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
    }),
  });
