/** Tells success from failure, by what a response says and by its HTTP status. */

import { isObject } from '../lib/json.js';
import { type Definition, risk } from '../tools/define.js';
import { isTransient, kindOfCode, kindOfMessage } from './codes.js';
import { type Contents, readEnvelope } from './envelopes.js';
import { CapillaryError, type ErrorFields, type ErrorKind, type Outcome } from './errors.js';
import { adviceFor, partialAdvice, sentence } from './explain.js';
import { type Reason, reasonOf, reasons, rowId } from './reasons.js';
import type { Row } from './rows.js';
import type { ApiWarning } from './types.js';

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
  const contents = readEnvelope(definition.response, body);
  const failed = contents.rows.filter(({ failure }) => failure);
  const done = contents.rows.filter(({ failure }) => !failure);
  if (failed.length > 0 && done.length > 0) throw partial(definition, httpStatus, contents);
  if (failed.length > 0) throw allFailed(definition, httpStatus, failed);
  if (httpStatus < 400 && contents.hiddenFailures > 0) throw partial(definition, httpStatus, contents);
  if (httpStatus < 400 && contents.failures.length === 0) return { data: body, warnings: contents.warnings };
  if (httpStatus < 400 && (done.length > 0 || contents.beside.length > 0)) {
    throw partial(definition, httpStatus, contents);
  }
  throw refused(definition, httpStatus, contents.failures.length > 0 ? contents.failures : anyReasons(body));
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
function partial(definition: Definition, httpStatus: number, contents: Contents): CapillaryError {
  const { rows, failures, beside, hiddenFailures, warnings } = contents;
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
  const passing = isTransient(definition.response, code) || isTransient(definition.response, httpStatus);
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

function kindOf({ response }: Definition, httpStatus: number, { code, message }: Reason): ErrorKind {
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

/** Beyond the HTTP statuses' range, 521 apart: a reason of the API's own, even under HTTP 500. */
const isBusinessCode = (code: string | number | undefined): boolean => Number(code) >= 600;

const is5xx = (code: string | number | undefined): boolean => Number(code) >= 500 && Number(code) < 600;
