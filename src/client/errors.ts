/** The one kind of failure that tool calls end in, written for an agent to act on. */

/** Every `kind` a failure can have, with what it means. */
export const ERROR_KINDS = [
  { kind: 'invalid_arguments', about: 'The arguments were refused here; nothing was sent.' },
  { kind: 'unknown_tool', about: 'No tool has that name.' },
  { kind: 'disabled_tool', about: 'A setting of this server hides the tool; nothing was sent.' },
  {
    kind: 'not_configured',
    about: "This server's configuration is incomplete or wrong; nothing was sent.",
  },
  { kind: 'authentication', about: 'Credentials are missing, wrong or expired.' },
  { kind: 'permission', about: 'The credentials are valid but may not use this endpoint or entity.' },
  { kind: 'not_found', about: 'The customer, coupon, bill … does not exist in this organisation.' },
  { kind: 'conflict', about: 'It exists already, was done already, or something else is changing it.' },
  { kind: 'rejected', about: "The API refused the request for a business reason; the message is the API's." },
  { kind: 'partial', about: 'Some rows failed and the others went through; details lists both.' },
  { kind: 'rate_limited', about: 'Too many requests; the call was not processed.' },
  { kind: 'timeout', about: 'No answer within the time a call has.' },
  { kind: 'unreachable', about: 'No connection to the host, or it was lost.' },
  { kind: 'upstream', about: 'The API failed, or its answer could not be read.' },
  { kind: 'cancelled', about: 'The caller withdrew the call, or this server is stopping.' },
  { kind: 'internal', about: 'A fault of this server.' },
] as const;

export type ErrorKind = (typeof ERROR_KINDS)[number]['kind'];

/** What became of a call that is not a read. `unknown`: sent, and no answer says whether it took effect. */
export type Outcome = 'not_sent' | 'rejected' | 'applied' | 'partial' | 'unknown';

export interface ErrorFields {
  kind: ErrorKind;
  /** What failed. Holds no credentials and no text of an exception. */
  message: string;
  /** What to do next. */
  hint: string;
  httpStatus?: number;
  /** The API's own code. */
  code?: string | number;
  /** The same call may succeed later and does no harm. */
  retryable: boolean;
  /** Only where the call is not a read. */
  outcome?: Outcome;
  /** Failed and applied rows of a batch, the offending arguments, `retryAfterSeconds` … */
  details?: Record<string, unknown>;
}

/** A failed call. An `unknown` outcome is never retryable: repeating could do the thing twice. */
export class CapillaryError extends Error {
  override readonly name = 'CapillaryError';
  readonly fields: Readonly<ErrorFields>;

  /** @param options - `cause` is for the log: it may hold anything, and is never shown */
  constructor(fields: ErrorFields, options?: ErrorOptions) {
    super(fields.message, options);
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

  /** The same failure with some of its fields replaced. */
  with(changed: Partial<ErrorFields>): CapillaryError {
    return new CapillaryError({ ...this.fields, ...changed });
  }

  /** `{error: {kind, message, hint, httpStatus, code, retryable, outcome, details}}`, without what is undefined. */
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
