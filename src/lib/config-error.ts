/** What is wrong with the configuration, for the person who starts the server. */

/** A configuration that cannot be started with; the message is one line for the person who starts it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
