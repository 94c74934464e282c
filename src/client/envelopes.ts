/**
 * Reads what a response says, in whichever envelope it came. Each layer of the API has its own envelope, and each
 * reports failures inside 200 too. What endpoints do differently, their definitions say.
 */

import { isObject } from '../lib/json.js';
import { type Beside, IN_TOUCH_ROWS, type ResponseMeaning } from '../tools/response.js';
import { kindOfCode } from './codes.js';
import { findAt } from './paths.js';
import { failureOf, isFalse, type Reason, reasonOf, reasons, rowId, warningsOf } from './reasons.js';
import { inTouchRows, modernRows, type Row } from './rows.js';
import type { ApiWarning } from './types.js';

/** What a response says. */
export interface Contents {
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

/** @param body - the parsed JSON */
export function readEnvelope(meaning: ResponseMeaning, body: unknown): Contents {
  if (isObject(body)) {
    const { response, status } = body;
    const inner = isObject(response) ? response : body;
    // Some samples leave the outer key out; what stands before the API answers in a form of its own.
    const enveloped = isObject(response) || isObject(status);
    const expected = meaning.envelope === 'inTouch';
    if (enveloped && (expected || (isObject(response) && isObject(response['status'])))) {
      return readInTouch(meaning, inner);
    }
  }
  return readModern(meaning, body);
}

/** v1 and v1.1: `status` for the whole, a verdict in each row. Uploads of logs have the status flat. */
function readInTouch(meaning: ResponseMeaning, response: Fields): Contents {
  const status = isObject(response['status']) ? response['status'] : response;
  const failure = failureOf(status);
  const warnings: ApiWarning[] = [];
  const rows = inTouchRows(response, ({ code, message }) => {
    // Where there is no such customer, the question was not even asked.
    if (failure && kindOfCode(meaning, code) === 'not_found') return false;
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

/** The warnings in the verdict of every row. */
function collectItemWarnings(value: unknown, into: ApiWarning[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collectItemWarnings(item, into);
  } else if (isObject(value)) {
    const verdict = value[IN_TOUCH_ROWS.verdict];
    if (isObject(verdict)) into.push(...warningsOf(verdict['warnings']));
    for (const item of Object.values(value)) collectItemWarnings(item, into);
  }
}

/** v2, v3 and the gateways: `errors`, `success`, and rows, verdicts and warnings where the definition says. */
function readModern(meaning: ResponseMeaning, body: unknown): Contents {
  const rows = modernRows(meaning, body);
  const warnings = modernWarnings(meaning, body);
  if (!isObject(body)) return { failures: [], rows, warnings, beside: [], hiddenFailures: 0 };
  const shown = rows.filter(({ failure }) => failure).length;
  const summary = isObject(body['summary']) ? body['summary'] : body;
  const failures = modernFailures(meaning, body);
  const counted = Number(summary['failureCount'] ?? 0);
  return {
    failures,
    rows,
    warnings,
    beside: besideFailures(meaning.beside, body),
    hiddenFailures: shown === 0 && failures.length === 0 && counted > 0 ? counted : 0,
  };
}

function modernFailures({ verdicts }: ResponseMeaning, body: Fields): Reason[] {
  const listed = [...reasons(body['errors']), ...reasons(body['validationErrors'])];
  if (listed.length > 0) return listed;
  for (const key of verdicts) {
    const failure = failureOf(body[key]);
    if (failure) return [failure];
  }
  if (!isFalse(body['success'])) return [];
  const { status } = body;
  const reason = reasonOf(body);
  return [reason.code === undefined && typeof status === 'number' ? { ...reason, code: status } : reason];
}

/** Rows, ids or data that stand beside a list of errors: then only part of the call failed. */
function besideFailures({ lists, maps, ids, found }: Beside, body: Fields): unknown[] {
  const listed = lists
    .map((key) => body[key])
    .filter(Array.isArray)
    .flat();
  if (listed.length > 0) return listed;
  const map = maps.map((key) => body[key]).find(isObject);
  if (map) return Object.values(map);
  if (isFalse(body['success'])) return [];
  const id = ids.find((key) => rowId(body[key]) !== undefined);
  if (id !== undefined) return [{ [id]: body[id] }];
  const data = found.map((key) => body[key]).find((value) => value !== undefined && value !== null);
  return (Array.isArray(data) || isObject(data)) && Object.keys(data).length > 0 ? [data] : [];
}

/** Warnings, each with the row it is about where there are several. */
function modernWarnings({ warnings: places }: ResponseMeaning, body: unknown): ApiWarning[] {
  return places.flatMap((place) =>
    findAt(body, place.at).flatMap(({ value, index, of }) => {
      const warnings = place.in.flatMap((path) => findAt(value, path)).flatMap((found) => warningsOf(found.value));
      return of === undefined ? warnings : warnings.map((warning) => ofRow(warning, { index, of }));
    }),
  );
}

const ofRow = (
  { code, message = 'no text' }: ApiWarning,
  { index, of }: { index: number; of: number },
): ApiWarning => ({
  ...(code !== undefined && { code }),
  message: of > 1 ? `row ${index}: ${message}` : message,
});
