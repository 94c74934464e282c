/**
 * Tells success from failure. Each layer of the API has its own envelope, and each reports failures inside 200 too; this
 * is where they are known. Source: the API reference's pages on responses, by layer.
 */

import { isObject } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { kindOfCode, kindOfMessage, passesByItself } from './codes.js';
import { CapillaryError, type ErrorFields, type ErrorKind, type Outcome } from './errors.js';
import { adviceFor, partialAdvice, sentence } from './explain.js';
import { failureOf, isFalse, type Reason, reasonOf, reasons, rowId, warningsOf } from './reasons.js';
import { inTouchRows, modernRows, type Row } from './rows.js';
import type { ApiWarning } from './types.js';

/** What an answer says, whichever envelope it came in. */
interface Envelope {
  /** Failures of the call as a whole. */
  failures: Reason[];
  rows: Row[];
  warnings: ApiWarning[];
  /** What was found or done although there are failures. */
  beside: unknown[];
  /** Rows that failed without being shown. */
  hiddenFailures: number;
}

type Fields = Record<string, unknown>;

/**
 * @param body - the parsed JSON
 * @returns the body as it is, and the warnings in it
 * @throws CapillaryError where the API did not do, or not find, all that was asked
 */
export function judge(
  definition: Definition,
  httpStatus: number,
  body: unknown,
): { data: unknown; warnings: ApiWarning[] } {
  const envelope = readEnvelope(definition, body);
  const failed = envelope.rows.filter(({ failure }) => failure);
  const done = envelope.rows.filter(({ failure }) => !failure);
  if (failed.length > 0 && done.length > 0) throw partial(definition, httpStatus, envelope);
  if (failed.length > 0) throw allFailed(definition, httpStatus, failed);
  if (httpStatus < 400 && envelope.hiddenFailures > 0) throw partial(definition, httpStatus, envelope);
  if (httpStatus < 400 && envelope.failures.length === 0) return { data: body, warnings: envelope.warnings };
  if (httpStatus < 400 && (done.length > 0 || envelope.beside.length > 0)) {
    throw partial(definition, httpStatus, envelope);
  }
  throw refused(definition, httpStatus, envelope.failures.length > 0 ? envelope.failures : anyReasons(body));
}

function readEnvelope(definition: Definition, body: unknown): Envelope {
  if (isObject(body)) {
    const { response, status } = body;
    const inner = isObject(response) ? response : body;
    // Some samples leave the outer key out; what stands before the API answers in a form of its own.
    const enveloped = isObject(response) || isObject(status);
    if (enveloped && (definition.legacy || (isObject(response) && isObject(response['status']))))
      return readInTouch(definition, inner);
  }
  return readModern(definition, body);
}

/** v1 and v1.1: `status` for the whole, `item_status` in each row. Uploads of logs have the status flat. */
function readInTouch({ section }: Definition, response: Fields): Envelope {
  const status = isObject(response['status']) ? response['status'] : response;
  const failure = failureOf(status);
  const warnings: ApiWarning[] = [];
  const rows = inTouchRows(response, ({ code, message }) => {
    // Where there is no such customer, the question was not even asked.
    if (failure && kindOfCode(section, code) === 'not_found') return false;
    warnings.push({ ...(code !== undefined && { code }), message: `not redeemable: ${message ?? 'no reason given'}` });
    return true;
  });
  collectItemWarnings(response, warnings);
  const missing = Number(status['total']) - Number(status['success_count']);
  return {
    // The overall status only sums the rows up: true beside failed ones, false beside a verdict.
    failures: failure && rows.length === 0 ? [failure] : [],
    rows,
    warnings,
    beside: [],
    hiddenFailures: missing > 0 && rows.every((row) => !row.failure) ? missing : 0,
  };
}

/** `item_status.warnings` of every row. */
function collectItemWarnings(value: unknown, into: ApiWarning[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collectItemWarnings(item, into);
  } else if (isObject(value)) {
    if (isObject(value['item_status'])) into.push(...warningsOf(value['item_status']['warnings']));
    for (const item of Object.values(value)) collectItemWarnings(item, into);
  }
}

/** v2, v3, staff and the gateways: `errors`, `success`, `status.success`, and rows in the places documented for each. */
function readModern(definition: Definition, body: unknown): Envelope {
  const rows = modernRows(definition, body);
  const warnings = modernWarnings(definition, body);
  if (!isObject(body)) return { failures: [], rows, warnings, beside: [], hiddenFailures: 0 };
  const shown = rows.filter(({ failure }) => failure).length;
  const summary = isObject(body['summary']) ? body['summary'] : body;
  const failures = modernFailures(definition, body);
  const counted = Number(summary['failureCount'] ?? 0);
  return {
    failures,
    rows,
    warnings,
    beside: besideFailures(definition, body),
    hiddenFailures: shown === 0 && failures.length === 0 && counted > 0 ? counted : 0,
  };
}

function modernFailures(definition: Definition, body: Fields): Reason[] {
  const { status, redemptionStatus } = body;
  const listed = [...reasons(body['errors']), ...reasons(body['validationErrors'])];
  if (listed.length > 0) return listed;
  // Elsewhere `status` is data: a lead's state, counts of a retry.
  if (definition.path.startsWith('api_gateway/rewards/')) {
    const failure = failureOf(status);
    if (failure) return [failure];
  }
  if (definition.effect !== 'read') {
    const failure = failureOf(redemptionStatus);
    if (failure) return [failure];
  }
  if (!isFalse(body['success'])) return [];
  const reason = reasonOf(body);
  return [reason.code === undefined && typeof status === 'number' ? { ...reason, code: status } : reason];
}

/** Rows, ids or data that stand beside a list of errors: then only part of the call failed. */
function besideFailures(definition: Definition, body: Fields): unknown[] {
  const lists = [body['data'], body['created'], body['updated']].filter(Array.isArray).flat();
  if (lists.length > 0) return lists;
  // Bulk issues of cart promotions answer a map by customer id.
  if (/^api_gateway\/v1\/promotions\/.*issueBulk$/.test(definition.path) && isObject(body['data'])) {
    return Object.values(body['data']);
  }
  if (isFalse(body['success'])) return [];
  const { createdId, entity, data } = body;
  if (rowId(createdId) !== undefined) return [{ createdId }];
  if (definition.effect === 'read') {
    const found = entity ?? data;
    return (Array.isArray(found) && found.length > 0) || (isObject(found) && Object.keys(found).length > 0)
      ? [found]
      : [];
  }
  return typeof entity !== 'boolean' && rowId(entity) !== undefined ? [{ entity }] : [];
}

function modernWarnings(definition: Definition, body: unknown): ApiWarning[] {
  const write = definition.effect !== 'read';
  if (Array.isArray(body)) {
    return write
      ? body.filter(isObject).flatMap(({ entity, warnings }) => [...nested(entity), ...warningsOf(warnings)])
      : [];
  }
  if (!isObject(body)) return [];
  const { response, data, redemption } = body;
  return [
    ...warningsOf(body['warnings']),
    ...ofRows(response),
    ...(write ? [...ofRows(data), ...ofRows(redemption)] : []),
    ...nested(body['entity']),
  ];
}

const nested = (value: unknown): ApiWarning[] => (isObject(value) ? warningsOf(value['warnings']) : []);

/** Warnings in the rows of a batch, each with the row it is about. */
function ofRows(rows: unknown): ApiWarning[] {
  if (!Array.isArray(rows)) return [];
  return rows.flatMap((row, index) => {
    if (!isObject(row)) return [];
    const warnings = [...warningsOf(row['warnings']), ...nested(row['result'])];
    return warnings.map(({ code, message = 'no text' }) => ({
      ...(code !== undefined && { code }),
      message: rows.length > 1 ? `row ${index}: ${message}` : message,
    }));
  });
}

/** Whatever an answer with an error status says, in any envelope or none; such an answer holds no user data. */
function anyReasons(body: unknown): Reason[] {
  if (!isObject(body)) return [];
  const { response, status, error, errors } = body;
  const listed = [...reasons(errors), ...(isObject(error) ? reasons(error) : [])];
  if (listed.length > 0) return listed;
  const inner = isObject(response) ? response : body;
  const candidates = [inner['status'], status, inner].filter(isObject).map(reasonOf);
  const found = candidates.find(({ code, message }) => code !== undefined || message !== undefined);
  return found ? [found] : [];
}

/** The call as a whole failed. */
function refused(definition: Definition, httpStatus: number, failures: readonly Reason[]): CapillaryError {
  const [first = {}] = failures;
  const judged = judgeReason(definition, httpStatus, first);
  return new CapillaryError({
    ...judged,
    message: sentence(definition, judged.kind, first, httpStatus),
    hint: adviceFor(definition, judged),
    httpStatus,
    ...(first.code !== undefined && { code: first.code }),
    ...(failures.length > 1 && { details: { errors: failures } }),
  });
}

/** Every row failed. One row is the call itself; several agree on a kind or are plainly rejected. */
function allFailed(definition: Definition, httpStatus: number, rows: readonly Row[]): CapillaryError {
  const [first = {}] = rows.map(({ failure }) => failure ?? {});
  // Rows carry business codes; an HTTP status of 500 only says that all of them failed.
  const verdicts = rows.map(({ failure = {} }) =>
    judgeReason(definition, httpStatus >= 500 ? 200 : httpStatus, failure),
  );
  const agreed = verdicts.every(({ kind }) => kind === verdicts[0]?.kind) ? verdicts[0]?.kind : undefined;
  const judged: Judged = {
    kind: agreed ?? 'rejected',
    retryable: verdicts.every(({ retryable }) => retryable),
    ...outcomeField(definition, 'rejected'),
  };
  const said = sentence(definition, judged.kind, first, httpStatus);
  return new CapillaryError({
    ...judged,
    message: rows.length === 1 ? said : `All ${rows.length} rows failed, the first with: ${said}`,
    hint: adviceFor(definition, judged),
    httpStatus,
    ...(first.code !== undefined && { code: first.code }),
    ...(rows.length > 1 && { details: { failed: rows.map(failedRow) } }),
  });
}

/** Some rows failed, others did not. */
function partial(definition: Definition, httpStatus: number, envelope: Envelope): CapillaryError {
  const { rows, failures, beside, hiddenFailures, warnings } = envelope;
  const shown = rows.filter(({ failure }) => failure).map(failedRow);
  // Beside failed rows, the failure of the whole only sums them up.
  const failed = shown.length > 0 ? shown : failures;
  const done = rows.filter(({ failure }) => !failure);
  const applied =
    done.length > 0 || beside.length === 0
      ? done.map(({ index, id, result }) => ({ index, ...(id !== undefined && { id }), result }))
      : beside.map((result) => ({ ...identified(result), result }));
  const count = Math.max(failed.length, hiddenFailures);
  const [first] = failed;
  const reason = first
    ? sentence(definition, 'rejected', first, httpStatus)
    : 'the answer does not say which, so compare it with what was sent';
  const read = risk(definition) === 'read';
  return new CapillaryError({
    kind: 'partial',
    message: `${count} of ${count + applied.length} rows failed${first ? ', the first with' : ''}: ${reason}`,
    hint: partialAdvice(read),
    httpStatus,
    ...(first?.code !== undefined && { code: first.code }),
    retryable: false,
    ...outcomeField(definition, 'partial'),
    details: {
      failed,
      [read ? 'found' : 'applied']: applied,
      ...(warnings.length > 0 && { warnings }),
    },
  });
}

const failedRow = ({ index, id, failure = {} }: Row) => ({ index, ...(id !== undefined && { id }), ...failure });

const identified = (row: unknown): { id?: string | number } => {
  const id = rowId(row);
  return id === undefined ? {} : { id };
};

type Judged = Pick<ErrorFields, 'kind' | 'retryable' | 'outcome'>;

/** Kind, outcome and whether to try again, from the code first and the HTTP status next. */
function judgeReason(definition: Definition, httpStatus: number, reason: Reason): Judged {
  const { code } = reason;
  const kind = kindOf(definition, httpStatus, reason);
  const passing = passesByItself(definition.section, code) || passesByItself(definition.section, httpStatus);
  // A server that failed may have done its work first; every other refusal came before it.
  const outcome: Outcome = kind === 'upstream' && !passing ? 'unknown' : 'rejected';
  const read = risk(definition) === 'read';
  return {
    kind,
    retryable: passing || kind === 'rate_limited' || (kind === 'upstream' && read && httpStatus !== 501),
    ...outcomeField(definition, outcome),
  };
}

const outcomeField = (definition: Definition, outcome: Outcome): { outcome?: Outcome } =>
  risk(definition) === 'read' ? {} : { outcome };

/** Statuses that decide by themselves, whatever code the body has. */
const DECISIVE: Readonly<Record<number, ErrorKind>> = {
  401: 'authentication',
  429: 'rate_limited',
  498: 'authentication',
};

/** What a status says where no code says more. */
const BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  461: 'upstream',
  521: 'conflict',
};

function kindOf(definition: Definition, httpStatus: number, { code, message }: Reason): ErrorKind {
  const decisive = DECISIVE[httpStatus];
  if (decisive) return decisive;
  const byCode = kindOfCode(definition.section, code);
  if (byCode) return byCode;
  const byStatus = BY_STATUS[httpStatus];
  if (byStatus) return byStatus;
  if ((httpStatus >= 500 || isServerFault(definition, code)) && !isBusinessCode(code)) return 'upstream';
  return kindOfMessage(message);
}

/** Beyond the HTTP statuses' range, 521 apart: a reason of the API's own, even under HTTP 500. */
const isBusinessCode = (code: string | number | undefined): boolean => Number(code) >= 600;

/** v1.1 says 500 where all rows were refused; elsewhere it is a fault. */
const isServerFault = ({ legacy }: Definition, code: string | number | undefined): boolean =>
  !legacy && Number(code) >= 500 && Number(code) < 600;
