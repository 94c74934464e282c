/** Stores as v2's calls on stores describe them: adding one, and replacing all that is known of one. */
import type { organizationAddStores, organizationReplaceStores } from '../../../tools/beyond/organization.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import {
  addLocation,
  checkExternalIds,
  checkName,
  describeLocation,
  detailsOf,
  localeOf,
  setExternalIds,
  storeContact,
} from '../locations/rules.js';
import type { Locale } from '../locations/state.js';
import { localeOfIds } from './serializers.js';
import type { OrgUnit, Store } from './state.js';

type NewStore = Body<typeof organizationAddStores>[number];
type WholeStore = Body<typeof organizationReplaceStores>[number];

const STORE_NAME_EXISTS = 1206;
const STORE_CODE_EXISTS = 1220;
const NO_EXTERNAL_ID = 1221;
const NO_SUCH_STORE = 1235;

/**
 * The zone or concept with an id; the first without an id.
 * @throws 400 if there is none with the id
 */
function unitWith(units: Readonly<Record<number, OrgUnit>>, id: number | undefined): OrgUnit {
  const found = id === undefined ? Object.values(units)[0] : units[id];
  return found ?? fail(400, `No zone or concept has the id ${id}`);
}

function checkStoreName(world: World, name: string, own?: Store): void {
  const taken = Object.values(world.stores).some(
    (each) => each.id !== own?.id && each.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) fail(STORE_NAME_EXISTS, `A store named ${name} already exists`);
}

/**
 * Adds a store. Without a locale of its own it has that of its zone.
 * @throws 1220 if another store has the code
 * @throws 1206 if another store has the name
 * @throws 1221 if there is no external id
 * @throws 8055, 8056 if the email or the mobile is malformed
 * @throws 400 if anything else is not valid
 */
export function createStore(world: World, input: NewStore): Store {
  const { code, name } = input;
  if (Object.values(world.stores).some((each) => each.code === code)) {
    fail(STORE_CODE_EXISTS, `A store with the code ${code} already exists`);
  }
  checkStoreName(world, name);
  if (input.externalIds.length === 0) fail(NO_EXTERNAL_ID, 'A store must have an external id');
  const location = addLocation(
    world,
    'STORE',
    {
      ...input,
      areaParentCode: unitWith(world.zones, input.parentZoneId).code,
      groupParentCode: unitWith(world.concepts, input.parentConceptId).code,
      externalId: input.externalIds,
    },
    { inheritLocale: true },
  );
  const store = world.stores[location.entity.id];
  if (!store) throw new Error('the store was not added');
  describeStore(world, store, input);
  return store;
}

/** Sets what locations do not have by themselves. */
function describeStore(world: World, store: Store, input: NewStore | WholeStore): void {
  const location = { type: 'STORE', entity: store } as const;
  store.address = input.address ?? '';
  describeLocation(world, location, {
    ...localeOfIds(input, localeOf(detailsOf(world, location))),
    isAdmin: input.adminType === 'ADMIN',
    landline: input.landline ?? '',
    cityId: input.cityId ?? 0,
    areaId: input.areaId ?? 0,
    updatedOn: now(world),
  });
}

/**
 * Replaces all that is known of the store with a code. What is not sent is lost; the places above are then the first.
 * @throws 1235 if no store has the code
 * @throws 1206 if another store has the name
 * @throws 8055, 8056 if the email or the mobile is malformed
 * @throws 400 if anything else is not valid
 */
export function replaceStore(world: World, input: WholeStore): Store {
  const { code, id, name, description = '', externalIds = [] } = input;
  const store =
    Object.values(world.stores).find((each) => each.code === code) ??
    fail(NO_SUCH_STORE, `No store has the code ${code}`);
  if (id !== undefined && id !== store.id) fail(400, `The store with the code ${code} has the id ${store.id}`);
  checkStoreName(world, name, store);
  checkName(name);
  const location = { type: 'STORE', entity: store } as const;
  checkExternalIds(world, 'STORE', externalIds, location);
  const contact = storeContact(world, input);
  const zone = unitWith(world.zones, input.parentZoneId);
  const concept = unitWith(world.concepts, input.parentConceptId);

  Object.assign(store, contact, {
    name,
    description,
    zoneId: zone.id,
    conceptId: concept.id,
    active: input.isActive ?? true,
    city: '',
    state: '',
    pincode: '',
    country: '',
  });
  const inherited: Locale = localeOf(detailsOf(world, { type: 'ZONE', entity: zone }));
  describeLocation(world, location, {
    ...inherited,
    description,
    isDefault: input.default ?? false,
    customFields: { ...input.customFields },
  });
  setExternalIds(world, location, externalIds);
  describeStore(world, store, input);
  return store;
}
