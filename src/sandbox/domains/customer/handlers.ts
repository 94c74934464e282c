/** Section Customer, v2: registering, finding, reading and changing customers. */
import {
  booleanOf,
  given,
  type JsonObject,
  listOf,
  objectOf,
  objectsOf,
  pageOf,
  textOf,
} from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { type BulkRow, type Reply, reply, v2Bulk, v2Created, v2Entity, v2List, v2Single } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { delinkCard, linkCard } from '../card/rules.js';
import { customerEntity, lotsOf } from '../points/ledger.js';
import { registerCustomer, updateProfiles, upsertCustomer } from './registration.js';
import { changeIdentifiers, customerById } from './rules.js';
import { searchCustomers } from './search.js';
import {
  customerLookedUp,
  filled,
  type Identified,
  readDetails,
  readIdentifiers,
  readLoyaltyType,
  readProfile,
  readSource,
  readSourceAsked,
} from './sent.js';
import { customerDetails } from './serializers.js';
import { checkSource } from './shape.js';
import type { Customer } from './state.js';

/** The awards of a call: points that events after `before` gave to the customer. */
function awarded(world: World, customer: Customer, before: number, raw: boolean): object {
  const lots = lotsOf(world, customerEntity(customer.id)).filter(({ eventLogId }) => eventLogId > before);
  const sideEffects = lots.map((lot) => ({
    entityType: 'USER',
    rawAwardedPoints: lot.awarded,
    awardedPoints: lot.awarded,
    type: 'points',
  }));
  const rawSideEffects = lots.map((lot) => ({
    type: 'AWARD',
    points: lot.awarded.toFixed(3),
    programId: String(lot.programId),
    awardedOnMillis: String(Date.parse(lot.awardedOn)),
    ...(lot.expiresOn !== null && { expiryDateMillis: String(Date.parse(lot.expiresOn)) }),
  }));
  return { sideEffects, ...(raw && { rawSideEffects }) };
}

const lastEvent = (world: World): number => world.ids['event'] ?? 0;

/** Whether the caller does not wait for loyalty processing, so that the answer has no side effects. */
function inBackground({ headers, query }: Call): boolean {
  return (
    booleanOf(headers['skip-downstream']) ||
    booleanOf(headers['x-cap-direct-replay']) ||
    booleanOf(query['use_async']) ||
    (given(headers['wait_for_downstream']) && !booleanOf(headers['wait_for_downstream']))
  );
}

/** `{createdId, warnings, sideEffects}`. */
function saved(call: Call, customer: Customer, before: number, warnings: readonly Warning[]): Reply {
  const { world, query } = call;
  const { body } = v2Created(customer.id, warnings);
  if (inBackground(call)) return reply(body);
  return reply({ ...objectOf(body), ...awarded(world, customer, before, booleanOf(query['rawSideEffects'])) });
}

function add(call: Call): Reply {
  const { world, query, headers, till } = call;
  const body = objectOf(call.body);
  const profiles = objectsOf(body['profiles']).map((row) => readProfile(world, row, query));
  const { details, warnings: ofDetails } = readDetails(world, body, till.id);
  const before = lastEvent(world);
  const { customer, warnings } = registerCustomer(world, profiles, {
    ...details,
    skipDownstream: booleanOf(headers['skip-downstream']),
  });
  return saved(call, customer, before, [...ofDetails, ...warnings]);
}

function getId({ world, query }: Call): Reply {
  return v2Entity(customerLookedUp(world, query).id);
}

function get({ world, path, query }: Call): Reply {
  const asked = readSourceAsked(query, 8012);
  const customer = customerById(world, path['customerId'] ?? '');
  checkSource(customer, query);
  const { face, warnings } = customerDetails(world, customer, asked, query);
  return v2Single(face, warnings);
}

/** Updates a customer's profiles, for PUT by id and by identifier. */
export function update(call: Call, customer: Customer): Reply {
  const { world, query, till } = call;
  readSource(query['source'], query['accountId'], { missing: 3217, invalid: 3217 });
  const body = objectOf(call.body);
  const given = objectsOf(body['profiles']);
  // Without a profile, the data belongs to the profile of the query.
  const profiles = (given.length > 0 ? given : [{}]).map((row) => readProfile(world, row, query));
  const before = lastEvent(world);
  const { warnings } = updateProfiles(world, customer, profiles, {
    ...readLoyaltyType(body),
    extendedFields: filled(body['extendedFields']),
    tillId: till.id,
  });
  return saved(call, customer, before, warnings);
}

/** Adds and removes identifiers and cards. Update Identifier/Issue Card and Link/Delink Card are one endpoint. */
function updateIdentifiers(call: Call): Reply {
  const { world, path, query, till } = call;
  const { source, accountId } = readSource(query['source'], query['accountId'], { missing: 3217, invalid: 3217 });
  const customer = customerById(world, path['userId'] ?? '');
  const body = objectOf(call.body);
  const add = readIdentifiers(body['add']);
  const remove = readIdentifiers(body['remove']);
  if ([add, remove].every(isEmpty)) fail(400, 'Give add or remove', 400);
  const context = { source, accountId, tillId: till.id };
  const before = lastEvent(world);
  allOrNothing(world, (tried, tracked) => {
    const changed = tracked(customer);
    // Added first, so that the last identifier can be replaced.
    changeIdentifiers(tried, changed, { ...context, add: add.identifiers, remove: [] });
    for (const card of add.cards) linkCard(tried, changed, card, context);
    for (const card of remove.cards) delinkCard(tried, changed, card, context);
    changeIdentifiers(tried, changed, { ...context, add: [], remove: remove.identifiers });
  });
  return saved(call, customer, before, []);
}

const isEmpty = ({ identifiers, cards }: Identified): boolean => identifiers.length === 0 && cards.length === 0;

function upsertBulk({ world, body, query, till }: Call): Reply {
  const rows = listOf(body).map(objectOf);
  const limit = world.organisation.settings.batchLimit;
  if (rows.length === 0) fail(400, 'The body contains no customers', 400);
  if (rows.length > limit) fail(1060, `At most ${limit} customers can be sent in one call`);
  const skip = booleanOf(query['skipChangeIdentifier']);
  return v2Bulk(rows.map((row) => upsertOne(world, row, query, { skipChangeIdentifier: skip, tillId: till.id })));
}

/** One row. An unknown status label becomes the row's error, but the rest of the row is saved. */
function upsertOne(
  world: World,
  row: JsonObject,
  query: JsonObject,
  { skipChangeIdentifier, tillId }: { skipChangeIdentifier: boolean; tillId: number },
): BulkRow {
  try {
    const profiles = objectsOf(row['profiles']).map((each) => readProfile(world, each, query));
    if (profiles.length === 0) fail(8005, 'At least one profile is required');
    const { details, warnings: ofDetails } = readDetails(world, row, tillId);
    const { statusLabel, ...rest } = details;
    const known = statusLabel === undefined || Object.hasOwn(world.organisation.settings.statusLabels, statusLabel);
    const { customer, warnings } = upsertCustomer(world, profiles, {
      ...rest,
      ...(known && statusLabel !== undefined && { statusLabel }),
      skipChangeIdentifier,
    });
    return {
      entityId: customer.id,
      result: customerDetails(world, customer, 'ALL', {}).face,
      ...(!known && { failure: new SandboxFailure(3017, 'Status label is not valid') }),
      warnings: [...ofDetails, ...warnings],
    };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { entityId: null, failure: error };
  }
}

const PAGE = 10;

function search({ world, query }: Call): Reply {
  const keyword = textOf(query['q']);
  if (keyword === '') fail(400, 'q is missing', 400);
  const { limit, offset } = pageOf(query, { limit: PAGE }) ?? fail(400, 'limit or offset is not valid', 400);
  const found = searchCustomers(world, keyword);
  const rows = found.slice(offset, offset + limit).map(({ customer, matches }) => ({
    userId: customer.id,
    matchedIdentifiers: matches,
    profiles: customer.profiles.map(({ source, firstName, lastName }) => ({ source, firstName, lastName })),
  }));
  return v2List(rows, { pagination: { limit, offset, total: found.length } });
}

export const customerHandlers: Handlers = {
  customer_add: add,
  customer_get_id: getId,
  customer_get: get,
  customer_update: (call) => update(call, customerById(call.world, call.path['userId'] ?? '')),
  customer_update_identifiers: updateIdentifiers,
  customer_link_card: updateIdentifiers,
  customer_upsert_bulk: upsertBulk,
  customer_search: search,
};
