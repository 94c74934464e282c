/**
 * Reads the rows, failures and warnings from a response. Each layer of the API has its own envelope, and each reports
 * failures with HTTP 200 too. Where an endpoint deviates, its definition says so.
 */

import { isObject } from '../lib/json.js';
import { type Beside, IN_TOUCH_ROWS, type ResponseMeaning } from '../tools/response.js';
import { isPartial, kindOfCode } from './codes.js';
import type { FailureReason } from './errors.js';
import { visitAtPath } from './paths.js';
import { findRowId, isFalse, parseFailure, parseReason, parseReasons, parseWarnings } from './reasons.js';
import { hasResultAt, inTouchRows, modernRows, type Row, withReasons } from './rows.js';
import type { ApiWarning } from './types.js';

/** The content of a response, independent of its envelope. */
export interface EnvelopeContents {
  /** Failures of the call as a whole. */
  failures: FailureReason[];
  rows: Row[];
  warnings: ApiWarning[];
  /** Results that a response has in addition to failures of the call as a whole. */
  partialResults: unknown[];
  /** Whether the call as a whole failed, but part of it was done, with any HTTP status. */
  partlyDone: boolean;
  /** How many rows failed according to a count, if the response does not list any failed row. */
  unlistedFailures: number;
  /** Whether the counts say that no row succeeded. */
  noneSucceeded: boolean;
}

type Fields = Record<string, unknown>;

/** @param body - the parsed JSON */
export function readEnvelope(meaning: ResponseMeaning, body: unknown): EnvelopeContents {
  if (isObject(body)) {
    const { response, status } = body;
    const inner = isObject(response) ? response : body;
    // Some documented samples omit the outer key, and a gateway in front of the API sends an envelope of its own.
    const enveloped = isObject(response) || isObject(status);
    const expectsInTouch = meaning.envelope === 'inTouch';
    if (enveloped && (expectsInTouch || (isObject(response) && isObject(response['status'])))) {
      return readInTouch(meaning, inner);
    }
  }
  return readModern(meaning, body);
}

/** v1 and v1.1: `status` for the whole call, and a verdict in each row. Log uploads have the status fields at the top. */
function readInTouch(meaning: ResponseMeaning, response: Fields): EnvelopeContents {
  const status = isObject(response['status']) ? response['status'] : response;
  const failure = parseFailure(status);
  const warnings: ApiWarning[] = [];
  const rows = inTouchRows(response, ({ code, message }) => {
    // If the customer does not exist, the API did not check at all.
    if (failure && kindOfCode(meaning, code) === 'not_found') return false;
    warnings.push({ ...(code !== undefined && { code }), message: `not redeemable: ${message ?? 'no reason given'}` });
    return true;
  });
  collectItemWarnings(response, warnings);
  const failedCount = Number(status['total']) - Number(status['success_count']);
  return {
    // The overall status only summarizes the rows: it can be true if some failed, and false if they have verdicts of their own.
    failures: failure && rows.length === 0 ? [failure] : [],
    rows: withReasons(rows, failure),
    warnings,
    partialResults: [],
    partlyDone: false,
    noneSucceeded: failedCount > 0 && Number(status['success_count']) === 0,
    unlistedFailures: failedCount > 0 && rows.every((row) => !row.failure) ? failedCount : 0,
  };
}

/** Collects the warnings from the verdict of every row. */
function collectItemWarnings(value: unknown, into: ApiWarning[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collectItemWarnings(item, into);
  } else if (isObject(value)) {
    const verdict = value[IN_TOUCH_ROWS.verdict];
    if (isObject(verdict)) into.push(...parseWarnings(verdict['warnings']));
    for (const item of Object.values(value)) collectItemWarnings(item, into);
  }
}

/** v2, v3 and the gateways: `errors` and `success`; the definition says where rows, verdicts and warnings are. */
function readModern(meaning: ResponseMeaning, body: unknown): EnvelopeContents {
  const rows = modernRows(meaning, body);
  const warnings = modernWarnings(meaning, body);
  if (!isObject(body)) {
    return {
      failures: [],
      rows,
      warnings,
      partialResults: [],
      partlyDone: false,
      unlistedFailures: 0,
      noneSucceeded: false,
    };
  }
  const listedFailures = rows.filter(({ failure }) => failure).length;
  const summary = isObject(body['summary']) ? body['summary'] : body;
  const failures = modernFailures(meaning, body);
  const failureCount = Number(summary['failureCount'] ?? 0);
  const hasResults = hasResultAt(body, meaning.beside.done);
  // Listing the results of a large response takes long, and only one that reports failures needs them.
  const hasFailures = failures.length > 0 || failureCount > 0 || listedFailures > 0;
  return {
    failures,
    rows: withReasons(rows, failures[0]),
    warnings,
    partialResults: hasResults
      ? [withoutVerdicts(meaning, body)]
      : hasFailures
        ? findPartialResults(meaning.beside, body)
        : [],
    partlyDone: failures.length > 0 && (hasResults || failures.some(({ code }) => isPartial(meaning, code))),
    noneSucceeded: failureCount > 0 && failureCount >= Number(summary['totalCount'] ?? body['totalCount']),
    unlistedFailures: listedFailures === 0 && failures.length === 0 && failureCount > 0 ? failureCount : 0,
  };
}

/** The results in a body that has them next to its verdict. */
const withoutVerdicts = ({ verdicts }: ResponseMeaning, body: Fields): Fields =>
  Object.fromEntries(Object.entries(body).filter(([key, value]) => value !== null && !verdicts.includes(key)));

function modernFailures({ verdicts }: ResponseMeaning, body: Fields): FailureReason[] {
  const listed = [...parseReasons(body['errors']), ...parseReasons(body['validationErrors'])];
  if (listed.length > 0) return listed;
  for (const key of verdicts) {
    const failure = parseFailure(body[key]);
    if (failure) return [failure];
  }
  if (!isFalse(body['success'])) return [];
  const { status } = body;
  const reason = parseReason(body);
  return [reason.code === undefined && typeof status === 'number' ? { ...reason, code: status } : reason];
}

/** Rows, ids or data in addition to a list of errors, which means that only part of the call failed. */
function findPartialResults({ lists, maps, ids, found }: Beside, body: Fields): unknown[] {
  const listed = lists
    .map((key) => body[key])
    .filter(Array.isArray)
    .flat();
  if (listed.length > 0) return listed;
  const map = maps.map((key) => body[key]).find(isObject);
  if (map) return Object.values(map);
  if (isFalse(body['success'])) return [];
  const id = ids.find((key) => findRowId(body[key]) !== undefined);
  if (id !== undefined) return [{ [id]: body[id] }];
  const data = found.map((key) => body[key]).find((value) => value !== undefined && value !== null);
  return (Array.isArray(data) || isObject(data)) && Object.keys(data).length > 0 ? [data] : [];
}

/** Warnings; each names its row if there are several rows. */
function modernWarnings({ warnings: places }: ResponseMeaning, body: unknown): ApiWarning[] {
  const warnings: ApiWarning[] = [];
  for (const { at, in: paths } of places) {
    visitAtPath(body, at, (row, index, count) => {
      for (const path of paths) {
        visitAtPath(row, path, (value) => {
          for (const warning of parseWarnings(value)) {
            warnings.push(count === undefined ? warning : withRow(warning, { index, count }));
          }
        });
      }
    });
  }
  return warnings;
}

const withRow = (
  { code, message = 'no message' }: ApiWarning,
  { index, count }: { index: number; count: number },
): ApiWarning => ({
  ...(code !== undefined && { code }),
  message: count > 1 ? `row ${index}: ${message}` : message,
});
