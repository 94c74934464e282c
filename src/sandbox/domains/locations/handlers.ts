/** Section Locations: listing and creating stores, zones, concepts and tills. */
import { locationList } from '../../../tools/locations/locations.js';
import { authenticate } from '../../http/access.js';
import { booleanOf, entryOf, given, type JsonObject, listOf, objectOf, oneOf, textOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Call, Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { type Reply, reply } from '../../http/replies.js';
import { sorted } from '../../http/sorting.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { partsOf } from '../coupon/serializers.js';
import {
  addLocation,
  detailsOf,
  findLocations,
  isAdminTill,
  type Location,
  type LocationStarts,
  type NewLocation,
} from './rules.js';
import { toLocationJson, toTreeJson } from './serializers.js';
import type { LocationType } from './state.js';

const MAX_CODES = 30;
const MAX_ADDED = 50;
const TOO_MANY = 1060;

/**
 * Codes to find.
 * @throws 1060 if there are too many
 */
function codesIn(text: string | undefined): readonly string[] | undefined {
  const codes = partsOf(text);
  if (codes.length > MAX_CODES) fail(TOO_MANY, `At most ${MAX_CODES} codes can be given in one call`);
  return codes.length > 0 ? codes : undefined;
}

/**
 * Parses a search such as `name:pune,code:p`.
 * @throws 400 if a field is unknown, given twice, or has no value
 */
function startsIn(text: string): LocationStarts {
  const starts: LocationStarts = {};
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

/** What locations are sorted by. */
const SORT_KEYS = {
  entityCode: (_: World, { entity }: Location) => entity.code,
  name: (_: World, { entity }: Location) => entity.name,
  lastUpdated: (world: World, location: Location) => detailsOf(world, location).updatedOn,
};

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
  if (body.length > MAX_ADDED) fail(TOO_MANY, `At most ${MAX_ADDED} locations can be sent in one call`);
  if (type !== 'TILL') checkAdmin(call);
  const inheritLocale = booleanOf(query['inheritLocale']);
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
  try {
    const input = readLocation(row);
    const added = addLocation(world, type, input, { inheritLocale });
    return { entityId: added.entity.id, result: toLocationJson(world, added), errors: [], warnings: [] };
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
  ...handle(
    locationList,
    { envelope: 'list', paging: byOffset({ limit: 20, max: 100, strict: true, reported: true }) },
    ({ world, query, page }) => {
      const { q, sortBy = 'lastUpdated', sortOrder = sortBy === 'lastUpdated' ? 'DESC' : 'ASC' } = query;
      const codes = codesIn(query.entityCodes);
      // Codes take precedence over q.
      const starts = codes === undefined && q !== undefined ? startsIn(q) : undefined;
      const found = findLocations(world, { ...query, codes, starts });
      const rows = sorted(found, (each) => [SORT_KEYS[sortBy](world, each), each.entity.id], sortOrder);
      const toJson = query.includeChildren ? toTreeJson : toLocationJson;
      return page(rows).map((each) => toJson(world, each));
    },
  ),
  location_add: add,
};

/** A row of a bulk call. */
function readLocation(row: JsonObject): NewLocation {
  const text = (name: string): string => textOf(row[name]);
  if (text('code') === '' || text('name') === '') fail(400, 'code or name is missing');
  return {
    code: text('code'),
    name: text('name'),
    description: text('description'),
    areaParentCode: text('areaParentCode'),
    groupParentCode: text('groupParentCode'),
    storeParentCode: text('storeParentCode'),
    language: text('language'),
    currency: text('currency'),
    timezone: text('timezone'),
    isActive: given(row['isActive']) ? booleanOf(row['isActive']) : true,
    isAdmin: booleanOf(row['isAdmin']),
    isDefault: booleanOf(row['isDefault']),
    latitude: text('latitude'),
    longitude: text('longitude'),
    email: text('email'),
    mobile: text('mobile'),
    externalId: listOf(row['externalId'])
      .map(textOf)
      .filter((id) => id !== ''),
    customFields: objectOf(row['customFields']),
  };
}
