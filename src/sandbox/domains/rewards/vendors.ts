/** Outside suppliers of rewards. */
import { fail } from '../../world/failure.js';
import { randomCode } from '../../world/random.js';
import { nextId, type World } from '../../world/world.js';
import { authoredNow, modifiedNow } from './authorship.js';
import type { RewardVendor, VendorFile } from './back-office-state.js';

const MAX_IMAGES = 5;
const MAX_VIDEOS = 2;
const CODE_LENGTH = 8;

/**
 * Finds a vendor by id, optionally of one brand.
 * @throws 5004 if there is none
 */
export function vendorById(world: World, id: number, brandId?: number, httpStatus?: number): RewardVendor {
  const vendor = world.rewardVendors[id];
  if (!vendor || (brandId !== undefined && vendor.brandId !== brandId)) {
    return fail(5004, `Vendor ${id} not found`, httpStatus);
  }
  return vendor;
}

/** The settings of a vendor; without a code, it gets one. */
export type VendorSettings = Omit<
  RewardVendor,
  'id' | 'code' | 'createdOn' | 'createdBy' | 'modifiedOn' | 'modifiedBy'
> & { code: string | null };

/**
 * Registers a vendor.
 * @throws 5007 if another vendor has the name
 * @throws 409 if another one has the code, or the brand has an outside points system already
 * @throws 400 if pictures, videos or integrations are not valid
 */
export function createVendor(world: World, settings: VendorSettings, tillId: number): RewardVendor {
  checkVendor(world, settings);
  const vendor = {
    id: nextId(world, 'rewardVendor'),
    ...settings,
    code: settings.code ?? randomCode(world, CODE_LENGTH),
    ...authoredNow(world, tillId),
  };
  world.rewardVendors[vendor.id] = vendor;
  return vendor;
}

/**
 * Replaces the settings of a vendor.
 * @throws 400 if an outside points system would become something else, or as in `createVendor`
 * @throws 5007 409 as in `createVendor`
 */
export function updateVendor(world: World, vendor: RewardVendor, settings: VendorSettings, tillId: number): void {
  if (vendor.type === 'POINTS' && settings.type !== 'POINTS') fail(400, 'The type of a POINTS vendor cannot change');
  checkVendor(world, settings, vendor);
  const code = settings.code ?? randomCode(world, CODE_LENGTH);
  Object.assign(vendor, { ...settings, code }, modifiedNow(world, tillId));
}

export function setVendorEnabled(world: World, vendor: RewardVendor, enabled: boolean, tillId: number): void {
  Object.assign(vendor, { enabled }, modifiedNow(world, tillId));
}

function checkVendor(world: World, settings: VendorSettings, own?: RewardVendor): void {
  const others = Object.values(world.rewardVendors).filter((each) => each !== own);
  if (others.some(({ name }) => name.toLowerCase() === settings.name.toLowerCase())) {
    fail(5007, `Vendor ${settings.name} already exists`);
  }
  if (others.some(({ code }) => code === settings.code)) fail(409, `Vendor code ${settings.code} already exists`, 409);
  const isPoints = ({ type, brandId }: VendorSettings): boolean => type === 'POINTS' && brandId === settings.brandId;
  if (isPoints(settings) && others.some(isPoints)) fail(409, 'The brand already has a POINTS vendor', 409);
  if (settings.encryptionRequired && !settings.integrations?.length) fail(400, 'vendorTypes is missing');
  checkFiles(settings.images, 'images', MAX_IMAGES);
  checkFiles(settings.videos, 'videos', MAX_VIDEOS);
}

function checkFiles(files: readonly VendorFile[], what: string, max: number): void {
  if (files.length > max) fail(400, `${what} can have at most ${max} entries`);
  if (new Set(files.map(({ name }) => name)).size < files.length) fail(400, `${what} contains a name twice`);
  for (const { isExternal, id, url } of files) {
    if (isExternal ? !url : !id) fail(400, `An entry of ${what} needs ${isExternal ? 'url' : 'id'}`);
  }
}
