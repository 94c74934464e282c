/** Customers in full, as v1.1 shows them. */
import { booleanOf, given, type JsonObject, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import { now } from '../../world/clock.js';
import type { Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { cardsOf } from '../card/rules.js';
import { couponsOf, redemptionsOf } from '../coupon/rules.js';
import { endOf } from '../coupon/serializers.js';
import type { Coupon } from '../coupon/state.js';
import { codeAndName } from '../organization/serializers.js';
import { customerEntity, lotsOf, pointsSummary } from '../points/ledger.js';
import { ALWAYS, expirySchedule, inTouchDate, inTouchPointsSummary } from '../points/serializers.js';
import { inTouchGapToRenew, inTouchGapToUpgrade } from '../points/tier-gap.js';
import { nextTier, tierOf } from '../points/tiers.js';
import { creditNotes, namedFields } from '../transaction/in-touch-serializers.js';
import { transactionsOf } from '../transaction/lookup.js';
import type { Transaction } from '../transaction/state.js';
import { trackerValues } from '../transaction/trackers.js';
import { memberOf } from '../user-group/rules.js';
import { inTouchName, sourceOf } from './member-in-touch.js';
import { daysAhead } from './serializers.js';
import type { Customer, Note, TierChange } from './state.js';

const customFields = (customer: Customer): { field: object[] } => namedFields(customer.profiles[0]?.fields ?? {});

/** `{subscription: [{channel, priority, scope, status}]}`; status is 1 or 0. */
function inTouchSubscriptions(customer: Customer): object {
  return {
    subscription: customer.subscriptions
      .filter(({ orgUnitId }) => orgUnitId === undefined)
      .map(({ channel, priority, type }) => ({
        channel,
        priority,
        scope: 'ALL',
        status: type === 'OPTIN' ? '1' : '0',
      })),
  };
}

/** The awards of a call: points that events after `before` gave to the customer. */
function effectsSince(world: World, customer: Customer, before: number): object[] {
  const { loyaltyPoints } = pointsSummary(world, customerEntity(customer.id));
  return lotsOf(world, customerEntity(customer.id))
    .filter(({ eventLogId }) => eventLogId > before)
    .map((lot) => ({ awarded_points: lot.awarded, total_points: loyaltyPoints, type: 'points' }));
}

/** A customer after adding or updating; numbers are numbers. `before` is the last event before the call. */
export function savedCustomer(world: World, customer: Customer, before: number): object {
  const { loyaltyPoints, lifetimePoints } = pointsSummary(world, customerEntity(customer.id));
  return {
    user_id: customer.id,
    ...inTouchName(customer),
    lifetime_points: lifetimePoints,
    loyalty_points: loyaltyPoints,
    lifetime_purchases: customer.lifetimePurchases,
    current_slab: tierOf(world, customer.tier)?.name ?? '',
    tier_expiry_date: inTouchDate(world, customer.tierExpiresOn),
    points_summaries: pointsSummaries(world, customer),
    registered_on: inTouchDate(world, customer.createdOn),
    updated_on: inTouchDate(world, customer.modifiedOn),
    type: customer.loyaltyType.toUpperCase(),
    source: sourceOf(customer),
    fraud_status: customer.fraudStatus,
    custom_fields: customFields(customer),
    extended_fields: namedFields(customer.extendedFields),
    subscriptions: inTouchSubscriptions(customer),
    side_effects: { effect: effectsSince(world, customer, before) },
  };
}

/** @param gaps - to the next tier, and to the renewal of this one */
function pointsSummaries(world: World, customer: Customer, gaps: object = {}): object {
  if (customer.loyaltyType !== 'loyalty') return { points_summary: [] };
  return { points_summary: [{ ...inTouchPointsSummary(world, customer), ...gaps }] };
}

/** Get Customer Details: the customer, with the blocks that are switched on; numbers are texts. */
export function inTouchDetails(
  world: World,
  customer: Customer,
  query: JsonObject,
): { face: object; warnings: Warning[] } {
  const asked = (name: string): boolean => booleanOf(query[name]);
  const summary = pointsSummary(world, customerEntity(customer.id));
  const basic = {
    ...(asked('user_id') && { user_id: String(customer.id) }),
    ...inTouchName(customer),
    lifetime_points: String(summary.lifetimePoints),
    lifetime_purchases: String(customer.lifetimePurchases),
    loyalty_points: String(summary.loyaltyPoints),
    current_slab: tierOf(world, customer.tier)?.name ?? '',
    registered_on: inTouchDate(world, customer.createdOn),
    updated_on: inTouchDate(world, customer.modifiedOn),
    type: customer.loyaltyType.toUpperCase(),
    source: sourceOf(customer),
  };
  if (asked('basic')) return { face: basic, warnings: [] };
  const program = programBlocks(world, customer, query);
  const face = {
    ...basic,
    identifiers: customer.profiles.flatMap(({ identifiers }) => identifiers),
    gender: textOf(customer.extendedFields['gender']),
    registered_by: world.stores[customer.storeId]?.name ?? '',
    registered_store: codeAndName(world.stores[customer.storeId]),
    registered_till: codeAndName(world.tills[customer.tillId]),
    fraud_details: fraudDetails(world, customer),
    // No survey here asks for a net promoter score.
    current_nps_status: [],
    trackers: asked('tracker_info') ? trackers(world, customer) : [],
    ...program.blocks,
    ...(asked('expiry_schedule') && { expiry_schedule: { schedule: schedule(world, customer) } }),
    ...(asked('subscriptions') && { subscriptions: inTouchSubscriptions(customer) }),
    ...(asked('segments') && { segments: customer.segments }),
    ...(asked('card_details') && { card_details: cardRows(world, customer) }),
    custom_fields: customFields(customer),
    extended_fields: namedFields(customer.extendedFields),
    user_groups2: inTouchGroups(world, customer),
    transactions: { transaction: asked('transactions') ? transactionRows(world, customer, query) : [] },
    coupons: { coupon: couponRows(world, customer, query) },
    notes: { note: customer.notes.map((note) => noteRow(world, note)) },
  };
  return { face, warnings: program.warnings };
}

/** The groups that the customer is in. */
export const inTouchGroups = (world: World, customer: Customer) =>
  Object.values(world.userGroups)
    .filter((group) => memberOf(group, customer.id))
    .map((group) => ({ id: group.id, external_id: group.externalId, name: group.name }));

/** When points expire: `{points, program_id, expiry_date}`. */
function schedule(world: World, customer: Customer): object[] {
  return expirySchedule(world, customerEntity(customer.id), ALWAYS, false)
    .map(objectOf)
    .map(({ points, programId, expiryDateISO }) => ({
      points: textOf(points),
      program_id: textOf(programId),
      expiry_date: inTouchDate(world, textOf(expiryDateISO)),
    }));
}

function fraudDetails(world: World, { fraudStatus, fraudMarked }: Customer): object {
  return {
    status: fraudStatus,
    marked_by: world.tills[fraudMarked?.tillId ?? 0]?.code ?? '',
    modified_on: inTouchDate(world, fraudMarked?.on),
  };
}

function trackers(world: World, customer: Customer): object[] {
  return trackerValues(world, customerEntity(customer.id)).map(({ tracker, value }) => ({
    tracker_name: tracker.name,
    tracker_type: tracker.type,
    tracker_value: String(value),
  }));
}

const HIGHEST_TIER = 91012;
const LOWEST_TIER = 91011;

/** Blocks about the loyalty program; most need mlp=true. */
function programBlocks(world: World, customer: Customer, query: JsonObject): { blocks: object; warnings: Warning[] } {
  const mlp = booleanOf(query['mlp']) && isOfProgram(world, query);
  const next = nextTier(world, customer.tier);
  const upgrade = mlp ? daysAhead(query['gap_to_upgrade_for']) : null;
  const renew = mlp ? daysAhead(query['gap_to_renew_for']) : null;
  const toRenew = renew === null ? null : inTouchGapToRenew(world, customer, renew);
  const warnings: Warning[] = [];
  if (upgrade !== null && !next) warnings.push({ code: HIGHEST_TIER, message: 'The customer is in the highest tier' });
  if (renew !== null && !toRenew) warnings.push({ code: LOWEST_TIER, message: 'The customer is in the lowest tier' });
  const gaps = {
    ...(upgrade !== null && { gap_to_upgrade: inTouchGapToUpgrade(world, customer, upgrade) }),
    ...(toRenew && { gap_to_renew: toRenew }),
  };
  const blocks = {
    ...(mlp && { points_summaries: pointsSummaries(world, customer, gaps) }),
    ...(booleanOf(query['next_slab']) && {
      next_slab: next?.name ?? '',
      next_slab_serial_number: String(next?.number ?? -1),
      next_slab_description: next?.description ?? '',
    }),
    ...(mlp && booleanOf(query['slab_history']) && { slab_history: slabHistory(world, customer) }),
  };
  return { blocks, warnings };
}

/** Whether the requested program, if any, is the organization's. */
function isOfProgram(world: World, query: JsonObject): boolean {
  const asked = query['program_id'] ?? query['programId'];
  return !given(asked) || textOf(asked) === String(world.organisation.program.id);
}

/** Tier changes, newest first. */
function slabHistory(world: World, customer: Customer): object[] {
  const rows = customer.tierHistory.map((change: TierChange, index) => ({
    to: tierOf(world, change.toTier)?.name ?? '',
    from: tierOf(world, change.fromTier)?.name ?? '',
    store: world.stores[world.tills[world.events[change.eventLogId ?? 0]?.tillId ?? 0]?.storeId ?? 0]?.name ?? '',
    type: change.reason,
    to_tier_expiry_date: inTouchDate(world, change.expiresOn),
    from_tier_expiry_date: inTouchDate(world, customer.tierHistory[index - 1]?.expiresOn),
    changed_on: inTouchDate(world, change.changedOn),
    notes: world.events[change.eventLogId ?? 0]?.reason ?? '',
    program_id: String(world.organisation.program.id),
  }));
  return rows.reverse();
}

function cardRows(world: World, customer: Customer): object[] {
  return cardsOf(world, customer).map((card) => ({
    card_number: card.number,
    card_external_id: card.externalId,
    series_code: world.cardSeries[card.seriesId]?.code ?? '',
    status_label: card.statusLabel,
  }));
}

const RECENT = 10;

/** Recent transactions, newest first; REGULAR ones unless `type` says otherwise. */
function transactionRows(world: World, customer: Customer, query: JsonObject): object[] {
  const type = textOf(query['type']).toUpperCase() || 'REGULAR';
  const number = textOf(query['number']);
  const amount = numberOf(query['amount']);
  const passes = (transaction: Transaction): boolean =>
    (type === 'ALL' || transaction.type === type) &&
    (number === '' || transaction.billNumber === number) &&
    (amount === null || transaction.amount === amount) &&
    is(query['store_code'], world.stores[transaction.storeId]?.code) &&
    is(query['till_code'], world.tills[transaction.tillId]?.code) &&
    is(query['date'], inTouchDate(world, transaction.billingDate).slice(0, 10));
  return transactionsOf(world, customer.id)
    .filter(passes)
    .slice(0, RECENT)
    .map((transaction) => ({
      id: String(transaction.id),
      number: transaction.billNumber,
      type: transaction.type,
      created_date: inTouchDate(world, transaction.billingDate),
      amount: String(transaction.amount),
      store: world.stores[transaction.storeId]?.name ?? '',
      ...(booleanOf(query['credit_notes']) && creditNotes(transaction)),
      ...(booleanOf(query['tenders']) && {
        tenders: {
          tender: transaction.paymentModes.map(({ mode, value, notes }) => ({
            name: mode,
            value: String(value),
            notes,
          })),
        },
      }),
    }));
}

/** Whether a value equals the requested one, if any. */
const is = (asked: unknown, value: string | undefined): boolean => !given(asked) || textOf(asked) === value;

/** Coupons by `coupon_active`, `coupon_status`, `coupon_order_by`, `coupon_sort_order`, `coupon_offset`, `coupon_limit`. */
function couponRows(world: World, customer: Customer, query: JsonObject): object[] {
  const offset = numberOf(query['coupon_offset']) ?? 0;
  const limit = numberOf(query['coupon_limit']);
  const sorted = couponsOf(world, customer.id)
    .map((coupon) => couponRow(world, coupon))
    .filter(({ status }) => !booleanOf(query['coupon_active']) || status === 'ACTIVE')
    .filter(({ status }) => !given(query['coupon_status']) || status === textOf(query['coupon_status']).toUpperCase());
  const key = ORDERS[oneOf(['created_date', 'created_by', 'valid_till'], query['coupon_order_by']) ?? 'created_date'];
  const direction = oneOf(['asc', 'desc'], query['coupon_sort_order']) === 'asc' ? 1 : -1;
  sorted.sort((a, b) => direction * (a.sortedBy[key].localeCompare(b.sortedBy[key]) || a.id - b.id));
  return sorted
    .slice(offset, limit === null ? undefined : offset + limit)
    .map(({ id, sortedBy: _, status: __, ...row }) => ({ id: String(id), ...row }));
}

const ORDERS = { created_date: 'created', created_by: 'till', valid_till: 'end' } as const;

function couponRow(world: World, coupon: Coupon) {
  const series = world.couponSeries[coupon.seriesId];
  const end = series ? endOf(world, coupon, series) : coupon.validTill;
  const redeemed = redemptionsOf(world, coupon).length > 0;
  const status = redeemed ? 'REDEEMED' : end < now(world) || coupon.revoked ? 'EXPIRED' : 'ACTIVE';
  return {
    id: coupon.id,
    series_id: String(coupon.seriesId),
    code: coupon.code,
    description: series?.description ?? '',
    created_date: inTouchDate(world, coupon.issuedOn),
    valid_till: inTouchDate(world, end),
    redeemed: String(redeemed),
    status,
    sortedBy: {
      created: coupon.issuedOn ?? '',
      till: world.tills[coupon.issuedAtTillId]?.name ?? '',
      end,
    },
  };
}

/** `{id, description, added_on}`. */
export function noteRow(world: World, { id, description, createdOn }: Note): object {
  return { id: String(id), description, added_on: inTouchDate(world, createdOn) };
}
