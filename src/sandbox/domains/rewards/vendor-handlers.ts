/** Section Reward vendors: outside suppliers of rewards, and how they are called. */
import {
  rewardListVendorRedemptions,
  rewardVendorCreate,
  rewardVendorGet,
  rewardVendorList,
  rewardVendorRedemptionCreate,
  rewardVendorRedemptionGet,
  rewardVendorRedemptionUpdate,
  rewardVendorSetStatus,
  rewardVendorUpdate,
} from '../../../tools/beyond/reward-vendors.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { sorted } from '../../http/sorting.js';
import { toSavedRedemptionJson, toVendorJson, toVendorRedemptionJson } from './back-office-serializers.js';
import { paged } from './pages.js';
import { rewardBrand } from './rules.js';
import { succeeded } from './serializers.js';
import { createVendorRedemption, updateVendorRedemption, vendorRedemptionById } from './vendor-redemptions.js';
import { changedVendorIn, vendorIn, vendorRedemptionIn } from './vendor-settings.js';
import { createVendor, setVendorEnabled, updateVendor, vendorById } from './vendors.js';

const UNKNOWN_BRAND = 3004;
const UNKNOWN_VENDOR = 5004;
const UNKNOWN_TYPE = 2110;
const WRONG_PAGE = 8000;
const FOUND = succeeded(5001, 'Vendor fetched successfully');
const REDEMPTION_FOUND = succeeded(5011, 'Vendor redemption fetched successfully');

export const rewardVendorHandlers: Handlers = {
  ...handle(rewardVendorCreate, { envelope: 'rewards' }, ({ world, till, body }) => {
    rewardBrand(world, body.brandId);
    const vendor = createVendor(world, vendorIn(body), till.id);
    return { status: succeeded(5002, 'Vendor created successfully'), vendor: toVendorJson(vendor) };
  }),

  ...handle(
    rewardVendorUpdate,
    { envelope: 'rewards', codes: { vendorId: UNKNOWN_VENDOR } },
    ({ world, till, path, body, raw }) => {
      const vendor = vendorById(world, path.vendorId);
      updateVendor(world, vendor, changedVendorIn(vendor, body, raw.body), till.id);
      const status = { success: true, code: 'VENDOR_UPDATED', message: 'Vendor updated successfully' };
      return { status, vendor: toVendorJson(vendor) };
    },
  ),

  ...handle(
    rewardVendorSetStatus,
    { envelope: 'rewards', codes: { vendorId: UNKNOWN_VENDOR, brandId: UNKNOWN_BRAND } },
    ({ world, till, path: { vendorId, action, brandId } }) => {
      const vendor = vendorById(world, vendorId, rewardBrand(world, brandId).id);
      setVendorEnabled(world, vendor, action === 'enable', till.id);
      return { status: succeeded(5006, 'Vendor status updated successfully'), vendorRo: toVendorJson(vendor) };
    },
  ),

  ...handle(
    rewardVendorGet,
    { envelope: 'rewards', codes: { vendorId: { code: UNKNOWN_VENDOR, httpStatus: 200 } } },
    ({ world, path: { vendorId } }) => {
      // An unknown vendor is told with HTTP 200.
      const vendor = vendorById(world, vendorId, undefined, 200);
      const redemptions = Object.values(world.vendorRedemptions).filter((each) => each.vendorId === vendor.id);
      return { status: FOUND, vendor: { ...toVendorJson(vendor), redemptionsConfigured: redemptions.length } };
    },
  ),

  ...handle(
    rewardVendorList,
    { envelope: 'rewards', codes: { brandId: UNKNOWN_BRAND } },
    ({ world, path, query: { enabled, code, type, orderBy = 'DESC' } }) => {
      const brand = rewardBrand(world, path.brandId);
      const found = Object.values(world.rewardVendors).filter(
        (each) =>
          each.brandId === brand.id &&
          (!enabled || each.enabled) &&
          (!code || each.code === code) &&
          (!type || each.type === type),
      );
      const ordered = sorted(found, ({ id, modifiedOn }) => [modifiedOn, id], orderBy);
      return { status: FOUND, vendorList: ordered.map(toVendorJson) };
    },
  ),

  ...handle(
    rewardVendorRedemptionCreate,
    { envelope: 'rewards', codes: { 'body.redemptionType': UNKNOWN_TYPE } },
    ({ world, till, body }) => {
      const { id: brandId } = rewardBrand(world, body.brandId);
      vendorById(world, body.vendorId, brandId);
      const redemption = createVendorRedemption(world, vendorRedemptionIn(brandId, body), till.id);
      return {
        status: succeeded(5012, 'Vendor redemption created successfully'),
        redemption: toSavedRedemptionJson(redemption),
      };
    },
  ),

  ...handle(
    rewardVendorRedemptionUpdate,
    { envelope: 'rewards', codes: { brandId: UNKNOWN_BRAND, 'body.redemptionType': UNKNOWN_TYPE } },
    ({ world, till, path, body }) => {
      const { id: brandId } = rewardBrand(world, path.brandId);
      const redemption = vendorRedemptionById(world, path.redemptionId, { brandId });
      vendorById(world, body.vendorId, brandId);
      updateVendorRedemption(world, redemption, vendorRedemptionIn(brandId, body, redemption), till.id);
      return {
        status: succeeded(5016, 'Vendor redemption updated successfully'),
        redemption: toSavedRedemptionJson(redemption),
      };
    },
  ),

  ...handle(
    rewardVendorRedemptionGet,
    { envelope: 'rewards', codes: { brandId: UNKNOWN_BRAND, vendorId: UNKNOWN_VENDOR } },
    ({ world, path: { vendorId, redemptionId, brandId } }) => {
      rewardBrand(world, brandId);
      const redemption = vendorRedemptionById(world, redemptionId, { brandId, vendorId });
      return { status: REDEMPTION_FOUND, redemption: toVendorRedemptionJson(world, redemption) };
    },
  ),

  ...handle(
    rewardListVendorRedemptions,
    {
      envelope: 'rewards',
      codes: {
        page: WRONG_PAGE,
        size: WRONG_PAGE,
        redemptionType: UNKNOWN_TYPE,
        order: { malformed: 'ignored' },
      },
    },
    ({ world, query }) => {
      const { vendorIds, redemptionType, sortOn, order } = query;
      const found = Object.values(world.vendorRedemptions).filter(
        (each) =>
          (vendorIds === undefined || vendorIds.includes(each.vendorId)) &&
          (redemptionType === undefined || each.redemptionType === redemptionType),
      );
      const ordered = sorted(found, ({ id, modifiedOn }) => (sortOn ? [modifiedOn, id] : [id]), order);
      const { rows, pagingDto } = paged(ordered, query, { size: 1, first: 0, code: WRONG_PAGE });
      return {
        status: REDEMPTION_FOUND,
        redemptionList: rows.map((each) => toVendorRedemptionJson(world, each)),
        pagingDetails: pagingDto,
      };
    },
  ),
};
