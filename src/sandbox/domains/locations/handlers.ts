/** Section Locations: listing and creating stores, zones, concepts and tills. */
import { authenticate } from '../../http/access.js';
import { booleanOf, entryOf, given, type JsonObject, objectOf, oneOf, textOf } from '../../http/arguments.js';
import type { Call, Handlers } from '../../http/handler.js';
import { pageAsked, pageRows } from '../../http/page-arguments.js';
import { type Reply, reply, v2List } from '../../http/replies.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { partsOf } from '../coupon/serializers.js';
import { addLocation, detailsOf, findLocations, isAdminTill, type Location, type LocationFilter } from './rules.js';
import { locationFace, readLocation } from './serializers.js';
import type { LocationType } from './state.js';

const TYPES = ['STORE', 'ZONE', 'TILL', 'CONCEPT'] as const;
const DEFAULT_LIMIT = 20;
const MOST_LISTED = 100;
const MOST_CODES = 30;
const MOST_ADDED = 50;

function list({ world, query }: Call): Reply {
  const page = pageAsked(query, DEFAULT_LIMIT, 400);
  if (page.limit > MOST_LISTED) fail(400, `limit must be at most ${MOST_LISTED}`);
  const order = orderAsked(world, query);
  const found = findLocations(world, filterAsked(query)).sort(order);
  const withChildren = flag(query, 'includeChildren') === true;
  return v2List(
    pageRows(found, page).map((location) => locationFace(world, location, withChildren)),
    { pagination: { limit: page.limit, offset: page.offset, total: found.length } },
  );
}

/**
 * True or false; undefined if absent.
 * @throws 400 for any other value
 */
function flag(query: JsonObject, name: string): boolean | undefined {
  if (!given(query[name])) return undefined;
  return oneOf(['true', 'false'], query[name]) === null
    ? fail(400, `${name} must be true or false`)
    : booleanOf(query[name]);
}

function filterAsked(query: JsonObject): LocationFilter {
  const type = given(query['type']) ? (oneOf(TYPES, query['type']) ?? fail(400, 'type is unknown')) : undefined;
  const codes = partsOf(query['entityCodes']);
  if (codes.length > MOST_CODES) fail(1060, `At most ${MOST_CODES} codes can be given in one call`);
  const isActive = flag(query, 'isActive');
  const isAdmin = flag(query, 'isAdmin');
  const isOrgUnit = flag(query, 'isOrgUnit');
  return {
    ...(type !== undefined && { type }),
    // Codes take precedence over q.
    ...(codes.length > 0 ? { codes } : given(query['q']) && { starts: startsAsked(textOf(query['q'])) }),
    ...(isActive !== undefined && { isActive }),
    ...(isAdmin !== undefined && { isAdmin }),
    ...(isOrgUnit !== undefined && { isOrgUnit }),
  };
}

/**
 * Parses a search such as `name:pune,code:p`.
 * @throws 400 if a field is unknown, given twice, or has no value
 */
function startsAsked(text: string): NonNullable<LocationFilter['starts']> {
  const starts: NonNullable<LocationFilter['starts']> = {};
  for (const part of partsOf(text)) {
    const [name, ...rest] = part.split(':');
    const field =
      oneOf(['name', 'code', 'external_id'], name) ??
      fail(400, `q cannot search ${name}; it takes field:value, such as name:East`);
    const value = rest.join(':').trim();
    if (value === '') fail(400, `q has no value for ${field}`);
    if (starts[field] !== undefined) fail(400, `q has ${field} twice`);
    starts[field] = value;
  }
  return starts;
}

/** Newest first when sorted by last update, ascending by code and name, unless an order is given. */
function orderAsked(world: World, query: JsonObject): (a: Location, b: Location) => number {
  const by = given(query['sortBy'])
    ? (oneOf(['entityCode', 'name', 'lastUpdated'], query['sortBy']) ?? fail(400, 'sortBy is unknown'))
    : 'lastUpdated';
  const order = given(query['sortOrder'])
    ? (oneOf(['ASC', 'DESC'], query['sortOrder']) ?? fail(400, 'sortOrder must be ASC or DESC'))
    : by === 'lastUpdated'
      ? 'DESC'
      : 'ASC';
  const keyOf = (location: Location): string =>
    by === 'name'
      ? location.entity.name
      : by === 'entityCode'
        ? location.entity.code
        : detailsOf(world, location).updatedOn;
  const sign = order === 'ASC' ? 1 : -1;
  return (a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    return sign * (left < right ? -1 : left > right ? 1 : a.entity.id - b.entity.id);
  };
}

const PATHS: Readonly<Record<string, LocationType>> = {
  stores: 'STORE',
  zones: 'ZONE',
  concepts: 'CONCEPT',
  tills: 'TILL',
};

/** Creates row by row. HTTP status 201 if all were created, 207 if some were, 400 if none were. */
function add(call: Call): Reply {
  const { world, path, query, body } = call;
  const type = entryOf(PATHS, textOf(path['locationType'])) ?? fail(404, 'The location type does not exist', 404);
  if (!Array.isArray(body) || body.length === 0) return fail(400, 'The body must be a list of locations');
  if (body.length > MOST_ADDED) fail(1060, `At most ${MOST_ADDED} locations can be sent in one call`);
  if (type !== 'TILL') checkAdmin(call);
  const inheritLocale = flag(query, 'inheritLocale') === true;
  const rows = body.map((row: unknown) => addOne(world, type, objectOf(row), inheritLocale));
  const failed = rows.filter((row) => row.entityId === null).length;
  return reply(
    { response: rows, totalCount: rows.length, failureCount: failed },
    failed === 0 ? 201 : failed < rows.length ? 207 : 400,
  );
}

interface Row {
  entityId: number | null;
  /** The location as it is now, unless the row failed. */
  result?: object;
  errors: { status: false; code: number; message: string }[];
  warnings: never[];
}

function addOne(world: World, type: LocationType, row: JsonObject, inheritLocale: boolean): Row {
  const input = readLocation(row);
  try {
    const added = addLocation(world, type, input, { inheritLocale });
    return { entityId: added.entity.id, result: locationFace(world, added, false), errors: [], warnings: [] };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    const { code, message } = error;
    return { entityId: null, errors: [{ status: false, code, message }], warnings: [] };
  }
}

/** Requires admin access from tills. OAuth clients need only their access groups. */
function checkAdmin({ world, definition, client, headers }: Call): void {
  if (client) return;
  // Checks the caller, not the till in the attribution headers.
  const { till } = authenticate(world, definition, { authorization: headers['authorization'] ?? '' });
  if (!isAdminTill(world, till)) fail(400, 'The API user is not of type ADMIN_USER');
}

export const locationHandlers: Handlers = {
  location_list: list,
  location_add: add,
};
