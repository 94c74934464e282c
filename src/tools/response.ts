/**
 * What the API's responses mean, as data: where a response reports success and failure, and what its codes say. Every
 * definition carries it as `response`. The defaults come from the API layer and from the section, so that most
 * endpoints say nothing; `src/client/` interprets it. Source: the API reference's pages on responses and on status
 * codes, by layer.
 *
 * Paths are dotted keys. `[]` stands for each element of a list, at the beginning for each element of a root list. The
 * empty path is the thing itself. `data.issuedBadges[]` is each of the badges in `{data: {issuedBadges: [ … ]}}`.
 */

/** `inTouch`: v1 and v1.1. `modern`: v2, v3 and the gateways. */
export type Envelope = 'inTouch' | 'modern';

/** What a response means. */
export interface ResponseMeaning {
  /** The layer's envelope. Any endpoint may answer in the other one too: what refuses a call before its API does. */
  readonly envelope: Envelope;
  /** Keys of the body that hold a verdict on the whole call, `{success | status, code, message}`. Elsewhere they are data. */
  readonly verdicts: readonly string[];
  /** Where rows report, each for itself. A read has none: its rows are data, whatever they say. */
  readonly rows: readonly RowPlace[];
  /** What was done or found although errors are reported. */
  readonly beside: Beside;
  /** Where warnings stand. */
  readonly warnings: readonly WarningPlace[];
  /** What a code from 500 to 599 in the body is. InTouch answers 500 where every row was refused. */
  readonly code5xx: 'fault' | 'refusal';
  /** What a code says, by the code as text. A code without an entry is a refusal like any other. */
  readonly codes: Readonly<Record<string, CodeKind>>;
  /** Codes of refusals that pass by themselves: nothing was processed, and the same call may succeed a little later. */
  readonly transientCodes: readonly number[];
}

/** Objects that each report on one row of the request. Each of the ways to fail that is given counts, the first first. */
export interface RowPlace {
  /** Path in the body. */
  readonly at: string;
  /** Key of the row's errors: it failed where there are any. */
  readonly errors?: string;
  /** Path in the row of its verdict, `{success | status, code, message}`. */
  readonly verdict?: string;
  /** A row that was done may have children that were not: the key of their list, and that of the number that failed. */
  readonly children?: { readonly list: string; readonly failedCount: string };
  /** Every row here failed. */
  readonly allFailed?: true;
  /** These rows repeat others, so only their failures count. */
  readonly onlyFailures?: true;
  /** Counts only where no other rows are found. */
  readonly otherwise?: true;
  /** Keys of what the row reports as done, the first that is there; by default the row itself. */
  readonly result?: readonly string[];
}

/** Where something stands that was done or found although errors are reported: then only part of the call failed. */
export interface Beside {
  /** Lists of what was done or found. Where all are empty or absent, the others count. */
  readonly lists: readonly string[];
  /** Objects whose values are what was done, by id. */
  readonly maps: readonly string[];
  /** Ids of what was saved; they count unless `success` is false, and so does `found`. */
  readonly ids: readonly string[];
  /** What a read found: the first that is not null. */
  readonly found: readonly string[];
}

/** Objects that carry warnings. Those in a list with several elements are reported with their position. */
export interface WarningPlace {
  /** Path in the body. */
  readonly at: string;
  /** Paths in the object of its warnings. */
  readonly in: readonly string[];
}

/** What a code can say. */
export const CODE_KINDS = [
  'authentication',
  'permission',
  'not_found',
  'conflict',
  'rate_limited',
  'upstream',
] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Codes by what they say, as a section lists them. The same number means different things in different sections. */
export interface Codes extends Readonly<Partial<Record<CodeKind, readonly (number | string)[]>>> {
  /** Those that pass by themselves: locks, queues, a busy search engine. Nothing was processed. */
  readonly transient?: readonly number[];
}

/** What a section or an endpoint says of its responses beyond its layer's defaults. */
export interface ResponseSpec {
  /** In addition. Sections may give them for all their endpoints; reads ignore them. */
  readonly rows?: readonly RowPlace[];
  /** In addition. */
  readonly verdicts?: readonly string[];
  /** In place of the layer's, each for itself. */
  readonly beside?: Partial<Beside>;
  /** In addition; they win over the common ones. */
  readonly codes?: Codes;
}

/** Rows of v1 and v1.1: wherever they stand in the response, and known by their verdict. */
export const IN_TOUCH_ROWS: {
  /** Key of a row's verdict. */
  readonly verdict: string;
  /** Keys of lists whose rows have it under another key. The row around them reports nothing of its own. */
  readonly verdictIn: ReadonlyMap<string, string>;
  /** Keys of rows that answer a question: "no" is an answer, and no failure. */
  readonly questions: readonly string[];
} = {
  verdict: 'item_status',
  // The invitees of a referral.
  verdictIn: new Map([['referral', 'status']]),
  questions: ['is_redeemable'],
};

/** Codes that mean the same in every section. Numbers below 600 are HTTP statuses that stand in the body. */
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
  // Of a redeemed coupon. A read that checks whether a coupon is redeemable answers with the same key.
  verdicts: ['redemptionStatus'],
  // Every batch of v2 may use this one.
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
 * Describes the responses of a section's endpoints. `own` is what the endpoint itself says.
 *
 * @param section - what holds for all of them
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
    codes: Object.fromEntries(lists.flatMap(kindByCode)),
    transientCodes: lists.flatMap(({ transient = [] }) => transient),
  };
}

const kindByCode = (codes: Codes): [string, CodeKind][] =>
  CODE_KINDS.flatMap((kind) => (codes[kind] ?? []).map((code): [string, CodeKind] => [String(code), kind]));
