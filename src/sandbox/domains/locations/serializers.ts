/** Locations as the Locations endpoints show and take them. */
import { booleanOf, given, type JsonObject, listOf, objectOf, textOf } from '../../http/arguments.js';
import type { World } from '../../world/world.js';
import {
  childrenOf,
  detailsOf,
  externalIdsOf,
  isOrgUnit,
  type Location,
  type NewLocation,
  parentCodesOf,
} from './rules.js';

/** A location; with `withChildren` also those below it, to the tills. */
export function locationFace(world: World, location: Location, withChildren: boolean): object {
  const { type, entity } = location;
  const { description, isAdmin, isDefault, customFields, language, currency, timezone } = detailsOf(world, location);
  return {
    id: entity.id,
    code: entity.code,
    name: entity.name,
    description,
    type,
    isActive: entity.active,
    isAdmin,
    isDefault,
    isOrgUnit: isOrgUnit(location),
    ...parentCodesOf(world, location),
    externalIds: externalIdsOf(world, location),
    ...(location.type === 'STORE' && {
      email: location.entity.email,
      mobile: location.entity.mobile,
      latitude: coordinate(location.entity.latitude),
      longitude: coordinate(location.entity.longitude),
    }),
    language,
    currency,
    timezone,
    customFields,
    ...(withChildren && {
      children: childrenOf(world, location).map((child) => locationFace(world, child, true)),
    }),
  };
}

/** Text; empty for 0, which the world has where a store gave none. */
const coordinate = (degrees: number): string => (degrees === 0 ? '' : String(degrees));

/** A row of a bulk call. */
export function readLocation(row: JsonObject): NewLocation {
  const text = (name: string): string => textOf(row[name]);
  return {
    code: text('code'),
    name: text('name'),
    description: text('description'),
    areaParentCode: text('areaParentCode'),
    groupParentCode: text('groupParentCode'),
    storeParentCode: text('storeParentCode'),
    language: text('language'),
    currency: text('currency'),
    timezone: text('timezone'),
    active: given(row['isActive']) ? booleanOf(row['isActive']) : true,
    isAdmin: booleanOf(row['isAdmin']),
    isDefault: booleanOf(row['isDefault']),
    latitude: text('latitude'),
    longitude: text('longitude'),
    email: text('email'),
    mobile: text('mobile'),
    externalIds: [...new Set(listOf(row['externalId']).map(textOf))].filter((id) => id !== ''),
    customFields: { ...objectOf(row['customFields']) },
  };
}
