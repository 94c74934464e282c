/** Memberships in partner programs as answers show them. */
import type { partnerProgramGetCustomerActivity } from '../../../tools/leads/partner-program.js';
import type { ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { Instant } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { type BenefitAvailed, benefitsAvailed, lastYear, type Membership } from './partner-program-rules.js';
import type { PartnerActivity } from './partner-program-state.js';

type ActivityRow = RowOf<typeof partnerProgramGetCustomerActivity>;
type ActivityJson = ElementOf<PartOf<ActivityRow, 'customerActivityHistory'>>;

/** A program and a customer's membership; `withLast` adds the last event. */
export function toMembershipJson(
  world: World,
  customer: Customer,
  joined: Membership,
  { withLast }: { withLast: boolean },
): PartOf<ActivityRow, 'partnerProgramDetails'> {
  const { program, membership } = joined;
  const period = membership.periods.at(-1);
  const last = withLast ? membership.activities.at(-1) : undefined;
  const availed = benefitsAvailed(world, customer, joined, lastYear(world));
  return {
    programName: world.organisation.program.name,
    partnerProgramId: program.id,
    partnerProgramName: program.name,
    partnerProgramDescription: program.description,
    ...(membership.tier !== '' && {
      partnerTierNumber: program.tiers.indexOf(membership.tier) + 1,
      partnerTierName: membership.tier,
    }),
    partnerTierExpiryDate: membership.tierExpiresOn ?? undefined,
    partnerMembershipId: membership.membershipId || undefined,
    partnerProgramType: program.type,
    partnerProgramMembershipStartDate: period?.startsOn ?? membership.queued?.startsOn,
    partnerProgramMembershipEndDate: period?.endsOn ?? undefined,
    partnerProgramMembershipLastUpdatedDate: last?.at,
    partnerProgramMembershipLastUpdatedActivity: last?.type,
    benefitsSummary: program.benefits.map((benefit) => ({
      name: benefit.name,
      type: benefit.type,
      mappedPromotionDetails: {
        promotionId: benefit.promotion.id,
        promotionName: benefit.promotion.name,
        promotionReferenceNumber: benefit.promotion.referenceNumber,
      },
      countAvailedInLast365Days: availed.filter((each) => each.benefit === benefit).length,
    })),
    linked: membership.linked,
    tierBased: program.tiers.length > 0,
  };
}

export const toActivityJson = ({ type, at }: PartnerActivity): ActivityJson => ({
  activityType: type,
  activityDate: at,
});

/** A benefit as an activity: with the bill that brought it. */
export function toBenefitJson(world: World, { benefit, bill }: BenefitAvailed): ActivityJson {
  return {
    activityType: 'BENEFIT_AVAILED',
    activityDate: bill.billingDate,
    benefitDetails: {
      name: benefit.name,
      type: benefit.type,
      billDate: bill.billingDate,
      billNumber: bill.billNumber,
      billId: bill.id,
      tillId: bill.tillId,
      tillName: world.tills[bill.tillId]?.name ?? '',
      storeName: world.stores[bill.storeId]?.name ?? '',
    },
  };
}

/** `Thu Sep 14 15:51:21 GMT 2023`. */
function spelled(at: Instant): string {
  const [weekday = '', day = '', month = '', year = '', time = ''] = new Date(at)
    .toUTCString()
    .replace(',', '')
    .split(' ');
  return `${weekday} ${month} ${day} ${time} GMT ${year}`;
}

/** The period covered, as text. */
export const periodNote = ({ from, until }: { from: Instant; until: Instant }): string =>
  `showing customer activities from ${spelled(from)} till ${spelled(until)}`;
