/** Section Organization: the brand, its tree, settings, figures, fields and payment modes. */

import { booleanOf, given, type JsonObject, listOf, numberOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import { type Call, type Handlers, inTouch } from '../../http/handler.js';
import { itemStatus, type Reply, reply, v2Created, v2List, v2Single } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { localDateTime, offsetMinutes, offsetText } from '../../world/dates.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { scopeAsked } from '../custom-fields/handlers.js';
import { customFieldsOf } from '../custom-fields/rules.js';
import type { CustomFieldDefinition } from '../custom-fields/state.js';
import { addLocation, childrenOf, detailsOf, externalIdsOf, findLocations, type Location } from '../locations/rules.js';
import { attributesOf, productAnywhere } from '../product/rules.js';
import { tenderAttributes } from '../transaction/tenders.js';
import { allConfigs } from './config.js';
import { platformIds, tillDetails } from './serializers.js';
import type { Till } from './state.js';
import { sellers } from './statistics.js';

const OK = { success: 'true', code: '200', message: 'SUCCESS' };

const inOrganisation = (organization: object, status: object = OK): Reply =>
  reply({ response: { status, organization } });

function get({ world }: Call): Reply {
  const { id, name, timezone, currency, countryCode } = world.organisation;
  const [store] = Object.values(world.stores);
  const offset = offsetText(offsetMinutes(timezone, now(world)));
  return inOrganisation(
    {
      id: String(id),
      name,
      address: store?.city ?? '',
      language: 'English',
      currency: currency.code,
      timezone_offset: offset,
      timezone,
      min_sms_hour: '9',
      max_sms_hour: '21',
      website: `https://${name.toLowerCase().replaceAll(' ', '-')}.example.com`,
      country: store?.country ?? '',
      country_code: countryCode,
      city: store?.city ?? '',
      pincode: store?.pincode ?? '',
      currencies: {
        base_currency: { symbol: currency.symbol, label: currency.code },
        supported_currencies: {
          currency: Object.keys(world.organisation.settings.currencyRatios).map((label) => ({ label })),
        },
      },
      timezones: { base_timezone: { label: timezone, offset } },
    },
    { success: 'true', code: 200, message: 'Success' },
  );
}

const TYPES = ['STORE', 'STR_SERVER', 'TILL', 'ZONE', 'CONCEPT'] as const;
const MOST_ENTITIES = 500;

function parentOf(world: World, { type, entity }: Location): Location | undefined {
  return findLocations(world, {}).find((each) =>
    childrenOf(world, each).some((child) => child.type === type && child.entity.id === entity.id),
  );
}

/** What `details=basic` leaves out: time zone, currency and language, by id and by name. */
function localeFace(world: World, location: Location, withTimezones: boolean): object {
  const locale = detailsOf(world, location);
  const ids = platformIds(locale);
  const offset = offsetText(offsetMinutes(locale.timezone, now(world)));
  return {
    time_zone_id: String(ids.timeZoneId),
    currency_id: String(ids.currencyId),
    language_id: String(ids.languageId),
    ...(withTimezones && { timezones: { base_timezone: { label: locale.timezone, offset } } }),
    currencies: { base_currency: { symbol: world.organisation.currency.symbol, label: locale.currency } },
    languages: { base_language: { lang: 'English', locale: locale.language } },
  };
}

/** What only stores have: two more external ids, how to reach them, and where they are. */
function storeContact(world: World, location: Location & { type: 'STORE' }): object {
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

function entityFace(world: World, location: Location, query: JsonObject): object {
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
    ...(location.type === 'STORE' && storeContact(world, location)),
    ...(location.type === 'TILL' && { username: location.entity.username }),
    ...(oneOf(['basic'], query['details']) === null &&
      localeFace(world, location, textOf(query['exclude_locale']) !== '1')),
    type,
  };
}

function entities({ world, query }: Call): Reply {
  const asked = oneOf(TYPES, query['type']) ?? fail(500, 'type is missing or unknown', 400);
  const limit = given(query['limit']) ? numberOf(query['limit']) : MOST_ENTITIES;
  if (limit === null || limit < 1 || limit > MOST_ENTITIES)
    return fail(500, `limit must be from 1 to ${MOST_ENTITIES}`, 400);
  const ids = textOf(query['id'])
    .split(',')
    .filter((id) => id.trim() !== '')
    .map(Number);
  const start = numberOf(query['start_id']) ?? 0;
  const since = textOf(query['modified_since']);
  const parent = textOf(query['parent_identifier_value']);
  // Store servers are not separate locations here.
  const all = asked === 'STR_SERVER' ? [] : findLocations(world, { type: asked });
  const found = all.filter(
    (each) =>
      (ids.length === 0 || ids.includes(each.entity.id)) &&
      (!booleanOf(query['active_only']) || each.entity.active) &&
      (since === '' || detailsOf(world, each).updatedOn.slice(0, 10) >= since) &&
      (parent === '' || isUnder(world, each, textOf(query['parent_identifier_type']), parent)),
  );
  if (ids.length > 0 && found.length === 0) fail(3202, 'No entity matches');
  const rows = found.slice(start, start + limit);
  return reply({
    response: {
      pagination: { limit: String(limit), offset: String(start), total: found.length },
      status: { success: true, code: 200, message: 'SUCCESS' },
      organization: { entities: { entity: rows.map((each) => entityFace(world, each, query)) } },
    },
  });
}

function isUnder(world: World, location: Location, type: string, value: string): boolean {
  const parent = parentOf(world, location);
  if (!parent) return false;
  if (/_ID$/i.test(type) && !/EXTERNAL/i.test(type)) return String(parent.entity.id) === value;
  return parent.entity.code === value || externalIdsOf(world, parent).includes(value);
}

function configs({ world }: Call): Reply {
  const config = allConfigs(world).map(({ keyName, value, module }) => ({
    key: keyName,
    scopes: 'ORG',
    value_type: /^\d+$/.test(value) ? 'NUMERIC' : 'STRING',
    modules: module,
    entity_id: String(world.organisation.id),
    value,
  }));
  return inOrganisation({ configs: { config } });
}

function configValue({ world, query }: Call): Reply {
  const name = textOf(query['name']);
  const found = allConfigs(world).find((each) => each.keyName === name) ?? failUnknown(3209, 'Configuration key', name);
  return v2Single({ id: found.id, entityId: 0, keyName: found.keyName, value: found.value });
}

const twoDecimals = (amount: number): string => amount.toFixed(2);

function statistics({ world }: Call): Reply {
  const { items, amount, bills } = sellers(world);
  const sold = Object.values(items).reduce((total, qty) => total + qty, 0);
  return inOrganisation({
    statistics: {
      avg_basket: twoDecimals(bills === 0 ? 0 : sold / bills),
      avg_transaction_value: twoDecimals(bills === 0 ? 0 : amount / bills),
      customers: String(Object.keys(world.customers).length),
      stores: String(Object.keys(world.stores).length),
      products: String(Object.keys(world.products).length),
    },
  });
}

const MOST_ITEMS = 10;

function topItems({ world }: Call): Reply {
  const { items } = sellers(world);
  const best = Object.entries(items).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const rows = best.flatMap(([sku]) => {
    const product = productAnywhere(world, sku);
    if (!product) return [];
    const attributes = {
      brand: world.productBrands[product.brandId ?? 0]?.name ?? '',
      category: world.productCategories[product.categoryId ?? 0]?.name ?? '',
      ...Object.fromEntries(attributesOf(world, product).map(({ attribute, value }) => [attribute.code, value])),
    };
    return [
      {
        sku,
        price: String(product.price),
        img_url: product.imageUrl,
        in_stock: String(product.active),
        description: product.description,
        attributes: { attribute: Object.entries(attributes).map(([name, value]) => ({ name, value })) },
      },
    ];
  });
  return inOrganisation({ item: rows.slice(0, MOST_ITEMS) });
}

/**
 * Fields that are not disabled.
 * @throws 3204 if the scope does not exist or has no fields
 */
function fieldsAsked(world: World, query: JsonObject): CustomFieldDefinition[] {
  const scope = scopeAsked(query['scope'] ?? query['Scope'], 3204);
  const found = customFieldsOf(world, scope).filter(
    (each) =>
      (each.isDisabled === 0 || booleanOf(query['includeDisabled'])) &&
      (each.disableAtServer === 0 || booleanOf(query['includeDisabledAtServer'])),
  );
  return found.length > 0 || scope === null ? found : fail(3204, 'The scope has no custom fields');
}

const customFieldsInTouch = ({ world, query }: Call): Reply =>
  inOrganisation({
    custom_fields: {
      field: fieldsAsked(world, query).map((each) => ({
        name: each.name,
        label: each.label,
        type: each.type,
        datatype: each.dataType,
        default: each.defaultValue,
        phase: each.phase,
        position: String(each.position),
        rule: each.rule,
        regex: each.regex,
        error: each.error,
        options: each.attrs,
        scope: each.scope.toLowerCase(),
        is_mandatory: String(each.isCompulsory),
        is_disabled: String(each.isDisabled),
      })),
    },
  });

const customFields = ({ world, query }: Call): Reply =>
  v2List(
    fieldsAsked(world, query).map(
      ({ id: _, enableAuditTrail: __, attrs, serverRule: ___, helptext: ____, ...each }) => ({
        ...each,
        scope: each.scope.toLowerCase(),
        options: attrs,
      }),
    ),
  );

function tenders({ world, query }: Call): Reply {
  const modes = world.organisation.settings.paymentModes;
  const attribute = textOf(query['attribute_name']).toLowerCase();
  const found = modes.filter((mode) => attribute === '' || tenderAttributes(mode).includes(attribute));
  return inOrganisation({
    tenders: {
      count: String(found.length),
      tender: found.map((mode) => ({
        name: mode,
        canonical_name: mode,
        description: mode.toLowerCase().replaceAll('_', ' '),
        ...(booleanOf(query['attribute']) && {
          attributes: { attribute: tenderAttributes(mode).map((name) => ({ name })) },
        }),
      })),
    },
  });
}

function tillAsked(world: World, query: JsonObject): Till {
  const [code, id, name] = [textOf(query['code']), textOf(query['tillId']), textOf(query['name'])];
  if (code + id + name === '') fail(400, 'Give code, tillId or name');
  const found = Object.values(world.tills).find((till) =>
    code !== '' ? till.code === code : id !== '' ? String(till.id) === id : till.name === name,
  );
  return found ?? fail(3202, 'No till matches');
}

function till({ world, query }: Call): Reply {
  const found = tillAsked(world, query);
  const details = detailsOf(world, { type: 'TILL', entity: found });
  return v2Single({
    ...tillDetails(world, found.id),
    customField: Object.entries(details.customFields).map(([name, value]) => ({ name, value })),
  });
}

function activeTills({ world, query }: Call): Reply {
  const [code, id] = [textOf(query['code']), textOf(query['tillId'])];
  const found = Object.values(world.tills).filter(
    (each) => each.active && (code === '' || each.code === code) && (id === '' || String(each.id) === id),
  );
  return v2List(found.map((each) => ({ id: each.id, code: each.code })));
}

function programs({ world }: Call): Reply {
  const { program } = world.organisation;
  return v2List([
    {
      programId: program.id,
      programName: program.name,
      pointsToCurrencyRatio: program.pointsToCurrencyRatio,
      programDescription: program.description,
      partnerPrograms: Object.values(world.partnerPrograms).map((each) => ({
        partnerProgramId: each.id,
        partnerProgramName: each.name,
        partnerProgramDescription: each.description,
        pointsExchangeRate: 1,
        partnerProgramType: each.type,
        ...(each.durationMonths !== null && {
          membershipPeriodType: 'MONTHS',
          membershipPeriodValue: each.durationMonths,
        }),
        tierBased: each.tiers.length > 0,
        ...(each.tiers.length > 0 && {
          partnerProgramTiers: each.tiers.map((name, index) => ({ tierNumber: index + 1, tierName: name })),
        }),
      })),
      default: true,
    },
  ]);
}

/** Codes of this call for values that are taken. */
const STORE_NAME_EXISTS = 1206;
const STORE_CODE_EXISTS = 1220;

function addStore({ world, body }: Call): Reply {
  const sent = objectOf(body);
  const [code, name] = [textOf(sent['code']), textOf(sent['name'])];
  const stores = Object.values(world.stores);
  if (stores.some((each) => each.code === code))
    fail(STORE_CODE_EXISTS, `A store with the code ${code} already exists`);
  if (stores.some((each) => each.name.toLowerCase() === name.toLowerCase()))
    fail(STORE_NAME_EXISTS, `A store named ${name} already exists`);
  if (sent['externalIds'] === undefined) fail(400, 'externalIds is missing');
  const unit = (units: Readonly<Record<number, { code: string }>>, id: unknown, what: string): string => {
    const found = given(id) ? units[Number(id)] : Object.values(units)[0];
    return found?.code ?? fail(400, `The ${what} ${textOf(id)} does not exist`);
  };
  const { entity } = addLocation(
    world,
    'STORE',
    {
      code,
      name,
      description: textOf(sent['description']),
      areaParentCode: unit(world.zones, sent['parentZoneId'], 'zone'),
      groupParentCode: unit(world.concepts, sent['parentConceptId'], 'concept'),
      storeParentCode: '',
      active: sent['isActive'] === undefined || booleanOf(sent['isActive']),
      isAdmin: oneOf(['ADMIN'], sent['adminType']) !== null,
      isDefault: false,
      latitude: textOf(sent['latitude']),
      longitude: textOf(sent['longitude']),
      email: textOf(sent['email']),
      mobile: textOf(sent['mobile']),
      externalIds: listOf(sent['externalIds'])
        .map(textOf)
        .filter((id) => id !== ''),
      customFields: { ...objectOf(sent['customFields']) },
      language: '',
      currency: '',
      timezone: '',
    },
    { inheritLocale: true },
  );
  return v2Created(entity.id);
}

export const organizationHandlers: Handlers = {
  ...inTouch('organization_get', get),
  ...inTouch('organization_get_entities', entities),
  ...inTouch('organization_get_configs', configs),
  ...inTouch('organization_get_statistics', statistics),
  ...inTouch('organization_get_top_items', topItems),
  ...inTouch('organization_get_custom_fields', customFieldsInTouch),
  ...inTouch('organization_get_payment_modes', tenders),
  organization_get_custom_fields: customFields,
  organization_get_config_values: configValue,
  organization_get_till: till,
  organization_get_active_tills: activeTills,
  organization_get_programs: programs,
  organization_add_store: addStore,
};
