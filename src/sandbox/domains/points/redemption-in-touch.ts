/** Redemptions of points and coupons in v1.1's form. */
import type { customerGetRedemptions } from '../../../tools/customer/customer.legacy.activity.js';
import type { ElementOf, InTouchRowOf, PartOf } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import type { CouponRedemption } from '../coupon/state.js';
import { codeAndName } from '../organization/serializers.js';
import { namedFields } from '../transaction/in-touch-serializers.js';
import { inTouchDate } from './serializers.js';
import type { PointsRedemption, PointsReversal } from './state.js';

type RedemptionsJson = PartOf<InTouchRowOf<typeof customerGetRedemptions.v1_1, 'customer'>, 'redemptions'>;
type PointsRedemptionJson = ElementOf<PartOf<PartOf<RedemptionsJson, 'points'>, 'point'>>;
type CouponRedemptionJson = ElementOf<PartOf<PartOf<RedemptionsJson, 'coupons'>, 'coupon'>>;

/** Time and place, as both kinds show them. */
function occasion(world: World, at: string, tillId: number) {
  const till = world.tills[tillId];
  return {
    redeemed_time: inTouchDate(world, at),
    redeemed_at: till?.code ?? '',
    redeemed_store: codeAndName(world.stores[till?.storeId ?? 0]),
    redeemed_till: codeAndName(till),
  };
}

function toReversalJson(
  world: World,
  redemption: PointsRedemption,
  reversal: PointsReversal,
): ElementOf<PartOf<PointsRedemptionJson, 'reversals'>> {
  const { id: program_id, name: program_name } = world.organisation.program;
  return {
    reversal_id: reversal.eventLogId,
    points_reversed: reversal.points,
    reversal_time: inTouchDate(world, reversal.reversedOn),
    reversed_on_till_id: world.events[reversal.eventLogId]?.tillId ?? redemption.tillId,
    reversal_breakup_by_program: [{ program_id, points_reversed: reversal.points, program_name }],
  };
}

/** Where and when the points were awarded. */
function sources(
  world: World,
  redemption: PointsRedemption,
): PartOf<PointsRedemptionJson, 'redemption_breakup_by_source'> {
  return redemption.lots.map(({ lotId, points }) => {
    const lot = world.lots[lotId];
    const event = world.events[lot?.eventLogId ?? 0];
    return {
      source_store: codeAndName(world.stores[world.tills[event?.tillId ?? 0]?.storeId ?? 0]),
      points_consumed: points,
      awarding_date: event ? inTouchDate(world, event.time) : '',
    };
  });
}

/** A redemption of points. `withSources` adds their sources. */
export function toPointsRedemptionJson(
  world: World,
  redemption: PointsRedemption,
  withSources: boolean,
): PointsRedemptionJson {
  const { id: program_id, name: program_name } = world.organisation.program;
  return {
    id: redemption.summaryId,
    program_id,
    points_redeemed: redemption.points,
    transaction_number: redemption.billNumber,
    bill_id: String(redemption.transactionId ?? -1),
    validation_code: redemption.validationCode,
    ...occasion(world, redemption.redeemedOn, redemption.tillId),
    redemption_purpose: redemption.purpose,
    notes: redemption.notes,
    external_reference_number: redemption.externalReferenceNumber,
    redemption_id: redemption.id,
    custom_fields: namedFields(redemption.customFields),
    reversals: redemption.reversals.map((each) => toReversalJson(world, redemption, each)),
    redemption_breakup_by_program: [{ program_id, points_redeemed: redemption.points, program_name }],
    redemption_breakup_by_source: withSources ? sources(world, redemption) : undefined,
  };
}

/** A redemption of a coupon. */
export function toCouponRedemptionJson(world: World, redemption: CouponRedemption): CouponRedemptionJson {
  const series = world.couponSeries[redemption.seriesId];
  return {
    id: String(redemption.id),
    code: world.coupons[redemption.couponId]?.code ?? '',
    series_id: String(redemption.seriesId),
    description: series?.description ?? '',
    discount_code: series?.discountCode ?? '',
    discount_type: series?.discountType ?? '',
    discount_value: textOf(series?.discountValue),
    transaction_number: redemption.billNumber,
    bill_id: String(redemption.transactionId ?? -1),
    ...occasion(world, redemption.redeemedOn, redemption.tillId),
    custom_fields: namedFields(redemption.customFields),
  };
}
