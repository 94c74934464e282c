/** Section Organization, v1.1 and v1: the brand, its tree, settings, figures, fields and payment modes. */

import {
  organizationGet,
  organizationGetConfigs,
  organizationGetCustomFields,
  organizationGetEntities,
  organizationGetPaymentModes,
  organizationGetStatistics,
  organizationGetTopItems,
} from '../../../tools/organization/organization.legacy.js';
import type { Parameters } from '../../../tools/schemas/decoded.js';
import { partsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { TEXT_CODES } from '../../http/replies.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { detailsOf, externalIdsOf, findLocations, type Location, parentOf } from '../locations/rules.js';
import { productAnywhere } from '../product/rules.js';
import { tenderAttributes } from '../transaction/tenders.js';
import { allConfigs } from './config.js';
import { fieldsFor, NO_FIELDS } from './fields.js';
import { toEntityJson, toFieldJson, toItemJson, toOrganizationJson } from './in-touch-serializers.js';
import { sellers } from './statistics.js';

const MAX_ENTITIES = 500;
const MAX_ITEMS = 10;

const ENVELOPE = { envelope: 'inTouch', message: 'SUCCESS' } as const;
const WITH_TEXT_CODES = { ...ENVELOPE, verdicts: TEXT_CODES } as const;

/** What is wrong with a search for places is the only thing that this section refuses with an HTTP status, too. */
const WRONG = { code: 500, httpStatus: 400 } as const;

type Search = Parameters<typeof organizationGetEntities.v1_1.query>;

/** The places that are searched, in order. Store servers are not separate locations here. */
function entitiesFor(world: World, query: Search): Location[] {
  const ids = partsOf(query.id).map(Number);
  const { type, modified_since: since, parent_identifier_type: kind, parent_identifier_value: parent } = query;
  const all = type === 'STR_SERVER' ? [] : findLocations(world, { type });
  return all.filter(
    (each) =>
      (ids.length === 0 || ids.includes(each.entity.id)) &&
      (!query.active_only || each.entity.active) &&
      (since === undefined || detailsOf(world, each).updatedOn >= since) &&
      (parent === undefined || isUnder(world, each, kind, parent)),
  );
}

function isUnder(world: World, location: Location, kind: Search['parent_identifier_type'], value: string): boolean {
  const parent = parentOf(world, location);
  if (!parent) return false;
  if (kind === 'STORE_ID' || kind === 'CONCEPT_ID') return String(parent.entity.id) === value;
  return parent.entity.code === value || externalIdsOf(world, parent).includes(value);
}

const twoDecimals = (amount: number): string => amount.toFixed(2);

export const organizationInTouchHandlers: Handlers = {
  ...handle(organizationGet, { envelope: 'inTouch' }, ({ world }) => ({
    response: { organization: toOrganizationJson(world) },
  })),

  ...handle(
    organizationGetEntities,
    {
      ...ENVELOPE,
      verdicts: { overall: { successes: 'booleans' } },
      code: WRONG,
      codes: { start_id: { malformed: 'ignored' } },
    },
    ({ world, query }) => {
      const { limit = MAX_ENTITIES, start_id: start = 0, details, exclude_locale: excluded } = query;
      if (limit < 1 || limit > MAX_ENTITIES) {
        fail(WRONG.code, `limit must be from 1 to ${MAX_ENTITIES}`, WRONG.httpStatus);
      }
      const found = entitiesFor(world, query);
      if (query.id !== undefined && found.length === 0) fail(3202, 'No entity matches');
      const shown = { locale: details !== 'basic', timezones: excluded !== '1' };
      const entity = found.slice(start, start + limit).map((each) => toEntityJson(world, each, shown));
      return {
        response: {
          pagination: { limit: String(limit), offset: String(start), total: found.length },
          organization: { entities: { entity } },
        },
      };
    },
  ),

  ...handle(organizationGetConfigs, WITH_TEXT_CODES, ({ world }) => {
    const config = allConfigs(world).map(({ keyName, value, module }) => ({
      key: keyName,
      scopes: 'ORG',
      value_type: /^\d+$/.test(value) ? 'NUMERIC' : 'STRING',
      modules: module,
      entity_id: String(world.organisation.id),
      value,
    }));
    return { response: { organization: { configs: { config } } } };
  }),

  ...handle(organizationGetStatistics, WITH_TEXT_CODES, ({ world }) => {
    const { items, amount, bills } = sellers(world);
    const sold = Object.values(items).reduce((total, qty) => total + qty, 0);
    const statistics = {
      avg_basket: twoDecimals(bills === 0 ? 0 : sold / bills),
      avg_transaction_value: twoDecimals(bills === 0 ? 0 : amount / bills),
      customers: String(Object.keys(world.customers).length),
      stores: String(Object.keys(world.stores).length),
      products: String(Object.keys(world.products).length),
    };
    return { response: { organization: { statistics } } };
  }),

  ...handle(organizationGetTopItems, WITH_TEXT_CODES, ({ world }) => {
    const { items } = sellers(world);
    const best = Object.entries(items).sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
    const products = best.flatMap(([sku]) => productAnywhere(world, sku) ?? []);
    const item = products.slice(0, MAX_ITEMS).map((each) => toItemJson(world, each));
    return { response: { organization: { item } } };
  }),

  ...handle(organizationGetCustomFields, { ...WITH_TEXT_CODES, codes: { scope: NO_FIELDS } }, ({ world, query }) => ({
    response: { organization: { custom_fields: { field: fieldsFor(world, query).map(toFieldJson) } } },
  })),

  ...handle(organizationGetPaymentModes, WITH_TEXT_CODES, ({ world, query }) => {
    const attribute = query.attribute_name?.toLowerCase();
    const tender = world.organisation.settings.paymentModes
      .filter((mode) => attribute === undefined || tenderAttributes(mode).includes(attribute))
      .map((mode) => ({
        name: mode,
        canonical_name: mode,
        description: mode.toLowerCase().replaceAll('_', ' '),
        attributes: query.attribute ? { attribute: tenderAttributes(mode).map((name) => ({ name })) } : undefined,
      }));
    return { response: { organization: { tenders: { count: String(tender.length), tender } } } };
  }),
};
