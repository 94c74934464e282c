/** Failures of rules: thrown with the API's code; the server puts them in the layer's envelope. */

/** Thrown by rules and handlers before they change anything. */
export class SandboxFailure extends Error {
  override readonly name = 'SandboxFailure';
  /** The API's own code. */
  readonly code: number;
  /** The HTTP status, if it is not the layer's usual one for failures. */
  readonly httpStatus: number | undefined;
  /** The code of the few endpoints whose codes are words. */
  readonly word: string | undefined;

  constructor(code: number, message: string, httpStatus?: number, word?: string) {
    super(message);
    this.code = code;
    this.httpStatus = httpStatus;
    this.word = word;
  }
}

/** A problem of a call, and the member of its body that has it, as the API names it. */
export interface Problem {
  readonly code: number;
  readonly message: string;
  readonly reference?: string | null;
}

/** Several problems of one call. Layers that report only one report the first. */
export class SeveralProblems extends SandboxFailure {
  readonly problems: readonly Problem[];

  constructor(problems: readonly [Problem, ...Problem[]]) {
    super(problems[0].code, problems[0].message);
    this.problems = problems;
  }
}

/** A failure that an endpoint answers in a form of its own, without the envelope of its layer. */
export class FailureInForm extends SandboxFailure {
  readonly body: object;

  constructor(code: number, message: string, body: object) {
    super(code, message);
    this.body = body;
  }
}

/** @throws SandboxFailure always */
export function fail(code: number, message: string, httpStatus?: number): never {
  throw new SandboxFailure(code, message, httpStatus);
}

/**
 * Fails with a code that is a word.
 * @throws SandboxFailure always
 */
export function failNamed(word: string, message: string, httpStatus: number): never {
  throw new SandboxFailure(httpStatus, message, httpStatus, word);
}

/**
 * That a look-up failed: because nothing has the id or code, or because none was given.
 *
 * @param what - what was looked up, such as `Coupon series`
 * @param given - the id or code as it was sent; blank, NaN or absent if there was none
 * @throws SandboxFailure always
 */
export function failUnknown(code: number, what: string, given: unknown, httpStatus?: number): never {
  const text = given === undefined || given === null ? '' : String(given).trim();
  if (text === '') return fail(code, `${what} is missing`, httpStatus);
  if (text === 'NaN') return fail(code, `${what} is missing or not a number`, httpStatus);
  return fail(code, `${what} ${text} does not exist`, httpStatus);
}

/**
 * The result of `act`, or null if it is refused. Only for a single rule, which refuses before it changes anything, so
 * that nothing is left half done.
 * @throws any error that is not a SandboxFailure
 */
export function attempt<T>(act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    if (error instanceof SandboxFailure) return null;
    throw error;
  }
}

/** A warning next to a successful result: `{status, code, message}` in v2's `warnings`. */
export interface Warning {
  code: number;
  message: string;
}
