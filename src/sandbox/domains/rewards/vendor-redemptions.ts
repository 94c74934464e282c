/** How vendors fulfil rewards: the calls to them, which the sandbox keeps and never makes. */
import { DAY, later, now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { randomCode } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { authoredNow, modifiedNow } from './authorship.js';
import type { VendorAction, VendorRedemption } from './back-office-state.js';
import type { IssuedPiece, Reward } from './state.js';

const VOUCHER_LENGTH = 12;
/** Of the vouchers of vendors whose set-up says nothing about it. */
const VALID_DAYS = 90;

/**
 * Finds a set-up of a brand by id.
 * @throws 404 if there is none
 */
export function vendorRedemptionById(
  world: World,
  id: number,
  { brandId, vendorId }: { brandId: number; vendorId?: number },
): VendorRedemption {
  const redemption = world.vendorRedemptions[id];
  if (redemption?.brandId === brandId && (vendorId === undefined || redemption.vendorId === vendorId))
    return redemption;
  return fail(404, `Vendor redemption ${id} not found`, 404);
}

/** A call to set up; with an id, it takes the place of that call. */
export type NewVendorAction = Omit<VendorAction, 'id'> & { id?: number | undefined };

export interface NewVendorRedemption
  extends Pick<VendorRedemption, 'brandId' | 'vendorId' | 'name' | 'redemptionType' | 'enabled' | 'responseKeys'> {
  actions: readonly NewVendorAction[];
}

/**
 * Sets up how a vendor fulfils rewards. There are always enough vouchers.
 * @throws 400 if there are no calls, or one has an id
 */
export function createVendorRedemption(world: World, input: NewVendorRedemption, tillId: number): VendorRedemption {
  checkActions(input, []);
  const redemption = {
    ...input,
    id: nextId(world, 'vendorRedemption'),
    actions: withIds(world, input.actions),
    stock: null,
    validDays: VALID_DAYS,
    ...authoredNow(world, tillId),
  };
  world.vendorRedemptions[redemption.id] = redemption;
  return redemption;
}

/**
 * Replaces a set-up; the vouchers that the vendor has stay.
 * @throws 400 if there are no calls, or an id is not that of a call of the set-up
 */
export function updateVendorRedemption(
  world: World,
  redemption: VendorRedemption,
  input: NewVendorRedemption,
  tillId: number,
): void {
  checkActions(input, redemption.actions);
  Object.assign(redemption, input, { actions: withIds(world, input.actions) }, modifiedNow(world, tillId));
}

function checkActions({ actions }: NewVendorRedemption, current: readonly VendorAction[]): void {
  if (actions.length === 0) fail(400, 'actions is empty');
  const ids = actions.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) fail(400, 'An action is given twice');
  const unknown = ids.find((id) => !current.some((each) => each.id === id));
  if (unknown !== undefined) fail(400, `Action ${unknown} not found`);
}

/** The calls in the order in which they are made. */
const withIds = (world: World, actions: readonly NewVendorAction[]): VendorAction[] =>
  actions
    .map((action) => ({ ...action, id: action.id ?? nextId(world, 'vendorAction') }))
    .sort((a, b) => a.execOrder - b.execOrder);

/**
 * The set-up of the vendor that fulfils a reward; undefined if no vendor does.
 * @throws 8003 if the vendor, the set-up or each of its calls is switched off, or the vendor has no vouchers left
 */
export function vendorRedemptionOf(world: World, { vendorRedemptionId }: Reward): VendorRedemption | undefined {
  const redemption = vendorRedemptionId === null ? undefined : world.vendorRedemptions[vendorRedemptionId];
  if (!redemption) return undefined;
  const vendor = world.rewardVendors[redemption.vendorId];
  if (!vendor?.enabled) fail(8003, `The vendor of the reward, ${vendor?.name ?? redemption.vendorId}, is disabled`);
  const isOff = !redemption.enabled || !redemption.actions.some(({ enabled }) => enabled);
  if (isOff) fail(8003, `The vendor redemption ${redemption.name} is disabled`);
  if (redemption.stock !== null && redemption.stock <= 0) fail(8003, `${vendor.name} has no vouchers left`);
  return redemption;
}

/** Takes a voucher of the vendor. */
export function takeVoucher(world: World, redemption: VendorRedemption): NonNullable<IssuedPiece['vendorVoucher']> {
  if (redemption.stock !== null) redemption.stock -= 1;
  return {
    vendorId: redemption.vendorId,
    vendorName: world.rewardVendors[redemption.vendorId]?.name ?? '',
    code: randomCode(world, VOUCHER_LENGTH),
    expiresOn: later(now(world), redemption.validDays * DAY),
  };
}
