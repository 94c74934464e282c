/** Section Customer, v2: customers in hierarchies, and the trackers of customers and groups. */
import { defined } from '../../../lib/defined.js';
import { lazy } from '../../../lib/lazy.js';
import {
  customerAssociate,
  customerGetHierarchy,
  customerUpdateAssociation,
} from '../../../tools/customer/customer.js';
import { customerGetGroupTrackers } from '../../../tools/customer/customer.loyalty.js';
import type { hierarchyQuery } from '../../../tools/customer/customer.queries.js';
import { newProfile } from '../../../tools/schemas/customer.js';
import type { Answer, Body, ElementOf, JsonObject, Parameters } from '../../../tools/schemas/decoded.js';
import { list } from '../../../tools/schemas/values.js';
import { decode } from '../../http/decode.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import type { StatusRow } from '../../http/replies.js';
import { handleRows } from '../../http/rows.js';
import { sorted } from '../../http/sorting.js';
import { allOrNothing } from '../../world/all-or-nothing.js';
import { fail, SandboxFailure, type Warning } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import type { Entity } from '../points/state.js';
import { toTrackerJson, trackerValues } from '../transaction/trackers.js';
import { findGroup } from '../user-group/rules.js';
import { toAssociatedJson, toAssociationJson, toInHierarchyJson } from './association-serializers.js';
import { childrenOf, companyBy, membersOf, type Placement, placeCustomer } from './associations.js';
import type { Association } from './hierarchy-state.js';
import { holderOf, type ProfileRow, registerCustomer, upsertCustomer } from './registration.js';
import { customerById, noCustomer } from './rules.js';
import { CUSTOMER_CODES, filled, readDetails, readProfile, type SentDetails, type SentProfile } from './sent.js';
import { customerOf } from './shape.js';
import type { Customer, Source } from './state.js';

const toStatusRow = ({ code, message }: Warning): StatusRow => ({ status: false, code, message });

type AssociatedJson = ElementOf<Answer<typeof customerUpdateAssociation>>;
type SentPlace = NonNullable<Body<typeof customerAssociate>[number]['associationDetails']>;

/** A parent or child, of which all may be missing that makes a customer. */
interface SentRelative extends Pick<SentDetails, 'extendedFields'> {
  readonly profiles?: readonly SentProfile[];
}

interface SentRow extends SentDetails {
  readonly profiles: readonly SentProfile[];
  readonly associationDetails?: Omit<SentPlace, 'parentCustomer' | 'childCustomers'> & {
    readonly parentCustomer?: SentRelative;
    readonly childCustomers?: readonly SentRelative[];
  };
}

/** What the rows of a call are read with. */
interface Context {
  readonly query: { readonly source?: Source | 'ALL'; readonly accountId?: string };
  readonly tillId: number;
}

/** The customer of a row, with warnings. */
interface Saved {
  customer: Customer;
  warnings: Warning[];
  /** Whether the call registered the customer. */
  isNew: boolean;
}

const readProfiles = (world: World, { profiles = [] }: SentRelative, { query }: Context): ProfileRow[] =>
  profiles.map((each) => readProfile(world, each, query));

/** Registers the customer of a row, or updates the customer who has the identifiers. */
function save(world: World, row: SentRow, context: Context): Saved {
  const profiles = readProfiles(world, row, context);
  if (profiles.length === 0) fail(8005, 'At least one profile is required');
  const isNew = holderOf(world, profiles) === undefined;
  const { details, warnings: ofDetails } = readDetails(world, row, context.tillId);
  const { customer, warnings } = isNew
    ? registerCustomer(world, profiles, details)
    : upsertCustomer(world, profiles, { ...details, skipChangeIdentifier: true });
  return { customer, warnings: [...ofDetails, ...warnings], isNew };
}

/** A parent or child. It is registered if unknown, and otherwise not changed. */
function relative(world: World, sent: SentRelative, context: Context): Saved {
  const profiles = readProfiles(world, sent, context);
  const customer = holderOf(world, profiles);
  if (customer) return { customer, warnings: [], isNew: false };
  const { tillId } = context;
  return {
    ...registerCustomer(world, profiles, { tillId, extendedFields: filled(sent.extendedFields) }),
    isNew: true,
  };
}

/** The result of placing a row's customer. */
interface Placed extends Saved {
  association: Association | null;
  parent: Customer | null;
}

/** Saves a row's customer and parent and assigns the place in the row, all or nothing. */
function saveAndPlace(kept: World, row: SentRow, context: Context): Placed {
  return allOrNothing(kept, (world) => {
    const saved = save(world, row, context);
    const place = row.associationDetails ?? {};
    if (Object.keys(place).length === 0) return { ...saved, association: null, parent: null };
    const parent = place.parentCustomer ? relative(world, place.parentCustomer, context).customer : null;
    const placement: Placement = defined({
      hierarchyCode: place.hierarchyCode || undefined,
      roleCode: place.roleCode || undefined,
      childRoleCode: place.childRoleCode || undefined,
      companyExternalId: place.fleetCompany?.externalId || undefined,
      parent: parent ?? undefined,
    });
    return { ...saved, association: placeCustomer(world, saved.customer, placement), parent };
  });
}

/** A child of a row: saved and placed below its parent, or the failure. */
type ChildResult =
  | { saved: Saved; association: Association }
  | { profiles: readonly SentProfile[]; failure: SandboxFailure };

function placeChild(kept: World, sent: SentRelative, parent: Customer, context: Context): ChildResult {
  try {
    return allOrNothing(kept, (world) => {
      const saved = relative(world, sent, context);
      const roleCode = world.associations[parent.id]?.childRoleCode ?? '';
      return { saved, association: placeCustomer(world, saved.customer, { roleCode, parent }) };
    });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return { profiles: sent.profiles ?? [], failure: error };
  }
}

/** The children of a row, if its customer has a place for them to be below. */
const placeChildren = (world: World, row: SentRow, placed: Placed, context: Context): ChildResult[] =>
  placed.association
    ? (row.associationDetails?.childCustomers ?? []).map((each) => placeChild(world, each, placed.customer, context))
    : [];

const toPlacedJson = (world: World, { customer, association, isNew, parent, warnings }: Placed): AssociatedJson => ({
  ...toAssociatedJson(world, customer),
  associationDetails: association
    ? toAssociationJson(world, association, { isNew, isChild: false, parent })
    : undefined,
  warnings: warnings.map(toStatusRow),
});

/** A failed child shows its input, with the failure as a warning. */
function toChildJson(world: World, child: ChildResult): AssociatedJson {
  if ('failure' in child) return { profiles: child.profiles, warnings: [toStatusRow(child.failure)] };
  const { saved, association } = child;
  return {
    ...toAssociatedJson(world, saved.customer),
    associationDetails: toAssociationJson(world, association, { isNew: saved.isNew, isChild: true, parent: null }),
    warnings: saved.warnings.map(toStatusRow),
  };
}

const profilesSchema = lazy(() => list(newProfile()));

/** What was sent of a customer who was refused, without what cannot be read. */
const toRefusedJson = ({ profiles = [] }: JsonObject, failure: SandboxFailure) => ({
  profiles: decode(profilesSchema(), profiles, { path: '', timezone: 'UTC' }).value ?? [],
  warnings: [],
  errors: [toStatusRow(failure)],
});

function countsOf(children: readonly ChildResult[]) {
  const childFailureCount = children.filter((child) => 'failure' in child).length;
  return {
    childCount: children.length,
    childFailureCount,
    childSuccessCount: children.length - childFailureCount,
  };
}

const ROWS = {
  envelope: 'rows',
  batch: { none: 400, tooMany: 1060 },
  codes: {
    ...CUSTOMER_CODES,
    'associationDetails.parentCustomer.profiles[].identifiers[].type': 8013,
    'associationDetails.childCustomers[].profiles[].identifiers[].type': 8013,
  },
  // The query can give the source. What relatives lack is reported with each of them.
  optional: [
    'profiles[].source',
    'associationDetails.parentCustomer.profiles[].source',
    'associationDetails.parentCustomer.profiles[].identifiers',
    'associationDetails.parentCustomer.profiles[].identifiers[].type',
    'associationDetails.parentCustomer.profiles[].identifiers[].value',
    'associationDetails.childCustomers[].profiles[].source',
    'associationDetails.childCustomers[].profiles[].identifiers',
    'associationDetails.childCustomers[].profiles[].identifiers[].type',
    'associationDetails.childCustomers[].profiles[].identifiers[].value',
  ],
} as const;

/**
 * The associations that an entity leads to.
 * @throws 1704 if the company does not exist
 * @throws 8015 if the customer does not exist
 */
function associationsAsked(world: World, query: Parameters<typeof hierarchyQuery>): Association[] {
  const { associationEntityIdentifierType: type, associationEntityIdentifierValue: value } = query;
  if (query.associationEntityType === 'company') return membersOf(world, companyBy(world, value));
  const customer = customerOf(world, { type, value });
  if (query.associationEntityType === 'parentCustomer') return childrenOf(world, customer.id);
  const own = world.associations[customer.id];
  return own ? [own] : [];
}

/** Whether the customer is known in the source; everybody is known in ALL. */
const isInSource = (world: World, { customerId }: Association, source: Source | 'ALL' = 'ALL'): boolean =>
  source === 'ALL' || (world.customers[customerId]?.profiles.some((profile) => profile.source === source) ?? false);

/**
 * The entity whose trackers are requested.
 * @throws 1645 if the group is unknown
 * @throws 8015 if the customer does not exist
 */
function trackedEntity(
  world: World,
  { type, identifierType: kind, identifierValue: value }: Parameters<typeof customerGetGroupTrackers.query>,
): Entity {
  if (type === 'CUSTOMER') {
    const customer = kind === 'externalId' ? customerOf(world, { type: kind, value }) : customerById(world, value);
    return { type, id: customer.id };
  }
  const group = findGroup(world, kind === 'primaryUserId' ? { primaryUserId: Number(value) } : { [kind]: value });
  return group ? { type, id: group.id } : fail(1645, 'Group details are not valid');
}

export const customerAssociationHandlers: Handlers = {
  ...handleRows(
    customerAssociate,
    {
      ...ROWS,
      echo: (raw, failure) => ({
        entity: toRefusedJson(raw, failure),
        childEntities: [],
        ...countsOf([]),
      }),
    },
    ({ world, till, query, row }) => {
      const context = { query, tillId: till.id };
      const placed = saveAndPlace(world, row, context);
      const children = placeChildren(world, row, placed, context);
      return {
        entity: toPlacedJson(world, placed),
        childEntities: children.map((child) => toChildJson(world, child)),
        ...countsOf(children),
      };
    },
  ),

  ...handleRows(
    customerUpdateAssociation,
    {
      ...ROWS,
      parameters: { codes: { source: 8003 } },
      echo: toRefusedJson,
    },
    ({ world, till, query, row }) => {
      const context = { query, tillId: till.id };
      if (!holderOf(world, readProfiles(world, row, context))) noCustomer();
      const placed = saveAndPlace(world, row, context);
      const children = placeChildren(world, row, placed, context);
      return {
        ...toPlacedJson(world, placed),
        errors: children.flatMap((child) => ('failure' in child ? [toStatusRow(child.failure)] : [])),
      };
    },
  ),

  ...handle(customerGetHierarchy, { envelope: 'plain', paging: byOffset({ limit: 10 }) }, ({ world, query, page }) => {
    const { source, sortBy, sortOrder = 'DESC' } = query;
    const by = sortBy === 'lastUpdatedOn' ? 'modifiedOn' : 'createdOn';
    const found = associationsAsked(world, query).filter((each) => isInSource(world, each, source));
    const show = {
      children: query.includeNoOfChildren ?? false,
      details: query.includeCustomerAssociateDetail ?? false,
    };
    const customers = page(sorted(found, (each) => [each[by], each.customerId], sortOrder)).map((each) =>
      toInHierarchyJson(world, each, show),
    );
    const none = { warnings: [], errors: [] };
    return { entity: { customers, count: customers.length, ...none }, ...none, success: true };
  }),

  ...handle(
    customerGetGroupTrackers,
    { envelope: 'plain', codes: { type: 1647, identifierType: 1645, identifierValue: 1645 } },
    ({ world, query }) => ({
      pagination: { limit: 0, offset: 0, total: 0 },
      data: trackerValues(world, trackedEntity(world, query)).map(toTrackerJson),
      warnings: [],
      errors: [],
    }),
  ),
};
