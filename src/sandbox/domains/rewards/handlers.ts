/**
 * Section Reward catalog: rewards, their custom fields and discounts, and the rewards that customers can get and have.
 */
import {
  rewardCreate,
  rewardCreateCustomField,
  rewardCreatePromotion,
  rewardDisablePromotion,
  rewardGetCustomFields,
  rewardGetForUser,
  rewardGetPromotion,
  rewardGetPurchasedByUser,
  rewardGetUserVouchers,
  rewardGetUserVouchersOfReward,
  rewardListForBrand,
  rewardListForUser,
  rewardListPromotions,
  rewardUpdate,
  rewardUpdatePromotion,
} from '../../../tools/rewards/reward-catalog.js';
import type { Answer, Parameters } from '../../../tools/schemas/decoded.js';
import { numberOf, partsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { couponsOf, redemptionsOf } from '../coupon/rules.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import {
  createPromotion,
  disablePromotion,
  type PromotionResult,
  promotionById,
  updatePromotion,
} from './catalog-promotions.js';
import { CODE_CASES } from './code-cases.js';
import { createRewardField } from './fields.js';
import { findGroupNamed, isInGroup } from './groups.js';
import { rewardIssueHandlers } from './issue-handlers.js';
import { issuesOf } from './issues.js';
import { NO_PAGE, paged } from './pages.js';
import { toOrganizationLimitsJson } from './restriction-serializers.js';
import { barTo, createReward, rewardBrand, rewardBrandNamed, rewardById, statusAt, updateReward } from './rules.js';
import {
  cashOf,
  pieceCode,
  pieceEnd,
  pointsNow,
  succeeded,
  toManagedRewardJson,
  toPromotedRewardsJson,
  toPromotionJson,
  toPurchaseJson,
  toRewardFieldJson,
  toRewardJson,
  toRewardOfVouchersJson,
  toVoucherJson,
  type Voucher,
  vendorIdOf,
} from './serializers.js';
import { promotionIn, rewardFieldIn, rewardIn } from './settings.js';
import type { IssuedPiece, Reward, RewardBrand, RewardIssue } from './state.js';

const FETCHED = succeeded(200, 'User Reward fetched successfully');
const PROMOTION_FETCHED = succeeded(11008, 'Catalog promotion fetched successfully');

/** An id that no reward, brand or promotion can have is an unknown one. */
const UNKNOWN_REWARD = { rewardId: 6004, brandId: 3004 } as const;
const UNKNOWN_PROMOTION = { promotionId: 11007, brandId: 3004 } as const;
const NO_CUSTOMER = 15006;
const PAGED = { page: NO_PAGE, size: NO_PAGE } as const;
const IGNORED = { malformed: 'ignored' } as const;
const SORTED = { sortBy: IGNORED, orderBy: IGNORED } as const;

const noIdentifier = (): never => fail(NO_CUSTOMER, 'The primary identifier of the customer is missing');

/**
 * The customer with an id; undefined if none is given.
 *
 * @param sent - the parameters as they were sent, in which a blank id is no absent one
 * @throws 15006 if the id is blank
 * @throws 1014 if there is no such customer
 */
function userMeant(world: World, id: number | undefined, sent: { readonly userId?: string }): Customer | undefined {
  if (id !== undefined) return findCustomer(world, 'id', String(id)) ?? fail(1014, 'No customer has this id');
  return sent.userId === undefined ? undefined : noIdentifier();
}

interface Identifiers {
  readonly mobile?: string;
  readonly email?: string;
  readonly externalId?: string;
}

/**
 * The customer with the first identifier that is given.
 * @throws 15006 if none is
 * @throws 1014 if no customer has it
 */
function customerMeant(world: World, identifiers: Identifiers): Customer {
  for (const type of ['mobile', 'email', 'externalId'] as const) {
    const value = identifiers[type];
    if (value) return findCustomer(world, type, value) ?? fail(1014, `No customer has this ${type}`);
  }
  return noIdentifier();
}

const rewardsOf = (world: World, brand: RewardBrand): Reward[] =>
  Object.values(world.rewards).filter((each) => each.brandId === brand.id);

const inCategories = (world: World, reward: Reward, wanted: readonly string[]): boolean =>
  reward.categoryIds.some(
    (id) => wanted.includes(String(id)) || wanted.includes(world.rewardCategories[id]?.name ?? ''),
  );

const inGroups = (world: World, reward: Reward, wanted: readonly string[]): boolean =>
  wanted.some((name) => isInGroup(world, reward, name)) || wanted.includes(reward.group ?? '');

const hasLabel = (reward: Reward, label: string): boolean =>
  reward.label === label || reward.labels.includes(Number(label));

/** Filters with commas that several lists have. */
interface Filters {
  readonly category?: string;
  readonly groupName?: string;
  readonly vendorId?: string;
}

/**
 * Checks the filters.
 * @throws 2004 if the category does not exist
 * @throws 12008 if there is no such group, and no reward of the brand has such a label
 */
function checkFilters(world: World, brand: RewardBrand, filters: Filters): void {
  const categories = Object.values(world.rewardCategories).flatMap(({ id, name }) => [String(id), name]);
  const category = partsOf(filters.category).find((each) => !categories.includes(each));
  if (category !== undefined) fail(2004, `Category ${category} not found`);
  const rewards = rewardsOf(world, brand);
  const group = partsOf(filters.groupName).find(
    (name) => !findGroupNamed(world, name) && !rewards.some((each) => each.group === name),
  );
  if (group !== undefined) fail(12008, `Group ${group} not found`);
}

/** Whether a reward has one of the requested categories, groups and vendors. */
function isAskedFor(world: World, reward: Reward, filters: Filters): boolean {
  const categories = partsOf(filters.category);
  const groups = partsOf(filters.groupName);
  const vendors = partsOf(filters.vendorId);
  return (
    (categories.length === 0 || inCategories(world, reward, categories)) &&
    (groups.length === 0 || inGroups(world, reward, groups)) &&
    (vendors.length === 0 || vendors.includes(String(vendorIdOf(world, reward))))
  );
}

type UserQuery = Parameters<typeof rewardListForUser.query>;

/** Whether a customer, or anybody without one, is to see a reward. */
function offerFilter(world: World, query: UserQuery, customer: Customer | undefined): (reward: Reward) => boolean {
  const { redemptionType: types, activationStatus = 'ENABLED', includeExpired, label, group, createdOnDaysAgo } = query;
  const statuses: readonly string[] =
    query.status ?? (includeExpired ? ['LIVE', 'UPCOMING', 'ENDED'] : ['LIVE', 'UPCOMING']);
  const createdUntil = createdOnDaysAgo === undefined ? undefined : later(now(world), -createdOnDaysAgo * DAY);
  const { minPoints = 0, maxPoints = Infinity, minCash = 0, maxCash = Infinity } = query;
  return (reward) =>
    isAskedFor(world, reward, query) &&
    (!types || types.includes(reward.redemptionType)) &&
    (activationStatus === 'ALL' || (activationStatus === 'ENABLED') === reward.enabled) &&
    statuses.includes(statusAt(reward, now(world))) &&
    (!label || hasLabel(reward, label)) &&
    (!group || reward.group === group) &&
    pointsNow(world, reward) >= minPoints &&
    pointsNow(world, reward) <= maxPoints &&
    cashOf(reward) >= minCash &&
    cashOf(reward) <= maxCash &&
    (!createdUntil || reward.createdOn <= createdUntil) &&
    (customer ? barTo(world, reward, customer) === null : reward.segmentIds.length === 0);
}

/** The rewards in the order that is asked for: by a key, or the newest first. */
function ordered(world: World, rewards: Reward[], { sortBy, orderBy }: UserQuery): Reward[] {
  if (sortBy === undefined) return orderBy === 'ASC' ? rewards : rewards.reverse();
  const keys = (reward: Reward) =>
    ({
      points: [pointsNow(world, reward)],
      cash: [cashOf(reward)],
      startDate: [reward.startTime],
      endDate: [reward.endTime],
    })[sortBy];
  return sorted(rewards, keys, orderBy);
}

interface Purchase {
  issue: RewardIssue;
  piece: IssuedPiece;
  reward: Reward;
}

const purchasesOf = (world: World, customer: Customer, brand: RewardBrand): Purchase[] =>
  issuesOf(world, customer, brand.id).flatMap((issue) => {
    const reward = world.rewards[issue.rewardId];
    return reward ? issue.pieces.map((piece) => ({ issue, piece, reward })) : [];
  });

/** Whether the customer has it still. */
const isHeld = ({ issue }: Purchase): boolean => issue.revocation === null;

/**
 * Whether a moment is in a range in epoch milliseconds; one end without the other has no effect. What never ends is in
 * none.
 */
function isBetween(moment: Instant | null, from: string | undefined, to: string | undefined): boolean {
  const [first, last] = [numberOf(from), numberOf(to)];
  if (first === null || last === null) return true;
  const at = moment === null ? Number.NaN : Date.parse(moment);
  return at >= first && at <= last;
}

type PurchaseQuery = Parameters<typeof rewardGetPurchasedByUser.query>;

/**
 * Whether a purchase is asked for.
 *
 * @param sent - the parameters as they were sent, with times to the millisecond
 */
function purchaseFilter(
  world: World,
  query: PurchaseQuery,
  sent: { readonly fromPurchaseDate?: string; readonly toPurchaseDate?: string },
): (purchase: Purchase) => boolean {
  const types = partsOf(query.typeOfReward);
  const { rewardId, fromExpiryDate, toExpiryDate } = query;
  return ({ issue, piece, reward }) =>
    (rewardId === undefined || reward.id === rewardId) &&
    isBetween(issue.issuedOn, sent.fromPurchaseDate, sent.toPurchaseDate) &&
    isBetween(pieceEnd(world, piece), fromExpiryDate, toExpiryDate) &&
    (types.length === 0 || types.includes(reward.redemptionType)) &&
    isAskedFor(world, reward, query);
}

/** What purchases are sorted by. */
function purchaseKey(
  world: World,
  { issue, piece, reward }: Purchase,
  sortBy: PurchaseQuery['sortBy'],
): [string | number] {
  if (sortBy === 'INTOUCH_VOUCHER') return [pieceCode(world, piece) ?? ''];
  if (sortBy === 'INTOUCH_VOUCHER_EXPIRY') return [pieceEnd(world, piece) ?? ''];
  return [sortBy === 'rewardId' ? reward.id : issue.issuedOn];
}

/** The vouchers of purchases: coupons and vendor vouchers. */
const vouchersOf = (world: World, purchases: readonly Purchase[]): Voucher[] =>
  purchases
    .filter(({ piece }) => piece.couponId !== null || piece.vendorVoucher !== null)
    .map(({ issue, piece }) => ({
      issue,
      piece,
      coupon: piece.couponId === null ? undefined : world.coupons[piece.couponId],
    }));

const voucherEnd = ({ coupon, piece }: Voucher): string => coupon?.validTill ?? piece?.vendorVoucher?.expiresOn ?? '';

/** active, redeemed, expired or revoked. */
function voucherStatus(world: World, voucher: Voucher): string {
  const { coupon } = voucher;
  if (coupon?.revoked) return 'revoked';
  if (coupon && redemptionsOf(world, coupon).length > 0) return 'redeemed';
  return voucherEnd(voucher) > now(world) ? 'active' : 'expired';
}

type VouchersQuery = Parameters<typeof rewardGetUserVouchers.query>;

/** The vouchers of a customer that are asked for, sorted: those from rewards, and coupons from elsewhere. */
function vouchersAsked(world: World, brand: RewardBrand, customer: Customer, query: VouchersQuery): Voucher[] {
  const ofRewards = vouchersOf(world, purchasesOf(world, customer, brand));
  const fromRewards = new Set(ofRewards.map(({ coupon }) => coupon?.id));
  const others = couponsOf(world, customer.id)
    .filter((coupon) => !fromRewards.has(coupon.id))
    .map((coupon): Voucher => ({ coupon, piece: undefined, issue: undefined }));
  const status = query.status?.toLowerCase();
  const vouchers = [...ofRewards, ...others].filter(
    (voucher) =>
      (query.intouch !== false || (voucher.piece !== undefined && voucher.piece.vendorVoucher !== null)) &&
      (!status || voucherStatus(world, voucher) === status),
  );
  const key = (voucher: Voucher): string => {
    if (query.sortBy === 'INTOUCH_VOUCHER') return voucher.coupon?.code ?? '';
    if (query.sortBy === 'INTOUCH_VOUCHER_EXPIRY') return voucherEnd(voucher);
    if (query.sortBy === 'PURCHASE_DATE') return voucher.issue?.issuedOn ?? voucher.coupon?.issuedOn ?? '';
    return String(voucher.issue?.rewardId ?? '');
  };
  const ascending = sorted(vouchers, (voucher) => [key(voucher)]);
  return query.orderBy === 'DESC' ? ascending.reverse() : ascending;
}

/** The vouchers by their reward; null for coupons issued elsewhere. */
function byReward(world: World, vouchers: readonly Voucher[]): [Reward | undefined, Voucher[]][] {
  const groups = new Map<Reward | undefined, Voucher[]>();
  for (const voucher of vouchers) {
    const reward = voucher.issue && world.rewards[voucher.issue.rewardId];
    groups.set(reward, [...(groups.get(reward) ?? []), voucher]);
  }
  return [...groups];
}

/** Codes of promotions that no reward could be linked to. */
const UNLINKABLE = [11004, 11015];

/** Saves a promotion. If no reward could be linked, the answer shows the rewards as they are, with one reason for all. */
function savePromotion(
  world: World,
  rewardIds: readonly number[],
  status: ReturnType<typeof succeeded>,
  save: () => PromotionResult,
): Answer<typeof rewardCreatePromotion> {
  try {
    const { promotion, failedRewards } = save();
    return { status, catalogPromotion: { id: promotion.id }, failedRewards };
  } catch (error) {
    if (!(error instanceof SandboxFailure) || !UNLINKABLE.includes(error.code)) throw error;
    const { code, message } = error;
    const rewards = rewardIds.flatMap((id) => world.rewards[id] ?? []);
    return {
      status: { success: false, code, message },
      catalogPromotion: null,
      failedRewards: rewards.map((reward) => toManagedRewardJson(world, reward)),
    };
  }
}

export const rewardHandlers: Handlers = {
  ...handle(rewardCreate, { envelope: 'rewards' }, ({ world, till, body }) => {
    const { id } = createReward(world, rewardIn(world, body), till.id);
    return { status: succeeded(6002, 'Reward created successfully'), reward: { id } };
  }),

  ...handle(rewardUpdate, { envelope: 'rewards', codes: UNKNOWN_REWARD }, ({ world, till, path, body }) => {
    const reward = rewardById(world, path.rewardId, rewardBrand(world, path.brandId));
    const settings = rewardIn(world, body, reward);
    if (settings.brandId !== reward.brandId) fail(400, 'brandId does not match the one in the path');
    updateReward(world, reward, settings, till.id);
    return { status: succeeded(6006, 'Reward updated successfully'), reward: { id: reward.id } };
  }),

  ...handle(
    rewardCreateCustomField,
    { envelope: 'plain', codes: { 'body.enumValues[]': { missing: 3030, malformed: 3028 } } },
    ({ world, till, body }) => toRewardFieldJson(world, createRewardField(world, rewardFieldIn(body), till.id)),
  ),

  ...handle(rewardGetCustomFields, { envelope: 'plain', codes: SORTED }, ({ world, query: { scope, orderBy } }) => {
    const fields = Object.values(world.rewardCustomFields).filter((each) => !scope || each.scope === scope);
    const byTime = sorted(fields, ({ modifiedOn, id }) => [modifiedOn, id], orderBy ?? 'DESC');
    return byTime.map((field) => toRewardFieldJson(world, field));
  }),

  ...handle(
    rewardGetForUser,
    { envelope: 'rewards', codes: { rewardId: 6004, userId: NO_CUSTOMER } },
    ({ world, path, query, raw }) => {
      const reward = rewardById(world, path.rewardId, rewardBrandNamed(world, path.brandName));
      const customer = userMeant(world, query.userId, raw.query);
      const isHidden =
        !reward.enabled ||
        // Without a customer, nobody is in the segment.
        (customer ? barTo(world, reward, customer)?.code === 12034 : reward.segmentIds.length > 0) ||
        !isAskedFor(world, reward, query) ||
        (query.label && !hasLabel(reward, query.label));
      if (isHidden) fail(6004, `Reward ${reward.id} does not exist or is disabled`);
      return {
        status: FETCHED,
        reward: {
          ...toRewardJson(world, reward, query.language, customer),
          orgLevelRestrictions: toOrganizationLimitsJson(world, customer),
        },
      };
    },
  ),

  ...handle(
    rewardListForBrand,
    { envelope: 'rewards', codes: { brandId: 3004, userId: NO_CUSTOMER, ...PAGED } },
    ({ world, path, query, raw }) => {
      const brand = rewardBrand(world, path.brandId);
      const customer = userMeant(world, query.userId, raw.query);
      const listed = rewardsOf(world, brand).filter(
        (reward) =>
          (query.includeExpired || statusAt(reward, now(world)) !== 'ENDED') &&
          (!customer || barTo(world, reward, customer) === null),
      );
      const { rows } = paged(listed, query, { size: 100, first: 0 });
      return {
        status: succeeded(6101, 'Reward details fetched successfully'),
        rewardList: rows.map((reward) => toManagedRewardJson(world, reward, query.language)),
      };
    },
  ),

  ...handle(
    rewardListForUser,
    { envelope: 'rewards', codes: { userId: NO_CUSTOMER, ...PAGED, orderBy: IGNORED } },
    ({ world, path, query, raw }) => {
      const brand = rewardBrandNamed(world, path.brandName);
      const customer =
        userMeant(world, query.userId, raw.query) ?? (query.mobile ? customerMeant(world, query) : undefined);
      checkFilters(world, brand, query);
      const found = rewardsOf(world, brand).filter(offerFilter(world, query, customer));
      const { rows, pagingDto } = paged(ordered(world, found, query), query, { size: 10, first: 1 });
      return {
        status: FETCHED,
        rewardList: rows.map((reward) => toRewardJson(world, reward, raw.query['language'], customer)),
        pagingDto,
        orgLevelRestrictions: toOrganizationLimitsJson(world, customer),
      };
    },
  ),

  ...handle(
    rewardGetPurchasedByUser,
    { envelope: 'rewards', codes: { ...PAGED, ...SORTED, couponCodeCase: IGNORED } },
    ({ world, path, query, raw }) => {
      const brand = rewardBrandNamed(world, path.brandName);
      const customer = customerMeant(world, query);
      const found = purchasesOf(world, customer, brand)
        .filter(isHeld)
        .filter(purchaseFilter(world, query, raw.query));
      const ascending = sorted(found, (each) => purchaseKey(world, each, query.sortBy));
      const all = query.orderBy === 'asc' ? ascending : ascending.reverse();
      const { rows, pagingDto } = paged(all, query, { size: 100, first: 1 });
      const { language = '', couponCodeCase = 'UPPER' } = query;
      return {
        status: FETCHED,
        rewards: rows.map((row) => toPurchaseJson(world, row, { language, code: CODE_CASES[couponCodeCase] })),
        intouchUserId: String(customer.id),
        pagingDto,
      };
    },
  ),

  ...handle(
    rewardGetUserVouchers,
    { envelope: 'rewards', codes: { ...PAGED, ...SORTED } },
    ({ world, path, query }) => {
      const brand = rewardBrandNamed(world, path.brandName);
      const vouchers = vouchersAsked(world, brand, customerMeant(world, query), query);
      const { rows, pagingDto } = paged(byReward(world, vouchers), query, { size: 10, first: 0 });
      return {
        status: FETCHED,
        userVouchers: rows.map(([reward, held]) => ({
          rewardDetails: reward ? toRewardOfVouchersJson(reward, query.language) : null,
          vouchers: held.map((voucher) => toVoucherJson(world, voucher)),
        })),
        pagingDto,
      };
    },
  ),

  ...handle(
    rewardGetUserVouchersOfReward,
    { envelope: 'rewards', codes: { rewardId: 8000 } },
    ({ world, path, query }) => {
      const brand = rewardBrandNamed(world, path.brandName);
      const reward = world.rewards[path.rewardId];
      if (reward?.brandId !== brand.id) {
        return fail(8000, 'User reward could not be fetched: the reward does not exist');
      }
      const customer = customerMeant(world, query);
      const purchases = purchasesOf(world, customer, brand)
        .filter(isHeld)
        .filter((each) => each.reward.id === reward.id);
      return {
        status: FETCHED,
        reward: toRewardJson(world, reward, '', customer),
        vouchers: vouchersOf(world, purchases).map((voucher) => toVoucherJson(world, voucher)),
        promotions: null,
        intouchUserId: String(customer.id),
      };
    },
  ),

  ...handle(
    rewardCreatePromotion,
    { envelope: 'rewards', codes: { 'body.brandId': { malformed: 3004 } } },
    ({ world, till, body }) => {
      const brand = rewardBrand(world, Number(body.brandId));
      const settings = promotionIn(body, brand.id);
      const status = succeeded(11002, 'Catalog promotion created successfully.');
      return savePromotion(world, settings.rewardIds, status, () => createPromotion(world, settings, brand, till.id));
    },
  ),

  ...handle(rewardUpdatePromotion, { envelope: 'rewards', codes: UNKNOWN_PROMOTION }, ({ world, till, path, body }) => {
    const brand = rewardBrand(world, path.brandId);
    const promotion = promotionById(world, path.promotionId, brand);
    const settings = promotionIn(body, brand.id, promotion);
    const status = succeeded(11021, 'Catalog promotion updated successfully.');
    return savePromotion(world, settings.rewardIds, status, () =>
      updatePromotion(world, promotion, settings, brand, till.id),
    );
  }),

  ...handle(rewardGetPromotion, { envelope: 'rewards', codes: UNKNOWN_PROMOTION }, ({ world, path }) => {
    const promotion = promotionById(world, path.promotionId, rewardBrand(world, path.brandId));
    return {
      status: PROMOTION_FETCHED,
      catalogPromotion: {
        ...toPromotionJson(world, promotion),
        rewards: toPromotedRewardsJson(world, promotion),
      },
    };
  }),

  ...handle(rewardListPromotions, { envelope: 'rewards', codes: { brandId: 3004 } }, ({ world, path }) => {
    const brand = rewardBrand(world, path.brandId);
    const listed = Object.values(world.catalogPromotions).filter((each) => each.brandId === brand.id);
    return {
      status: PROMOTION_FETCHED,
      catalogPromotions: listed.map((promotion) => toPromotionJson(world, promotion)),
    };
  }),

  ...handle(rewardDisablePromotion, { envelope: 'rewards', codes: UNKNOWN_PROMOTION }, ({ world, till, path }) => {
    disablePromotion(world, promotionById(world, path.promotionId, rewardBrand(world, path.brandId)), till.id);
    return { status: succeeded(11011, 'Catalog promotion status updated successfully') };
  }),

  ...rewardIssueHandlers,
};
