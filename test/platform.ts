/** What differs between the systems that CI runs on. */

const isWindows = process.platform === 'win32';

/** The exit code of a command that is stopped in order. Windows has no signals: a process simply ends, without a code. */
export const STOPPED = isWindows ? null : 0;

/** Signals that end a command in order. */
export const STOP_SIGNALS: readonly NodeJS.Signals[] = isWindows ? [] : ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Whether files have modes of owner, group and others. */
export const HAS_FILE_MODES = !isWindows;

/** Whether there is a Redis for this system. */
export const HAS_REDIS = !isWindows;
