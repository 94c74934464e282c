/** What is wrong with the configuration, for the person who starts the server. */

/** A configuration that cannot be started with; the message is one line for the person who starts it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** A port in use, a file that is not there: the system's own message says it best. */
export const isSystemError = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;
