/** Errors in the configuration, for the person who starts the server. */

/** The server cannot start with this configuration. The message is one line for the person who starts it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** An error of the operating system, such as a missing file or a port in use. Its message is fit to be shown. */
export const isSystemError = (error: unknown): error is Error => error instanceof Error && 'syscall' in error;
