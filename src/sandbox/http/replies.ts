/** The envelopes of answers, one family per layer of the API. */

import { SandboxFailure, type Warning } from '../world/failure.js';
import { isObject, type JsonObject, objectsOf } from './arguments.js';

/** An answer: its HTTP status, and its body, which is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Families of envelopes. `staff`, `rewards` and `badges` are single sections with shapes of their own. */
export type Layer = 'inTouch' | 'v2' | 'v3' | 'staff' | 'rewards' | 'badges';

/** The layer of a path, or of a definition's path, by its prefix. */
export function layerOf(path: string): Layer {
  if (/^\/?v1(\.1)?\//.test(path)) return 'inTouch';
  if (/^\/?v2\/staff(\/|$)/.test(path)) return 'staff';
  if (/^\/?api_gateway\/rewards\//.test(path)) return 'rewards';
  if (/^\/?api_gateway\/v1\/badges\//.test(path)) return 'badges';
  return /^\/?v2\//.test(path) ? 'v2' : 'v3';
}

/** `{status, code, message}`, as v2 writes errors and warnings. */
export interface StatusRow {
  status: boolean;
  code: number | string;
  message: string;
}

const row = ({ code, message }: { code: number | string; message: string }): StatusRow => ({
  status: false,
  code,
  message,
});

const warningRows = (warnings: readonly Warning[]): StatusRow[] => warnings.map(row);

/** A body as it is, with any status. */
export const reply = (body: unknown, status = 200): Reply => ({ status, body });

/** v2: one object, flat, with its warnings. */
export function v2Single(object: object, warnings: readonly Warning[] = []): Reply {
  return reply({ ...object, warnings: warningRows(warnings) });
}

/** v2: an id or a verdict. */
export function v2Entity(entity: number | string | boolean, warnings: readonly Warning[] = []): Reply {
  return reply({ entity, warnings: warningRows(warnings) });
}

/** v2: the id of what was created or changed. */
export function v2Created(createdId: number | string, warnings: readonly Warning[] = []): Reply {
  return reply({ createdId, warnings: warningRows(warnings) });
}

/** v2: a list; `more` contains the fields next to `data`, such as `pagination`. */
export function v2List(data: readonly unknown[], more: object = {}, warnings: readonly Warning[] = []): Reply {
  return reply({ ...more, data, warnings: warningRows(warnings), errors: [] });
}

/** Section Staff: `entity` says what was done; some answers have none. */
export function staffReply(entity: unknown, warnings: readonly Warning[] = []): Reply {
  return reply({
    ...(entity !== undefined && { entity }),
    warnings: warningRows(warnings),
    errors: [],
    success: true,
  });
}

/** Section Rewards: the answer, which has its own verdict in `status`. */
export function rewardsReply(answer: JsonObject): Reply {
  return reply(answer, isObject(answer['status']) && answer['status']['success'] === false ? 400 : 200);
}

/** One row of a v2 bulk answer: the entity's id (in places the entity itself) and result, or its failure. */
export interface BulkRow {
  entityId: number | string | object | null;
  result?: unknown;
  failure?: SandboxFailure;
  warnings?: readonly Warning[];
}

/** The id of a row, whose type is known where the row was made. */
export const idOf = (id: unknown): BulkRow['entityId'] =>
  typeof id === 'number' || typeof id === 'string' || typeof id === 'object' ? id : null;

/** The row that a handler returned, whose type was checked there. */
export const bulkRowOf = ({ entityId, result, failure, warnings }: JsonObject): BulkRow => ({
  entityId: idOf(entityId),
  result,
  ...(failure instanceof SandboxFailure && { failure }),
  warnings: objectsOf(warnings).map(({ code, message }) => ({ code: Number(code), message: String(message) })),
});

/** v2: one row per input row, with counts. */
export function v2Bulk(rows: readonly BulkRow[]): Reply {
  const failed = rows.filter((each) => each.failure).length;
  return reply({
    response: rows.map(({ entityId, result, failure, warnings = [] }) => ({
      entityId,
      ...(result !== undefined && { result }),
      errors: failure ? [row(failure)] : [],
      warnings: warningRows(warnings),
    })),
    totalCount: rows.length,
    failureCount: failed,
  });
}

interface ItemStatus {
  success: string;
  code: number;
  message: string;
  warnings?: { warning: string[] };
}

/** A row's verdict in v1.1: strings, as the API writes them; the code stays a number, as newer samples have it. */
export function itemStatus(code: number, message: string, success = true): ItemStatus {
  return { success: String(success), code, message };
}

/** The result of one row of a v1.1 call: its fields and verdict. */
export interface Item<F extends object = object> {
  failed: boolean;
  fields: F & { item_status: ItemStatus };
}

/**
 * Runs one row of a v1.1 call. `done` returns the row's fields and its success code and message. If it throws a
 * SandboxFailure, that becomes the row's failure, shown with the fields `given`.
 */
export function item<G extends object, F extends object>(
  given: G,
  done: () => { fields: F; code: number; message: string; warnings?: readonly Warning[] },
): Item<G | F> {
  try {
    const { fields, code, message, warnings } = done();
    // v1.1 shows only the code of a warning.
    const told = warnings && { warnings: { warning: warnings.map((each) => String(each.code)) } };
    return { failed: false, fields: { ...fields, item_status: { ...itemStatus(code, message), ...told } } };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { failed: true, fields: { ...given, item_status: itemStatus(error.code, error.message, false) } };
  }
}

/**
 * v1.1: the overall status of the rows (200 if all succeeded, 201 if some failed, 500 if all failed), around `content`.
 * The HTTP status stays 200 unless `httpStatus` says otherwise, because this layer reports failures in the body.
 */
export function inTouchReply(
  items: readonly Pick<Item, 'failed'>[],
  content: object,
  options: { message?: string; status?: object; httpStatus?: (code: number) => number } = {},
): Reply {
  const failed = items.filter((each) => each.failed).length;
  const code = failed === 0 ? 200 : failed < items.length ? 201 : 500;
  const message =
    code === 200
      ? (options.message ?? 'Success')
      : code === 201
        ? 'Some requests have failed'
        : 'All requests have failed';
  return reply(
    { response: { status: { success: String(code !== 500), code, message, ...options.status }, ...content } },
    options.httpStatus?.(code) ?? 200,
  );
}

/**
 * How v1.1 writes the verdicts on the whole answer and on its rows: codes are numbers in most places and texts in some,
 * successes are texts in most and booleans in some.
 */
export interface VerdictForms {
  overall?: VerdictForm;
  rows?: VerdictForm;
}

interface VerdictForm {
  codes?: 'texts';
  successes?: 'booleans';
}

export const TEXT_CODES: VerdictForms = { overall: { codes: 'texts' }, rows: { codes: 'texts' } };
export const TEXT_CODES_IN_ROWS: VerdictForms = { rows: { codes: 'texts' } };
export const BOOLEAN_SUCCESSES: VerdictForms = {
  overall: { successes: 'booleans' },
  rows: { successes: 'booleans' },
};

/** The same answer, with its verdicts in these forms. */
export function verdictsAs(forms: VerdictForms, answered: Reply): Reply {
  const rewrite = (key: string, value: unknown): unknown => {
    if (!isObject(value) || value['success'] === undefined) return value;
    return key === 'status' ? inForm(forms.overall, value) : key === 'item_status' ? inForm(forms.rows, value) : value;
  };
  return { ...answered, body: JSON.parse(JSON.stringify(answered.body, rewrite)) };
}

function inForm(form: VerdictForm | undefined, verdict: JsonObject): object {
  const { code, success } = verdict;
  return {
    ...verdict,
    ...(form?.codes === 'texts' && typeof code === 'number' && { code: String(code) }),
    ...(form?.successes === 'booleans' && typeof success === 'string' && { success: success === 'true' }),
  };
}

type Problem = Pick<Failure, 'code' | 'message'> & { readonly reference?: string | null };

/** `reference` is the member of the body that has the problem, if it is one. */
const problemRow = ({ code, message, reference = null }: Problem) => ({ code, message, reference });

const withoutReference = ({ code, message }: Problem) => ({ code, message });

interface Failure {
  readonly code: number | string;
  readonly message: string;
  readonly httpStatus?: number | undefined;
  /** All problems, for layers that report them together. */
  readonly problems?: readonly Problem[];
}

/** A failure in the envelope of the layer. */
export function failureReply(layer: Layer, failure: Failure): Reply {
  const { code, message, httpStatus, problems = [failure] } = failure;
  switch (layer) {
    case 'inTouch':
      return reply({ response: { status: { success: 'false', code, message } } }, httpStatus ?? 200);
    case 'staff':
      return reply({ entity: null, warnings: [], errors: [row(failure)], success: false }, httpStatus ?? 400);
    case 'rewards':
      return reply({ status: { success: false, code, message } }, httpStatus ?? 400);
    case 'badges':
      return reply({ data: null, errors: problems.map(problemRow), warnings: [] }, httpStatus ?? 400);
    case 'v2':
      return reply({ errors: [row(failure)], warnings: [] }, httpStatus ?? 400);
    case 'v3':
      return reply({ data: null, errors: problems.map(withoutReference), warnings: [] }, httpStatus ?? 400);
  }
}
