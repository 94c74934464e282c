/** Section Locations: listing, creating and changing stores, zones, concepts and tills. */
import { locationUpdate } from '../../../tools/beyond/locations.js';
import { locationAdd, locationList } from '../../../tools/locations/locations.js';
import { authenticate } from '../../http/access.js';
import { oneOf, partsOf } from '../../http/arguments.js';
import { handle } from '../../http/handle.js';
import type { Call, Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { handleRows } from '../../http/rows.js';
import { sorted } from '../../http/sorting.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { changeLocation, locationNamed } from './changes.js';
import { addLocation, detailsOf, findLocations, isAdminTill, type Location, type LocationStarts } from './rules.js';
import { toLocationJson, toTreeJson } from './serializers.js';
import type { LocationType } from './state.js';

const MAX_CODES = 30;
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

/** The types of locations by their names in a path. */
const TYPES = { stores: 'STORE', zones: 'ZONE', concepts: 'CONCEPT', tills: 'TILL' } as const satisfies Record<
  string,
  LocationType
>;

/**
 * Requires admin access from tills. OAuth clients need only their access groups. What counts is the caller, not the till
 * in the attribution headers.
 */
function checkAdmin(world: World, { authorization = '' }: Call['headers']): void {
  const { till } = authenticate(world, locationAdd, { authorization });
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

  ...handleRows(
    locationAdd,
    {
      envelope: 'bulkCreated',
      parameters: { codes: { locationType: { code: 404, httpStatus: 404 } } },
      batch: { none: 400, tooMany: 1060, max: 50 },
      before: ({ world, client, path, raw }) => {
        if (path.locationType !== 'tills' && client === null) checkAdmin(world, raw.headers);
      },
    },
    ({ world, path, query: { inheritLocale = false }, row }) => {
      const added = addLocation(world, TYPES[path.locationType], row, { inheritLocale });
      return { entityId: added.entity.id, result: toLocationJson(world, added) };
    },
  ),

  ...handleRows(
    locationUpdate,
    {
      envelope: 'bulkUpdated',
      parameters: { codes: { locationType: { code: 404, httpStatus: 404 } } },
      batch: { none: 400, tooMany: 1060 },
      maxRows: ({ path }) => (path.locationType === 'tills' ? 50 : 100),
      before: ({ world, client, path, raw }) => {
        if (path.locationType !== 'tills' && client === null) checkAdmin(world, raw.headers);
      },
    },
    ({ world, path, query: { inheritLocale = false }, row, raw }) => {
      const location = locationNamed(world, TYPES[path.locationType], row);
      const clears = (field: string): boolean => raw.row[field] === null;
      changeLocation(world, location, row, { clears, inheritLocale });
      return { entityId: location.entity.id, result: toLocationJson(world, location) };
    },
  ),
};
