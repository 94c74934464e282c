/** Finds the rows of a response that reports success and failure row by row. Where they are, the definition says. */

import { isObject } from '../lib/json.js';
import { IN_TOUCH_ROWS, type ResponseMeaning, type RowPlace } from '../tools/response.js';
import { findAt } from './paths.js';
import { failureOf, isFalse, type Reason, reasonOf, reasons, rowId } from './reasons.js';

/** What became of one row of the request. */
export interface Row {
  /** Position in the list it stands in. */
  index: number;
  id?: string | number;
  /** Present where the row failed. */
  failure?: Reason;
  /** What the response says of it. */
  result: unknown;
}

type Fields = Record<string, unknown>;

/** Rows of the v2, v3 and gateway layers, in the places that the definition names. */
export function modernRows({ rows: places }: Pick<ResponseMeaning, 'rows'>, body: unknown): Row[] {
  const rowsOf = (chosen: readonly RowPlace[]): Row[] => chosen.flatMap((place) => rowsAt(body, place));
  const rows = rowsOf(places.filter(({ otherwise }) => !otherwise));
  return rows.length > 0 ? rows : rowsOf(places.filter(({ otherwise }) => otherwise));
}

function rowsAt(body: unknown, place: RowPlace): Row[] {
  return findAt(body, place.at).flatMap(({ value, index }) => {
    if (!isObject(value) && !place.allFailed) return [];
    const failure = judgeRow(value, place);
    return place.onlyFailures && !failure ? [] : [makeRow(index, value, failure, resultOf(value, place))];
  });
}

function judgeRow(row: unknown, { errors, verdict, children, allFailed }: RowPlace): Reason | undefined {
  if (allFailed) return isObject(row) ? reasonOf(row) : {};
  if (!isObject(row)) return undefined;
  const [error] = errors === undefined ? [] : reasons(row[errors]);
  if (error) return error;
  const [found] = verdict === undefined ? [] : findAt(row, verdict);
  return failureOf(found?.value) ?? (children && failureOfChildren(row, children));
}

function failureOfChildren(row: Fields, { list, failedCount }: { list: string; failedCount: string }) {
  const children = Array.isArray(row[list]) ? row[list].filter(isObject) : [];
  const withErrors = children.filter((child) => reasons(child['errors']).length > 0);
  const count = Math.max(Number(row[failedCount] ?? 0), withErrors.length);
  if (!(count > 0)) return undefined;
  // A child that was saved has an id, and its warnings are no failure.
  const unsaved = children.filter((child) => rowId(child) === undefined);
  const { code, message } =
    [
      ...withErrors.flatMap((child) => reasons(child['errors'])),
      ...unsaved.flatMap((child) => reasons(child['warnings'])),
    ][0] ?? {};
  return {
    ...(code !== undefined && { code }),
    message: `${count} of its child customers failed${message === undefined ? '' : `: ${message}`}`,
  };
}

function resultOf(row: unknown, { result: keys }: RowPlace): unknown {
  if (!keys || !isObject(row)) return row;
  return keys.map((key) => row[key]).find((value) => value !== undefined && value !== null);
}

function makeRow(index: number, row: unknown, failure: Reason | undefined, result: unknown): Row {
  const id = rowId(row);
  return { index, ...(id !== undefined && { id }), ...(failure && { failure }), result };
}

/**
 * Rows of the v1 and v1.1 layers: objects with a verdict, wherever they are, and their neighbours in the same list.
 *
 * @param isValue - asked about rows that answer a question with no: whether that is a value, or a failure to ask
 */
export function inTouchRows(response: Fields, isValue: (reason: Reason) => boolean): Row[] {
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
    const failure = failureOf(status);
    const refusal = questions.some((key) => key in value && (failure || isFalse(value[key])));
    const answered = refusal && isValue(isObject(status) ? reasonOf(status) : {});
    const wraps = rows.slice(before).some((row) => nested.has(row));
    if (wraps && !failure) return;
    const row = makeRow(index, value, answered ? undefined : failure, result);
    rows.push(row);
    if (statusKey !== verdict) nested.add(row);
  };
  for (const [key, item] of Object.entries(response)) {
    if (key !== 'status') visitValue(item, verdictKey(key));
  }
  return rows;
}
