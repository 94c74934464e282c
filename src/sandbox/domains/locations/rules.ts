/** Locations: stores, zones, concepts and tills. Found by code, name or external id, and created one by one. */
import { md5 } from '../../../lib/md5.js';
import type { locationAdd } from '../../../tools/locations/locations.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { ACCESS } from '../../brands/fashion/organisation.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import { checkIdentifier } from '../customer/rules.js';
import type { OrgUnit, Store, Till } from '../organization/state.js';
import type { Locale, LocationDetails, LocationType } from './state.js';

/** Any of the four kinds, distinguished by `type`. */
export type Location =
  | { type: 'STORE'; entity: Store }
  | { type: 'ZONE'; entity: OrgUnit }
  | { type: 'CONCEPT'; entity: OrgUnit }
  | { type: 'TILL'; entity: Till };

/** All locations: zones, concepts, stores, tills, each by id. */
export function locationsOf(world: World): Location[] {
  return [
    ...Object.values(world.zones).map((entity): Location => ({ type: 'ZONE', entity })),
    ...Object.values(world.concepts).map((entity): Location => ({ type: 'CONCEPT', entity })),
    ...Object.values(world.stores).map((entity): Location => ({ type: 'STORE', entity })),
    ...Object.values(world.tills).map((entity): Location => ({ type: 'TILL', entity })),
  ];
}

const keyOf = (type: LocationType, id: number): string => `${type}:${id}`;

export const organisationLocale = ({ organisation }: World): Locale => ({
  language: organisation.language,
  currency: organisation.currency.code,
  timezone: organisation.timezone,
});

const plainDetails = (locale: Locale): LocationDetails => ({
  ...locale,
  isAdmin: false,
  isDefault: false,
  externalIds: [],
  description: '',
  customFields: {},
  updatedOn: '',
});

/** The stored details of a location. A location created elsewhere has only the organization's locale. */
export function detailsOf(world: World, { type, entity }: Location): LocationDetails {
  return world.locationDetails[keyOf(type, entity.id)] ?? plainDetails(organisationLocale(world));
}

/** Stores details of a location; absent ones keep their value. */
export function describeLocation(world: World, location: Location, details: Partial<LocationDetails>): void {
  world.locationDetails[keyOf(location.type, location.entity.id)] = { ...detailsOf(world, location), ...details };
}

/** Every external id of a location; only stores and zones have any. */
export function externalIdsOf(world: World, location: Location): string[] {
  const own =
    location.type === 'STORE'
      ? [location.entity.externalId, location.entity.externalId1, location.entity.externalId2]
      : [];
  return [...own, ...detailsOf(world, location).externalIds].filter((id) => id !== '');
}

/** Whether it is an organization unit: a concept without a parent concept. */
export const isOrgUnit = (location: Location): boolean =>
  location.type === 'CONCEPT' && location.entity.parentId === null;

/** The codes of the locations above: by the names that a row of a bulk call has for them. */
export function parentCodesOf(world: World, { type, entity }: Location): Record<string, string> {
  const { zones, concepts, stores } = world;
  const parents = {
    ...(type === 'STORE' && { areaParentCode: zones[entity.zoneId], groupParentCode: concepts[entity.conceptId] }),
    ...(type === 'ZONE' && { areaParentCode: zones[entity.parentId ?? 0] }),
    ...(type === 'CONCEPT' && { groupParentCode: concepts[entity.parentId ?? 0] }),
    ...(type === 'TILL' && { storeParentCode: stores[entity.storeId] }),
  };
  return Object.fromEntries(Object.entries(parents).flatMap(([name, parent]) => (parent ? [[name, parent.code]] : [])));
}

/** The locations directly below: units and stores of a zone or concept, tills of a store. */
export function childrenOf(world: World, { type, entity: { id } }: Location): Location[] {
  return locationsOf(world).filter((each) => {
    switch (each.type) {
      case 'TILL':
        return type === 'STORE' && each.entity.storeId === id;
      case 'STORE':
        return (type === 'ZONE' && each.entity.zoneId === id) || (type === 'CONCEPT' && each.entity.conceptId === id);
      default:
        return each.type === type && each.entity.parentId === id;
    }
  });
}

/** The location directly above; the zone of a store, which also has a concept. */
export const parentOf = (world: World, { type, entity }: Location): Location | undefined =>
  locationsOf(world).find((each) =>
    childrenOf(world, each).some((child) => child.type === type && child.entity.id === entity.id),
  );

/** Whether the user of a till may change the organization's structure. */
export function isAdminTill(world: World, till: Till): boolean {
  return detailsOf(world, { type: 'TILL', entity: till }).isAdmin;
}

/** Criteria for finding locations; undefined ones match everything. */
interface LocationFilter {
  readonly type?: LocationType | undefined;
  readonly codes?: readonly string[] | undefined;
  readonly starts?: LocationStarts | undefined;
  readonly isActive?: boolean | undefined;
  readonly isAdmin?: boolean | undefined;
  readonly isOrgUnit?: boolean | undefined;
}

/** Prefixes of values, any of which may match. */
export type LocationStarts = Partial<Record<'name' | 'code' | 'external_id', string>>;

export function findLocations(world: World, filter: LocationFilter): Location[] {
  const { type, codes, starts, isActive, isAdmin } = filter;
  return locationsOf(world).filter(
    (location) =>
      (type === undefined || location.type === type) &&
      (codes === undefined || codes.includes(location.entity.code)) &&
      (starts === undefined || startsWithAny(world, location, starts)) &&
      (isActive === undefined || location.entity.active === isActive) &&
      (isAdmin === undefined || detailsOf(world, location).isAdmin === isAdmin) &&
      (filter.isOrgUnit === undefined || isOrgUnit(location) === filter.isOrgUnit),
  );
}

function startsWithAny(world: World, location: Location, starts: LocationStarts): boolean {
  const begins = (value: string, start: string | undefined): boolean =>
    start !== undefined && value.toLowerCase().startsWith(start.toLowerCase());
  return (
    begins(location.entity.name, starts.name) ||
    begins(location.entity.code, starts.code) ||
    externalIdsOf(world, location).some((id) => begins(id, starts.external_id))
  );
}

/** A location to create. Empty texts count as absent. */
export type NewLocation = Body<typeof locationAdd>[number];

const CODE = /^[\p{L}\p{M}\p{N}_.]{1,50}$/u;
const NAME_LENGTH = 100;
/** The organization itself, above its topmost zones and concepts. */
export const ROOT = 'root';

/**
 * Creates a location. The documentation names no codes for rows.
 * @throws 400 if a setting that the type needs is missing, one is not valid, or a code or external id is in use
 * @throws 8055 if the email is malformed
 * @throws 8056 if the mobile is malformed
 */
export function addLocation(
  world: World,
  type: LocationType,
  input: NewLocation,
  { inheritLocale }: { inheritLocale: boolean },
): Location {
  checkNames(world, type, input);
  const made = placeLocation(world, type, input, inheritLocale);
  const location = made.create();
  const ids = externalIdsIn(input);
  describeLocation(world, location, {
    ...made.locale,
    isAdmin: type === 'TILL' && (input.isAdmin ?? false),
    description: input.description ?? '',
    externalIds: type === 'STORE' ? ids.slice(3) : type === 'ZONE' ? ids : [],
    customFields: { ...input.customFields },
    updatedOn: now(world),
  });
  if (location.type === 'TILL' && input.isDefault) makeDefault(world, location.entity);
  return location;
}

const externalIdsIn = ({ externalId = [] }: NewLocation): string[] => [...new Set(externalId)];

/** @throws 400 if it is too long, or that of the organization itself */
export function checkName(name: string): void {
  if (name.length > NAME_LENGTH || name.toLowerCase() === ROOT) fail(400, `${name} is not a valid name`);
}

function checkNames(world: World, type: LocationType, input: NewLocation): void {
  const { code, name } = input;
  if (!CODE.test(code)) fail(400, `INVALID_CHARACTERS: ${code} is not a valid code`);
  checkName(name);
  if (findLocations(world, { type }).some((each) => each.entity.code === code)) {
    fail(400, `Code ${code} is already in use`);
  }
  checkExternalIds(world, type, externalIdsIn(input));
}

/** @throws 400 if another location of the type has one of the ids */
export function checkExternalIds(world: World, type: LocationType, ids: readonly string[], own?: Location): void {
  const others = findLocations(world, { type }).filter((each) => each.entity.id !== own?.entity.id);
  const taken = ids.find((id) => others.some((each) => externalIdsOf(world, each).includes(id)));
  if (taken !== undefined) fail(400, `External id ${taken} is already in use`);
}

/** Gives a location its external ids. The first three of a store are fields of the store itself. */
export function setExternalIds(world: World, location: Location, ids: readonly string[]): void {
  const [externalId = '', externalId1 = '', externalId2 = '', ...more] = ids;
  const isStore = location.type === 'STORE';
  if (isStore) Object.assign(location.entity, { externalId, externalId1, externalId2 });
  describeLocation(world, location, { externalIds: isStore ? more : [...ids] });
}

/** Checks where a location goes and which locale it has; the returned `create` then creates it. */
function placeLocation(
  world: World,
  type: LocationType,
  input: NewLocation,
  inheritLocale: boolean,
): { locale: Locale; create: () => Location } {
  switch (type) {
    case 'ZONE': {
      const parent = unitAbove(world, 'ZONE', input.areaParentCode, 'areaParentCode');
      return {
        locale: localeFor(world, input, inheritLocale, parent),
        create: () => ({ type, entity: addUnit(world, 'zone', input, parent?.entity.id ?? null) }),
      };
    }
    case 'CONCEPT': {
      const needed = inheritLocale || input.groupParentCode;
      const parent = needed ? unitAbove(world, 'CONCEPT', input.groupParentCode, 'groupParentCode') : null;
      return {
        locale: localeFor(world, input, inheritLocale, parent),
        create: () => ({ type, entity: addUnit(world, 'concept', input, parent?.entity.id ?? null) }),
      };
    }
    case 'STORE': {
      const zone = unitAbove(world, 'ZONE', input.areaParentCode, 'areaParentCode');
      const concept = unitAbove(world, 'CONCEPT', input.groupParentCode, 'groupParentCode');
      if (!zone || !concept) return fail(400, 'A store must have a zone and a concept as parents, not the root');
      const contact = storeContact(world, input);
      const locale = localeFor(world, input, inheritLocale, zone);
      return {
        locale,
        create: () => ({ type, entity: addStore(world, input, contact, zone.entity.id, concept.entity.id) }),
      };
    }
    case 'TILL': {
      const store = storeAbove(world, input.storeParentCode);
      return {
        locale: localeOf(detailsOf(world, { type: 'STORE', entity: store })),
        create: () => ({ type, entity: addTill(world, input, store.id) }),
      };
    }
  }
}

export type UnitLocation = Extract<Location, { entity: OrgUnit }>;

/** The active zone or concept with a code; null for the root. */
export function unitAbove(
  world: World,
  type: 'ZONE' | 'CONCEPT',
  code: string | undefined,
  field: string,
): UnitLocation | null {
  if (!code) return fail(400, `${field} is missing`);
  if (code === ROOT) return null;
  const units = type === 'ZONE' ? world.zones : world.concepts;
  const entity = Object.values(units).find((each) => each.code === code);
  if (!entity) return fail(400, `No ${type.toLowerCase()} has the code ${code}`);
  return entity.active ? { type, entity } : fail(400, `${code} is not active`);
}

export function storeAbove(world: World, code: string | undefined): Store {
  if (!code) return fail(400, 'storeParentCode is missing');
  const store = Object.values(world.stores).find((each) => each.code === code);
  if (!store) return fail(400, `No store has the code ${code}`);
  return store.active ? store : fail(400, `Store ${code} is not active`);
}

/**
 * The given locale, or the one of the parent. Of a store's two parents, the zone counts, because it says where the
 * store is.
 */
function localeFor(world: World, given: NewLocation, inherit: boolean, parent: UnitLocation | null): Locale {
  if (inherit) return parent ? localeOf(detailsOf(world, parent)) : organisationLocale(world);
  const { language = '', currency = '', timezone = '' } = given;
  return checkedLocale({ language, currency, timezone });
}

/** @throws 400 if a value is not known */
export function checkedLocale({ language, currency, timezone }: Locale): Locale {
  if (!isKnown(() => Intl.getCanonicalLocales(language))) fail(400, 'language must be a language tag such as en-US');
  if (!Intl.supportedValuesOf('currency').includes(currency)) fail(400, 'currency must be an ISO 4217 code');
  if (timezone === '' || !isKnown(() => new Intl.DateTimeFormat('en', { timeZone: timezone }))) {
    fail(400, 'timezone must be an IANA time zone name');
  }
  return { language, currency, timezone };
}

export const localeOf = ({ language, currency, timezone }: Locale): Locale => ({ language, currency, timezone });

/** Whether Intl accepts a value: it throws a RangeError for unknown ones. */
function isKnown(ask: () => unknown): boolean {
  try {
    ask();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * How to reach a store, and where it is.
 * @throws 8055 if the email is malformed
 * @throws 8056 if the mobile is malformed
 * @throws 400 if the position is not valid
 */
export function storeContact(
  world: World,
  { latitude, longitude, email = '', mobile = '' }: Pick<NewLocation, 'latitude' | 'longitude' | 'email' | 'mobile'>,
) {
  if (email) checkIdentifier(world, { type: 'email', value: email });
  if (mobile) checkIdentifier(world, { type: 'mobile', value: mobile });
  return {
    email,
    mobile,
    latitude: degrees('latitude', latitude, 90),
    longitude: degrees('longitude', longitude, 180),
  };
}

/** @throws 400 if it is not a number in the range */
export function degrees(field: string, text = '', most: number): number {
  const value = Number(text);
  return Math.abs(value) <= most ? value : fail(400, `${field} must be from -${most} to ${most}`);
}

function addUnit(world: World, kind: 'zone' | 'concept', input: NewLocation, parentId: number | null): OrgUnit {
  const { code, name, description = '', isActive: active = true } = input;
  const unit = { id: nextId(world, kind), code, name, description, parentId, active };
  const units = kind === 'zone' ? world.zones : world.concepts;
  units[unit.id] = unit;
  return unit;
}

function addStore(
  world: World,
  input: NewLocation,
  contact: Pick<Store, 'email' | 'mobile' | 'latitude' | 'longitude'>,
  zoneId: number,
  conceptId: number,
): Store {
  const { code, name, description = '', isActive: active = true } = input;
  const [externalId = '', externalId1 = '', externalId2 = ''] = externalIdsIn(input);
  const store: Store = {
    id: nextId(world, 'store'),
    code,
    name,
    description,
    externalId,
    externalId1,
    externalId2,
    zoneId,
    conceptId,
    address: '',
    city: '',
    state: '',
    pincode: '',
    country: '',
    ...contact,
    active,
  };
  world.stores[store.id] = store;
  return store;
}

/** The user of the till can call the API at once, with the password that all tills of the sandbox share. */
function addTill(world: World, { code, name, isActive: active = true }: NewLocation, storeId: number): Till {
  const id = nextId(world, 'till');
  const till: Till = { id, code, name, storeId, active, username: code, passwordMd5: md5(ACCESS.password) };
  world.tills[id] = till;
  return till;
}

/** A store has one default till. */
function makeDefault(world: World, till: Till): void {
  for (const entity of Object.values(world.tills)) {
    const isIt = entity.id === till.id;
    const location: Location = { type: 'TILL', entity };
    if (entity.storeId !== till.storeId || detailsOf(world, location).isDefault === isIt) continue;
    describeLocation(world, location, { isDefault: isIt, updatedOn: now(world) });
  }
}
