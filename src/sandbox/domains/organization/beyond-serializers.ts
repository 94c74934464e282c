/** Stores and the organization as the calls beyond the inventory show them. */
import type { organizationAddStores, organizationGetHierarchy } from '../../../tools/beyond/organization.js';
import type { Answer, PartOf, RowOf } from '../../../tools/schemas/decoded.js';
import type { World } from '../../world/world.js';
import { detailsOf, externalIdsOf } from '../locations/rules.js';
import { toOrganizationJson } from './in-touch-serializers.js';
import { currencyName, platformIds } from './serializers.js';
import type { Store } from './state.js';

/** Text; empty for 0, which the world has where a store gave none. */
const coordinate = (degrees: number): string => (degrees === 0 ? '' : String(degrees));

/** A store with all that the call took. */
export function toWholeStoreJson(
  world: World,
  store: Store,
): PartOf<RowOf<typeof organizationAddStores, 'response'>, 'result'> {
  const location = { type: 'STORE', entity: store } as const;
  const details = detailsOf(world, location);
  return {
    id: store.id,
    code: store.code,
    description: details.description,
    name: store.name,
    type: 'STORE',
    adminType: details.isAdmin ? 'ADMIN' : 'GENERAL',
    isActive: store.active,
    ...platformIds(details),
    parentZoneId: store.zoneId,
    parentConceptId: store.conceptId,
    externalIds: externalIdsOf(world, location),
    email: store.email,
    mobile: store.mobile,
    landline: details.landline ?? '',
    latitude: coordinate(store.latitude),
    longitude: coordinate(store.longitude),
    address: store.address,
    cityId: details.cityId ?? 0,
    areaId: details.areaId ?? 0,
    customFields: details.customFields,
  };
}

const NO_PARENT = -1;

/** The organization, which stands alone. */
export function toHierarchyJson(
  world: World,
  { withFields }: { withFields: boolean },
): Omit<Answer<typeof organizationGetHierarchy>, 'warnings'> {
  const shown = toOrganizationJson(world);
  return {
    baseOrganization: {
      id: world.organisation.id,
      name: shown.name,
      address: shown.address,
      language: shown.language,
      languageCode: shown.language_code,
      languageLocale: shown.language_locale,
      parentId: NO_PARENT,
      pinCode: shown.pincode,
      currency: currencyName(world.organisation.currency.code),
      timezoneLabel: world.organisation.timezone,
      timezoneOffset: shown.timezone_offset,
      minSmsHour: Number(shown.min_sms_hour),
      maxSmsHour: Number(shown.max_sms_hour),
      webSite: shown.website,
      country: shown.country,
      state: shown.state,
      city: shown.city,
      active: true,
      orgType: 'STANDARD_ORG',
      ...(withFields && { customFields: world.organisationFields }),
    },
    connectedOrganizations: [],
    uniqueId: null,
  };
}
