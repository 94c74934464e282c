/** Section Customer (Lookup): the same endpoints as by id, for a customer named by source and identifier. */
import { booleanOf, given, objectOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type Reply, v2Created, v2Single } from '../../http/replies.js';
import { now } from '../../world/clock.js';
import { readDate } from '../../world/dates.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { recommendedProducts } from '../product/recommendations.js';
import { productFace } from '../product/serializers.js';
import { addImage, referralsReply, subscriptionsReply } from './engagement-handlers.js';
import { update } from './handlers.js';
import { identifierOf, setStatus } from './rules.js';
import { customerLookedUp, readSourceAsked, statusLabelMeant } from './sent.js';
import { customerDetails } from './serializers.js';
import type { Customer } from './state.js';

const lookedUp = ({ world, query }: Call): Customer => customerLookedUp(world, query);

/** @throws 8130 if a basic look-up lacks its identifier */
function getDetails(call: Call): Reply {
  const { world, query } = call;
  const isBasic = booleanOf(query['basicIdentifierLookup']) && textOf(query['source']).toUpperCase() === 'INSTORE';
  if (isBasic && !(given(query['identifierName']) && given(query['identifierValue']))) {
    fail(8130, 'identifierName or identifierValue is empty');
  }
  const customer = lookedUp(call);
  const { face, warnings } = customerDetails(world, customer, readSourceAsked(query, 8012), query);
  return v2Single(face, warnings);
}

function updateStatus(call: Call): Reply {
  const { world, till } = call;
  const customer = lookedUp(call);
  const body = objectOf(call.body);
  const label = textOf(body['label']);
  const reason = textOf(body['reason']);
  if (label === '' || reason === '') fail(400, `${label === '' ? 'label' : 'reason'} is missing`, 400);
  const date = textOf(body['createdOn']);
  const createdOn = date === '' ? now(world) : readDate(date, world.organisation.timezone);
  if (createdOn === null || createdOn > now(world)) fail(400, 'createdOn must be a date in the past', 400);
  setStatus(world, customer, { label: statusLabelMeant(world, label), reason, tillId: till.id, createdOn });
  return v2Created(customer.id);
}

/**
 * Unlike by id, the campaign is required.
 * @throws 1222 if `campaignToken` is missing
 */
function getReferrals(call: Call): Reply {
  const customer = lookedUp(call);
  if (!given(call.query['campaignToken'])) fail(1222, 'campaignToken is missing');
  return referralsReply(call, customer);
}

const MOST_RECOMMENDED = 10;

function getRecommendations(call: Call): Reply {
  const { world } = call;
  const customer = lookedUp(call);
  const products = recommendedProducts(world, customer).slice(0, MOST_RECOMMENDED);
  if (products.length === 0) fail(1051, 'No recommendations found for the customer');
  return v2Single({
    customer: stub(world, customer),
    count: products.length,
    recommendations: products.map((each) => productFace(world, each)),
  });
}

const HASHED = ['mobile', 'email', 'externalId'] as const;

/** The customer in the form of recommendations. */
function stub(world: World, customer: Customer): object {
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
    identifierHash: HASHED.filter((type) => given(identifierOf(customer, type)))
      .map((type) => `${type}~~${identifierOf(customer, type)}`)
      .join('~~'),
  };
}

export const customerLookupHandlers: Handlers = {
  customer_lookup_update: (call) => update(call, lookedUp(call)),
  customer_lookup_get_details: getDetails,
  customer_lookup_update_status: updateStatus,
  customer_lookup_get_subscriptions: (call) => subscriptionsReply(lookedUp(call)),
  customer_lookup_add_image: (call) => addImage(call, lookedUp(call)),
  customer_lookup_get_referrals: getReferrals,
  customer_lookup_get_recommendations: getRecommendations,
};
