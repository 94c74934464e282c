/** The rewards catalog as answers show it. */
import type { rewardListCategories } from '../../../tools/beyond/reward-catalog.js';
import type {
  rewardCreateCustomField,
  rewardGetForUser,
  rewardGetPromotion,
  rewardGetPurchasedByUser,
  rewardGetUserVouchers,
  rewardIssue,
  rewardIssueBulk,
} from '../../../tools/rewards/reward-catalog.js';
import type { Answer, ElementOf, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import { type Instant, now } from '../../world/clock.js';
import { serverDateTime, zonedDateTime } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import { redemptionsOf } from '../coupon/rules.js';
import type { Coupon } from '../coupon/state.js';
import type { Customer } from '../customer/state.js';
import { toAuthorshipJson } from './authorship.js';
import { discounted, priceNow, promotionOn } from './catalog-promotions.js';
import { fulfillmentStatusOf } from './fulfillment.js';
import { issuesOf, issuesOfReward } from './issues.js';
import { consumed, cycleAt, keepsWithin } from './limits.js';
import { toRichTextsJson } from './rich-texts.js';
import { statusAt } from './rules.js';
import type {
  CatalogPromotion,
  IssuedPiece,
  Reward,
  RewardCategory,
  RewardCustomField,
  RewardIssue,
  RewardLimit,
  RewardPrice,
  RewardText,
} from './state.js';

type RewardJson = PartOf<Answer<typeof rewardGetForUser>, 'reward'>;
type RestrictionsJson = PartOf<RewardJson, 'rewardRestrictions'>;
type RestrictionJson = ElementOf<PartOf<RestrictionsJson, 'customerLevel'>>;
type PriceJson = ElementOf<PartOf<RewardJson, 'paymentConfigs'>>;
type BulkIssueJson = RowOf<typeof rewardIssueBulk, 'rewards'>;
type VouchersOfRewardJson = RowOf<typeof rewardGetUserVouchers, 'userVouchers'>;
type PromotionJson = PartOf<Answer<typeof rewardGetPromotion>, 'catalogPromotion'>;

/** The status of a success. */
export const succeeded = (code: number, message: string) => ({ success: true, code, message });

/** The URL that a file handle would have in the file service; nothing is stored here. */
const FILES = 'https://files.example.com';

/** Start and end in the server's form and in ISO 8601. */
const period = ({ startTime, endTime }: { startTime: Instant; endTime: Instant }) => ({
  startTime: serverDateTime(startTime),
  startDateTime: startTime,
  endTime: serverDateTime(endTime),
  endDateTime: endTime,
});

/** The text in a language; otherwise the first enabled one. */
export const textIn = <T extends { languageCode: string; enabled: boolean }>(
  texts: readonly T[],
  language: string,
): T | undefined =>
  texts.find((each) => each.languageCode === language && each.enabled) ??
  texts.find((each) => each.enabled) ??
  texts[0];

/** A price without the fields that its mode does not have. */
export const toPriceJson = ({ id, paymentMode, points, cash, conversionRatio }: RewardPrice): PriceJson => ({
  paymentMode,
  id,
  ...(points !== null && { points }),
  ...(cash !== null && { cash }),
  ...(conversionRatio !== null && { conversionRatio }),
});

/** The price in points, now; 0 where there is none. */
export const pointsNow = (world: World, reward: Reward): number =>
  reward.prices.map((price) => priceNow(world, reward, price).points).find((points) => points !== null) ?? 0;

export const cashOf = (reward: Reward): number =>
  reward.prices.map((price) => price.cash).find((cash) => cash !== null) ?? 0;

/** The groups of a reward. The reward may have another rank of the group than the group itself. */
export const toGroupsJson = (world: World, { groups }: Reward): PartOf<RewardJson, 'groups'> =>
  groups.map(({ groupId, groupRank, rewardRank }) => ({
    id: groupId,
    groupName: world.rewardGroups[groupId]?.name ?? null,
    groupRank: groupRank ?? world.rewardGroups[groupId]?.rank ?? null,
    rewardRank,
  }));

/** The members that both forms of a reward share. */
const shared = (world: World, reward: Reward) => ({
  ...period(reward),
  priority: reward.priority,
  intouchPoints: pointsNow(world, reward),
  redemptionType: reward.redemptionType,
  groups: toGroupsJson(world, reward),
  rewardRank: reward.rewardRank,
  rewardExternalId: reward.externalId || null,
  customFields: reward.customFields,
  paymentConfigs: reward.prices.map((price) => toPriceJson(priceNow(world, reward, price))),
  enabled: reward.enabled,
  status: statusAt(reward, now(world)),
});

/** A reward as a catalog manager lists it. */
export const toManagedRewardJson = (world: World, reward: Reward, language = ''): RewardJson => ({
  id: reward.id,
  name: textIn(reward.texts, language)?.name ?? '',
  type: reward.type,
  ...shared(world, reward),
});

const addressOf = (file: string | undefined): string | null => (file ? `${FILES}/${file}` : null);

/** The pictures of a text. */
const filesOf = ({ imageId, imageUrl, thumbnailId }: RewardText['sent']) => ({
  imageId: imageId || null,
  imageUrl: imageUrl || addressOf(imageId),
  thumbnailId: thumbnailId || null,
  thumbnailUrl: addressOf(thumbnailId),
});

/** A reward as customers see it; with a customer, it includes what is left of their limits. */
export function toRewardJson(world: World, reward: Reward, language = '', customer?: Customer): RewardJson {
  const text = textIn(reward.texts, language);
  const sent: RewardText['sent'] = text?.sent ?? {};
  const status = statusAt(reward, now(world));
  const promotion = promotionOn(world, reward);
  return {
    id: reward.id,
    name: text?.name ?? '',
    description: text?.description ?? '',
    ...filesOf(sent),
    termAndConditionsId: sent.termNConditionsId || null,
    termAndConditionsUrl: addressOf(sent.termNConditionsId),
    tier: reward.tier,
    label: reward.label,
    group: reward.group,
    ...shared(world, reward),
    expired: status === 'ENDED',
    started: status !== 'UPCOMING',
    programId: reward.programs[0]?.loyaltyProgramId ?? null,
    categoryList: reward.categoryIds.flatMap((id) => toCategoriesJson(world, id)),
    vendorId: vendorIdOf(world, reward),
    richContentRO: toRichTextsJson(world, text ?? { richTexts: {} }),
    loyaltyProgramCriteria: reward.programs,
    rewardRestrictions: toRestrictionsJson(world, reward, customer),
    images: sent.images ?? [],
    videos: sent.videos ?? [],
    cardSeries: reward.cardSeries.map((code) => ({
      id: Object.values(world.cardSeries).find((each) => each.code === code)?.id ?? null,
      code,
    })),
    labels: reward.labels,
    appliedPromotions: promotion
      ? [
          {
            id: promotion.id,
            name: textIn(promotion.texts, language)?.name ?? '',
            discountType: promotion.discountType,
            discountValue: promotion.discountValue,
          },
        ]
      : [],
  };
}

/** A reward as its vouchers show it. */
export function toRewardOfVouchersJson(reward: Reward, language = ''): VouchersOfRewardJson['rewardDetails'] {
  const { texts, tier, label, group } = reward;
  const text = textIn(texts, language);
  const sent: RewardText['sent'] = text?.sent ?? {};
  return {
    rewardId: reward.id,
    name: text?.name ?? '',
    description: text?.description ?? '',
    ...filesOf(sent),
    termNConditionsId: sent.termNConditionsId || null,
    termNConditionsUrl: addressOf(sent.termNConditionsId),
    tier,
    label,
    group,
  };
}

export const vendorIdOf = (world: World, { vendorRedemptionId }: Reward): number | null =>
  vendorRedemptionId === null ? null : (world.vendorRedemptions[vendorRedemptionId]?.vendorId ?? null);

/** A category inside a reward, where nobody is said to have made it; none if it does not exist. */
function toCategoriesJson(world: World, id: number): PartOf<RewardJson, 'categoryList'> {
  const category = world.rewardCategories[id];
  if (!category) return [];
  const { name, enabled } = category;
  const unknown = { createdOn: null, lastUpdatedOn: null, createdBy: null, lastUpdatedBy: null };
  return [{ id, name, enabled, ...unknown, createdOnDateTime: null, lastUpdatedOnDateTime: null }];
}

/** The limits of a reward and their usage. Without a customer, the usage of customer limits is zero. */
function toRestrictionsJson(world: World, reward: Reward, customer: Customer | undefined): RestrictionsJson {
  const all = issuesOfReward(world, reward);
  const own = customer ? issuesOf(world, customer, reward.brandId).filter((each) => each.rewardId === reward.id) : [];
  const toJson = (limit: RewardLimit, issues: readonly RewardIssue[]): RestrictionJson => {
    const { start, end } = cycleAt(reward, limit, now(world));
    return {
      ...limit,
      isValid: keeps(limit, issues),
      consumed: consumed(world, reward, limit, issues),
      currentCycle:
        start === null
          ? null
          : {
              startDate: serverDateTime(start),
              startDateTime: start,
              endDate: end && serverDateTime(end),
              endDateTime: end,
            },
    };
  };
  const keeps = (limit: RewardLimit, issues: readonly RewardIssue[]): boolean =>
    // For a limit by value: whether the minimum value still fits.
    keepsWithin(world, reward, limit, issues, Number.EPSILON);
  return {
    isValid:
      reward.rewardLimits.every((limit) => keeps(limit, all)) &&
      reward.customerLimits.every((limit) => keeps(limit, own)),
    customerLevel: reward.customerLimits.map((limit) => toJson(limit, own)),
    rewardLevel: reward.rewardLimits.map((limit) => toJson(limit, all)),
  };
}

const couponOf = (world: World, piece: IssuedPiece): Coupon | undefined =>
  piece.couponId === null ? undefined : world.coupons[piece.couponId];

/** When an issued reward ends; null for never. */
export const pieceEnd = (world: World, piece: IssuedPiece): Instant | null =>
  couponOf(world, piece)?.validTill ?? piece.vendorVoucher?.expiresOn ?? null;

/** The coupon code of a piece; null if it is not a coupon. */
export const pieceCode = (world: World, piece: IssuedPiece): string | null => couponOf(world, piece)?.code ?? null;

/** What the vendor answered, as JSON text. */
const vendorText = ({ vendorVoucher: voucher }: IssuedPiece): string | null =>
  voucher && JSON.stringify({ vendorName: voucher.vendorName, code: voucher.code, expiry: voucher.expiresOn });

/** The in-house part of a piece; null for a vendor's. */
const toInTouchJson = (world: World, piece: IssuedPiece) => {
  if (piece.vendorVoucher && piece.couponId === null) return null;
  const end = pieceEnd(world, piece);
  return {
    pointsRedeemed: String(piece.points),
    couponCode: pieceCode(world, piece),
    codeExpiry: end && serverDateTime(end),
    codeExpiryDateTime: end,
  };
};

const toVendorJson = (piece: IssuedPiece) =>
  piece.vendorVoucher && { pointsRedeemed: String(piece.points), voucher: vendorText(piece) };

/** The delivery state of an issue, under its present name. */
function fulfillment(world: World, issue: RewardIssue) {
  const status = fulfillmentStatusOf(world, issue);
  return status ? { status: status.name } : null;
}

/** The members of an issue that both answers to issuing share. */
const issueShared = (world: World, issue: RewardIssue) => ({
  transactionId: issue.id,
  paymentConfig: toPriceJson(issue.price),
  fulfillmentDetails: fulfillment(world, issue),
  customFields: issue.customFields,
  eventLogId: issue.eventLogId,
  requestId: issue.requestId,
  eventDateTime: issue.eventOn,
  issueDateTime: issue.issuedOn,
});

/** The value of all pieces, for CONV_RATIO. */
export const totalValue = ({ pieces }: RewardIssue): number | null =>
  pieces.every((piece) => piece.redemptionValue === null)
    ? null
    : pieces.reduce((total, piece) => total + (piece.redemptionValue ?? 0), 0);

const redemptionTypeOf = (world: World, issue: RewardIssue): string =>
  world.rewards[issue.rewardId]?.redemptionType ?? '';

/** The answer to issuing one reward, next to its status. */
export function toIssueJson(world: World, issue: RewardIssue): Answer<typeof rewardIssue> {
  const [piece] = issue.pieces;
  return {
    intouch: piece ? toInTouchJson(world, piece) : null,
    promotion: null,
    vendor: piece ? toVendorJson(piece) : null,
    redemptionDetails: { redemptionType: redemptionTypeOf(world, issue), totalRedemptionValue: totalValue(issue) },
    ...issueShared(world, issue),
  };
}

/** One reward in the answer to issuing several, next to its status. */
export function toBulkIssueJson(world: World, issue: RewardIssue): BulkIssueJson {
  const references = issue.pieces.flatMap(({ redemptionId }) => redemptionId ?? []);
  return {
    rewardId: issue.rewardId,
    requestedQuantity: issue.requestedQuantity,
    quantity: issue.pieces.length,
    pointsReferenceId: references[0] ?? null,
    pointsReferenceIds: references,
    intouch: issue.pieces.flatMap((piece) => toInTouchJson(world, piece) ?? []),
    promotions: [],
    vendor: issue.pieces.flatMap((piece) => toVendorJson(piece) ?? []),
    restrictions: null,
    redemptionDetails: { redemptionType: redemptionTypeOf(world, issue), redemptionValue: totalValue(issue) },
    ...issueShared(world, issue),
  };
}

/** The source of a voucher: its coupon, or the piece from a vendor. */
export interface Voucher {
  coupon: Coupon | undefined;
  piece: IssuedPiece | undefined;
  issue: RewardIssue | undefined;
}

export function toVoucherJson(
  world: World,
  { coupon, piece, issue }: Voucher,
): ElementOf<PartOf<VouchersOfRewardJson, 'vouchers'>> {
  const { timezone } = world.organisation;
  const end = coupon?.validTill ?? piece?.vendorVoucher?.expiresOn ?? null;
  const issued = issue?.issuedOn ?? coupon?.issuedOn ?? null;
  const series = coupon && world.couponSeries[coupon.seriesId];
  const used = coupon ? redemptionsOf(world, coupon) : [];
  return {
    code: coupon?.code ?? null,
    expiry: end && serverDateTime(end),
    vendor: piece ? vendorText(piece) : null,
    rewardId: issue?.rewardId ?? null,
    pointsRedeemed: piece?.points ?? 0,
    issued: issued && zonedDateTime(issued, timezone),
    seriesId: series ? String(series.id) : null,
    seriesName: series?.description ?? null,
    redemptionCount: used.length,
    redemptions: {
      redemption:
        used.length === 0
          ? null
          : used.map((each) => ({
              id: each.id,
              date: zonedDateTime(each.redeemedOn, timezone),
              billNumber: each.billNumber,
            })),
    },
    revenueDetails: null,
    paymentDetails: issue ? toPriceJson(issue.price) : null,
    redemptionDetails: issue
      ? { redemptionType: redemptionTypeOf(world, issue), redemptionValue: piece?.redemptionValue ?? null }
      : null,
  };
}

/** One purchase: a piece that a customer received. */
export function toPurchaseJson(
  world: World,
  { issue, piece, reward }: { issue: RewardIssue; piece: IssuedPiece; reward: Reward },
  options: { language?: string; code: (code: string) => string },
): RowOf<typeof rewardGetPurchasedByUser, 'rewards'> {
  const end = pieceEnd(world, piece);
  const code = pieceCode(world, piece);
  const coupon = couponOf(world, piece);
  return {
    typeOfReward: reward.redemptionType,
    pointsRedeemed: piece.points,
    rewardId: reward.id,
    transactionId: issue.id,
    issueRewardRefId: issue.transactionNumber,
    rewardIssueDate: Date.parse(issue.issuedOn),
    rewardIssueDateTime: issue.issuedOn,
    userRewardExpiry: end && serverDateTime(end),
    userRewardExpiryDateTime: end,
    userRewardDetails: toRewardJson(world, reward, options.language),
    revenueDetails: null,
    paymentDetails: toPriceJson(issue.price),
    redemptionDetails: { redemptionType: reward.redemptionType, redemptionValue: piece.redemptionValue },
    transactionCustomFields: issue.customFields,
    fulfillmentDetails: fulfillment(world, issue),
    issueDateTime: issue.issuedOn,
    eventDateTime: issue.eventOn,
    code: code === null ? null : options.code(code),
    vendor: vendorText(piece),
    seriesId: coupon ? String(coupon.seriesId) : null,
  };
}

/** A promotion as listed, without its rewards. */
export function toPromotionJson(world: World, promotion: CatalogPromotion): PromotionJson {
  return {
    id: promotion.id,
    name: textIn(promotion.texts, '')?.name ?? '',
    orgId: world.organisation.id,
    isEnabled: promotion.enabled,
    ...period(promotion),
    discountType: promotion.discountType,
    discountValue: promotion.discountValue,
    createdOn: serverDateTime(promotion.createdOn),
    createdOnDateTime: promotion.createdOn,
    lastUpdatedOn: serverDateTime(promotion.modifiedOn),
    lastUpdatedOnDateTime: promotion.modifiedOn,
    createdBy: promotion.createdBy,
    lastUpdatedBy: promotion.modifiedBy,
    languageSpecificInfo: promotion.texts,
    customFields: promotion.customFields,
  };
}

/** The rewards of a promotion, with what they cost in it. */
export function toPromotedRewardsJson(world: World, promotion: CatalogPromotion): PartOf<PromotionJson, 'rewards'> {
  const status = statusAt(promotion, now(world));
  return promotion.rewards.map(({ id, rewardId }) => {
    const price = world.rewards[rewardId]?.prices.find(({ points }) => points !== null);
    return {
      id,
      rewardId,
      promotionId: promotion.id,
      configId: price?.id,
      ...period(promotion),
      expired: status === 'ENDED',
      started: status !== 'UPCOMING',
      intouchPointsPostDiscount: discounted(price?.points ?? 0, promotion),
    };
  });
}

export function toRewardFieldJson(world: World, field: RewardCustomField): Answer<typeof rewardCreateCustomField> {
  return {
    id: field.id,
    orgId: world.organisation.id,
    name: field.name,
    description: field.description,
    isMandatory: field.isMandatory,
    isActive: field.isActive,
    scope: field.scope,
    defaultValue: field.defaultValue,
    dataType: field.dataType,
    ...toAuthorshipJson(field),
    enumValues: field.enumValues,
  };
}

export const toCategoryJson = (category: RewardCategory): RowOf<typeof rewardListCategories, 'categoryList'> => ({
  id: category.id,
  name: category.name,
  enabled: category.enabled,
  ...toAuthorshipJson(category),
});
