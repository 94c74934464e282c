/** How a rule refuses: a thrown failure with the API's code, which the server puts in the layer's envelope. */

/** Thrown by rules and handlers before they change anything. */
export class SandboxFailure extends Error {
  override readonly name = 'SandboxFailure';
  /** The API's own code. */
  readonly code: number;
  /** The HTTP status, where it is not the layer's usual one for failures. */
  readonly httpStatus: number | undefined;

  constructor(code: number, message: string, httpStatus?: number) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
  }
}

/** Throws a SandboxFailure. */
export function fail(code: number, message: string, httpStatus?: number): never {
  throw new SandboxFailure(code, message, httpStatus);
}

/**
 * What `act` gives; null if it is refused. For a single rule, which refuses before it changes anything, so that nothing
 * is half done. Any other error is thrown.
 */
export function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof SandboxFailure) return null;
    throw error;
  }
}

/** Something that rode on success: `{status, code, message}` in v2's `warnings`. */
export interface Warning {
  code: number;
  message: string;
}
