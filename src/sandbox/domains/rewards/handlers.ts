/**
 * Section Reward catalog: rewards, their custom fields and discounts, and the rewards that customers can get and have.
 */
import { booleanOf, given, type JsonObject, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, reply } from '../../http/replies.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { couponsOf, redemptionsOf } from '../coupon/rules.js';
import { partsOf } from '../coupon/serializers.js';
import { findCustomer } from '../customer/rules.js';
import type { Customer } from '../customer/state.js';
import { createPromotion, disablePromotion, promotionById, updatePromotion } from './catalog-promotions.js';
import { createRewardField } from './fields.js';
import { rewardIssueHandlers } from './issue-handlers.js';
import { issuesOf } from './issues.js';
import {
  barTo,
  createReward,
  REWARD_STATUSES,
  rewardBrand,
  rewardBrandNamed,
  rewardById,
  statusAt,
  updateReward,
} from './rules.js';
import {
  cashOf,
  managedRewardFace,
  ORGANISATION_LIMITS,
  pieceCode,
  pieceEnd,
  pointsNow,
  promotedRewards,
  promotionFace,
  purchaseFace,
  rewardFace,
  rewardFieldFace,
  rewardOfVouchersFace,
  type Voucher,
  vendorIdOf,
  voucherFace,
} from './serializers.js';
import { choice, needed, readPromotion, readReward, readRewardField } from './settings.js';
import { type IssuedPiece, REWARD_FIELD_SCOPES, type Reward, type RewardBrand, type RewardIssue } from './state.js';

/** A success of the section, with its content. */
export const success = (code: number, message: string, content: object = {}): Reply =>
  reply({ status: { success: true, code, message }, ...content });

const FETCHED = 'User Reward fetched successfully';

function create({ world, body, till }: Call): Reply {
  const { id } = createReward(world, readReward(world, body), till.id);
  return success(6002, 'Reward created successfully', { reward: { id } });
}

function update({ world, path, body, till }: Call): Reply {
  const reward = rewardById(world, path['rewardId'], rewardBrand(world, path['brandId']));
  const sent = readReward(world, body, reward);
  if (sent.brandId !== reward.brandId) fail(400, 'brandId does not match the one in the path');
  updateReward(world, reward, sent, till.id);
  return success(6006, 'Reward updated successfully', { reward: { id: reward.id } });
}

function createField({ world, body, till }: Call): Reply {
  return reply(rewardFieldFace(world, createRewardField(world, readRewardField(body), till.id)));
}

function listFields({ world, query }: Call): Reply {
  const scope = given(query['scope']) ? choice(REWARD_FIELD_SCOPES, query, 'scope') : null;
  const fields = Object.values(world.rewardCustomFields).filter((each) => scope === null || each.scope === scope);
  // Ids increase with time, and nothing changes a field later.
  const ordered = oneOf(['ASC'], query['orderBy']) ? fields : fields.reverse();
  return reply(ordered.map((field) => rewardFieldFace(world, field)));
}

/** A page as the section counts it, in the form of its answers. */
interface Paged<T> {
  rows: T[];
  pagingDto: object;
}

/**
 * Cuts rows to a page. `first` is the number of the first page; if it is 1, page 0 means all rows.
 * @throws `code`, by default 8009, if the page or the size is not valid
 */
export function paged<T>(
  query: JsonObject,
  all: readonly T[],
  size: number,
  first: 0 | 1,
  { most = Number.MAX_SAFE_INTEGER, code = 8009 } = {},
): Paged<T> {
  const whole = (name: string, absent: number, least: number): number => {
    const value = given(query[name]) ? numberOf(query[name]) : absent;
    return value !== null && Number.isInteger(value) && value >= least ? value : fail(code, `${name} is not valid`);
  };
  const page = whole('page', first, 0);
  const asked = whole('size', size, 1);
  if (asked > most) fail(code, `size must be at most ${most}`);
  const isAll = first === 1 && page === 0;
  const length = isAll ? Math.max(1, all.length) : asked;
  const number = isAll ? 0 : page - first;
  const rows = all.slice(number * length, (number + 1) * length);
  const totalPages = Math.ceil(all.length / length);
  const pagingDto = {
    last: number >= totalPages - 1,
    totalElements: all.length,
    totalPages,
    numberOfElements: rows.length,
    first: number === 0,
    size: length,
    number,
  };
  return { rows, pagingDto };
}

/**
 * The customer of `userId` or, without it, of `mobile`; undefined if neither is given.
 * @throws 15006 if `userId` is not an id
 * @throws 1014 if there is no such customer
 */
function userAsked(world: World, query: JsonObject): Customer | undefined {
  if (query['userId'] === undefined) return given(query['mobile']) ? customerNamed(world, query) : undefined;
  if (numberOf(query['userId']) === null) fail(15006, 'The primary identifier of the customer is missing');
  return findCustomer(world, 'id', textOf(query['userId'])) ?? fail(1014, 'No customer has this id');
}

const IDENTIFIERS = { mobile: 'mobile', email: 'email', externalId: 'externalId' } as const;

/**
 * The customer of `mobile`, `email` or `externalId`.
 * @throws 400 if `username` is missing
 * @throws 15006 if no identifier is given
 * @throws 1014 if no customer has the identifier
 */
function customerAsked(world: World, query: JsonObject): Customer {
  needed(query, 'username');
  return customerNamed(world, query);
}

/** As {@link customerAsked}, but without a till. */
function customerNamed(world: World, query: JsonObject): Customer {
  for (const [name, type] of Object.entries(IDENTIFIERS)) {
    if (given(query[name])) {
      return findCustomer(world, type, textOf(query[name])) ?? fail(1014, `No customer has this ${name}`);
    }
  }
  return fail(15006, 'The primary identifier of the customer is missing');
}

function getForUser({ world, path, query }: Call): Reply {
  const brand = rewardBrandNamed(world, path['brandName'] ?? '');
  const reward = rewardById(world, path['rewardId'], brand);
  const customer = userAsked(world, query);
  const isHidden =
    !reward.enabled ||
    // Without a customer, nobody is in the segment.
    (customer ? barTo(world, reward, customer)?.code === 12034 : reward.segmentIds.length > 0) ||
    (given(query['category']) && !inCategories(world, reward, partsOf(query['category']))) ||
    (given(query['groupName']) && !inGroups(reward, partsOf(query['groupName']))) ||
    (given(query['label']) && !hasLabel(reward, textOf(query['label'])));
  if (isHidden) fail(6004, `Reward ${reward.id} does not exist or is disabled`);
  return success(200, FETCHED, {
    reward: {
      ...rewardFace(world, reward, textOf(query['language']), customer),
      orgLevelRestrictions: ORGANISATION_LIMITS,
    },
  });
}

const rewardsOf = (world: World, brand: RewardBrand): Reward[] =>
  Object.values(world.rewards).filter((each) => each.brandId === brand.id);

const inCategories = (world: World, reward: Reward, wanted: readonly string[]): boolean =>
  reward.categoryIds.some(
    (id) => wanted.includes(String(id)) || wanted.includes(world.rewardCategories[id]?.name ?? ''),
  );

const inGroups = (reward: Reward, wanted: readonly string[]): boolean =>
  reward.groups.some((each) => wanted.includes(each.groupName)) || wanted.includes(reward.group ?? '');

const hasLabel = (reward: Reward, label: string): boolean =>
  reward.label === label || reward.labels.includes(Number(label));

function listForBrand({ world, path, query }: Call): Reply {
  const brand = rewardBrand(world, path['brandId']);
  const customer = userAsked(world, query);
  const listed = rewardsOf(world, brand).filter(
    (reward) =>
      (booleanOf(query['includeExpired']) || statusAt(reward, now(world)) !== 'ENDED') &&
      (!customer || barTo(world, reward, customer) === null),
  );
  const { rows } = paged(query, listed, 100, 0, { most: 100 });
  return success(6101, 'Reward details fetched successfully', {
    rewardList: rows.map((reward) => managedRewardFace(world, reward, textOf(query['language']))),
  });
}

/**
 * Checks the filters.
 * @throws 2004 if the category does not exist
 * @throws 12008 if no reward of the brand is in the group
 */
function checkFilters(world: World, brand: RewardBrand, query: JsonObject): void {
  const categories = Object.values(world.rewardCategories).flatMap(({ id, name }) => [String(id), name]);
  const category = partsOf(query['category']).find((each) => !categories.includes(each));
  if (category !== undefined) fail(2004, `Category ${category} not found`);
  const rewards = rewardsOf(world, brand);
  const group = partsOf(query['groupName']).find((name) => !rewards.some((each) => inGroups(each, [name])));
  if (group !== undefined) fail(12008, `Group ${group} not found`);
}

/** Whether a reward has one of the requested categories, groups and vendors. */
function isAskedFor(world: World, reward: Reward, query: JsonObject): boolean {
  const categories = partsOf(query['category']);
  const groups = partsOf(query['groupName']);
  const vendors = partsOf(query['vendorId']);
  return (
    (categories.length === 0 || inCategories(world, reward, categories)) &&
    (groups.length === 0 || inGroups(reward, groups)) &&
    (vendors.length === 0 || vendors.includes(String(vendorIdOf(world, reward))))
  );
}

const SORT_KEYS = ['points', 'cash', 'startDate', 'endDate'] as const;

function listForUser({ world, path, query }: Call): Reply {
  const brand = rewardBrandNamed(world, path['brandName'] ?? '');
  const customer = userAsked(world, query);
  checkFilters(world, brand, query);
  const types = partsOf(query['redemptionType']);
  const activation = textOf(query['activationStatus']) || 'ENABLED';
  const open = booleanOf(query['includeExpired']) ? REWARD_STATUSES : (['LIVE', 'UPCOMING'] as const);
  const statuses: readonly string[] = given(query['status']) ? partsOf(query['status']) : open;
  const daysAgo = numberOf(query['createdOnDaysAgo']);
  const createdUntil = daysAgo === null ? null : later(now(world), -daysAgo * DAY);
  const isWithin = (value: number, least: unknown, most: unknown): boolean =>
    value >= (numberOf(least) ?? 0) && value <= (numberOf(most) ?? Number.POSITIVE_INFINITY);
  const listed = rewardsOf(world, brand).filter(
    (reward) =>
      isAskedFor(world, reward, query) &&
      (types.length === 0 || types.includes(reward.redemptionType)) &&
      (activation === 'ALL' || (activation === 'ENABLED') === reward.enabled) &&
      statuses.includes(statusAt(reward, now(world))) &&
      (!given(query['label']) || hasLabel(reward, textOf(query['label']))) &&
      (!given(query['group']) || reward.group === textOf(query['group'])) &&
      isWithin(pointsNow(world, reward), query['minPoints'], query['maxPoints']) &&
      isWithin(cashOf(reward), query['minCash'], query['maxCash']) &&
      (createdUntil === null || reward.createdOn <= createdUntil) &&
      (customer ? barTo(world, reward, customer) === null : reward.segmentIds.length === 0),
  );
  const key = given(query['sortBy']) ? choice(SORT_KEYS, query, 'sortBy') : null;
  const compare = {
    points: (a: Reward, b: Reward) => pointsNow(world, a) - pointsNow(world, b),
    cash: (a: Reward, b: Reward) => cashOf(a) - cashOf(b),
    startDate: (a: Reward, b: Reward) => a.startTime.localeCompare(b.startTime),
    endDate: (a: Reward, b: Reward) => a.endTime.localeCompare(b.endTime),
  };
  const ascending = key === null ? listed : listed.sort(compare[key]);
  const order = oneOf(['ASC', 'DESC'], query['orderBy']) ?? (key === null ? 'DESC' : 'ASC');
  const { rows, pagingDto } = paged(query, order === 'DESC' ? ascending.reverse() : ascending, 10, 1);
  return success(200, FETCHED, {
    rewardList: rows.map((reward) => rewardFace(world, reward, textOf(query['language']), customer)),
    pagingDto,
    orgLevelRestrictions: ORGANISATION_LIMITS,
  });
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

const CODE_CASES = {
  LOWER: (code: string) => code.toLowerCase(),
  UPPER: (code: string) => code.toUpperCase(),
  AS_IT_IS: (code: string) => code,
};

/**
 * Whether a moment is in the range of two parameters in epoch milliseconds. One without the other has no effect. What
 * never ends is not in a range.
 */
function isBetween(query: JsonObject, name: string, moment: Instant | null): boolean {
  const [from, to] = [numberOf(query[`from${name}`]), numberOf(query[`to${name}`])];
  if (from === null || to === null) return true;
  const at = moment === null ? Number.NaN : Date.parse(moment);
  return at >= from && at <= to;
}

const PURCHASE_KEYS = ['INTOUCH_VOUCHER', 'INTOUCH_VOUCHER_EXPIRY', 'PURCHASE_DATE', 'createdOn', 'rewardId'] as const;

/** A text that sorts as the key does. */
function purchaseKey(world: World, { issue, piece, reward }: Purchase, key: (typeof PURCHASE_KEYS)[number]): string {
  switch (key) {
    case 'INTOUCH_VOUCHER':
      return pieceCode(world, piece) ?? '';
    case 'INTOUCH_VOUCHER_EXPIRY':
      return pieceEnd(world, piece) ?? '';
    case 'rewardId':
      return String(reward.id).padStart(16, '0');
    default:
      return issue.issuedOn;
  }
}

function getPurchased({ world, path, query }: Call): Reply {
  const brand = rewardBrandNamed(world, path['brandName'] ?? '');
  const customer = customerNamed(world, query);
  const types = partsOf(query['typeOfReward']);
  const bought = purchasesOf(world, customer, brand).filter(
    ({ issue, piece, reward }) =>
      (!given(query['rewardId']) || reward.id === numberOf(query['rewardId'])) &&
      isBetween(query, 'PurchaseDate', issue.issuedOn) &&
      isBetween(query, 'ExpiryDate', pieceEnd(world, piece)) &&
      (types.length === 0 || types.includes(reward.redemptionType)) &&
      isAskedFor(world, reward, query),
  );
  const key = oneOf(PURCHASE_KEYS, query['sortBy']) ?? 'PURCHASE_DATE';
  const keyOf = (each: Purchase): string => purchaseKey(world, each, key);
  const ascending = bought.sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  const ordered = oneOf(['asc'], query['orderBy']) ? ascending : ascending.reverse();
  const { rows, pagingDto } = paged(query, ordered, 100, 1);
  const code = CODE_CASES[oneOf(['LOWER', 'UPPER', 'AS_IT_IS'], query['couponCodeCase']) ?? 'UPPER'];
  return success(200, FETCHED, {
    rewards: rows.map((row) => purchaseFace(world, row, { language: textOf(query['language']), code })),
    intouchUserId: String(customer.id),
    pagingDto,
  });
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

function getVouchers({ world, path, query }: Call): Reply {
  const brand = rewardBrandNamed(world, path['brandName'] ?? '');
  const customer = customerAsked(world, query);
  const ofRewards = vouchersOf(world, purchasesOf(world, customer, brand));
  const fromRewards = new Set(ofRewards.map(({ coupon }) => coupon?.id));
  const others = couponsOf(world, customer.id)
    .filter((coupon) => !fromRewards.has(coupon.id))
    .map((coupon): Voucher => ({ coupon, piece: undefined, issue: undefined }));
  const vendorsOnly = given(query['intouch']) && !booleanOf(query['intouch']);
  const status = textOf(query['status']).toLowerCase();
  const vouchers = [...ofRewards, ...others].filter(
    (voucher) =>
      (!vendorsOnly || (voucher.piece !== undefined && voucher.piece.vendorVoucher !== null)) &&
      (status === '' || voucherStatus(world, voucher) === status),
  );
  const key = oneOf(['REWARD_ID', 'INTOUCH_VOUCHER', 'INTOUCH_VOUCHER_EXPIRY', 'PURCHASE_DATE'], query['sortBy']);
  const keyOf = (voucher: Voucher): string => {
    if (key === 'INTOUCH_VOUCHER') return voucher.coupon?.code ?? '';
    if (key === 'INTOUCH_VOUCHER_EXPIRY') return voucherEnd(voucher);
    if (key === 'PURCHASE_DATE') return voucher.issue?.issuedOn ?? voucher.coupon?.issuedOn ?? '';
    return String(voucher.issue?.rewardId ?? '');
  };
  const ascending = vouchers.sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  const ordered = oneOf(['DESC'], query['orderBy']) ? ascending.reverse() : ascending;
  const groups = new Map<number | null, Voucher[]>();
  for (const voucher of ordered) {
    const rewardId = voucher.issue?.rewardId ?? null;
    groups.set(rewardId, [...(groups.get(rewardId) ?? []), voucher]);
  }
  const { rows, pagingDto } = paged(query, [...groups], 10, 0);
  const language = textOf(query['language']);
  return success(200, FETCHED, {
    userVouchers: rows.map(([rewardId, held]) => ({
      rewardDetails: rewardDetails(world, rewardId, language),
      vouchers: held.map((voucher) => voucherFace(world, voucher)),
    })),
    pagingDto,
  });
}

/** The reward of vouchers; null for coupons issued elsewhere. */
function rewardDetails(world: World, rewardId: number | null, language: string): object | null {
  const reward = rewardId === null ? undefined : world.rewards[rewardId];
  return reward ? rewardOfVouchersFace(reward, language) : null;
}

function getVouchersOfReward({ world, path, query }: Call): Reply {
  const brand = rewardBrandNamed(world, path['brandName'] ?? '');
  const reward = world.rewards[Number(path['rewardId'])];
  if (reward?.brandId !== brand.id) return fail(8000, 'User reward could not be fetched: the reward does not exist');
  const customer = customerAsked(world, query);
  const purchases = purchasesOf(world, customer, brand).filter((each) => each.reward.id === reward.id);
  return success(200, FETCHED, {
    reward: rewardFace(world, reward, '', customer),
    vouchers: vouchersOf(world, purchases).map((voucher) => voucherFace(world, voucher)),
    promotions: null,
    intouchUserId: String(customer.id),
  });
}

function createDiscount({ world, body, till }: Call): Reply {
  const brand = rewardBrand(world, needed(objectOf(body), 'brandId'));
  const sent = readPromotion(body, brand.id);
  return withFailedRewards(world, sent, () => {
    const { promotion, failedRewards } = createPromotion(world, sent, brand, till.id);
    return success(11002, 'Catalog promotion created successfully.', {
      catalogPromotion: { id: promotion.id },
      failedRewards,
    });
  });
}

/** Codes of promotions that no reward could be linked to. */
const UNLINKABLE = [11004, 11015];

/** Runs `act`. If no reward could be linked, the answer shows the rewards as they are, with one reason for all. */
function withFailedRewards(world: World, { rewardIds }: { rewardIds: readonly number[] }, act: () => Reply): Reply {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof SandboxFailure) || !UNLINKABLE.includes(error.code)) throw error;
    const status = { success: false, code: error.code, message: error.message };
    const rewards = rewardIds.flatMap((id) => world.rewards[id] ?? []);
    const failedRewards = rewards.map((reward) => managedRewardFace(world, reward, ''));
    return reply({ status, catalogPromotion: null, failedRewards }, 400);
  }
}

function updateDiscount({ world, path, body, till }: Call): Reply {
  const brand = rewardBrand(world, path['brandId']);
  const promotion = promotionById(world, path['promotionId'], brand);
  const sent = readPromotion(body, brand.id, promotion);
  return withFailedRewards(world, sent, () => {
    const { failedRewards } = updatePromotion(world, promotion, sent, brand, till.id);
    return success(11021, 'Catalog promotion updated successfully.', {
      catalogPromotion: { id: promotion.id },
      failedRewards,
    });
  });
}

const PROMOTION_FETCHED = 'Catalog promotion fetched successfully';

function getDiscount({ world, path }: Call): Reply {
  const promotion = promotionById(world, path['promotionId'], rewardBrand(world, path['brandId']));
  return success(11008, PROMOTION_FETCHED, {
    catalogPromotion: { ...promotionFace(world, promotion), rewards: promotedRewards(world, promotion) },
  });
}

function listDiscounts({ world, path }: Call): Reply {
  const brand = rewardBrand(world, path['brandId']);
  const listed = Object.values(world.catalogPromotions).filter((each) => each.brandId === brand.id);
  return success(11008, PROMOTION_FETCHED, {
    catalogPromotions: listed.map((promotion) => promotionFace(world, promotion)),
  });
}

function disableDiscount({ world, path, till }: Call): Reply {
  const promotion = promotionById(world, path['promotionId'], rewardBrand(world, path['brandId']));
  disablePromotion(world, promotion, till.id);
  return success(11011, 'Catalog promotion status updated successfully');
}

export const rewardHandlers: Handlers = {
  reward_create: create,
  reward_update: update,
  reward_create_custom_field: createField,
  reward_get_custom_fields: listFields,
  reward_get_for_user: getForUser,
  reward_list_for_brand: listForBrand,
  reward_get_user_vouchers: getVouchers,
  reward_get_user_vouchers_of_reward: getVouchersOfReward,
  reward_create_promotion: createDiscount,
  reward_update_promotion: updateDiscount,
  reward_get_promotion: getDiscount,
  reward_list_promotions: listDiscounts,
  reward_disable_promotion: disableDiscount,
  reward_list_for_user: listForUser,
  reward_get_purchased_by_user: getPurchased,
  ...rewardIssueHandlers,
};
