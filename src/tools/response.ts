/**
 * What a response means, as data: where it reports success and failure, and what its codes say. Every definition has one
 * as `response`, and `src/client/` interprets it. The defaults come from the API layer and from the section, so most
 * endpoints add nothing. Source: the API reference's pages on responses and on status codes, by layer.
 *
 * Paths are dotted keys, and `[]` stands for each element of a list: `data.issuedBadges[]` is each badge in
 * `{"data": {"issuedBadges": [ … ]}}`, `[]` alone each element of a root list. The empty path is the value itself.
 */

/** `inTouch`: v1 and v1.1. `modern`: v2, v3 and the gateways. */
export type Envelope = 'inTouch' | 'modern';

/** What a response means. */
export interface ResponseMeaning {
  /** The envelope to expect. A gateway that refuses a call before the API sees it may answer in the other one. */
  readonly envelope: Envelope;
  /** Keys of the body that hold a verdict on the whole call: `{success | status, code, message}`. */
  readonly verdicts: readonly string[];
  /**
   * Where rows report their own success or failure. Empty for a read: its rows are data. InTouch's envelope needs no such
   * list, because its rows report in the same way everywhere ({@link IN_TOUCH_ROWS}).
   */
  readonly rows: readonly RowPlace[];
  /** Where to look for what was done or found although the response reports failures. */
  readonly beside: Beside;
  /** Where to look for warnings. */
  readonly warnings: readonly WarningPlace[];
  /** Whether a code from 500 to 599 in the body means that a server failed. InTouch has 500 where it refused every row. */
  readonly code5xx: 'fault' | 'refusal';
  /** What each code means. A code without an entry is a refusal like any other. */
  readonly codes: Readonly<Record<string, CodeKind>>;
  /** Codes of refusals that pass by themselves. Nothing was processed; the same call may succeed a little later. */
  readonly transientCodes: readonly number[];
}

/**
 * Objects that each report on one row of the request. One or more of `errors`, `verdict`, `children` and `allFailed` say
 * how such a row reports failure.
 */
export interface RowPlace {
  /** Path in the body. */
  readonly at: string;
  /** Key of the row's errors. The row failed if there are any. */
  readonly errors?: string;
  /** Path from the row to its verdict: `{success | status, code, message}`. */
  readonly verdict?: string;
  /** Keys of the row's children and of the number of children that failed although the row itself did not. */
  readonly children?: { readonly list: string; readonly failedCount: string };
  /** Every row here failed. */
  readonly allFailed?: true;
  /** These rows repeat others, so only their failures count. */
  readonly onlyFailures?: true;
  /** A fallback: read only where no other place has rows. */
  readonly otherwise?: true;
  /** Keys of what the row reports as done; the first one present counts. By default it is the row itself. */
  readonly result?: readonly string[];
}

/**
 * Keys of the body that hold what was done or found. If one of them does although the response reports failures, then
 * only part of the call failed. They are tried in this order; `ids` and `found` only unless `success` is false.
 */
export interface Beside {
  /** Lists of what was done or found. */
  readonly lists: readonly string[];
  /** Objects with what was done by id. */
  readonly maps: readonly string[];
  /** Ids of what was saved. */
  readonly ids: readonly string[];
  /** What a read found. */
  readonly found: readonly string[];
}

/** Objects that carry warnings. A warning in a list of several says which element it is about. */
interface WarningPlace {
  /** Path in the body. */
  readonly at: string;
  /** Paths from the object to its warnings. */
  readonly in: readonly string[];
}

/** What a code can mean. */
export const CODE_KINDS = [
  'authentication',
  'permission',
  'not_found',
  'conflict',
  'rate_limited',
  'upstream',
] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Codes by what they mean, as a section lists them. The same number means different things in different sections. */
interface Codes extends Readonly<Partial<Record<CodeKind, readonly (number | string)[]>>> {
  /** Those that pass by themselves, such as locks and full queues. Nothing was processed. */
  readonly transient?: readonly number[];
}

/** What a section or an endpoint adds to the defaults of its API layer. */
export interface ResponseSpec {
  /** Read before the defaults. A section's do not apply to its reads. */
  readonly rows?: readonly RowPlace[];
  /** Read before the defaults. */
  readonly verdicts?: readonly string[];
  /** Each key given replaces the default. */
  readonly beside?: Partial<Beside>;
  /** Added to the common codes. An endpoint's win over its section's, and these over the common ones. */
  readonly codes?: Codes;
}

/** How rows report in InTouch's envelope. They may stand anywhere in it: an object with a verdict is a row. */
export const IN_TOUCH_ROWS: {
  /** Key of a row's verdict. */
  readonly verdict: string;
  /** Lists whose rows have the verdict under another key. The row around such a list has no verdict of its own. */
  readonly verdictIn: ReadonlyMap<string, string>;
  /** Keys that hold the answer to a question. If it is no, the row's verdict gives the reason, and nothing failed. */
  readonly questions: readonly string[];
} = {
  verdict: 'item_status',
  // The people who were invited by a referral.
  verdictIn: new Map([['referral', 'status']]),
  questions: ['is_redeemable'],
};

/** Codes that mean the same in every section. Numbers below 600 are HTTP statuses repeated in the body. */
const COMMON_CODES: Codes = {
  authentication: [401, 498, 'UNAUTHORIZED'],
  permission: [403, 1064, 'FORBIDDEN'],
  not_found: [404, 8015, 'CUSTOMER_NOT_FOUND', 'NO_COUPONS_FOUND'],
  conflict: [409, 521, 8006, 8007, 8008],
  rate_limited: [429],
  upstream: [461, 502, 503, 504, 'INTERNAL_SERVER_ERROR'],
  transient: [429, 461, 521],
};

type LayerDefaults = Pick<ResponseMeaning, 'verdicts' | 'rows' | 'beside' | 'warnings'>;

const BODY_WARNINGS: WarningPlace = { at: '', in: ['warnings'] };
const ENTITY_WARNINGS: WarningPlace = { at: 'entity', in: ['warnings'] };
const rowWarnings = (at: string): WarningPlace => ({ at, in: ['warnings', 'result.warnings'] });
const DONE_LISTS = ['data', 'created', 'updated'];

const READS: LayerDefaults = {
  verdicts: [],
  rows: [],
  beside: { lists: DONE_LISTS, maps: [], ids: ['createdId'], found: ['entity', 'data'] },
  warnings: [BODY_WARNINGS, rowWarnings('response[]'), ENTITY_WARNINGS],
};

const WRITES: LayerDefaults = {
  // In a read, which only checks whether a coupon is redeemable, the same key is data.
  verdicts: ['redemptionStatus'],
  // v2's envelope for batches, which any of them may use.
  rows: [
    {
      at: 'response[]',
      errors: 'errors',
      verdict: 'result.redemptionStatus',
      result: ['result', 'entityId'],
      otherwise: true,
    },
  ],
  beside: { lists: DONE_LISTS, maps: [], ids: ['createdId', 'entity'], found: [] },
  warnings: [
    BODY_WARNINGS,
    rowWarnings('response[]'),
    rowWarnings('data[]'),
    rowWarnings('redemption[]'),
    ENTITY_WARNINGS,
    { at: '[]', in: ['entity.warnings', 'warnings'] },
  ],
};

/**
 * Makes the function that describes the responses of a section's endpoints, each from its API layer, from `section` and
 * from what it adds of its own.
 *
 * @throws Error where a code is listed twice
 */
export function describeResponses(
  section: ResponseSpec = {},
): (endpoint: { envelope: Envelope; isRead: boolean }, own?: ResponseSpec) => ResponseMeaning {
  const sectionCodes = resolveCodes(section);
  return ({ envelope, isRead }, own = {}) => {
    const layer = isRead ? READS : WRITES;
    return {
      envelope,
      verdicts: [...(own.verdicts ?? []), ...(section.verdicts ?? []), ...layer.verdicts],
      rows: isRead ? [] : [...(own.rows ?? []), ...(section.rows ?? []), ...layer.rows],
      beside: { ...layer.beside, ...section.beside, ...own.beside },
      warnings: layer.warnings,
      code5xx: envelope === 'inTouch' ? 'refusal' : 'fault',
      ...(own.codes ? resolveCodes(section, own) : sectionCodes),
    };
  };
}

/** @param specs - the later win */
function resolveCodes(...specs: readonly ResponseSpec[]): Pick<ResponseMeaning, 'codes' | 'transientCodes'> {
  const lists = [COMMON_CODES, ...specs.map(({ codes = {} }) => codes)];
  return {
    codes: Object.fromEntries(lists.flatMap((codes) => Object.entries(kindByCode(codes)))),
    transientCodes: lists.flatMap(({ transient = [] }) => transient),
  };
}

function kindByCode(codes: Codes): Record<string, CodeKind> {
  const kinds: Record<string, CodeKind> = {};
  for (const kind of CODE_KINDS) {
    for (const code of codes[kind] ?? []) {
      if (Object.hasOwn(kinds, code)) throw new Error(`code ${code} is listed twice: ${kinds[code]} and ${kind}`);
      kinds[code] = kind;
    }
  }
  return kinds;
}
