/** Locations as the Locations endpoints show them. */
import type { locationList } from '../../../tools/locations/locations.js';
import type { RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { childrenOf, detailsOf, externalIdsOf, isOrgUnit, type Location, parentCodesOf } from './rules.js';

type LocationJson = Omit<RowOf<typeof locationList>, 'children'>;

/** A location with those below it, to the tills. */
export const toTreeJson = (world: World, location: Location): LocationTreeJson => ({
  ...toLocationJson(world, location),
  children: childrenOf(world, location).map((child) => toTreeJson(world, child)),
});

interface LocationTreeJson extends LocationJson {
  readonly children: readonly LocationTreeJson[];
}

/** A location alone. */
export function toLocationJson(world: World, location: Location): LocationJson {
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
  };
}

/** Text; empty for 0, which the world has where a store gave none. */
const coordinate = (degrees: number): string => (degrees === 0 ? '' : String(degrees));
