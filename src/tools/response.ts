/**
 * Describes as data where a response reports success and failure, and what its codes mean. Every definition has such a
 * description as `response`, and `src/client/` interprets it. The defaults come from the API layer and the section, so
 * most endpoints add nothing. Source: the API reference's pages on responses and on status codes, by layer.
 *
 * Paths are dotted keys, and `[]` means each element of a list: `data.issuedBadges[]` is each badge in
 * `{"data": {"issuedBadges": [ … ]}}`, and `[]` alone is each element of a root list. An empty path is the value.
 */

/** `inTouch`: v1 and v1.1. `modern`: v2, v3 and the gateways. */
export type Envelope = 'inTouch' | 'modern';

/** Whose time zone: the organization's, or that of the API's servers. */
type TimeZoneOf = 'organization' | 'server';

/** How to read a response. */
export interface ResponseMeaning {
  /** The envelope to expect. A gateway that refuses a call before the API sees it may answer in the other one. */
  readonly envelope: Envelope;
  /** Keys of the body with a verdict on the whole call: `{success | status, code, message}`. */
  readonly verdicts: readonly string[];
  /**
   * Where rows report their own success or failure. Empty for reads, whose rows are data. InTouch's envelope
   * needs no list, because its rows report in the same way everywhere ({@link IN_TOUCH_ROWS}).
   */
  readonly rows: readonly RowPlace[];
  /** Where to look for results that succeeded although the response reports failures. */
  readonly beside: Beside;
  /** Where to look for warnings. */
  readonly warnings: readonly WarningPlace[];
  /** Where a list says how many rows there are in all. The first place that has a total counts. Empty for writes. */
  readonly pages: readonly PagePlace[];
  /** The time zone of times without an offset, such as `2026-05-03 12:00:00`, unless the type of the answer says otherwise. */
  readonly times: TimeZoneOf;
  /**
   * Paths that confirm a success. A response with HTTP 200 and no value at any of them says nothing about the call: a
   * gateway sent it, or it is not complete. An empty list at a path counts as a value. `[]` is a root list; a write
   * needs an element in it.
   */
  readonly confirmation: readonly string[];
  /** Whether HTTP 204, which has no body, confirms a success, too. */
  readonly noContent?: true;
  /** Whether a code from 500 to 599 in the body is a server failure. InTouch sends 500 when it refuses every row. */
  readonly code5xx: 'fault' | 'refusal';
  /** What each code means. A code without an entry is an ordinary refusal. */
  readonly codes: Readonly<Record<string, CodeKind>>;
  /** Codes of temporary refusals. Nothing was processed, and the same call may succeed shortly after. */
  readonly transientCodes: readonly number[];
  /** Codes of failures that left part of the call or of the row done. */
  readonly partialCodes: readonly number[];
  /** What to do about a code, in one sentence: the hint of such a failure, instead of the general one. */
  readonly advice: Readonly<Record<number, string>>;
  readonly secrets: ResponseSecrets;
}

/**
 * The secrets in a response, by key, at any depth. The client hides what the type of the answer calls a secret and, in
 * any response, what is named like a credential or a one-time code, because answers have members that nobody documented.
 * Here is what neither says.
 */
export interface ResponseSecrets {
  /** Keys whose values the endpoint exists to hand over. It must be sensitive, so that the operator enables it by name. */
  readonly handedOver: readonly string[];
  /** Whether the response has settings, `{key, value}`: a value is hidden if its key merely suggests a secret. */
  readonly settings: boolean;
}

/**
 * Objects that each report on one row of the request. One or more of `errors`, `verdict`, `children`, `counted` and
 * `allFailed` say how a row reports failure.
 */
export interface RowPlace {
  /** Path in the body. */
  readonly at: string;
  /** Key of the row's errors. The row failed if there are any. */
  readonly errors?: string;
  /** Path from the row to its verdict: `{success | status, code, message}`. */
  readonly verdict?: string;
  /** Keys of the row's children, and of the count of children that failed although the row itself succeeded. */
  readonly children?: { readonly list: string; readonly failedCount: string };
  /** Key of the number of times that the row failed, and the paths from the row to the reasons, the nearest first. */
  readonly counted?: { readonly failed: string; readonly reasons: readonly string[] };
  /** Every row here failed. Its reason is that of the whole call, unless it has a code. */
  readonly allFailed?: true;
  /** These rows repeat other rows, so only their failures count. */
  readonly onlyFailures?: true;
  /** A fallback: read only if no other place has rows. */
  readonly otherwise?: true;
  /** Paths from a failed row to what was done nevertheless. A value at one of them means that it failed only in part. */
  readonly done?: readonly string[];
  /** Keys of the row's result, of which the first one present counts. By default the row itself is the result. */
  readonly result?: readonly string[];
}

/**
 * Keys of the body that hold results. If one of them has a value although the response reports failures, only part of
 * the call failed. They are tried in this order; `ids` and `found` are ignored if `success` is false.
 */
export interface Beside {
  /** Lists of results. */
  readonly lists: readonly string[];
  /** Objects with results, keyed by id. */
  readonly maps: readonly string[];
  /** Ids of saved records. */
  readonly ids: readonly string[];
  /** Results of a read. */
  readonly found: readonly string[];
  /** Paths of results that count with any HTTP status and any verdict. The whole body is then the result. */
  readonly done: readonly string[];
}

/**
 * An object that describes a page of a list: keys of the total number of rows, of the maximum number on a page, and of
 * the rows before the page, or of the number of the page, from 0. Numbers may be text.
 */
export interface PagePlace {
  /** Path in the body. */
  readonly at: string;
  readonly total: string;
  readonly size: string;
  readonly offset?: string;
  readonly page?: string;
}

/** Objects that carry warnings. In a list with several elements, the warning also names its element. */
interface WarningPlace {
  /** Path in the body. */
  readonly at: string;
  /** Paths from the object to its warnings. */
  readonly in: readonly string[];
}

/** The kinds of error that a code can mean. */
export const CODE_KINDS = [
  'authentication',
  'permission',
  'not_found',
  'conflict',
  'rate_limited',
  'upstream',
] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Codes by kind, as a section lists them. The same number can mean different things in different sections. */
interface Codes extends Readonly<Partial<Record<CodeKind, readonly (number | string)[]>>> {
  /** Codes of temporary refusals, such as locks and full queues. Nothing was processed. */
  readonly transient?: readonly number[];
  /** Codes of failures that left part of the call or of the row done. */
  readonly partial?: readonly number[];
}

/** What a section or an endpoint adds to the defaults of its API layer. */
export interface ResponseSpec {
  /** Checked before the defaults. A section's rows do not apply to its reads. */
  readonly rows?: readonly RowPlace[];
  /** Checked before the defaults. */
  readonly verdicts?: readonly string[];
  /** Each key replaces the default. */
  readonly beside?: Partial<Beside>;
  /**
   * Checked in addition to the defaults. Needed where a documented success has none of the envelope's usual keys, for
   * example `['warnings']` for an endpoint that returns nothing else.
   */
  readonly confirmation?: readonly string[];
  /** True where a documented success is HTTP 204. */
  readonly noContent?: true;
  /** Of an endpoint that reads a list; checked before the defaults. */
  readonly pages?: readonly PagePlace[];
  /** Added to the common codes. An endpoint's codes override its section's, which override the common ones. */
  readonly codes?: Codes;
  /** Added to the section's. */
  readonly advice?: ResponseMeaning['advice'];
  /** The lists are added to the section's. */
  readonly secrets?: Partial<ResponseSecrets>;
}

/** How rows report in InTouch's envelope. They can be anywhere in it: any object with a verdict is a row. */
export const IN_TOUCH_ROWS: {
  /** Key of a row's verdict. */
  readonly verdict: string;
  /** Lists whose rows have the verdict under another key. The row that contains such a list has no verdict itself. */
  readonly verdictIn: ReadonlyMap<string, string>;
  /** Keys that hold the answer to a question. If it is false, the row's verdict is the reason, not a failure. */
  readonly questions: readonly string[];
} = {
  verdict: 'item_status',
  // The people invited by a referral.
  verdictIn: new Map([['referral', 'status']]),
  questions: ['is_redeemable'],
};

/** Codes with the same meaning in every section. Numbers below 600 are HTTP statuses repeated in the body. */
const COMMON_CODES: Codes = {
  authentication: [401, 498, 'UNAUTHORIZED'],
  permission: [403, 1064, 'FORBIDDEN'],
  not_found: [404, 8015, 'CUSTOMER_NOT_FOUND', 'NO_COUPONS_FOUND'],
  conflict: [409, 521, 8006, 8007, 8008],
  rate_limited: [429],
  upstream: [461, 502, 503, 504, 'INTERNAL_SERVER_ERROR'],
  transient: [429, 461, 521],
};

/**
 * What confirms a success in each envelope. InTouch has a status with a flag, which log uploads send without its key,
 * and some samples without the outer key. A gateway in front of the newer layers may answer in InTouch's envelope.
 */
const CONFIRMATION: Readonly<Record<Envelope, readonly string[]>> = {
  inTouch: ['response.status.success', 'response.success', 'status.success'],
  modern: ['entity', 'data', 'createdId', 'id', 'entityId', 'success', 'response[]', 'response.status.success', '[]'],
};

/**
 * Source: the documented samples. Those of v1 and v1.1 have the organization's time; the newer ones repeat the UTC time
 * of their ISO twins, which the reference calls the server's.
 */
const TIMES: Readonly<Record<Envelope, TimeZoneOf>> = { inTouch: 'organization', modern: 'server' };

type LayerDefaults = Pick<ResponseMeaning, 'verdicts' | 'rows' | 'beside' | 'warnings' | 'pages'>;

const ROWS = { total: 'total', size: 'limit', offset: 'offset' };
const LEDGER = { total: 'totalEntries', size: 'pageSize', page: 'pageNumber' };
const ELEMENTS = { total: 'totalElements', size: 'size', page: 'number' };

/** Source: the documented responses of all lists that have a total. */
const PAGES: readonly PagePlace[] = [
  { at: 'pagination', ...ROWS },
  { at: 'entity.pagination', ...ROWS },
  { at: 'response.pagination', ...ROWS },
  { at: 'data.pagination', total: 'total', size: 'size', page: 'page' },
  { at: 'pagination', ...ROWS, total: 'totalCount' },
  { at: '', ...ROWS, total: 'totalCount' },
  { at: 'ledgerDetails', ...LEDGER },
  { at: 'pageDetails', ...LEDGER },
  { at: 'pagingDto', ...ELEMENTS },
  { at: 'data', ...ELEMENTS },
];

const BODY_WARNINGS: WarningPlace = { at: '', in: ['warnings'] };
const ENTITY_WARNINGS: WarningPlace = { at: 'entity', in: ['warnings'] };
const rowWarnings = (at: string): WarningPlace => ({ at, in: ['warnings', 'result.warnings'] });
const DONE_LISTS = ['data', 'created', 'updated'];

const READS: LayerDefaults = {
  verdicts: [],
  rows: [],
  beside: { lists: DONE_LISTS, maps: [], ids: ['createdId'], found: ['entity', 'data'], done: [] },
  warnings: [BODY_WARNINGS, rowWarnings('response[]'), ENTITY_WARNINGS],
  pages: PAGES,
};

const WRITES: LayerDefaults = {
  // Reads that check whether a coupon is redeemable have the same key as data.
  verdicts: ['redemptionStatus'],
  // v2's envelope for batches, which any write may use.
  rows: [
    {
      at: 'response[]',
      errors: 'errors',
      verdict: 'result.redemptionStatus',
      result: ['result', 'entityId'],
      otherwise: true,
    },
  ],
  beside: { lists: DONE_LISTS, maps: [], ids: ['createdId', 'entity'], found: [], done: [] },
  warnings: [
    BODY_WARNINGS,
    rowWarnings('response[]'),
    rowWarnings('data[]'),
    rowWarnings('redemption[]'),
    ENTITY_WARNINGS,
    { at: '[]', in: ['entity.warnings', 'warnings'] },
  ],
  pages: [],
};

/**
 * Returns the function that describes the responses of a section's endpoints. It combines the defaults of the API layer
 * with what the section and the endpoint add.
 *
 * @throws Error if a code is listed twice
 */
export function describeResponses(
  section: ResponseSpec = {},
): (endpoint: { envelope: Envelope; isRead: boolean }, additions?: ResponseSpec) => ResponseMeaning {
  const sectionCodes = resolveCodes(section);
  const sectionSecrets = mergeSecrets(section);
  return ({ envelope, isRead }, additions = {}) => {
    const layer = isRead ? READS : WRITES;
    return {
      envelope,
      verdicts: [...(additions.verdicts ?? []), ...(section.verdicts ?? []), ...layer.verdicts],
      rows: isRead ? [] : [...(additions.rows ?? []), ...(section.rows ?? []), ...layer.rows],
      beside: { ...layer.beside, ...section.beside, ...additions.beside },
      warnings: layer.warnings,
      pages: isRead ? [...(additions.pages ?? []), ...layer.pages] : [],
      times: TIMES[envelope],
      confirmation: [...(additions.confirmation ?? []), ...(section.confirmation ?? []), ...CONFIRMATION[envelope]],
      ...(additions.noContent && { noContent: true as const }),
      code5xx: envelope === 'inTouch' ? 'refusal' : 'fault',
      advice: { ...section.advice, ...additions.advice },
      secrets: additions.secrets ? mergeSecrets(section, additions) : sectionSecrets,
      ...(additions.codes ? resolveCodes(section, additions) : sectionCodes),
    };
  };
}

const mergeSecrets = (...specs: readonly ResponseSpec[]): ResponseSecrets => ({
  handedOver: specs.flatMap(({ secrets }) => secrets?.handedOver ?? []),
  settings: specs.some(({ secrets }) => secrets?.settings),
});

/** @param specs - later ones override earlier ones */
function resolveCodes(
  ...specs: readonly ResponseSpec[]
): Pick<ResponseMeaning, 'codes' | 'transientCodes' | 'partialCodes'> {
  const lists = [COMMON_CODES, ...specs.map(({ codes = {} }) => codes)];
  return {
    codes: Object.fromEntries(lists.flatMap((codes) => Object.entries(kindByCode(codes)))),
    transientCodes: lists.flatMap(({ transient = [] }) => transient),
    partialCodes: lists.flatMap(({ partial = [] }) => partial),
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
