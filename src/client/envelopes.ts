/**
 * Whether an answer is a success. Every layer of the API has its own envelope and reports failures inside 200 as well;
 * this is the one place that knows them. Source: the API reference's pages on responses and status codes, by layer.
 */
import type { Definition } from '../tools/define.js';
import { CapillaryError, type ErrorFields, type ErrorKind, type Outcome } from './errors.js';
import type { ApiWarning } from './types.js';

/** An error or warning row, from whichever field it came. */
interface Row {
  code?: string | number;
  message?: string;
}

/** A row of a batch that failed. */
interface FailedRow extends Row {
  index: number;
  id?: string | number;
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
const isFalse = (value: unknown): boolean => value === false || String(value).toLowerCase() === 'false';

/**
 * @param body - the parsed JSON, undefined for an empty answer
 * @returns the warnings that ride on a success
 * @throws CapillaryError for a failure, `partial` where some rows succeeded
 */
export function judge(definition: Definition, httpStatus: number, body: unknown): ApiWarning[] {
  const found = readEnvelope(definition, body);
  if (found.rows && found.rows.failed.length > 0) throw rowsFailed(definition, httpStatus, found.rows, body);
  if (found.errors.length > 0 || httpStatus >= 400) throw rejection(definition, httpStatus, found.errors);
  return found.warnings;
}

interface Envelope {
  errors: Row[];
  warnings: Row[];
  rows?: Rows;
}

/** What became of each row of a batch. */
interface Rows {
  failed: FailedRow[];
  /** Ids of the rows that took effect; their index where they have none. */
  applied: (string | number)[];
  total: number;
}

function readEnvelope(definition: Definition, body: unknown): Envelope {
  if (Array.isArray(body)) return readRows(body, errorsOf);
  if (!isFields(body)) return { errors: [], warnings: [] };
  const { response, status } = body;
  if (isFields(response) && isFields(response['status'])) return readInTouch(definition, response, response['status']);
  const errors = rowsOf(body['errors']);
  const warnings = rowsOf(body['warnings']);
  if (errors.length > 0) return { errors, warnings };
  if (isFields(status) && 'success' in status && isFalse(status['success']))
    return { errors: [rowOf(status)], warnings };
  if (body['success'] === false) {
    return { errors: [{ message: 'The API answered success: false without an error' }], warnings };
  }
  const rows = rowReaders(definition, body).map(([list, failures]) => readRows(list, failures));
  const batch = rows.find((each) => each.rows);
  return {
    errors,
    warnings: [...warnings, ...rows.flatMap((each) => each.warnings)],
    ...(batch?.rows && { rows: batch.rows }),
  };
}

type Failures = (row: Fields) => Row[];

/** Where the rows of this answer are, and how one tells that it failed. Reads have no rows that can fail. */
function rowReaders(definition: Definition, body: Fields): [readonly unknown[], Failures][] {
  if (definition.effect === 'read') return [];
  const { response, redemption, data } = body;
  return [
    ...(Array.isArray(response) ? [[response, errorsOf] satisfies [unknown[], Failures]] : []),
    ...(Array.isArray(redemption) ? [[redemption, redemptionErrors] satisfies [unknown[], Failures]] : []),
    ...(Array.isArray(data) ? [[data, uploadErrors] satisfies [unknown[], Failures]] : []),
  ];
}

/** v2 bulk: each row has errors of its own. */
const errorsOf: Failures = (row) => rowsOf(row['errors']);

/** Coupon redemption: `redemptionStatus` in each row; code 700 is success. */
const redemptionErrors: Failures = ({ redemptionStatus }) =>
  isFields(redemptionStatus) && isFalse(redemptionStatus['success'] ?? true) ? [rowOf(redemptionStatus)] : [];

/** Uploads and deletions of pictures: `{status: "false", code, message}` for each file. */
const uploadErrors: Failures = (row) =>
  'code' in row && 'status' in row && isFalse(row['status']) ? [rowOf(row)] : [];

function readRows(list: readonly unknown[], failures: Failures): Envelope {
  const rows = list.filter(isFields);
  const failed = rows.flatMap((row, index) => {
    const [first] = failures(row);
    return first ? [{ index, ...idOf(row), ...first }] : [];
  });
  // A row may carry an error and still have been done: then it has a result.
  const applied = rows.flatMap((row, index) =>
    failures(row).length === 0 || isFields(row['result']) ? [idOf(row).id ?? index] : [],
  );
  const warnings = rows.flatMap((row) => rowsOf(row['warnings']));
  return { errors: [], warnings, ...(failed.length > 0 && { rows: { failed, applied, total: rows.length } }) };
}

/** v1 and v1.1: an overall status, and an `item_status` in each row, wherever the rows are. */
function readInTouch(definition: Definition, response: Fields, status: Fields): Envelope {
  const rows = itemRows(response);
  const isFailed = (item: ItemRow): boolean => isFalse(item.status['success']) && !isVerdict(definition, item);
  const failed = rows.flatMap((item, index) =>
    isFailed(item) ? [{ index, ...idOf(item.row), ...rowOf(item.status) }] : [],
  );
  if (failed.length > 0) {
    const applied = rows.flatMap((item, index) => (isFailed(item) ? [] : [idOf(item.row).id ?? index]));
    return { errors: [], warnings: [], rows: { failed, applied, total: rows.length } };
  }
  const overall = rows.length === 0 && isFalse(status['success']);
  return { errors: overall ? [rowOf(status)] : [], warnings: rows.flatMap((item) => warningsOf(item.status)) };
}

/** A question whose answer is no: the row's status is the reason, not a failure, unless it could not be asked at all. */
const isVerdict = (definition: Definition, { row, status }: ItemRow): boolean =>
  /\/isredeemable$/.test(definition.path) && 'is_redeemable' in row && kindOf(200, rowOf(status)) === 'rejected';

const warningsOf = (status: Fields): Row[] => {
  const warnings = status['warnings'];
  return rowsOf(isFields(warnings) && 'warning' in warnings ? warnings['warning'] : warnings);
};

interface ItemRow {
  row: Fields;
  status: Fields;
}

/** Rows that carry an `item_status`, outermost first; what is inside such a row is its own business. */
function itemRows(value: unknown, depth = 0): ItemRow[] {
  if (depth > 8) return [];
  if (Array.isArray(value)) return value.flatMap((item) => itemRows(item, depth + 1));
  if (!isFields(value)) return [];
  if (isFields(value['item_status'])) return [{ row: value, status: value['item_status'] }];
  return Object.values(value).flatMap((item) => itemRows(item, depth + 1));
}

const rowsOf = (value: unknown): Row[] =>
  list(value).map((item) => (isFields(item) ? rowOf(item) : { message: String(item) }));

function rowOf(fields: Fields): Row {
  const code = fields['code'];
  const message = fields['message'] ?? fields['description'];
  return {
    ...((typeof code === 'number' || typeof code === 'string') && code !== '' && { code }),
    ...(typeof message === 'string' && message !== '' && { message }),
  };
}

const ID_FIELDS = [
  'entityId',
  'id',
  'user_id',
  'transaction_id',
  'number',
  'bill_number',
  'code',
  'mobile',
  'email',
  'external_id',
];

function idOf(row: Fields): { id?: string | number } {
  for (const name of ID_FIELDS) {
    const value = row[name];
    if ((typeof value === 'string' && value !== '' && value !== '-1') || (typeof value === 'number' && value !== -1)) {
      return { id: value };
    }
  }
  return {};
}

function rowsFailed(definition: Definition, httpStatus: number, rows: Rows, body: unknown): CapillaryError {
  const { failed, applied, total } = rows;
  const first: Row = failed[0] ?? {};
  const read = definition.effect === 'read';
  if (applied.length === 0) {
    const refused = rejection(definition, httpStatus, failed);
    if (total === 1) return refused;
    const message = `All ${total} rows failed; the first: ${sentence(first)}`;
    return new CapillaryError({ ...refused.fields, message, details: { failed } });
  }
  return new CapillaryError({
    kind: 'partial',
    message: `${failed.length} of ${total} rows failed; the first: ${sentence(first)}`,
    hint: read
      ? 'details.answer has what was found; correct or leave out the rows that failed.'
      : 'The rows in details.applied are done: repeat only those in details.failed, corrected.',
    retryable: false,
    httpStatus,
    ...(first.code !== undefined && { code: first.code }),
    ...(!read && { outcome: 'partial' as const }),
    details: read ? { failed, answer: body } : { failed, applied },
  });
}

/** The error for a call refused as a whole. */
function rejection(definition: Definition, httpStatus: number, errors: readonly Row[]): CapillaryError {
  const first: Row = errors[0] ?? {};
  const kind = kindOf(httpStatus, first);
  const passing =
    kind === 'rate_limited' || (kind === 'conflict' && PASSING_CONFLICTS.has(Number(first.code ?? httpStatus)));
  const known = errors.map(({ code, message }) => ({
    ...(code !== undefined && { code }),
    ...(message !== undefined && { message }),
  }));
  return new CapillaryError({
    kind,
    message: errors.length > 0 ? sentence(first) : `The API answered HTTP ${httpStatus} without saying why.`,
    hint: HINTS[kind] ?? 'Read the code and message, correct the arguments, and call again.',
    retryable: passing || (kind === 'upstream' && definition.effect === 'read'),
    httpStatus,
    ...(first.code !== undefined && { code: first.code }),
    ...(definition.effect !== 'read' && { outcome: outcomeOf(kind) }),
    ...(known.length > 1 && { details: { errors: known } }),
  });
}

/** A server that fails may have done its work first; any other refusal came before it. */
const outcomeOf = (kind: ErrorKind): Outcome => (kind === 'upstream' ? 'unknown' : 'rejected');

const sentence = ({ code, message }: Row): string =>
  `${message ?? 'No message'}${code === undefined ? '' : ` (code ${code})`}`;

/** Codes that mean the same wherever they occur. Others are what their message says. Source: the status-code pages. */
const KIND_BY_CODE: Readonly<Record<string, ErrorKind>> = {
  401: 'authentication',
  498: 'authentication',
  403: 'permission',
  404: 'not_found',
  429: 'rate_limited',
  521: 'conflict',
  816: 'not_found',
  1011: 'not_found',
  1012: 'not_found',
  1064: 'permission',
  8006: 'conflict',
  8015: 'not_found',
  8065: 'not_found',
  NOT_SIMULATED: 'not_simulated',
};

const KIND_BY_STATUS: Readonly<Record<number, ErrorKind>> = {
  401: 'authentication',
  403: 'permission',
  404: 'not_found',
  409: 'conflict',
  429: 'rate_limited',
  498: 'authentication',
  501: 'not_simulated',
  521: 'conflict',
};

/** Somebody else is changing the same customer: the same call works a moment later. */
const PASSING_CONFLICTS = new Set([521]);

/** HTTP 500 is how the API says that every row failed; only without an error of its own is it a fault. */
function kindOf(httpStatus: number, { code, message = '' }: Row): ErrorKind {
  const byCode = code === undefined ? undefined : KIND_BY_CODE[String(code)];
  const byStatus = KIND_BY_STATUS[httpStatus];
  if (byStatus && byStatus !== 'not_simulated') return byStatus;
  if (byCode) return byCode;
  if (byStatus) return byStatus;
  const numeric = Number(code);
  if (httpStatus >= 500 && (code === undefined || (numeric >= 500 && numeric < 600))) return 'upstream';
  if (/\b(not found|no customer|does not exist|no .* matches|not registered)\b/i.test(message)) return 'not_found';
  if (/\balready (exists|registered|used by|present)\b/i.test(message)) return 'conflict';
  return 'rejected';
}

const HINTS: Partial<Record<ErrorKind, ErrorFields['hint']>> = {
  authentication:
    'The credentials this server runs with are not accepted: ask the person who configured it to check them.',
  permission:
    "The API key may not use this endpoint: ask the organisation's administrator for the access group, or use another tool.",
  not_found: 'Check the identifier (mobile with country code, right source), or search first.',
  conflict: 'Read the entity before you try again: it exists already or is being changed.',
  rate_limited: 'Wait, then call again; ask for fewer or larger pages.',
  upstream: 'A fault on the side of the API. A read may be repeated; after a write, read first whether it took effect.',
  not_simulated: 'The embedded sandbox does not have this endpoint; use another tool, or connect a real organisation.',
};
