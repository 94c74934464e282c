/** The data for the sandbox's page: figures, customers, coupon series, one customer in full. Limited in size. */

import { couponsEnd, redemptionsOf } from '../domains/coupon/rules.js';
import { identifierOf } from '../domains/customer/rules.js';
import { searchCustomers } from '../domains/customer/search.js';
import { customerName } from '../domains/customer/shape.js';
import type { Customer } from '../domains/customer/state.js';
import { balance, customerEntity, ledgerOf, promisedBalance } from '../domains/points/ledger.js';
import { tierOf } from '../domains/points/tiers.js';
import { transactionsOf } from '../domains/transaction/lookup.js';
import { type Instant, now } from '../world/clock.js';
import { localDate } from '../world/dates.js';
import type { World } from '../world/world.js';

const MOST_CUSTOMERS = 25;
const MOST_ROWS = 50;

/** A customer in the list. */
interface CustomerRow {
  id: number;
  name: string;
  mobile: string;
  tier: string;
  /** Redeemable now, and promised for later. */
  points: number;
  promised: number;
  lifetimePurchases: number;
  lastSeen: Instant;
}

/** The data of the start page. */
export interface Overview {
  organisation: string;
  currency: string;
  now: Instant;
  counts: Record<string, number>;
  customers: CustomerRow[];
  /** The number of customers that match the search; `customers` are those of them who acted last. */
  found: number;
  /** `validTill` is the last day in the organization's time zone. */
  series: { id: number; name: string; discount: string; issued: number; redeemed: number; validTill: string }[];
}

/** @param search - the start of a name or identifier; if empty, all customers match */
export function overviewOf(world: World, search: string): Overview {
  const { organisation, couponSeries, coupons, transactions } = world;
  const found =
    search === ''
      ? Object.values(world.customers).filter((each) => each.mergedInto === null)
      : searchCustomers(world, search).map(({ customer }) => customer);
  const latest = found
    .map((customer) => ({ customer, at: lastSeen(world, customer) }))
    .sort((a, b) => b.at.localeCompare(a.at) || b.customer.id - a.customer.id)
    .slice(0, MOST_CUSTOMERS);
  const { symbol: sign } = organisation.currency;
  // A code stands apart from the number, as in AED 35.
  const symbol = /[A-Z]$/.test(sign) ? `${sign} ` : sign;
  return {
    organisation: organisation.name,
    currency: organisation.currency.code,
    now: now(world),
    counts: {
      customers: Object.keys(world.customers).length,
      transactions: Object.keys(transactions).length,
      coupons: Object.keys(coupons).length,
      rewards: Object.keys(world.rewards).length,
      badges: Object.keys(world.badges).length,
    },
    customers: latest.map(({ customer }) => customerRow(world, customer)),
    found: found.length,
    series: Object.values(couponSeries)
      .slice(-MOST_ROWS)
      .map((each) => ({
        id: each.id,
        name: each.description,
        discount: each.discountType === 'PERC' ? `${each.discountValue} %` : `${symbol}${each.discountValue}`,
        issued: each.numIssued,
        redeemed: each.numRedeemed,
        validTill: localDate(couponsEnd(world, each), organisation.timezone),
      })),
  };
}

/** When the customer last bought something, or was changed. */
function lastSeen(world: World, { id, modifiedOn }: Customer): Instant {
  const bought = world.transactions[world.transactionsByCustomer[id]?.at(-1) ?? 0]?.createdOn ?? '';
  return bought > modifiedOn ? bought : modifiedOn;
}

function customerRow(world: World, customer: Customer): CustomerRow {
  const { firstName, lastName } = customerName(customer);
  const entity = customerEntity(customer.id);
  return {
    id: customer.id,
    name: `${firstName} ${lastName}`.trim(),
    mobile: identifierOf(customer, 'mobile'),
    tier: tierOf(world, customer.tier)?.name ?? '',
    points: balance(world, entity),
    promised: promisedBalance(world, entity),
    lifetimePurchases: customer.lifetimePurchases,
    lastSeen: lastSeen(world, customer),
  };
}

/** One customer in full, with days in the organization's time zone: the last bills and ledger entries, coupons, badges and rewards; undefined if unknown. */
export function customerOverview(world: World, id: string): object | undefined {
  const customer = world.customers[Number(id)];
  if (!customer) return undefined;
  const day = (at: Instant): string => localDate(at, world.organisation.timezone);
  const isTheirs = ({ customerId }: { customerId: number | null }): boolean => customerId === customer.id;
  return {
    ...customerRow(world, customer),
    status: customer.statusLabel,
    bills: transactionsOf(world, customer.id)
      .slice(0, MOST_ROWS)
      .map(({ billNumber, type, amount, points, billingDate }) => ({
        billNumber,
        type,
        amount,
        points,
        billingDate: day(billingDate),
      })),
    ledger: ledgerOf(world, customerEntity(customer.id))
      .slice(-MOST_ROWS)
      .reverse()
      .map(({ movement, type, points, createdOn }) => ({ movement, type, points, createdOn: day(createdOn) })),
    coupons: Object.values(world.coupons)
      .filter(isTheirs)
      .slice(-MOST_ROWS)
      .map((coupon) => ({
        code: coupon.code,
        series: world.couponSeries[coupon.seriesId]?.description ?? '',
        validTill: day(coupon.validTill),
        redeemed: redemptionsOf(world, coupon).length,
        revoked: coupon.revoked,
      })),
    badges: Object.values(world.earnedBadges)
      .filter((each) => isTheirs(each) && !each.revoked)
      .map(({ badgeId, earnedOn }) => ({ name: world.badges[badgeId]?.name ?? '', earnedOn: day(earnedOn) })),
    rewards: Object.values(world.rewardIssues)
      .filter((each) => isTheirs(each) && each.pieces.length > 0 && each.revocation === null)
      .slice(-MOST_ROWS)
      .map(({ rewardId, issuedOn }) => ({
        name: world.rewards[rewardId]?.texts[0]?.name ?? '',
        issuedOn: day(issuedOn),
      })),
  };
}
