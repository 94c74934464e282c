/** Customers in full, as v1.1 shows them. */
import type { customerAdd, customerGet } from '../../../tools/customer/customer.legacy.js';
import type { InTouchRowOf, Parameters, PartOf } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { sorted } from '../../http/sorting.js';
import { type Instant, now } from '../../world/clock.js';
import { localDate } from '../../world/dates.js';
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

const customFields = (customer: Customer) => namedFields(customer.profiles[0]?.fields ?? {});

/** `{subscription: [{channel, priority, scope, status}]}`; status is 1 or 0. */
function inTouchSubscriptions(customer: Customer) {
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
function effectsSince(world: World, customer: Customer, before: number) {
  const { loyaltyPoints } = pointsSummary(world, customerEntity(customer.id));
  return lotsOf(world, customerEntity(customer.id))
    .filter(({ eventLogId }) => eventLogId > before)
    .map((lot) => ({ awarded_points: lot.awarded, total_points: loyaltyPoints, type: 'points' }));
}

/** A customer after adding or updating; numbers are numbers. `before` is the last event before the call. */
export function toSavedJson(world: World, customer: Customer, before: number): SavedJson {
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
function pointsSummaries(world: World, customer: Customer, gaps: object = {}): PartOf<SavedJson, 'points_summaries'> {
  if (customer.loyaltyType !== 'loyalty') return { points_summary: [] };
  return { points_summary: [{ ...inTouchPointsSummary(world, customer), ...gaps }] };
}

type SavedJson = InTouchRowOf<typeof customerAdd.v1_1, 'customers', 'customer'>;
type DetailsJson = InTouchRowOf<typeof customerGet.v1_1, 'customers', 'customer'>;

/** What Get Customer Details shows, and of which bills and coupons. */
export type DetailsQuery = Parameters<typeof customerGet.v1_1.query>;

/** Get Customer Details: the customer, with the blocks that are switched on; numbers are texts. */
export function toDetails(
  world: World,
  customer: Customer,
  query: DetailsQuery,
): { fields: DetailsJson; warnings: Warning[] } {
  const summary = pointsSummary(world, customerEntity(customer.id));
  const basic: DetailsJson = {
    user_id: query.user_id ? String(customer.id) : undefined,
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
  if (query.basic) return { fields: basic, warnings: [] };
  const program = programBlocks(world, customer, query);
  const fields: DetailsJson = {
    ...basic,
    identifiers: customer.profiles.flatMap(({ identifiers }) => identifiers),
    gender: textOf(customer.extendedFields['gender']),
    registered_by: world.stores[customer.storeId]?.name ?? '',
    registered_store: codeAndName(world.stores[customer.storeId]),
    registered_till: codeAndName(world.tills[customer.tillId]),
    fraud_details: fraudDetails(world, customer),
    // No survey here asks for a net promoter score.
    current_nps_status: [],
    trackers: query.tracker_info ? trackers(world, customer) : [],
    ...program.blocks,
    programs_list: query.program_summary ? programsList(world) : undefined,
    points_summary: query.points_summary || query.point_summary ? pointsHistory(world, customer) : undefined,
    expiry_schedule: query.expiry_schedule ? { schedule: schedule(world, customer) } : undefined,
    subscriptions: query.subscriptions ? inTouchSubscriptions(customer) : undefined,
    segments: query.segments ? customer.segments : undefined,
    card_details: query.card_details ? cardRows(world, customer) : undefined,
    custom_fields: customFields(customer),
    extended_fields: namedFields(customer.extendedFields),
    user_groups2: inTouchGroups(world, customer),
    transactions: { transaction: query.transactions ? transactionRows(world, customer, query) : [] },
    coupons: { coupon: couponRows(world, customer, query) },
    notes: { note: customer.notes.map((note) => noteRow(world, note)) },
  };
  return { fields, warnings: program.warnings };
}

/** The groups that the customer is in. */
export const inTouchGroups = (world: World, customer: Customer) =>
  Object.values(world.userGroups)
    .filter((group) => memberOf(group, customer.id))
    .map((group) => ({ id: group.id, external_id: group.externalId, name: group.name }));

/** When points expire: `{points, program_id, expiry_date}`. */
function schedule(world: World, customer: Customer) {
  return expirySchedule(world, customerEntity(customer.id), ALWAYS, false).map(
    ({ points, programId, expiryDateISO }) => ({
      points: String(points),
      program_id: String(programId),
      expiry_date: inTouchDate(world, expiryDateISO),
    }),
  );
}

function fraudDetails(world: World, { fraudStatus, fraudMarked }: Customer) {
  return {
    status: fraudStatus,
    marked_by: world.tills[fraudMarked?.tillId ?? 0]?.code ?? '',
    modified_on: inTouchDate(world, fraudMarked?.on),
  };
}

function trackers(world: World, customer: Customer) {
  return trackerValues(world, customerEntity(customer.id)).map(({ tracker, value }) => ({
    tracker_name: tracker.name,
    tracker_type: tracker.type,
    tracker_value: String(value),
  }));
}

const HIGHEST_TIER = 91012;
const LOWEST_TIER = 91011;

/** Blocks about the loyalty program; most need mlp=true. */
function programBlocks(
  world: World,
  customer: Customer,
  query: DetailsQuery,
): { blocks: DetailsJson; warnings: Warning[] } {
  const { program } = world.organisation;
  const mlp = query.mlp && (query.program_id ?? program.id) === program.id;
  const next = nextTier(world, customer.tier);
  const upgrade = mlp ? daysAhead(query.gap_to_upgrade_for) : null;
  const renew = mlp ? daysAhead(query.gap_to_renew_for) : null;
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
    ...(query.next_slab && {
      next_slab: next?.name ?? '',
      next_slab_serial_number: String(next?.number ?? -1),
      next_slab_description: next?.description ?? '',
    }),
    ...(mlp && query.slab_history && { slab_history: slabHistory(world, customer) }),
  };
  return { blocks, warnings };
}

/** The organization's program, with the partner programs that its members can join. */
function programsList(world: World): DetailsJson['programs_list'] {
  const { id, name, description, pointsToCurrencyRatio } = world.organisation.program;
  const partners = Object.values(world.partnerPrograms).map((partner) => ({
    partnerProgramId: String(partner.id),
    partnerProgramName: partner.name,
    partnerProgramDescription: partner.description,
    partnerProgramType: partner.type,
    isTierBased: String(partner.tiers.length > 0),
    partnerProgramTiers: partner.tiers.map((tierName, index) => ({ tierNumber: String(index + 1), tierName })),
  }));
  const program = {
    programId: String(id),
    programName: name,
    programDescription: description,
    isDefault: 'true',
    pointsToCurrencyRatio: String(pointsToCurrencyRatio),
    PartnerPrograms: { PartnerProgram: partners },
  };
  return { program: [program] };
}

/** What became of the points that are no longer there. */
function pointsHistory(world: World, customer: Customer): DetailsJson['points_summary'] {
  const { redeemed, expired, returned, adjusted } = pointsSummary(world, customerEntity(customer.id));
  return {
    redeemed: String(redeemed),
    expired: String(expired),
    returned: String(returned),
    adjusted: String(adjusted),
  };
}

/** Tier changes, newest first. */
function slabHistory(world: World, customer: Customer): DetailsJson['slab_history'] {
  const history = customer.tierHistory.map((change: TierChange, index) => ({
    to: tierOf(world, change.toTier)?.name ?? '',
    from: tierOf(world, change.fromTier)?.name ?? '',
    store: codeAndName(world.stores[world.tills[world.events[change.eventLogId ?? 0]?.tillId ?? 0]?.storeId ?? 0]),
    type: change.reason,
    to_tier_expiry_date: inTouchDate(world, change.expiresOn),
    from_tier_expiry_date: inTouchDate(world, customer.tierHistory[index - 1]?.expiresOn),
    changed_on: inTouchDate(world, change.changedOn),
    notes: world.events[change.eventLogId ?? 0]?.reason ?? '',
    program_id: String(world.organisation.program.id),
  }));
  return { history: history.reverse() };
}

function cardRows(world: World, customer: Customer) {
  return cardsOf(world, customer).map((card) => ({
    card_number: card.number,
    card_external_id: card.externalId,
    series_code: world.cardSeries[card.seriesId]?.code ?? '',
    status_label: card.statusLabel,
  }));
}

const RECENT = 10;

/** Recent transactions, newest first; REGULAR ones unless `type` says otherwise. */
function transactionRows(world: World, customer: Customer, query: DetailsQuery) {
  const { type = 'REGULAR', number, amount, store_code: store, till_code: till, date } = query;
  const dayOf = (at: Instant): string => localDate(at, world.organisation.timezone);
  const passes = (transaction: Transaction): boolean =>
    (type === 'ALL' || transaction.type === type) &&
    (number === undefined || transaction.billNumber === number) &&
    (amount === undefined || transaction.amount === amount) &&
    (store === undefined || world.stores[transaction.storeId]?.code === store) &&
    (till === undefined || world.tills[transaction.tillId]?.code === till) &&
    (date === undefined || dayOf(transaction.billingDate) === dayOf(date));
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
      ...(query.credit_notes && creditNotes(transaction)),
      ...(query.tenders && {
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

/** Coupons by `coupon_active`, `coupon_status`, `coupon_order_by`, `coupon_sort_order`, `coupon_offset`, `coupon_limit`. */
function couponRows(world: World, customer: Customer, query: DetailsQuery) {
  const { coupon_offset: offset = 0, coupon_limit: limit, coupon_order_by: by = 'created_date' } = query;
  const wanted = query.coupon_status?.toUpperCase();
  const found = couponsOf(world, customer.id)
    .map((coupon) => couponRow(world, coupon))
    .filter(({ status }) => !query.coupon_active || status === 'ACTIVE')
    .filter(({ status }) => wanted === undefined || status === wanted);
  const order = query.coupon_sort_order === 'asc' ? 'ASC' : 'DESC';
  return sorted(found, ({ sortedBy, id }) => [sortedBy[ORDERS[by]], id], order)
    .slice(offset, limit === undefined ? undefined : offset + limit)
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
    same_user_multiple_redeem: String(series?.sameUserMultipleRedeem ?? false),
    status,
    sortedBy: {
      created: coupon.issuedOn ?? '',
      till: world.tills[coupon.issuedAtTillId]?.name ?? '',
      end,
    },
  };
}

/** `{id, description, added_on}`. */
export function noteRow(world: World, { id, description, createdOn }: Note) {
  return { id: String(id), description, added_on: inTouchDate(world, createdOn) };
}
