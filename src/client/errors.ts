/** The error that every failed tool call ends with, worded for an agent to act on. */

/** Every `kind` of failure and its meaning. */
export const ERROR_KINDS = [
  { kind: 'invalid_arguments', about: 'This server refused the arguments; nothing was sent.' },
  { kind: 'unknown_tool', about: 'No tool has this name.' },
  { kind: 'disabled_tool', about: 'A setting of this server hides the tool; nothing was sent.' },
  {
    kind: 'limit_reached',
    about: "The operator's policy does not allow the call, or not now; nothing was sent.",
  },
  {
    kind: 'consent_required',
    about: 'The user did not agree to the call, did not answer in time, or could not be asked; nothing was sent.',
  },
  {
    kind: 'held',
    about:
      'The outcome of the same call is `unknown`, and the caller has not read what became of it; nothing was sent.',
  },
  {
    kind: 'not_configured',
    about: "This server's configuration is incomplete or wrong; nothing was sent.",
  },
  { kind: 'authentication', about: 'Credentials are missing, wrong or expired.' },
  { kind: 'permission', about: 'The credentials are valid but may not use this endpoint or entity.' },
  { kind: 'not_found', about: 'The customer, coupon, bill … does not exist in this organization.' },
  {
    kind: 'conflict',
    about: 'The entity exists already, the action was done already, or another request is changing the entity.',
  },
  { kind: 'rejected', about: 'The API refused the request for a business reason; the message quotes the API.' },
  { kind: 'partial', about: 'Some rows failed and the others succeeded; details lists both.' },
  { kind: 'rate_limited', about: 'Too many requests; the call was not processed.' },
  {
    kind: 'timeout',
    about: 'No response within the time limit of a call, or the API did not receive the request in time (HTTP 408).',
  },
  { kind: 'unreachable', about: 'The host could not be reached, or the connection was lost.' },
  { kind: 'upstream', about: 'The API failed, or its response could not be read.' },
  {
    kind: 'invalid_response',
    about: 'The response has a success status, but nothing in it confirms that the API answered the call.',
  },
  { kind: 'cancelled', about: 'The caller cancelled the call, or this server is stopping.' },
  { kind: 'internal', about: 'An error inside this server.' },
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number]['kind'];

/** The outcome of a call that is not a read. `unknown`: it was sent, and no response says whether it took effect. */
export type Outcome = 'not_sent' | 'rejected' | 'applied' | 'partial' | 'unknown';

export interface ErrorFields {
  kind: ErrorKind;
  /** What failed. Contains no credentials and no exception message. */
  message: string;
  /** What to do next. */
  hint: string;
  httpStatus?: number;
  /** The API's error code. */
  code?: string | number;
  /** Whether the same call may succeed later and is safe to repeat. */
  retryable: boolean;
  /** Only if the call is not a read. */
  outcome?: Outcome;
  /** Failed and applied rows of a batch, invalid arguments, `retryAfterSeconds` … */
  details?: Record<string, unknown>;
}

/** One failure as the API reports it. */
export interface FailureReason {
  code?: string | number;
  message?: string;
  /** The entity that failed, if the list covers several. */
  id?: string | number;
}

/** A failed call. With outcome `unknown` it is never retryable: a repeat could apply the change twice. */
export class CapillaryError extends Error {
  override readonly name = 'CapillaryError';
  readonly fields: Readonly<ErrorFields>;
  /** Why the API refused the call or its rows, as it reported it; empty for errors that it did not report. */
  readonly reasons: readonly FailureReason[];

  /** @param options - `cause` is for the log only: it may contain anything and is never shown to callers */
  constructor(
    fields: ErrorFields,
    { reasons = [], ...options }: ErrorOptions & { reasons?: readonly FailureReason[] } = {},
  ) {
    super(fields.message, options);
    this.reasons = reasons;
    this.fields = fields.outcome === 'unknown' ? { ...fields, retryable: false } : fields;
  }

  get kind(): ErrorKind {
    return this.fields.kind;
  }
  get hint(): string {
    return this.fields.hint;
  }
  get httpStatus(): number | undefined {
    return this.fields.httpStatus;
  }
  get code(): string | number | undefined {
    return this.fields.code;
  }
  get retryable(): boolean {
    return this.fields.retryable;
  }
  get outcome(): Outcome | undefined {
    return this.fields.outcome;
  }
  get details(): Record<string, unknown> | undefined {
    return this.fields.details;
  }

  /** A copy with some fields replaced. */
  with(changed: Partial<ErrorFields>): CapillaryError {
    return new CapillaryError({ ...this.fields, ...changed }, { reasons: this.reasons });
  }

  /** `{error: {kind, message, hint, httpStatus, code, retryable, outcome, details}}`, without undefined fields. */
  toJSON(): { error: ErrorFields } {
    const { kind, message, hint, httpStatus, code, retryable, outcome, details } = this.fields;
    return {
      error: {
        kind,
        message,
        hint,
        ...(httpStatus !== undefined && { httpStatus }),
        ...(code !== undefined && { code }),
        retryable,
        ...(outcome !== undefined && { outcome }),
        ...(details !== undefined && { details }),
      },
    };
  }
}
