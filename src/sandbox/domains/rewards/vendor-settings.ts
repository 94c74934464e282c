/** The settings of vendors and their redemptions, as bodies have them. */
import type {
  rewardVendorCreate,
  rewardVendorRedemptionUpdate,
  rewardVendorUpdate,
} from '../../../tools/beyond/reward-vendors.js';
import type { Body, ElementOf, JsonObject } from '../../../tools/schemas/decoded.js';
import { objectOf, textOf } from '../../http/arguments.js';
import type { RewardVendor, VendorFile, VendorRedemption } from './back-office-state.js';
import type { NewVendorAction, NewVendorRedemption } from './vendor-redemptions.js';
import type { VendorSettings } from './vendors.js';

type CreateBody = Body<typeof rewardVendorCreate>;
type UpdateBody = Body<typeof rewardVendorUpdate>;
type RedemptionBody = Body<typeof rewardVendorRedemptionUpdate>;

const fileIn = (row: ElementOf<NonNullable<CreateBody['images']>>): VendorFile => ({
  name: row.name,
  altText: row.altText ?? null,
  id: row.id || null,
  url: row.url || null,
  isExternal: row.isExternal,
});

/** Settings are texts. */
const settingsIn = (details: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(details).map(([key, value]) => [key, textOf(value)]));

export const vendorIn = (body: CreateBody): VendorSettings => ({
  brandId: body.brandId,
  name: body.name,
  code: body.code || null,
  type: body.type,
  rank: body.rank ?? null,
  description: body.description || null,
  enabled: body.enabled ?? true,
  encryptionRequired: body.isEncryptionRequired ?? false,
  integrations: body.vendorTypes ?? null,
  settings: settingsIn(body.vendorDetails ?? {}),
  images: (body.images ?? []).map(fileIn),
  videos: (body.videos ?? []).map(fileIn),
});

/**
 * The settings of a vendor that is changed. What was left out keeps its value.
 *
 * @param sent - the body as it was sent, in which null clears a value
 */
export function changedVendorIn(vendor: RewardVendor, body: UpdateBody, sent: unknown): VendorSettings {
  const raw = objectOf(sent);
  const changed = <T>(name: keyof UpdateBody, given: T | undefined, current: T, cleared: T): T =>
    raw[name] === null ? cleared : (given ?? current);
  const settings = body.vendorDetails && settingsIn(body.vendorDetails);
  return {
    brandId: vendor.brandId,
    name: body.name,
    enabled: body.enabled,
    type: body.type,
    code: changed<string | null>('code', body.code || undefined, vendor.code, null),
    rank: changed<number | null>('rank', body.rank, vendor.rank, null),
    description: changed<string | null>('description', body.description, vendor.description, null) || null,
    encryptionRequired: body.isEncryptionRequired ?? vendor.encryptionRequired,
    integrations: changed<readonly string[] | null>('vendorTypes', body.vendorTypes, vendor.integrations, null),
    settings: changed('vendorDetails', settings, vendor.settings, {}),
    images: changed('images', body.images?.map(fileIn), vendor.images, []),
    videos: changed('videos', body.videos?.map(fileIn), vendor.videos, []),
  };
}

const actionIn = (row: ElementOf<RedemptionBody['actions']>): NewVendorAction => ({
  id: row.actionId,
  name: row.name,
  enabled: row.enabled ?? true,
  apiType: row.apiType,
  apiUrl: row.apiUrl,
  apiHeaders: { ...row.apiHeaders },
  apiBody: row.apiBody ?? '',
  execOrder: row.execOrder,
  contextKeys: { ...row.contextKeys },
  retryAction: row.retryAction ?? false,
});

/** A set-up; with `current`, a name and a switch that are left out keep their value. */
export const vendorRedemptionIn = (
  brandId: number,
  body: RedemptionBody,
  current?: VendorRedemption,
): NewVendorRedemption => ({
  brandId,
  vendorId: body.vendorId,
  name: body.name ?? current?.name ?? '',
  redemptionType: body.redemptionType.toUpperCase(),
  enabled: body.enabled ?? current?.enabled ?? true,
  responseKeys: body.responseKeys ?? [],
  actions: body.actions.map(actionIn),
});
