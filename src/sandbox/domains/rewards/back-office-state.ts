/** What the back office sets up around rewards: delivery states, groups, rich-text fields, and vendors. */
import type { rewardVendorCreate } from '../../../tools/beyond/reward-vendors.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import type { Authorship } from './authorship.js';

/** A state in which an issued reward can be on its way to the customer. */
export interface FulfillmentStatus extends Authorship {
  id: number;
  name: string;
  enabled: boolean;
}

/** A group under which rewards are listed. */
export interface RewardGroup extends Authorship {
  id: number;
  name: string;
  rank: number | null;
  active: boolean;
}

/** A text with markup that rewards can have in each language. */
export interface RichTextField extends Authorship {
  id: number;
  name: string;
  description: string | null;
  isMandatory: boolean;
  isActive: boolean;
  /** What rewards without a text of their own show; only of mandatory fields. */
  defaultValue: string | null;
}

/** A picture or video of a vendor. */
export interface VendorFile {
  name: string;
  altText: string | null;
  id: string | null;
  url: string | null;
  isExternal: boolean;
}

/** An outside supplier of rewards. */
export interface RewardVendor extends Authorship {
  id: number;
  brandId: number;
  name: string;
  code: string;
  type: Body<typeof rewardVendorCreate>['type'];
  rank: number | null;
  description: string | null;
  enabled: boolean;
  encryptionRequired: boolean;
  integrations: readonly string[] | null;
  /** Settings, which answers mask. */
  settings: Record<string, string>;
  images: VendorFile[];
  videos: VendorFile[];
}

/** A call to a vendor. The sandbox keeps it and never makes it. */
export interface VendorAction {
  id: number;
  name: string;
  enabled: boolean;
  apiType: string;
  apiUrl: string;
  apiHeaders: Record<string, unknown>;
  apiBody: string;
  execOrder: number;
  contextKeys: Record<string, unknown>;
  retryAction: boolean;
}

/** How a vendor fulfils rewards; a reward's `vendorRedemption` refers to it. */
export interface VendorRedemption extends Authorship {
  id: number;
  brandId: number;
  vendorId: number;
  name: string;
  redemptionType: string;
  enabled: boolean;
  actions: VendorAction[];
  responseKeys: readonly string[];
  /** Vouchers that the vendor still has; null for any number. */
  stock: number | null;
  validDays: number;
}

export interface BackOfficeState {
  fulfillmentStatuses: Record<number, FulfillmentStatus>;
  rewardGroups: Record<number, RewardGroup>;
  richTextFields: Record<number, RichTextField>;
  rewardVendors: Record<number, RewardVendor>;
  vendorRedemptions: Record<number, VendorRedemption>;
}

export const emptyBackOfficeState = (): BackOfficeState => ({
  fulfillmentStatuses: {},
  rewardGroups: {},
  richTextFields: {},
  rewardVendors: {},
  vendorRedemptions: {},
});

/** The first ids. */
export const BACK_OFFICE_IDS = {
  fulfillmentStatus: 161,
  rewardGroup: 2401,
  richTextField: 7,
  rewardVendor: 301,
  vendorRedemption: 9,
  vendorAction: 91,
};
