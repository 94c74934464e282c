/** Section Customer (Lookup): the same endpoints as by id, for a customer named by source and identifier. */
import {
  customerLookupAddImage,
  customerLookupGetDetails,
  customerLookupGetRecommendations,
  customerLookupGetReferrals,
  customerLookupGetSubscriptions,
  customerLookupUpdate,
  customerLookupUpdateStatus,
} from '../../../tools/customer/lookup.js';
import type { Answer, PartOf } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { recommendedProducts } from '../product/recommendations.js';
import { toRecommendedJson } from '../product/serializers.js';
import type { Product } from '../product/state.js';
import { REFERRALS, referralsOf, subscriptionsOf, uploadImages } from './engagement-handlers.js';
import { UPDATE_CODES, update } from './handlers.js';
import { identifierOf, setStatus } from './rules.js';
import { customerLookedUp, LOOKUP, readSourceAsked, statusLabelMeant } from './sent.js';
import { toDetailsJson, warningsOfDetails } from './serializers.js';
import type { Customer } from './state.js';

const MOST_RECOMMENDED = 10;
const HASHED = ['mobile', 'email', 'externalId'] as const;

type RecommendationsJson = Answer<typeof customerLookupGetRecommendations>;

const toRecommendationsJson = (
  world: World,
  customer: Customer,
  products: readonly Product[],
): RecommendationsJson => ({
  customer: toRecommendedToJson(world, customer),
  count: products.length,
  recommendations: products.map((each) => toRecommendedJson(world, each)),
});

function toRecommendedToJson(world: World, customer: Customer): PartOf<RecommendationsJson, 'customer'> {
  return {
    id: customer.id,
    orgId: world.organisation.id,
    source: customer.profiles[0]?.source ?? 'INSTORE',
    type: customer.loyaltyType.toUpperCase(),
    loyaltyId: customer.loyaltyId,
    lifetimePurchases: customer.lifetimePurchases,
    attributionTill: customer.modifiedByTillId,
    registeredById: customer.tillId,
    extendedFields: customer.extendedFields,
    extendedFieldsSet: Object.keys(customer.extendedFields),
    mergeSurvivor: Object.values(world.customers).some((each) => each.mergedInto === customer.id),
    customerUpdate: customer.modifiedOn > customer.createdOn,
    new: customer.visits === 0,
    campaignUser: !customer.subscriptions.some(({ priority, type }) => priority === 'BULK' && type === 'OPTOUT'),
    identifierHash: HASHED.filter((type) => identifierOf(customer, type) !== '')
      .map((type) => `${type}~~${identifierOf(customer, type)}`)
      .join('~~'),
  };
}

export const customerLookupHandlers: Handlers = {
  ...handle(
    customerLookupUpdate,
    { envelope: 'single', codes: { ...LOOKUP.codes, ...UPDATE_CODES }, first: LOOKUP.first, optional: ['body'] },
    (call) => update(call, customerLookedUp(call.world, call.query)),
  ),

  ...handle(
    customerLookupGetDetails,
    { envelope: 'single', ...LOOKUP, optional: ['identifierName', 'identifierValue'] },
    ({ world, query, warn }) => {
      const isBasic = query.basicIdentifierLookup && query.source === 'INSTORE';
      if (isBasic && !(query.identifierName && query.identifierValue)) {
        fail(8130, 'identifierName or identifierValue is empty');
      }
      const customer = customerLookedUp(world, query);
      warn(warningsOfDetails(customer, query));
      return toDetailsJson(world, customer, readSourceAsked(query, 8012), query);
    },
  ),

  ...handle(customerLookupUpdateStatus, { envelope: 'created', ...LOOKUP }, ({ world, till, query, body }) => {
    const customer = customerLookedUp(world, query);
    const { label, reason, createdOn = now(world) } = body;
    if (createdOn > now(world)) fail(400, 'createdOn is in the future');
    setStatus(world, customer, { label: statusLabelMeant(world, label), reason, tillId: till.id, createdOn });
    return customer.id;
  }),

  ...handle(customerLookupGetSubscriptions, { envelope: 'single', ...LOOKUP }, ({ world, query }) =>
    subscriptionsOf(customerLookedUp(world, query)),
  ),

  ...handle(customerLookupAddImage, { envelope: 'list', ...LOOKUP }, ({ world, query, body }) =>
    uploadImages(world, customerLookedUp(world, query), body.file),
  ),

  // Unlike by id, the campaign is required.
  ...handle(
    customerLookupGetReferrals,
    { ...REFERRALS, ...LOOKUP, codes: { ...LOOKUP.codes, campaignToken: 1222 } },
    ({ world, query, page }) => referralsOf(world, customerLookedUp(world, query), query.campaignToken, page),
  ),

  ...handle(customerLookupGetRecommendations, { envelope: 'single', ...LOOKUP }, ({ world, query }) => {
    const customer = customerLookedUp(world, query);
    const products = recommendedProducts(world, customer).slice(0, MOST_RECOMMENDED);
    if (products.length === 0) fail(1051, 'No recommendations found for the customer');
    return toRecommendationsJson(world, customer, products);
  }),
};
