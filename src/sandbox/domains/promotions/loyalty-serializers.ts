/** Loyalty promotions as answers show them: settings as they were sent, and what the sandbox knows of them. */
import type {
  loyaltyPromotionEnrolMembers,
  loyaltyPromotionGet,
  loyaltyPromotionGetForMember,
  loyaltyPromotionListForMember,
} from '../../../tools/promotions/loyalty-promotions.js';
import type { Answer, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { booleanOf, type JsonObject, listOf, objectOf, objectsOf, textOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import type { Customer } from '../customer/state.js';
import { targetOf } from '../targets/rules.js';
import { activeOptIns, enrolmentIn, enrolmentsIn } from './loyalty-rules.js';
import type { LoyaltyPromotion, PromotionEnrolment } from './loyalty-state.js';

type LoyaltyPromotionJson = PartOf<Answer<typeof loyaltyPromotionGet>, 'data'>;

export function toLoyaltyPromotionJson(world: World, promotion: LoyaltyPromotion): LoyaltyPromotionJson {
  const { customerEnrolment, limits, liabilityOwnerSplitInfo } = promotion.sent;
  // As they were sent, with empty lists where none were.
  const settings: JsonObject = {
    ...promotion.sent,
    limits: listOf(limits),
    liabilityOwnerSplitInfo: listOf(liabilityOwnerSplitInfo),
  };
  return {
    ...settings,
    id: promotion.id,
    metadata: {
      ...sentMetadata(promotion),
      description: promotion.description,
      programId: String(world.organisation.program.id),
      orgId: world.organisation.id,
      promoIdentifier: promotion.promoIdentifier,
      startDate: promotion.startsOn,
      endDate: promotion.endsOn,
      status: promotion.status,
      promotionId: promotion.promotionId,
      promotionMode: 'UNIFIED',
      createdBy: promotion.tillId,
      createdOn: promotion.createdOn,
      lastModifiedOn: promotion.modifiedOn,
    },
    customerEnrolment: { ...objectOf(customerEnrolment), customerEligibilityType: promotion.eligibility },
    version: promotion.version,
    communicationApprovalStatus: null,
  };
}

const sentMetadata = ({ sent: { metadata } }: LoyaltyPromotion): JsonObject => objectOf(metadata);

const toMembersPromotionJson = (world: World, promotion: LoyaltyPromotion) => ({
  promotionId: promotion.promotionId,
  promotionName: promotion.name,
  programId: world.organisation.program.id,
  startDateISO: promotion.startsOn,
  endDateISO: promotion.endsOn,
  timezoneName: world.organisation.timezone,
  promotionIdentifier: promotion.promoIdentifier,
  description: promotion.description,
  active: promotion.status === 'ACTIVE',
});

type Listed = RowOf<typeof loyaltyPromotionListForMember, 'promotions'>;

/** A promotion in the list of a member. */
export function toListedPromotionJson(world: World, promotion: LoyaltyPromotion): Listed {
  const { loyaltyEarningType } = sentMetadata(promotion);
  return {
    ...toMembersPromotionJson(world, promotion),
    promotionType: promotion.type,
    loyaltyEarningType: textOf(loyaltyEarningType) || null,
  };
}

type OfMember = RowOf<typeof loyaltyPromotionGetForMember, 'promotions'>;

/** A promotion with a member's enrolment and opt-ins. */
export function toMemberPromotionJson(world: World, promotion: LoyaltyPromotion, { id }: Customer): OfMember {
  const enrolments = enrolmentsIn(world, promotion, id);
  const { promotionMetadata } = sentMetadata(promotion);
  return {
    ...toMembersPromotionJson(world, promotion),
    optInStartDateISO: promotion.optInWindow?.from ?? null,
    optInEndDateISO: promotion.optInWindow?.to ?? null,
    unifiedPromotionId: promotion.id,
    promotionCustomFields: objectsOf(promotionMetadata).map(({ key, value, isBrandDefined }) => ({
      key: textOf(key),
      value: textOf(value),
      brandDefined: booleanOf(isBrandDefined),
    })),
    customerPromotionTimelines: enrolments.length > 0 ? [{ enrollmentDetails: enrolments.map(toEnrolmentJson) }] : [],
  };
}

const toEnrolmentJson = (enrolment: PromotionEnrolment) => ({
  enrollmentId: enrolment.id,
  enrollmentDateISO: enrolment.enrolledOn,
  active: enrolment.revoked === null,
  optInDetails: enrolment.optIns.map(({ id, on, revoked }) => ({
    optInId: id,
    optInDateISO: on,
    active: revoked === null,
  })),
});

type EnrolmentStatus = PartOf<PartOf<Answer<typeof loyaltyPromotionEnrolMembers>, 'data'>, 'enrollmentStatus'>;

/** How far a customer is in a promotion and its milestones. */
export function toEnrolmentStatusJson(world: World, promotion: LoyaltyPromotion, { id }: Customer): EnrolmentStatus {
  const enrolment = enrolmentIn(world, promotion, id);
  const optIn = enrolment && activeOptIns(enrolment).at(-1);
  return {
    promotion: {
      id: promotion.id,
      identifier: promotion.promoIdentifier,
      programId: world.organisation.program.id,
      enrollmentId: String(enrolment?.id ?? ''),
      optinId: optIn && String(optIn.id),
    },
    milestone: {
      status: 'SUCCESS',
      milestones: promotion.triggers
        .flatMap(({ targetId }) => targetOf(world, targetId) ?? [])
        .map(({ group, target }) => ({ targetGroupId: group.id, targetRuleId: target.id, initialBalance: 0 })),
    },
  };
}
