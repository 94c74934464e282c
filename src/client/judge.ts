/** Decides whether a response is a success or a failure, by its content and its HTTP status. */

import { isObject } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { isTransient, kindOfCode, kindOfMessage } from './codes.js';
import { type EnvelopeContents, readEnvelope } from './envelopes.js';
import { CapillaryError, type ErrorFields, type ErrorKind, type FailureReason, type Outcome } from './errors.js';
import { adviceFor, describeReason, hintFor, partialFailureHint, unknownOutcomeHint } from './explain.js';
import { findAtPath } from './paths.js';
import { findRowId, parseReason, parseReasons } from './reasons.js';
import type { Row } from './rows.js';
import type { ApiWarning } from './types.js';

/**
 * @param body - the parsed JSON; undefined for an empty response
 * @returns the unchanged body, and the warnings in it
 * @throws CapillaryError if the API did not do or find everything that the call asked for
 */
export function judge(
  definition: Definition,
  httpStatus: number,
  body: unknown,
): { data: unknown; warnings: ApiWarning[] } {
  const contents = readEnvelope(definition.response, body);
  const failed = contents.rows.filter(({ failure }) => failure);
  const anyApplied = contents.rows.some(isApplied);
  if (contents.partlyDone || (failed.length > 0 && anyApplied)) throw partialError(definition, httpStatus, contents);
  if (failed.length > 0) throw allRowsError(definition, httpStatus, failed);
  if (httpStatus >= 400) {
    throw refusedError(definition, httpStatus, contents.failures.length > 0 ? contents.failures : findReasons(body));
  }
  if (contents.unlistedFailures > 0) throw unlistedError(definition, httpStatus, contents);
  if (contents.failures.length > 0) {
    if (anyApplied || contents.partialResults.length > 0) throw partialError(definition, httpStatus, contents);
    throw refusedError(definition, httpStatus, contents.failures);
  }
  if (httpStatus === 204 && definition.response.noContent) return { data: null, warnings: [] };
  if (!confirmsSuccess(definition, body)) throw unconfirmedError(definition, httpStatus, body);
  return { data: body, warnings: contents.warnings };
}

const isApplied = ({ failure, partlyDone }: Row): boolean => !failure || partlyDone === true;

/** Rows failed according to the counts in the response, which lists none of them. */
function unlistedError(definition: Definition, httpStatus: number, contents: EnvelopeContents): CapillaryError {
  const { rows, failures, unlistedFailures, noneSucceeded } = contents;
  if (!noneSucceeded || rows.length > 0) return partialError(definition, httpStatus, contents);
  const counted = { message: `the response counts ${unlistedFailures} failed and no successful rows` };
  return refusedError(definition, httpStatus, failures.length > 0 ? failures : [counted]);
}

/** Whether a response without any failure says that the call succeeded. */
function confirmsSuccess(definition: Definition, body: unknown): boolean {
  const isEmptyList = Array.isArray(body) && body.length === 0;
  return definition.response.confirmation.some((path) =>
    isEmptyList
      ? path === '[]' && risk(definition) === 'read'
      : findAtPath(body, path).some(({ value }) => value !== null),
  );
}

/** The response has a success status and reports no failure, but confirms nothing either. */
function unconfirmedError(definition: Definition, httpStatus: number, body: unknown): CapillaryError {
  const [reason] = findReasons(body);
  const read = risk(definition) === 'read';
  const content = body === undefined ? 'an empty response' : 'a response without the documented content';
  return new CapillaryError({
    kind: 'invalid_response',
    message: `${definition.tool} got ${content} (HTTP ${httpStatus}), so nothing confirms that the call succeeded${quoteOf(reason)}.`,
    hint: read ? UNCONFIRMED_READ_HINT : unknownOutcomeHint(definition),
    httpStatus,
    ...(reason?.code !== undefined && { code: reason.code }),
    retryable: read,
    ...outcomeField(definition, 'unknown'),
    ...(body === undefined && { details: { truncated: true } }),
  });
}

const UNCONFIRMED_READ_HINT =
  'Try again. If this persists, tell the user that the Capillary API is failing, or that a proxy or gateway responds in its place.';

/** The message that the response has, as the end of a sentence. */
const quoteOf = ({ message }: FailureReason = {}): string =>
  message === undefined ? '' : `; the response says: ${message}`;

/** The reasons in a response of an error or a gateway, in any envelope or none. Such a response has no user data. */
function findReasons(body: unknown): FailureReason[] {
  if (!isObject(body)) return [];
  const { response, status, error, errors, fault } = body;
  const listed = [errors, error, fault].flatMap((value) => (typeof value === 'string' ? [] : parseReasons(value)));
  if (listed.length > 0) return listed;
  const inner = isObject(response) ? response : body;
  const candidates = [inner['status'], status, inner].filter(isObject).map(parseReason);
  const reason = candidates.find(({ code, message }) => code !== undefined || message !== undefined);
  return reason ? [reason] : [];
}

/** The call as a whole failed. */
function refusedError(definition: Definition, httpStatus: number, failures: readonly FailureReason[]): CapillaryError {
  const [first = {}] = failures;
  const verdict = classify(definition, httpStatus, first);
  const isSingle = failures.length <= 1;
  return new CapillaryError(
    {
      ...verdict,
      message: isSingle
        ? describeReason(definition, verdict.kind, first)
        : `The API refused ${definition.tool} for the ${failures.length} reasons in details.errors`,
      hint: hintFor(definition, verdict, failures),
      httpStatus,
      ...(first.code !== undefined && { code: first.code }),
      // What the message says is not repeated.
      ...(isSingle
        ? first.id !== undefined && { details: { errors: failures.map(({ message, ...other }) => other) } }
        : { details: { errors: failures } }),
    },
    { reasons: failures },
  );
}

/** Every row failed. A single row stands for the call; several rows have their common kind, or else are `rejected`. */
function allRowsError(definition: Definition, httpStatus: number, rows: readonly Row[]): CapillaryError {
  const [first = {}] = rows.map(({ failure }) => failure ?? {});
  // Rows have business codes; HTTP 500 only means that all of them failed.
  const verdicts = rows.map(({ failure = {} }) => classify(definition, httpStatus >= 500 ? 200 : httpStatus, failure));
  const commonKind = verdicts.every(({ kind }) => kind === verdicts[0]?.kind) ? verdicts[0]?.kind : undefined;
  const verdict: Verdict = {
    kind: commonKind ?? 'rejected',
    retryable: verdicts.every(({ retryable }) => retryable),
    ...outcomeField(definition, 'rejected'),
  };
  const reasons = rows.map(({ failure = {} }) => failure);
  const isCommon = reasons.every(({ code, message }) => code === first.code && message === first.message);
  const reason = describeReason(definition, verdict.kind, first);
  return new CapillaryError(
    {
      ...verdict,
      message:
        rows.length === 1
          ? reason
          : `All ${rows.length} rows failed${isCommon ? `. ${reason}` : '; details.failed has the reasons'}`,
      hint: hintFor(definition, verdict, reasons),
      httpStatus,
      ...(first.code !== undefined && { code: first.code }),
      ...(rows.length > 1 && {
        details: { failed: rows.map((row) => toFailedRow(isCommon ? { ...row, failure: {} } : row)) },
      }),
    },
    { reasons },
  );
}

/** Some rows failed and others succeeded. */
function partialError(definition: Definition, httpStatus: number, contents: EnvelopeContents): CapillaryError {
  const { rows, failures, partialResults, unlistedFailures, warnings } = contents;
  const failedRows = rows.filter(({ failure }) => failure).map(toFailedRow);
  // If there are failed rows, the failure of the whole call only summarizes them.
  const failed = failedRows.length > 0 ? failedRows : failures;
  const appliedRows = rows.filter(isApplied);
  const applied =
    appliedRows.length > 0 || partialResults.length === 0
      ? appliedRows.map(({ index, id, result }) => ({ index, ...(id !== undefined && { id }), result }))
      : partialResults.map((result) => ({ ...idField(result), result }));
  const count = Math.max(failed.length, unlistedFailures);
  const [first] = failed;
  const reason = first
    ? 'details.failed has the reasons'
    : 'The response does not say which, so compare it with the request';
  const partlyDoneCount = rows.filter(({ partlyDone }) => partlyDone).length;
  const anyPartlyDone = contents.partlyDone || partlyDoneCount > 0;
  const inPart = partlyDoneCount > 0 ? `, ${partlyDoneCount} of them only in part` : '';
  const summary =
    failedRows.length === 0 && contents.partlyDone
      ? 'The call was done only in part.'
      : `${count} of ${count + applied.length - partlyDoneCount} rows failed${inPart}.`;
  const read = risk(definition) === 'read';
  return new CapillaryError(
    {
      kind: 'partial',
      message: `${summary} ${reason}`,
      hint: [partialFailureHint(read, anyPartlyDone), ...adviceFor(definition, failed)].join(' '),
      httpStatus,
      ...(first?.code !== undefined && { code: first.code }),
      retryable: false,
      ...outcomeField(definition, 'partial'),
      details: {
        failed,
        [read ? 'found' : 'applied']: applied,
        ...(warnings.length > 0 && { warnings }),
      },
    },
    { reasons: failed },
  );
}

const toFailedRow = ({ index, id, failure = {} }: Row) => ({ index, ...(id !== undefined && { id }), ...failure });

const idField = (row: unknown): { id?: string | number } => {
  const id = findRowId(row);
  return id === undefined ? {} : { id };
};

type Verdict = Pick<ErrorFields, 'kind' | 'retryable' | 'outcome'>;

/** Decides kind, outcome and retryability, by the code first and then by the HTTP status. */
function classify(definition: Definition, httpStatus: number, reason: FailureReason): Verdict {
  const { code } = reason;
  const kind = kindOf(definition, httpStatus, reason);
  const transient = isTransient(definition.response, code) || isTransient(definition.response, httpStatus);
  // A server that failed may have applied the change first; any other refusal came before.
  const outcome: Outcome = kind === 'upstream' && !transient ? 'unknown' : 'rejected';
  const read = risk(definition) === 'read';
  return {
    kind,
    retryable:
      transient || kind === 'rate_limited' || kind === 'timeout' || (kind === 'upstream' && read && httpStatus !== 501),
    ...outcomeField(definition, outcome),
  };
}

const outcomeField = (definition: Definition, outcome: Outcome): { outcome?: Outcome } =>
  risk(definition) === 'read' ? {} : { outcome };

/** Statuses that decide on their own, regardless of the code in the body. */
const DECISIVE: Readonly<Record<number, ErrorKind>> = {
  401: 'authentication',
  429: 'rate_limited',
  498: 'authentication',
};

/** The kinds of statuses, used if no code decides. */
const BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  403: 'permission',
  404: 'not_found',
  408: 'timeout',
  409: 'conflict',
  461: 'upstream',
  521: 'conflict',
};

function kindOf({ response }: Definition, httpStatus: number, { code, message }: FailureReason): ErrorKind {
  const decisive = DECISIVE[httpStatus];
  if (decisive) return decisive;
  const byCode = kindOfCode(response, code);
  if (byCode) return byCode;
  const byStatus = BY_STATUS[httpStatus];
  if (byStatus) return byStatus;
  const isFault = httpStatus >= 500 || (response.code5xx === 'fault' && is5xx(code));
  if (isFault && !isBusinessCode(code)) return 'upstream';
  return kindOfMessage(message);
}

/** Codes above the range of HTTP statuses are the API's own reasons, even with HTTP 500. */
const isBusinessCode = (code: string | number | undefined): boolean => Number(code) >= 600;

const is5xx = (code: string | number | undefined): boolean => Number(code) >= 500 && Number(code) < 600;
