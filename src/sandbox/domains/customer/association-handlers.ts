/** Section Customer, v2: customers in hierarchies, and the trackers of customers and groups. */
import {
  booleanOf,
  given,
  isObject,
  type JsonObject,
  listOf,
  objectOf,
  objectsOf,
  oneOf,
  pageOf,
  textOf,
} from '../../http/arguments.js';
import { type Call, checkKinds, type Handlers } from '../../http/handler.js';
import { type Reply, reply, type StatusRow, v2List } from '../../http/replies.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Entity } from '../points/state.js';
import { type TrackerValue, trackerValues } from '../transaction/trackers.js';
import { findGroup } from '../user-group/rules.js';
import {
  type AssociationFaceOptions,
  associatedCustomer,
  associationFace,
  bulkCustomerFace,
} from './association-serializers.js';
import { childrenOf, companyBy, membersOf, type Placement, placeCustomer } from './associations.js';
import type { Association } from './hierarchy-state.js';
import { holderOf, type ProfileRow, registerCustomer, upsertCustomer } from './registration.js';
import { customerById, noCustomer } from './rules.js';
import { filled, readDetails, readProfile } from './sent.js';
import { customerOf } from './shape.js';
import type { Customer } from './state.js';

const statusRow = ({ code, message }: Warning): StatusRow => ({ status: false, code, message });

/** The customer of a row, with warnings. */
interface Saved {
  customer: Customer;
  warnings: Warning[];
  /** Whether the call registered the customer. */
  isNew: boolean;
}

type Query = JsonObject;

const readProfiles = (world: World, row: JsonObject, query: Query): ProfileRow[] =>
  objectsOf(row['profiles']).map((each) => readProfile(world, each, query));

/** Registers the customer of a row, or updates the customer who has the identifiers. */
function save(world: World, row: JsonObject, query: Query, tillId: number): Saved {
  const profiles = readProfiles(world, row, query);
  if (profiles.length === 0) fail(8005, 'At least one profile is required');
  const isNew = holderOf(world, profiles) === undefined;
  const { details, warnings: ofDetails } = readDetails(world, row, tillId);
  const { customer, warnings } = isNew
    ? registerCustomer(world, profiles, details)
    : upsertCustomer(world, profiles, { ...details, skipChangeIdentifier: true });
  return { customer, warnings: [...ofDetails, ...warnings], isNew };
}

/** A parent or child. It is registered if unknown, and otherwise not changed. */
function relative(world: World, row: JsonObject, query: Query, tillId: number): Saved {
  const profiles = readProfiles(world, row, query);
  const customer = holderOf(world, profiles);
  if (customer) return { customer, warnings: [], isNew: false };
  const registered = registerCustomer(world, profiles, {
    tillId,
    extendedFields: filled(objectOf(row['extendedFields'])),
  });
  return { ...registered, isNew: true };
}

function readPlacement(details: JsonObject, parent: Customer | undefined): Placement {
  const company = textOf(objectOf(details['fleetCompany'])['externalId']);
  const texts = (['hierarchyCode', 'roleCode', 'childRoleCode'] as const).filter((name) => given(details[name]));
  return {
    ...Object.fromEntries(texts.map((name) => [name, textOf(details[name])])),
    ...(company !== '' && { companyExternalId: company }),
    ...(parent && { parent }),
  };
}

/** The result of placing a row's customer. */
interface Placed extends Saved {
  association: Association | null;
  parent: Customer | null;
}

/** Saves a row's customer and parent and assigns the place in the row, all or nothing. */
function saveAndPlace(kept: World, row: JsonObject, query: Query, tillId: number, existing: boolean): Placed {
  return allOrNothing(kept, (world) => {
    const details = objectOf(row['associationDetails']);
    if (existing && !holderOf(world, readProfiles(world, row, query))) noCustomer();
    const saved = save(world, row, query, tillId);
    if (Object.keys(details).length === 0) return { ...saved, association: null, parent: null };
    const parentRow = details['parentCustomer'];
    const parent = isObject(parentRow) ? relative(world, parentRow, query, tillId).customer : null;
    const placement = readPlacement(details, parent ?? undefined);
    return { ...saved, association: placeCustomer(world, saved.customer, placement), parent };
  });
}

/** A child of a row: saved and placed below its parent, or the failure. */
type ChildResult = { saved: Saved; association: Association } | { row: JsonObject; failure: SandboxFailure };

function placeChild(kept: World, row: JsonObject, parent: Customer, query: Query, tillId: number): ChildResult {
  try {
    return allOrNothing(kept, (world) => {
      const saved = relative(world, row, query, tillId);
      const roleCode = world.associations[parent.id]?.childRoleCode ?? '';
      return { saved, association: placeCustomer(world, saved.customer, { roleCode, parent }) };
    });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { row, failure: error };
  }
}

function rowsOf({ world, body }: Call): readonly JsonObject[] {
  const rows = listOf(body).map(objectOf);
  const limit = world.organisation.settings.batchLimit;
  if (rows.length === 0) fail(400, 'The body contains no customers', 400);
  if (rows.length > limit) fail(1060, `At most ${limit} customers can be sent in one call`);
  return rows;
}

function associate(call: Call): Reply {
  checkKinds(call);
  return reply(rowsOf(call).map((row) => associateOne(call, row)));
}

function associateOne({ world, query, till }: Call, row: JsonObject): object {
  let placed: Placed;
  try {
    placed = saveAndPlace(world, row, query, till.id, false);
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return {
      entity: { profiles: row['profiles'] ?? [], warnings: [], errors: [statusRow(error)] },
      childEntities: [],
      ...counts([]),
    };
  }
  const { customer, association } = placed;
  const childRows = association
    ? objectsOf(objectOf(row['associationDetails'])['childCustomers']).map((child) =>
        placeChild(world, child, customer, query, till.id),
      )
    : [];
  return {
    entity: {
      ...bulkCustomerFace(world, customer),
      ...(association && { associationDetails: associationFace(world, association, optionsOf(placed)) }),
      warnings: placed.warnings.map(statusRow),
    },
    childEntities: childRows.map((child) => childFace(world, child)),
    ...counts(childRows),
  };
}

const optionsOf = ({ isNew, parent }: Placed): AssociationFaceOptions => ({ isNew, isChild: false, parent });

function counts(children: readonly ChildResult[]): object {
  const failed = children.filter((child) => 'failure' in child).length;
  return {
    childCount: children.length,
    childFailureCount: failed,
    childSuccessCount: children.length - failed,
  };
}

/** A failed child shows its input, with the failure as a warning. */
function childFace(world: World, child: ChildResult): object {
  if ('failure' in child) return { profiles: child.row['profiles'] ?? [], warnings: [statusRow(child.failure)] };
  const { saved, association } = child;
  return {
    ...bulkCustomerFace(world, saved.customer),
    associationDetails: associationFace(world, association, { isNew: saved.isNew, isChild: true, parent: null }),
    warnings: saved.warnings.map(statusRow),
  };
}

function updateAssociation(call: Call): Reply {
  const { world, query, till } = call;
  if (!given(query['source'])) fail(8003, 'source is missing');
  const rows = rowsOf(call).map((row) => {
    try {
      const placed = saveAndPlace(world, row, query, till.id, true);
      const { customer, association } = placed;
      const children = association
        ? objectsOf(objectOf(row['associationDetails'])['childCustomers']).map((child) =>
            placeChild(world, child, customer, query, till.id),
          )
        : [];
      return {
        ...bulkCustomerFace(world, customer),
        ...(association && { associationDetails: associationFace(world, association, optionsOf(placed)) }),
        warnings: placed.warnings.map(statusRow),
        errors: children.flatMap((child) => ('failure' in child ? [statusRow(child.failure)] : [])),
      };
    } catch (error) {
      if (!(error instanceof SandboxFailure)) throw error;
      return { profiles: row['profiles'] ?? [], warnings: [], errors: [statusRow(error)] };
    }
  });
  return reply(rows);
}

const PAGE = 10;

function getHierarchy({ world, query }: Call): Reply {
  const found = associationsAsked(world, query);
  const { limit, offset } = pageOf(query, { limit: PAGE }) ?? fail(400, 'limit or offset is not valid', 400);
  const by = oneOf(['createdon', 'lastUpdatedOn'], query['sortBy']) === 'lastUpdatedOn' ? 'modifiedOn' : 'createdOn';
  const ascending = oneOf(['ASC', 'DESC'], query['sortOrder']) === 'ASC';
  const sorted = found
    .filter((each) => isInSource(world, each, query))
    .sort((a, b) => {
      const order = a[by].localeCompare(b[by]) || a.customerId - b.customerId;
      return ascending ? order : -order;
    });
  const page = sorted.slice(offset, offset + limit);
  const options = {
    children: booleanOf(query['includeNoOfChildren']),
    details: booleanOf(query['includeCustomerAssociateDetail']),
  };
  return reply({
    entity: {
      customers: page.map((each) => associatedCustomer(world, each, options)),
      count: page.length,
      errors: [],
      warnings: [],
    },
    warnings: [],
    errors: [],
    success: true,
  });
}

/** Whether the customer is known in the source; everybody is known in ALL. */
function isInSource(world: World, { customerId }: Association, query: JsonObject): boolean {
  const source = textOf(query['source']).toUpperCase();
  if (source === '' || source === 'ALL') return true;
  return world.customers[customerId]?.profiles.some((profile) => profile.source === source) ?? false;
}

/**
 * The associations that an entity leads to.
 * @throws 400 if the entity type is missing or unknown
 * @throws 1704 if the company does not exist
 * @throws 8013 if the identifier type is unknown
 * @throws 8015 if the customer does not exist
 */
function associationsAsked(world: World, query: JsonObject): Association[] {
  const type = oneOf(['parentCustomer', 'company', 'parentChildCustomer'], query['associationEntityType']);
  if (type === null) return fail(400, 'associationEntityType is missing or not valid', 400);
  if (!given(query['associationEntityIdentifierType'])) fail(400, 'associationEntityIdentifierType is missing', 400);
  const value = textOf(query['associationEntityIdentifierValue']);
  if (type === 'company') return membersOf(world, companyBy(world, value));
  const customer = customerOf(world, { type: query['associationEntityIdentifierType'], value });
  if (type === 'parentCustomer') return childrenOf(world, customer.id);
  const own = world.associations[customer.id];
  return own ? [own] : [];
}

function getTrackers({ world, query }: Call): Reply {
  const type = oneOf(['USERGROUP2', 'CUSTOMER'], query['type']) ?? fail(1647, 'type is missing or not valid');
  const values = trackerValues(world, trackedEntity(world, type, query));
  return v2List(values.map(trackerFace), { pagination: { limit: 0, offset: 0, total: 0 } });
}

function trackerFace({ tracker, value, updatedOn, from, until }: TrackerValue): object {
  return {
    id: tracker.id,
    name: tracker.name,
    conditionId: tracker.conditionId,
    type: tracker.type,
    value,
    updatedOn,
    conditionName: tracker.conditionName,
    periodStartDate: from,
    periodEndDate: until,
  };
}

/**
 * The entity whose trackers are requested.
 * @throws 1645 if the group or the identifier type is unknown
 * @throws 8015 if the customer does not exist
 */
function trackedEntity(world: World, type: 'USERGROUP2' | 'CUSTOMER', query: JsonObject): Entity {
  const kind = oneOf(['id', 'externalId', 'primaryUserId'], query['identifierType']);
  const value = textOf(query['identifierValue']);
  if (kind === null || value === '') return fail(1645, 'Group details are not valid');
  if (type === 'CUSTOMER') {
    const customer = kind === 'externalId' ? customerOf(world, { type: kind, value }) : customerById(world, value);
    return { type, id: customer.id };
  }
  const group = findGroup(world, kind === 'primaryUserId' ? { primaryUserId: Number(value) } : { [kind]: value });
  return group ? { type, id: group.id } : fail(1645, 'Group details are not valid');
}

export const customerAssociationHandlers: Handlers = {
  customer_associate: associate,
  customer_update_association: updateAssociation,
  customer_get_hierarchy: getHierarchy,
  customer_get_group_trackers: getTrackers,
};
