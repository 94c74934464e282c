/** Memberships in partner programs as answers show them. */
import type { Instant } from '../../world/clock.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { type BenefitAvailed, benefitsAvailed, lastYear, type Membership } from './partner-program-rules.js';
import type { PartnerActivity } from './partner-program-state.js';

/** A program and a customer's membership; `withLast` adds the last event. */
export function membershipFace(
  world: World,
  customer: Customer,
  joined: Membership,
  { withLast }: { withLast: boolean },
): object {
  const { program, membership } = joined;
  const period = membership.periods.at(-1);
  const startsOn = period?.startsOn ?? membership.queued?.startsOn;
  const last = membership.activities.at(-1);
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
    ...(membership.tierExpiresOn !== null && { partnerTierExpiryDate: membership.tierExpiresOn }),
    ...(membership.membershipId !== '' && { partnerMembershipId: membership.membershipId }),
    partnerProgramType: program.type,
    ...(startsOn !== undefined && { partnerProgramMembershipStartDate: startsOn }),
    ...(period && period.endsOn !== null && { partnerProgramMembershipEndDate: period.endsOn }),
    ...(withLast &&
      last && {
        partnerProgramMembershipLastUpdatedDate: last.at,
        partnerProgramMembershipLastUpdatedActivity: last.type,
      }),
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

export const activityFace = ({ type, at }: PartnerActivity): object => ({ activityType: type, activityDate: at });

/** A benefit as an activity: with the bill that brought it. */
export function benefitFace(world: World, { benefit, bill }: BenefitAvailed): object {
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
