import { trace } from '@opentelemetry/api';
import { type Logger, pino } from 'pino';

interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly code?: unknown;
  readonly stack: string | undefined;
  readonly cause?: LoggedError;
}

/** Of an error no more than says what happened: drivers hang their connections, and what is in them, on theirs. */
const loggedError = (error: unknown): LoggedError | unknown => {
  if (!(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: loggedError(error.cause) }),
  };
};

/** Where secrets and bodies could be, in whatever is logged. */
const secrets = [
  'authorization',
  'headers.authorization',
  'req.headers.authorization',
  'request.headers.authorization',
  'token',
  'connectionString',
  'password',
];

/** Where traces are kept, every line says in which of them it was written; elsewhere this looks, and finds nothing. */
export const traceOfNow = (): object => {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
};

/** The log: JSON lines on stdout, or readable lines where a person looks on. */
export const createLogger = (level: string, readable: boolean): Logger =>
  pino({
    level,
    mixin: traceOfNow,
    serializers: { err: loggedError },
    redact: { paths: secrets, censor: '[secret]' },
    ...(readable && {
      transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
    }),
  });
