/**
 * What the API's codes mean, as far as a kind of failure follows from them. A code without an entry is a refusal like
 * any other. The same number means different things in different sections, so most of them stand by section. Source:
 * the error tables of the API reference's pages, and its lists of status codes by layer.
 */
import type { ErrorKind } from './errors.js';

type Codes = Partial<Record<ErrorKind, readonly (number | string)[]>>;

/** Codes that mean the same wherever they occur. Numbers below 600 are the HTTP statuses, told in the body. */
const EVERYWHERE: Codes = {
  authentication: [401, 498, 'UNAUTHORIZED'],
  permission: [403, 1064, 'FORBIDDEN'],
  not_found: [404, 8015, 'CUSTOMER_NOT_FOUND', 'NO_COUPONS_FOUND'],
  conflict: [409, 521, 8006, 8007, 8008],
  rate_limited: [429],
  upstream: [461, 502, 503, 504, 'INTERNAL_SERVER_ERROR'],
};

const BY_SECTION: Readonly<Record<string, Codes>> = {
  Badges: { not_found: [814, 1026, 1054], conflict: [725, 809] },
  'Behavioural events': { conflict: [1806], upstream: [1849] },
  Card: { not_found: [3004, 3010], conflict: [3009, 3045] },
  'Cart Promotions': { not_found: [715, 725], conflict: [716, 800] },
  Communications: { not_found: [4102, 4202] },
  Company: { not_found: [1701, 1703, 1704], conflict: [1702] },
  Coupon: { not_found: [510, 701, 702, 707, 719, 755, 780], conflict: [751] },
  'Custom Fields': { permission: [91032], conflict: [1025] },
  Customer: {
    permission: [1044],
    not_found: [814, 816, 1011, 1012, 1028, 1031, 1051, 1620, 8065, 8069, 9050],
    conflict: [1014, 1016, 1032, 1033, 1301],
  },
  'Customer (Lookup)': { not_found: [1051, 8065, 8069, 9050] },
  Labels: { not_found: [23025, 23037, 23045, 23050], conflict: [23027, 23028, 23029, 23044, 23055] },
  'Loyalty Promotions': {
    permission: [300003, 300005],
    not_found: [9013, 310192, 310193, 310194],
    conflict: [310159, 310187],
  },
  Organization: { not_found: [3202, 3209], conflict: [1206, 1220] },
  OTP: { not_found: [9001] },
  'PII deletion': { not_found: [1012, 9050] },
  'Partner program': { not_found: [2004, 2006, 2007], conflict: [2005, 2010] },
  Points: {
    permission: [830],
    not_found: [816, 3918, 82323277],
    conflict: [902, 3802],
    upstream: [886, 896, 898],
  },
  'Points ledger': { not_found: [11003, 11016], conflict: [11002] },
  Product: {
    not_found: [9137, 10057, 10105, 10121, 10122, 10125, 10212, 10250],
    conflict: [9108, 10054, 10255],
  },
  Requests: {
    not_found: [1012, 9011, 9013, 9042, 9050],
    conflict: [9002, 9003, 9005, 9018, 9026, 9028, 9035, 9055],
  },
  'Reward catalog': { not_found: [1014, 2004, 3004, 6004, 11007, 12008, 12045, 12048], conflict: [10003, 11004] },
  Simulation: { not_found: [816], conflict: [604], rate_limited: [517] },
  Staff: { conflict: [1005] },
  Store: { not_found: [909] },
  Survey: { not_found: [9001, 9002, 9003, 9004, 9005, 9006, 9011] },
  'Target group': { conflict: [310069] },
  Tasks: { not_found: [5204, 5211] },
  Transaction: { not_found: [625, 680, 816, 1012], conflict: [604, 633, 675, 1627], rate_limited: [517] },
  'User authentication': { conflict: [91029] },
  'User group': { not_found: [1620, 1632, 11003], conflict: [1623, 1633, 1636] },
};

/** Refusals that pass by themselves: locks, queues, a busy search engine. Nothing was processed. */
const PASSING: Readonly<Record<string, readonly number[]>> = {
  'Partner program': [2010],
  Points: [886, 896, 898],
  'Points ledger': [11002],
  Labels: [23029, 23055],
};
const PASSING_EVERYWHERE: readonly number[] = [429, 461, 521];

/** What a code says in a section; undefined for one without an entry. */
export function kindOfCode(section: string, code: string | number | undefined): ErrorKind | undefined {
  if (code === undefined) return undefined;
  const key = String(code);
  return index(section).get(key) ?? index('').get(key);
}

/** For a refusal whose code has no entry: what its text plainly says. */
export function kindOfMessage(message = ''): 'not_found' | 'conflict' | 'rejected' {
  if (/\b(not found|does ?n[o']t exist|do not exist|no such)\b/i.test(message)) return 'not_found';
  return /\balready (exists?|registered)\b/i.test(message) ? 'conflict' : 'rejected';
}

/** Whether the same call may succeed a little later, as the API had not processed it. */
export function passesByItself(section: string, code: string | number | undefined): boolean {
  const number = Number(code);
  return PASSING_EVERYWHERE.includes(number) || (PASSING[section]?.includes(number) ?? false);
}

const indexes = new Map<string, ReadonlyMap<string, ErrorKind>>();

/** A section's codes, or for '' those of every section, by the code as text. */
function index(section: string): ReadonlyMap<string, ErrorKind> {
  const known = indexes.get(section);
  if (known) return known;
  const codes = section === '' ? EVERYWHERE : (BY_SECTION[section] ?? {});
  const made = new Map<string, ErrorKind>();
  for (const { kind, of } of byKind(codes)) for (const code of of) made.set(String(code), kind);
  indexes.set(section, made);
  return made;
}

const KINDS = [
  'authentication',
  'permission',
  'not_found',
  'conflict',
  'rate_limited',
  'upstream',
] as const satisfies readonly ErrorKind[];

const byKind = (codes: Codes): { kind: ErrorKind; of: readonly (number | string)[] }[] =>
  KINDS.map((kind) => ({ kind, of: codes[kind] ?? [] }));
