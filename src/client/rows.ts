/** Finds the rows of an answer that tells success and failure row by row, in the documented places only. */

import { isObject } from '../lib/json.js';
import type { Definition } from '../tools/define.js';
import { failureOf, isFalse, type Reason, reasonOf, reasons, rowId } from './reasons.js';

/** What became of one row of the request. */
export interface Row {
  /** Position in the list it stands in. */
  index: number;
  id?: string | number;
  /** Present where the row failed. */
  failure?: Reason;
  /** What the answer says of it. */
  result: unknown;
}

type Fields = Record<string, unknown>;

/** How one tells that a row failed. */
type Verdict =
  /** `{success | status, code, message}` under that key, or the row itself where the key is empty. */
  | { flag: string }
  /** Anything there is a failure. */
  | { errors: string }
  /** Of a row that was done: how many of its children failed, told there; a child says why in its errors or warnings. */
  | { children: string; failed: string }
  /** Being there at all is the failure. */
  | 'failed';

interface Place {
  /** Which endpoints. */
  path: RegExp;
  /** Where: dotted, `[]` for each element; a leading `[]` is the root array. */
  rows: string;
  verdict: Verdict;
  /** Such rows only repeat others, so that they count only where they failed. */
  onlyFailures?: true;
}

/** Rows of endpoints that are not reads. v2's bulk envelope is apart, as every batch of v2 may use it. */
const PLACES: readonly Place[] = [
  { path: /^v2\/customers\/bulk$/, rows: '[]', verdict: { errors: 'errors' } },
  {
    path: /^v2\/customers\/bulk$/,
    rows: '[]',
    verdict: { children: 'childEntities', failed: 'childFailureCount' },
    onlyFailures: true,
  },
  { path: /^v2\/customers\/.*(set|delete)Image$/, rows: 'data[]', verdict: { flag: '' } },
  { path: /^v2\/locations\//, rows: 'data[]', verdict: { errors: 'errors' } },
  { path: /^v2\/customFields$/, rows: 'entity[]', verdict: { errors: 'error' } },
  { path: /^v2\/coupon\/redeem$/, rows: 'redemption[]', verdict: { flag: 'redemptionStatus' } },
  {
    path: /^v2\/partnerProgram\/linkCustomer$/,
    rows: 'linkCustomers[].linkToPartnerPrograms[]',
    verdict: { flag: 'partnerLinkStatus' },
  },
  {
    path: /^v2\/partnerProgram\/deLinkCustomer$/,
    rows: 'deLinkCustomers[].deLinkFromPartnerPrograms[]',
    verdict: { flag: 'partnerDeLinkStatus' },
  },
  {
    path: /^v2\/partnerProgram\/customerPartnerProgramUpdate$/,
    rows: 'customersPartnerUpdates[].partnerProgramUpdates[]',
    verdict: { flag: 'updateStatus' },
  },
  ...['linkCustomers[]', 'deLinkCustomers[]', 'customersPartnerUpdates[]'].map(
    (rows): Place => ({
      path: /^v2\/partnerProgram\//,
      rows: `${rows}.customer`,
      verdict: { flag: 'status' },
      onlyFailures: true,
    }),
  ),
  { path: /^api_gateway\/v1\/badges\//, rows: 'data.issuedBadges[]', verdict: { errors: 'error' } },
  { path: /^api_gateway\/v1\/badges\//, rows: 'data.revokedIssuedBadges[]', verdict: { errors: 'error' } },
  { path: /^api_gateway\/rewards\/.*\/rewards\/issue$/, rows: 'rewards[]', verdict: { flag: 'status' } },
  { path: /^api_gateway\/rewards\/.*\/promotion\//, rows: 'catalogPromotion', verdict: { flag: '' } },
  { path: /^api_gateway\/rewards\/.*\/promotion\//, rows: 'failedRewards[]', verdict: 'failed' },
];

/** Rows of the v2, v3 and gateway layers; none for a read, whose rows are data. */
export function modernRows(definition: Definition, body: unknown): Row[] {
  if (definition.effect === 'read') return [];
  const rows = PLACES.filter(({ path }) => path.test(definition.path)).flatMap((place) => rowsAt(body, place));
  if (rows.length > 0 || !isObject(body) || !Array.isArray(body['response'])) return rows;
  return body['response'].filter(isObject).map((row, index) => {
    const { result } = row;
    const [refused] = reasons(row['errors']);
    // A redeemed coupon has its verdict in the result.
    const failure = refused ?? (isObject(result) ? failureOf(result['redemptionStatus']) : undefined);
    return makeRow(index, row, failure, result ?? row['entityId']);
  });
}

function rowsAt(body: unknown, { rows, verdict, onlyFailures }: Place): Row[] {
  return follow(body, rows).flatMap(({ value, index }) => {
    if (!isObject(value) && verdict !== 'failed') return [];
    const failure = judgeRow(value, verdict);
    return onlyFailures && !failure ? [] : [makeRow(index, value, failure, value)];
  });
}

function judgeRow(row: unknown, verdict: Verdict): Reason | undefined {
  if (verdict === 'failed') return isObject(row) ? reasonOf(row) : {};
  if (!isObject(row)) return undefined;
  if ('flag' in verdict) return failureOf(verdict.flag === '' ? row : row[verdict.flag]);
  if ('children' in verdict) return failureOfChildren(row, verdict);
  return reasons(row[verdict.errors])[0];
}

function failureOfChildren(
  row: Fields,
  { children, failed }: { children: string; failed: string },
): Reason | undefined {
  const entities = Array.isArray(row[children]) ? row[children].filter(isObject) : [];
  const withErrors = entities.filter((child) => reasons(child['errors']).length > 0);
  const count = Math.max(Number(row[failed] ?? 0), withErrors.length);
  if (!(count > 0)) return undefined;
  // A child that was saved has an id, and its warnings are no failure.
  const unsaved = entities.filter((child) => rowId(child) === undefined);
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

function makeRow(index: number, row: unknown, failure: Reason | undefined, result: unknown): Row {
  const id = rowId(row);
  return { index, ...(id !== undefined && { id }), ...(failure && { failure }), result };
}

interface Found {
  value: unknown;
  index: number;
}

/** Values at a dotted path, with their position in the innermost list. */
function follow(body: unknown, path: string): Found[] {
  const steps = path.split('.').flatMap((part) => {
    const name = part.replace('[]', '');
    return [...(name === '' ? [] : [name]), ...(part.endsWith('[]') ? ['[]'] : [])];
  });
  return steps.reduce<Found[]>(
    (found, step) =>
      found.flatMap(({ value, index }): Found[] => {
        if (step === '[]') return Array.isArray(value) ? value.map((item, at) => ({ value: item, index: at })) : [];
        return isObject(value) && value[step] !== undefined ? [{ value: value[step], index }] : [];
      }),
    [{ value: body, index: 0 }],
  );
}

/**
 * Lists of v1.1 whose elements tell their outcome elsewhere than in `item_status`: the invitees of a referral. The row
 * around them says nothing of its own.
 */
const ROW_STATUS: Readonly<Record<string, string>> = { referral: 'status' };

/**
 * Rows of the v1 and v1.1 layers: objects with an `item_status`, wherever they are, and their neighbours in the same
 * list.
 *
 * @param isValue - asked about rows that answer "is it redeemable?" with no: whether that is a value, or a failure to ask
 */
export function inTouchRows(response: Fields, isValue: (reason: Reason) => boolean): Row[] {
  const rows: Row[] = [];
  const invitees = new Set<Row>();
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
      if (key !== statusKey) visitValue(item, ROW_STATUS[key] ?? 'item_status');
    }
    if (!isRow) return;
    const { [statusKey]: status, ...result } = value;
    const failure = failureOf(status);
    const refusal = 'is_redeemable' in value && (failure || isFalse(value['is_redeemable']));
    const answered = refusal && isValue(isObject(status) ? reasonOf(status) : {});
    const wraps = rows.slice(before).some((row) => invitees.has(row));
    if (wraps && !failure) return;
    const row = makeRow(index, value, answered ? undefined : failure, result);
    rows.push(row);
    if (statusKey !== 'item_status') invitees.add(row);
  };
  for (const [key, item] of Object.entries(response)) {
    if (key !== 'status') visitValue(item, ROW_STATUS[key] ?? 'item_status');
  }
  return rows;
}
