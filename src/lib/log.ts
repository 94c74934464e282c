/** Logs to stderr, because stdout belongs to the protocol. pino is loaded with the first line, not at startup. */
import type { Logger } from 'pino';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Level = 'debug' | 'info' | 'warn' | 'error';

/** Writes one line. The caller must not pass secrets or personal data in `fields`. */
export type Log = (level: Level, message: string, fields?: Record<string, unknown>) => void;

const RANK = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, silent: 60 } as const;

/** Loggers that have lines to write and are not loaded yet. */
const loading = new Set<Promise<Logger>>();

/** Resolves when every line so far is written. To be awaited before the process exits. */
export async function flushLogs(): Promise<void> {
  await Promise.all(loading);
}

export function createLog(threshold: LogLevel): Log {
  let logger: Promise<Logger> | undefined;
  return (level, message, fields = {}) => {
    if (RANK[level] < RANK[threshold]) return;
    logger ??= load(threshold);
    void logger.then((ready) => ready[level](fields, message));
  };
}

function load(threshold: LogLevel): Promise<Logger> {
  const logger = createLogger(threshold);
  loading.add(logger);
  void logger.then(() => loading.delete(logger));
  return logger;
}

async function createLogger(threshold: LogLevel): Promise<Logger> {
  const { default: pino } = await import('pino');
  return pino({ level: threshold, base: null }, pino.destination(2));
}
