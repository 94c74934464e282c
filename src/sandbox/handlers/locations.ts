/** Section Locations: listing and creating stores, zones, concepts and tills. */
import { authenticate } from '../access.js';
import { booleanOf, entryOf, given, type JsonObject, objectOf, oneOf, textOf } from '../arguments.js';
import { partsOf } from '../faces/coupon.js';
import { locationFace, readLocation } from '../faces/location.js';
import { fail, SandboxFailure } from '../failure.js';
import { type Reply, reply, v2List } from '../replies.js';
import {
  addLocation,
  detailsOf,
  findLocations,
  isAdminTill,
  type Location,
  type LocationFilter,
} from '../rules/locations.js';
import type { LocationType } from '../state/location.js';
import type { World } from '../world.js';
import type { Call, Handlers } from './handler.js';
import { pageAsked, pageRows } from './paging.js';

const TYPES = ['STORE', 'ZONE', 'TILL', 'CONCEPT'] as const;
const DEFAULT_LIMIT = 20;
const MOST_LISTED = 100;
const MOST_CODES = 30;
const MOST_ADDED = 50;

function list({ world, query }: Call): Reply {
  const page = pageAsked(query, DEFAULT_LIMIT, 400);
  if (page.limit > MOST_LISTED) fail(400, `limit is at most ${MOST_LISTED}`);
  const order = orderAsked(world, query);
  const found = findLocations(world, filterAsked(query)).sort(order);
  const withChildren = flag(query, 'includeChildren') === true;
  return v2List(
    pageRows(found, page).map((location) => locationFace(world, location, withChildren)),
    { pagination: { limit: page.limit, offset: page.offset, total: found.length } },
  );
}

/** True or false; undefined where it is absent. 400 for anything else. */
function flag(query: JsonObject, name: string): boolean | undefined {
  if (!given(query[name])) return undefined;
  return oneOf(['true', 'false'], query[name]) === null
    ? fail(400, `${name} is neither true nor false`)
    : booleanOf(query[name]);
}

function filterAsked(query: JsonObject): LocationFilter {
  const type = given(query['type']) ? (oneOf(TYPES, query['type']) ?? fail(400, 'type is unknown')) : undefined;
  const codes = partsOf(query['entityCodes']);
  if (codes.length > MOST_CODES) fail(1060, `At most ${MOST_CODES} codes a call`);
  const isActive = flag(query, 'isActive');
  const isAdmin = flag(query, 'isAdmin');
  const isOrgUnit = flag(query, 'isOrgUnit');
  return {
    ...(type !== undefined && { type }),
    // Codes win over q.
    ...(codes.length > 0 ? { codes } : given(query['q']) && { starts: startsAsked(textOf(query['q'])) }),
    ...(isActive !== undefined && { isActive }),
    ...(isAdmin !== undefined && { isAdmin }),
    ...(isOrgUnit !== undefined && { isOrgUnit }),
  };
}

/** `name:pune,code:p`. 400 for another field, for one that stands twice or has no value. */
function startsAsked(text: string): NonNullable<LocationFilter['starts']> {
  const starts: NonNullable<LocationFilter['starts']> = {};
  for (const part of partsOf(text)) {
    const [name, ...rest] = part.split(':');
    const field = oneOf(['name', 'code', 'external_id'], name) ?? fail(400, `q cannot search ${name}`);
    const value = rest.join(':').trim();
    if (value === '') fail(400, `q has no value for ${field}`);
    if (starts[field] !== undefined) fail(400, `q has ${field} twice`);
    starts[field] = value;
  }
  return starts;
}

/** By last update the newest come first, unless the order is told; by code and name the first. */
function orderAsked(world: World, query: JsonObject): (a: Location, b: Location) => number {
  const by = given(query['sortBy'])
    ? (oneOf(['entityCode', 'name', 'lastUpdated'], query['sortBy']) ?? fail(400, 'sortBy is unknown'))
    : 'lastUpdated';
  const order = given(query['sortOrder'])
    ? (oneOf(['ASC', 'DESC'], query['sortOrder']) ?? fail(400, 'sortOrder is neither ASC nor DESC'))
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

/** Row by row: 201 where all were created, 207 where some were, 400 where none was. */
function add(call: Call): Reply {
  const { world, path, query, body } = call;
  const type = entryOf(PATHS, textOf(path['locationType'])) ?? fail(404, 'There is no such type of location', 404);
  if (!Array.isArray(body) || body.length === 0) return fail(400, 'The body is no list of locations');
  if (body.length > MOST_ADDED) fail(1060, `At most ${MOST_ADDED} locations a call`);
  if (type !== 'TILL') checkAdmin(call);
  const inheritLocale = flag(query, 'inheritLocale') === true;
  const rows = body.map((row: unknown) => addOne(world, type, objectOf(row), inheritLocale));
  const failed = rows.filter((row) => row.entityId === null).length;
  const all = { status: false, code: 400, message: 'All locations have failed' };
  return reply(
    { data: rows, warnings: [], errors: failed === rows.length ? [all] : [] },
    failed === 0 ? 201 : failed < rows.length ? 207 : 400,
  );
}

interface Row {
  entityId: number | null;
  code: string;
  errors: { code: number; message: string }[];
  warnings: never[];
}

function addOne(world: World, type: LocationType, row: JsonObject, inheritLocale: boolean): Row {
  const input = readLocation(row);
  try {
    const { entity } = addLocation(world, type, input, { inheritLocale });
    return { entityId: entity.id, code: entity.code, errors: [], warnings: [] };
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    const { code, message } = error;
    return { entityId: null, code: input.code, errors: [{ code, message }], warnings: [] };
  }
}

/** Of tills only those with admin access; OAuth clients by their access groups alone. */
function checkAdmin({ world, definition, client, headers }: Call): void {
  if (client) return;
  // Who called, not the till that attribution headers name.
  const { till } = authenticate(world, definition, { authorization: headers['authorization'] ?? '' });
  if (!isAdminTill(world, till)) fail(400, 'The API user is not of type ADMIN_USER');
}

export const locationHandlers: Handlers = {
  location_list: list,
  location_add: add,
};
