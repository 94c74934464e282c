/** What a check found: one line each. */

/** `skip`: not checked, because something else must be corrected first. */
export type Status = 'ok' | 'warn' | 'fail' | 'skip';

export interface Finding {
  /** What was checked, such as `credentials`. */
  check: string;
  status: Status;
  /** What is the case. */
  message: string;
  /** What to do about it. */
  hint?: string;
}

export const ok = (check: string, message: string): Finding => ({ check, status: 'ok', message });
export const warn = (check: string, message: string, hint: string): Finding => ({
  check,
  status: 'warn',
  message,
  hint,
});
export const fail = (check: string, message: string, hint?: string): Finding => ({
  check,
  status: 'fail',
  message,
  ...(hint !== undefined && { hint }),
});
export const skip = (check: string, message: string): Finding => ({ check, status: 'skip', message });

/** Advice that is worded for agents, as the person who runs the server does it. */
export const forOperator = (hint: string): string =>
  hint
    .replace(/ask the person who (?:runs|set up) this server to /gi, '')
    .replace(/(^|[.!?:] )([a-z])/g, (_, before: string, letter: string) =>
      before.startsWith(':') ? `${before}${letter}` : `${before}${letter.toUpperCase()}`,
    );
