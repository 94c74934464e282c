/** Section Organization, beyond the inventory: several stores, tills, the organization's relatives, exchange rates. */
import {
  organizationAddStores,
  organizationAddTill,
  organizationGetCurrencyRatios,
  organizationGetHierarchy,
  organizationGetTillById,
  organizationReplaceStores,
  organizationSetCurrencyRatio,
  organizationUpdateTillFields,
} from '../../../tools/beyond/organization.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleRows } from '../../http/rows.js';
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { isAdminTill } from '../locations/rules.js';
import { toHierarchyJson, toWholeStoreJson } from './beyond-serializers.js';
import { configNumber } from './config.js';
import { currencyRatiosOf, setCurrencyRatio } from './currency-ratios.js';
import { toTillJson } from './serializers.js';
import type { Till } from './state.js';
import { createStore, replaceStore } from './stores.js';
import { createTill, setTillFields } from './tills.js';

const success = <E>(entity: E) => ({ entity, warnings: [], errors: [], success: true });

/** @throws 3202 if there is no such till */
const tillById = (world: World, id: number): Till => world.tills[id] ?? failUnknown(3202, 'Till', id);

const NO_VALUE = 1024;
const MAX_REPLACED = 200;

export const organizationBeyondHandlers: Handlers = {
  ...handleRows(
    organizationAddStores,
    { envelope: 'bulk', batch: { none: 400 }, codes: { externalIds: 1221 } },
    ({ world, row }) => {
      const store = createStore(world, row);
      return { entityId: store.id, result: toWholeStoreJson(world, store) };
    },
  ),

  ...handleRows(
    organizationReplaceStores,
    { envelope: 'bulk', batch: { none: 400, tooMany: 1060, max: MAX_REPLACED }, codes: { code: 1234 } },
    ({ world, row }) => {
      const store = replaceStore(world, row);
      return { entityId: store.id, result: toWholeStoreJson(world, store) };
    },
  ),

  ...handle(
    organizationAddTill,
    { envelope: 'created', codes: { 'body.storeId': 1214, 'body.customFields[].value': NO_VALUE } },
    ({ world, body, warn }) => {
      const { till, warnings } = createTill(world, body);
      warn(warnings);
      return till.id;
    },
  ),

  ...handle(
    organizationUpdateTillFields,
    { envelope: 'plain', codes: { type: { malformed: 'ignored' }, 'body.customFields[].value': NO_VALUE } },
    ({ world, till: caller, client, path, body }) => {
      const mayCall = configNumber(world, 'CONF_ALLOW_TILL_AUTH_FOR_ORG_ENTITY_CREATION') > 0;
      if (!mayCall && client === null && !isAdminTill(world, caller)) fail(1209, 'The till is not an admin till');
      const till = tillById(world, path.tillId);
      const warnings = setTillFields(world, till, body.customFields);
      return { ...success(till.id), warnings: warnings.map((each) => ({ status: false, ...each })) };
    },
  ),

  ...handle(organizationGetTillById, { envelope: 'single' }, ({ world, path }) =>
    toTillJson(world, tillById(world, path.tillId)),
  ),

  ...handle(organizationGetHierarchy, { envelope: 'single' }, ({ world, query }) =>
    toHierarchyJson(world, { withFields: query.fetchCustomFields ?? false }),
  ),

  ...handle(organizationSetCurrencyRatio, { envelope: 'plain' }, ({ world, body }) =>
    success(setCurrencyRatio(world, body)),
  ),

  ...handle(organizationGetCurrencyRatios, { envelope: 'plain' }, ({ world }) => success(currencyRatiosOf(world))),
};
