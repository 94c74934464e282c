/** The organization, its places, fields and items as v1.1 shows them: nearly everything is text. */
import type {
  organizationGet,
  organizationGetCustomFields,
  organizationGetEntities,
  organizationGetTopItems,
} from '../../../tools/organization/organization.legacy.js';
import type { InTouchRowOf } from '../../../tools/schemas/decoded.js';
import { itemStatus } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { localDateTime, offsetMinutes, offsetText } from '../../world/dates.js';
import type { World } from '../../world/world.js';
import type { CustomFieldDefinition } from '../custom-fields/state.js';
import { detailsOf, externalIdsOf, type Location, parentOf } from '../locations/rules.js';
import { attributesOf } from '../product/rules.js';
import type { Product } from '../product/state.js';
import { currencySymbol, languageName, platformIds } from './serializers.js';

type OrganizationJson = InTouchRowOf<typeof organizationGet.v1_1, 'organization'>;
type EntityJson = InTouchRowOf<typeof organizationGetEntities.v1_1, 'organization', 'entities', 'entity'>;
type ItemJson = InTouchRowOf<typeof organizationGetTopItems.v1_1, 'organization', 'item'>;
type FieldJson = InTouchRowOf<typeof organizationGetCustomFields.v1_1, 'organization', 'custom_fields', 'field'>;

const offsetNow = (world: World, timezone: string): string => offsetText(offsetMinutes(timezone, now(world)));

/** The organization, whose address is that of its first store. */
export function toOrganizationJson(world: World): OrganizationJson {
  const { id, name, timezone, currency, countryCode, language: locale, settings } = world.organisation;
  const [store] = Object.values(world.stores);
  const offset = offsetNow(world, timezone);
  const language = { lang: languageName(locale), locale };
  const country = { name: store?.country ?? '', code: countryCode };
  return {
    id: String(id),
    name,
    address: store?.city ?? '',
    language: language.lang,
    language_code: locale.split('-')[0] ?? '',
    language_locale: locale,
    currency: currency.code,
    timezone_offset: offset,
    timezone,
    min_sms_hour: '9',
    max_sms_hour: '21',
    website: `https://${name.toLowerCase().replaceAll(' ', '-')}.example.com`,
    country: country.name,
    country_code: countryCode,
    state: store?.state ?? '',
    city: store?.city ?? '',
    pincode: store?.pincode ?? '',
    currencies: {
      base_currency: { symbol: currency.symbol, label: currency.code },
      supported_currencies: {
        currency: Object.keys(settings.currencyRatios).map((label) => ({ symbol: currencySymbol(label), label })),
      },
    },
    timezones: {
      base_timezone: { label: timezone, offset },
      supported_timezones: { timezone: [{ label: timezone, offset }] },
    },
    languages: { base_language: language, supported_languages: { language: [language] } },
    countries: { base_country: country, supported_countries: { country: [country] } },
  };
}

/** What `details=basic` leaves out: time zone, currency and language, by id and by name. */
function toLocaleJson(world: World, location: Location, withTimezones: boolean): Partial<EntityJson> {
  const { timezone, currency, language } = detailsOf(world, location);
  const { timeZoneId, currencyId, languageId } = platformIds({ timezone, currency });
  return {
    time_zone_id: String(timeZoneId),
    currency_id: String(currencyId),
    language_id: String(languageId),
    ...(withTimezones && { timezones: { base_timezone: { label: timezone, offset: offsetNow(world, timezone) } } }),
    currencies: { base_currency: { symbol: world.organisation.currency.symbol, label: currency } },
    languages: { base_language: { lang: languageName(language), locale: language } },
    language_code: language.split('-')[0] ?? '',
    language_locale: language,
  };
}

/** What only stores have: two more external ids, how to reach them, and where they are. */
function toContactJson(world: World, location: Location & { type: 'STORE' }): Partial<EntityJson> {
  const { mobile, email, address, latitude, longitude } = location.entity;
  const [, second = '', third = ''] = externalIdsOf(world, location);
  return {
    external_id_1: second,
    external_id_2: third,
    mobile,
    land_line: '',
    email,
    address,
    location: { latitude: String(latitude), longitude: String(longitude) },
  };
}

export function toEntityJson(
  world: World,
  location: Location,
  shown: { readonly locale: boolean; readonly timezones: boolean },
): EntityJson {
  const { type, entity } = location;
  const details = detailsOf(world, location);
  const parent = parentOf(world, location);
  return {
    item_status: itemStatus(3200, 'Entity search successful'),
    id: String(entity.id),
    is_active: entity.active ? '1' : '0',
    code: entity.code,
    name: entity.name,
    description: details.description,
    last_updated_by: '-1',
    last_updated_on: localDateTime(details.updatedOn, world.organisation.timezone),
    custom_fields: { field: Object.entries(details.customFields).map(([name, value]) => ({ name, value })) },
    parent: parent ? { id: String(parent.entity.id), code: parent.entity.code, type: parent.type } : {},
    external_id: externalIdsOf(world, location)[0] ?? '',
    ...(location.type === 'STORE' && toContactJson(world, location)),
    ...(location.type === 'TILL' && { username: location.entity.username }),
    ...(shown.locale && toLocaleJson(world, location, shown.timezones)),
    type,
  };
}

export function toItemJson(world: World, product: Product): ItemJson {
  const attributes = {
    brand: world.productBrands[product.brandId ?? 0]?.name ?? '',
    category: world.productCategories[product.categoryId ?? 0]?.name ?? '',
    ...Object.fromEntries(attributesOf(world, product).map(({ attribute, value }) => [attribute.code, value])),
  };
  return {
    sku: product.sku,
    price: String(product.price),
    img_url: product.imageUrl,
    in_stock: String(product.active),
    description: product.description,
    attributes: { attribute: Object.entries(attributes).map(([name, value]) => ({ name, value })) },
  };
}

export const toFieldJson = (field: CustomFieldDefinition): FieldJson => ({
  name: field.name,
  label: field.label,
  type: field.type,
  datatype: field.dataType,
  default: field.defaultValue,
  phase: field.phase,
  position: String(field.position),
  rule: field.rule,
  regex: field.regex,
  error: field.error,
  options: field.attrs,
  scope: field.scope.toLowerCase(),
  is_mandatory: String(field.isCompulsory),
  is_disabled: String(field.isDisabled),
});
