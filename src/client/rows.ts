/** Finds the rows of a response that reports success and failure per row. The definition says where they are. */

import { isObject } from '../lib/json.js';
import { IN_TOUCH_ROWS, type ResponseMeaning, type RowPlace } from '../tools/response.js';
import { isPartial } from './codes.js';
import type { FailureReason } from './errors.js';
import { findAtPath, visitAtPath } from './paths.js';
import { findRowId, isFalse, parseFailure, parseReason, parseReasons } from './reasons.js';

/** The result of one row of the request. */
export interface Row {
  /** Position in its list. */
  index: number;
  id?: string | number;
  /** Present if the row failed. */
  failure?: FailureReason;
  /** Whether the row failed, but part of it was done. */
  partlyDone?: boolean;
  /** The row's part of the response. */
  result: unknown;
}

type Fields = Record<string, unknown>;

/** Rows of the v2, v3 and gateway layers, at the places in the definition. */
export function modernRows(meaning: Pick<ResponseMeaning, 'rows' | 'partialCodes'>, body: unknown): Row[] {
  const { rows: places } = meaning;
  const rowsAtAll = (selected: readonly RowPlace[]): Row[] => selected.flatMap((place) => rowsAt(meaning, body, place));
  const rows = rowsAtAll(places.filter(({ otherwise }) => !otherwise));
  return rows.length > 0 ? rows : rowsAtAll(places.filter(({ otherwise }) => otherwise));
}

/** Whether there is something at one of the paths. Zero, as in `pointsRedeemed: "0"`, is nothing. */
export function hasResultAt(value: unknown, paths: readonly string[]): boolean {
  return paths.some((path) => findAtPath(value, path).some((match) => isResult(match.value)));
}

function isResult(value: unknown): boolean {
  if (Array.isArray(value) || isObject(value)) return Object.keys(value).length > 0;
  return value !== null && value !== undefined && value !== false && Number(value) !== 0;
}

function rowsAt(meaning: Pick<ResponseMeaning, 'partialCodes'>, body: unknown, place: RowPlace): Row[] {
  const rows: Row[] = [];
  visitAtPath(body, place.at, (value, index) => {
    if (!isObject(value) && !place.allFailed) return;
    const failure = judgeRow(value, place);
    if (place.onlyFailures && !failure) return;
    const row = makeRow(index, value, failure, resultOf(value, place));
    if (failure && (isPartial(meaning, failure.code) || hasResultAt(value, place.done ?? []))) row.partlyDone = true;
    rows.push(row);
  });
  return rows;
}

function judgeRow(row: unknown, place: RowPlace): FailureReason | undefined {
  const { errors, verdict, children, counted, allFailed } = place;
  if (allFailed) {
    const reason = isObject(row) ? parseReason(row) : {};
    // Without a code, the text is not a reason: some rows are the entities themselves, with their descriptions.
    return reason.code === undefined ? {} : reason;
  }
  if (!isObject(row)) return undefined;
  const error = errors === undefined || row[errors] === undefined ? undefined : parseReasons(row[errors])[0];
  if (error) return error;
  const match = verdict === undefined ? undefined : findAtPath(row, verdict)[0];
  return (
    parseFailure(match?.value) ??
    (children && failureOfChildren(row, children)) ??
    (counted && failureByCount(row, counted))
  );
}

function failureByCount(row: Fields, { failed, reasons }: NonNullable<RowPlace['counted']>): FailureReason | undefined {
  const count = Number(row[failed] ?? 0);
  if (!(count > 0)) return undefined;
  const [reason = {}] = reasons.flatMap((path) => findAtPath(row, path)).flatMap(({ value }) => parseReasons(value));
  const { code, message } = reason;
  return {
    ...(code !== undefined && { code }),
    message: `${count} failed${message === undefined ? '' : `: ${message}`}`,
  };
}

function failureOfChildren(row: Fields, { list, failedCount }: { list: string; failedCount: string }) {
  const children = Array.isArray(row[list]) ? row[list].filter(isObject) : [];
  const withErrors = children.filter((child) => parseReasons(child['errors']).length > 0);
  const count = Math.max(Number(row[failedCount] ?? 0), withErrors.length);
  if (!(count > 0)) return undefined;
  // A child that was saved has an id; its warnings are not failures.
  const unsaved = children.filter((child) => findRowId(child) === undefined);
  const { code, message } =
    [
      ...withErrors.flatMap((child) => parseReasons(child['errors'])),
      ...unsaved.flatMap((child) => parseReasons(child['warnings'])),
    ][0] ?? {};
  return {
    ...(code !== undefined && { code }),
    message: `${count} of its child customers failed${message === undefined ? '' : `: ${message}`}`,
  };
}

function resultOf(row: unknown, { result: keys }: RowPlace): unknown {
  if (!keys || !isObject(row)) return row;
  for (const key of keys) {
    const value = row[key];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** Without spreads: a response can have a hundred thousand rows. */
function makeRow(index: number, value: unknown, failure: FailureReason | undefined, result: unknown): Row {
  const row: Row = { index, result };
  const id = findRowId(value);
  if (id !== undefined) row.id = id;
  if (failure) row.failure = failure;
  return row;
}

/** Rows that failed without a reason get the reason of the whole call. */
export function withReasons(rows: Row[], overall: FailureReason | undefined): Row[] {
  if (!overall) return rows;
  return rows.map((row) => {
    const { failure } = row;
    const isUnexplained = failure && failure.code === undefined && failure.message === undefined;
    return isUnexplained ? { ...row, failure: overall } : row;
  });
}

/**
 * Rows of the v1 and v1.1 layers: objects with a verdict, at any depth, and the other elements of the same list.
 *
 * @param isValue - called for rows whose endpoint answers a yes-or-no question with no; returns true if that is a valid
 * result, false if the API could not answer at all
 */
export function inTouchRows(response: Fields, isValue: (reason: FailureReason) => boolean): Row[] {
  const { verdict, verdictIn, questions } = IN_TOUCH_ROWS;
  const verdictKey = (list: string): string => verdictIn.get(list) ?? verdict;
  const rows: Row[] = [];
  const nested = new Set<Row>();
  const visitValue = (value: unknown, statusKey: string): void => {
    if (Array.isArray(value)) {
      const isRows = value.some((item) => isObject(item) && isObject(item[statusKey]));
      for (const [index, item] of value.entries()) visitObject(item, statusKey, index, isRows);
    } else {
      visitObject(value, statusKey, 0, isObject(value) && isObject(value[statusKey]));
    }
  };
  const visitObject = (value: unknown, statusKey: string, index: number, isRow: boolean): void => {
    if (!isObject(value)) return;
    const before = rows.length;
    for (const [key, item] of Object.entries(value)) {
      if (key !== statusKey) visitValue(item, verdictKey(key));
    }
    if (!isRow) return;
    const { [statusKey]: status, ...result } = value;
    const failure = parseFailure(status);
    const refusal = questions.some((key) => key in value && (failure || isFalse(value[key])));
    const isAnswer = refusal && isValue(isObject(status) ? parseReason(status) : {});
    const wrapsRows = rows.slice(before).some((row) => nested.has(row));
    if (wrapsRows && !failure) return;
    const row = makeRow(index, value, isAnswer ? undefined : failure, result);
    rows.push(row);
    if (statusKey !== verdict) nested.add(row);
  };
  for (const [key, item] of Object.entries(response)) {
    if (key !== 'status') visitValue(item, verdictKey(key));
  }
  return rows;
}
