/** A customer at a glance: who it is, tier, points and when they expire, their history, coupons and bills. */
import type { Bill, Brand, Coupon, CustomerData, LedgerEntry, Progress } from '../../apps/contract.js';
import { defined } from '../../lib/defined.js';
import { at, listAt, numberAt, textAt } from '../../lib/json-at.js';
import type { Compose, Composing } from '../composition.js';
import { dayAt, discountOf, firstOf, personNameAt, timeAt } from './values.js';

/** What is read, and what a view gets, at most. */
const MAX_LEDGER = 100;
const MAX_COUPONS = 100;
const MAX_BILLS = 50;
const MAX_EXPIRING = 50;

export const composeCustomer: Compose = async (call) => {
  const { args, unavailable } = call;
  const details = await call.read('customer_lookup_get_details', {
    ...args,
    embed: ['points', 'mlp', 'expirySchedules', 'gapDetails'],
    gapToUpgrade: 0,
  });
  const id = textAt(details, 'id') ?? '';
  const [[ledger, coupons, bills], brand] = await Promise.all([readHistory(call, id), call.brand]);
  const program = programOf(details);
  const balance = numberAt(program, 'loyaltyPoints');
  const expiring = expiringOf(details, brand);
  const data: CustomerData = {
    view: 'customer',
    brand,
    customer: customerOf(details, brand, textAt(args, 'source')),
    ...defined({ tier: tierOf(program, brand) }),
    points: pointsOf(program, listAt(details, 'loyaltyProgramDetails').length > 1),
    ...(expiring.length > 0 && { expiring }),
    ...(ledger !== undefined && {
      ledger: firstOf(
        ledgerOf(listAt(ledger, 'ledgerEntries'), brand, balance),
        MAX_LEDGER,
        numberAt(ledger, 'ledgerDetails', 'totalEntries'),
      ),
    }),
    ...(coupons !== undefined && {
      coupons: firstOf(
        listAt(listAt(coupons, 'entity', 'customers')[0], 'coupons').flatMap((each) => couponOf(each, brand)),
        MAX_COUPONS,
        numberAt(coupons, 'entity', 'pagination', 'total'),
      ),
    }),
    ...(bills !== undefined && {
      bills: firstOf(
        listAt(bills, 'data').map((each) => billOf(each, brand)),
        MAX_BILLS,
        numberAt(bills, 'pagination', 'total'),
      ),
    }),
    ...(unavailable.length > 0 && { unavailable }),
  };
  return { view: data, answer: toAnswer(data) };
};

/** The history of a customer, found by its id, so that all is about the same one. */
function readHistory({ args, tryRead }: Composing, id: string): Promise<unknown[]> {
  const source = textAt(args, 'source');
  const byId = { identifierName: 'id', identifierValue: id };
  return Promise.all([
    tryRead('points history', 'points_ledger_get_entries', {
      ...byId,
      ...defined({ source }),
      limit: MAX_LEDGER,
      sortOrder: 'DESC',
    }),
    tryRead('coupons', 'customer_list_coupons', { id: Number(id), limit: MAX_COUPONS }),
    tryRead('bills', 'customer_lookup_get_transactions', {
      ...byId,
      // Bills are of one channel.
      ...(source !== undefined && source !== 'ALL' && { source }),
      limit: MAX_BILLS,
      embed: ['BILL_STORE_DETAILS'],
      includeLoyaltiesPointDetails: true,
    }),
  ]);
}

/** What the program that the balance is about says; with one program, that is the only one. */
function programOf(details: unknown): unknown {
  const summary = at(details, 'pointsSummary');
  const programs = listAt(details, 'loyaltyProgramDetails');
  const own = programs.find((each) => textAt(each, 'programId') === textAt(summary, 'programId'));
  return own ?? programs[0] ?? summary;
}

function customerOf(details: unknown, brand: Brand, source: string | undefined): CustomerData['customer'] {
  const profiles = listAt(details, 'profiles');
  const profile = profiles.find((each) => textAt(each, 'source') === (source ?? 'INSTORE')) ?? profiles[0];
  const identifiers = listAt(profile, 'identifiers').length > 0 ? profile : { identifiers: [] };
  const valuesOf = (type: string): string[] =>
    listAt(identifiers, 'identifiers').flatMap((each) =>
      textAt(each, 'type')?.toLowerCase() === type ? (textAt(each, 'value') ?? []) : [],
    );
  const cards = valuesOf('cardnumber');
  return defined({
    id: textAt(details, 'id'),
    name: personNameAt(profile, 'firstName', 'lastName'),
    mobile: valuesOf('mobile')[0],
    email: valuesOf('email')[0],
    externalId: valuesOf('externalid')[0],
    cards: cards.length > 0 ? cards : undefined,
    registeredOn:
      dayAt(brand, profile, 'attribution', 'createDate') ??
      dayAt(brand, details, 'loyaltyInfo', 'attributionV2', 'createDate'),
    store: textAt(details, 'associatedWith'),
  });
}

function tierOf(program: unknown, brand: Brand): CustomerData['tier'] {
  const tier = defined({
    name: textAt(program, 'currentSlab'),
    expiresOn: dayAt(brand, program, 'slabExpiryDate'),
    next: textAt(program, 'nextSlab'),
    nextNeeds: textAt(program, 'nextSlabDescription'),
    progress: progressOf(listAt(program, 'upgradeStrategies')[0]),
  });
  return Object.keys(tier).length > 0 ? tier : undefined;
}

function progressOf(strategy: unknown): Progress | undefined {
  const value = numberAt(strategy, 'customerUpgradeEntityValues', 'currentValue');
  const gap = numberAt(strategy, 'customerUpgradeEntityValues', 'gapToUpgrade');
  const threshold = numberAt(strategy, 'upgradeThreshold');
  const target = value !== undefined && gap !== undefined ? value + gap : threshold;
  if (value === undefined || target === undefined) return undefined;
  const left = Math.max(0, Math.round((target - value) * 100) / 100);
  return { value, target, left, unit: unitOf(textAt(strategy, 'upgradeBasedOn') ?? '') };
}

/** What a tier counts. A tracker may count anything. */
const unitOf = (kind: string): string =>
  /POINT/i.test(kind) ? 'points' : /PURCHASE|SALES/i.test(kind) ? 'money' : /VISIT/i.test(kind) ? 'visits' : 'tracked';

function pointsOf(program: unknown, isOneOfSeveral: boolean): NonNullable<CustomerData['points']> {
  const balance = numberAt(program, 'loyaltyPoints');
  const worth = numberAt(program, 'programPointsToCurrencyRatio');
  return defined({
    program: isOneOfSeveral ? textAt(program, 'programTitle') : undefined,
    balance,
    value: balance !== undefined && worth !== undefined ? Math.round(balance * worth * 100) / 100 : undefined,
    promised: numberAt(program, 'delayedPoints'),
    lifetime: numberAt(program, 'lifetimePoints'),
    redeemed: numberAt(program, 'redeemed'),
    expired: numberAt(program, 'expired'),
  });
}

/** What expires on the same day is one. */
function expiringOf(details: unknown, brand: Brand): NonNullable<CustomerData['expiring']> {
  const days = new Map<string, number>();
  for (const each of listAt(details, 'expirySchedules')) {
    const on = dayAt(brand, each, 'expiryDateISO') ?? dayAt(brand, each, 'expiryDate');
    const points = numberAt(each, 'points') ?? 0;
    if (on !== undefined && points > 0) days.set(on, (days.get(on) ?? 0) + points);
  }
  return Array.from(days, ([on, points]) => ({ on, points }))
    .sort((one, other) => (one.on < other.on ? -1 : 1))
    .slice(0, MAX_EXPIRING);
}

/** @param balance - after the newest entry, which is the first */
function ledgerOf(entries: readonly unknown[], brand: Brand, balance: number | undefined): LedgerEntry[] {
  let after = balance;
  return entries.flatMap((entry): LedgerEntry[] => {
    const on = timeAt(brand, entry, 'ledgerCreatedDateISO');
    const points = usablePoints(entry);
    if (on === undefined || points === 0) return [];
    const kind = kindOf(textAt(entry, 'eventName') ?? '', points);
    const note = textAt(entry, 'transactionDetails', 'transactionNumber') ?? textAt(entry, 'eventDetails', 'reason');
    const shown = { on, kind, points, ...defined({ balance: after, note }) };
    if (after !== undefined) after = rounded(after - points);
    return [shown];
  });
}

/** Promised points are in an account of their own until they can be used. */
function usablePoints(entry: unknown): number {
  const sum = listAt(entry, 'entryDetails')
    .filter((each) => !/delayed|promise|trigger/i.test(textAt(each, 'pointsCategory') ?? ''))
    .reduce((total: number, each) => {
      const points = Math.abs(numberAt(each, 'points') ?? 0);
      return textAt(each, 'ledgerEntryType') === 'DEBIT' ? total - points : total + points;
    }, 0);
  return rounded(sum);
}

const rounded = (points: number): number => Math.round(points * 1000) / 1000;

const KINDS: readonly (readonly [RegExp, LedgerEntry['kind']])[] = [
  [/revers|return|cancel/i, 'reversed'],
  [/redemption|redeem/i, 'redeemed'],
  [/expir/i, 'expired'],
  [/transfer/i, 'transferred'],
];

const kindOf = (event: string, points: number): LedgerEntry['kind'] =>
  KINDS.find(([name]) => name.test(event))?.[1] ?? (points > 0 ? 'earned' : 'other');

function couponOf(coupon: unknown, brand: Brand): Coupon[] {
  const code = textAt(coupon, 'code');
  if (code === undefined) return [];
  const validUntil = dayAt(brand, coupon, 'validTillDateTime') ?? dayAt(brand, coupon, 'validTill');
  const [redemption] = listAt(coupon, 'redemptions');
  return [
    {
      code,
      ...defined({
        series: textAt(coupon, 'description'),
        discount: discountOf(coupon, brand),
        state: stateOf(coupon, validUntil, brand),
        issuedOn: dayAt(brand, coupon, 'createdDateISO') ?? dayAt(brand, coupon, 'createdDate'),
        validUntil,
        redeemedOn: dayAt(brand, redemption, 'dateISO') ?? dayAt(brand, redemption, 'date'),
      }),
    },
  ];
}

function stateOf(coupon: unknown, validUntil: string | undefined, { today }: Brand): Coupon['state'] | undefined {
  const left = numberAt(coupon, 'redemptionsLeft');
  if (left === 0 && (numberAt(coupon, 'redemptionCount') ?? 0) > 0) return 'redeemed';
  if (validUntil === undefined || today === undefined) return undefined;
  return validUntil < today ? 'expired' : 'active';
}

function billOf(bill: unknown, brand: Brand): Bill {
  const points = listAt(bill, 'loyaltiesPointDetails').map((each) => numberAt(each, 'issuedPoints') ?? 0);
  return {
    kind: /return/i.test(textAt(bill, 'type') ?? '') ? 'return' : 'sale',
    ...defined({
      number: textAt(bill, 'billNumber'),
      on: timeAt(brand, bill, 'billingTime'),
      amount: numberAt(bill, 'amount'),
      store: textAt(bill, 'billingStore', 'name'),
      points: points.length > 0 ? rounded(points.reduce((sum, each) => sum + each, 0)) : undefined,
    }),
  };
}

/** What the model is told: enough for most questions, in about 500 tokens. */
function toAnswer({ customer, tier, points, expiring, ledger, coupons, bills, unavailable, brand }: CustomerData) {
  const active = coupons?.entries.filter(({ state }) => state === 'active') ?? [];
  return defined({
    customer,
    tier,
    points,
    currency: brand.currency,
    expiring: expiring && firstOf(expiring, SUMMARY.expiring),
    pointsHistory: ledger && brief(ledger, SUMMARY.ledger),
    activeCoupons:
      coupons &&
      firstOf(
        active.map(({ state: _, ...coupon }) => coupon),
        SUMMARY.coupons,
      ),
    bills: bills && brief(bills, SUMMARY.bills),
    unavailable,
  });
}

const SUMMARY = { expiring: 4, ledger: 5, coupons: 5, bills: 4 };

const brief = <T>({ entries, more }: { readonly entries: readonly T[]; readonly more?: number | true }, max: number) =>
  firstOf(entries, max, typeof more === 'number' ? entries.length + more : undefined);
