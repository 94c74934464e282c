/** The parts of a seed world: a brand's organization, its places and products, and its past. */
import type { Organisation, OrgUnit, Store } from '../domains/organization/state.js';
import type { Catalogue } from '../domains/product/seed.js';
import type { World } from '../world/world.js';

export interface Brand {
  organisation: Organisation;
  zones: readonly OrgUnit[];
  concepts: readonly OrgUnit[];
  stores: readonly Store[];
  catalogue: Catalogue;
  /** Replays the brand's past, up to now. */
  past: (world: World) => void;
}

/** A zone or concept. */
export const unit = (id: number, code: string, name: string, parentId: number | null = null): OrgUnit => ({
  id,
  code,
  name,
  description: name,
  parentId,
  active: true,
});

type StoreDetails = Pick<
  Store,
  'city' | 'state' | 'country' | 'pincode' | 'address' | 'latitude' | 'longitude' | 'zoneId' | 'conceptId'
>;

/** The brand's mail domain, and the digits that its stores' telephone numbers begin with. */
interface StoreContacts {
  domain: string;
  numbers: string;
}

/** A store whose codes and addresses follow from its id and code, and its contacts from the brand's. */
export const storeAt =
  ({ domain, numbers }: StoreContacts) =>
  (id: number, code: string, name: string, details: StoreDetails): Store => ({
    id,
    code,
    name,
    description: `${name} store`,
    externalId: `EXT-${code}`,
    externalId1: `SAP-${id}`,
    externalId2: '',
    mobile: `${numbers}${String(id).slice(-5)}`,
    email: `${code.toLowerCase()}@${domain}`,
    active: true,
    ...details,
  });

/** The id of a store's till: the store's id and the number of the till. */
export const tillId = (storeId: number, number: number): number => storeId * 100 + number;
