/** Changing stores, zones, concepts and tills: what a change does not have stays as it is. */
import type { locationUpdate } from '../../../tools/beyond/locations.js';
import type { Body } from '../../../tools/schemas/decoded.js';
import { textOf } from '../../http/arguments.js';
import { now } from '../../world/clock.js';
import { fail } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import {
  checkExternalIds,
  checkedLocale,
  checkName,
  degrees,
  describeLocation,
  detailsOf,
  externalIdsOf,
  findLocations,
  type Location,
  localeOf,
  organisationLocale,
  parentOf,
  ROOT,
  setExternalIds,
  storeAbove,
  unitAbove,
} from './rules.js';
import type { Locale, LocationType } from './state.js';

export type LocationChange = Omit<Body<typeof locationUpdate>[number], 'identifierName' | 'identifierValue'>;

/** How a change is to be read. */
interface ChangeOptions {
  /** Whether a field was sent as null, which clears it. */
  readonly clears: (field: keyof LocationChange) => boolean;
  /** Whether language, currency and time zone come from the parent unless they are sent. */
  readonly inheritLocale: boolean;
}

/**
 * Finds a location of a type.
 * @throws 400 if there is none
 */
export function locationNamed(
  world: World,
  type: LocationType,
  by: Pick<Body<typeof locationUpdate>[number], 'identifierName' | 'identifierValue'>,
): Location {
  const { identifierName, identifierValue: value } = by;
  const matches = (each: Location): boolean => {
    if (identifierName === 'ID') return String(each.entity.id) === value;
    return identifierName === 'CODE' ? each.entity.code === value : externalIdsOf(world, each).includes(value);
  };
  return (
    findLocations(world, { type }).find(matches) ??
    fail(400, `No ${type.toLowerCase()} has the ${identifierName} ${value}`)
  );
}

/** The fields of the places above, by the types that have them. */
const PARENTS = {
  areaParentCode: ['STORE', 'ZONE'],
  groupParentCode: ['STORE', 'CONCEPT'],
  storeParentCode: ['TILL'],
} as const satisfies Partial<Record<keyof LocationChange, readonly LocationType[]>>;

/**
 * Changes a location.
 * @throws 400 if the type does not have a field, or a value is not valid; then nothing changes
 */
export function changeLocation(
  world: World,
  location: Location,
  change: LocationChange,
  options: ChangeOptions,
): Location {
  const { clears } = options;
  const { type, entity } = location;
  if (clears('name') || change.name === '') fail(400, 'name cannot be cleared');
  if (change.name !== undefined) checkName(change.name);
  const place = placeAfter(world, location, change, clears);
  const position = positionAfter(location, change, clears);
  const locale = localeAfter(world, location, change, options);
  const ids = externalIdsAfter(world, location, change, clears);

  const description = clears('description') ? '' : change.description;
  Object.assign(entity, place, position, {
    name: change.name ?? entity.name,
    active: change.isActive ?? entity.active,
    ...(description !== undefined && type !== 'TILL' && { description }),
  });
  if (ids) setExternalIds(world, location, ids);
  const details = detailsOf(world, location);
  describeLocation(world, location, {
    ...locale,
    description: description ?? details.description,
    customFields: fieldsAfter(details.customFields, change, clears),
    updatedOn: now(world),
  });
  return location;
}

/** The ids of the places above, as the entity stores them. */
function placeAfter(
  world: World,
  location: Location,
  change: LocationChange,
  clears: ChangeOptions['clears'],
): { zoneId?: number; conceptId?: number; storeId?: number; parentId?: number | null } {
  const codeOf = (field: keyof typeof PARENTS): string | undefined => {
    const code = clears(field) ? ROOT : change[field];
    if (code === undefined || code === '') return undefined;
    const types: readonly LocationType[] = PARENTS[field];
    return types.includes(location.type) ? code : fail(400, `A ${location.type.toLowerCase()} has no ${field}`);
  };
  const [area, group, store] = [codeOf('areaParentCode'), codeOf('groupParentCode'), codeOf('storeParentCode')];
  const zone = area === undefined ? undefined : unitAbove(world, 'ZONE', area, 'areaParentCode');
  const concept = group === undefined ? undefined : unitAbove(world, 'CONCEPT', group, 'groupParentCode');
  switch (location.type) {
    case 'STORE':
      if (zone === null || concept === null) return fail(400, 'A store must have a zone and a concept, not the root');
      return { ...(zone && { zoneId: zone.entity.id }), ...(concept && { conceptId: concept.entity.id }) };
    case 'TILL':
      return store === undefined ? {} : { storeId: storeAbove(world, store).id };
    default: {
      const parent = location.type === 'ZONE' ? zone : concept;
      if (parent === undefined) return {};
      for (let above: Location | undefined = parent ?? undefined; above; above = parentOf(world, above)) {
        if (above.entity.id === location.entity.id) fail(400, `${location.entity.code} cannot be below itself`);
      }
      return { parentId: parent?.entity.id ?? null };
    }
  }
}

function positionAfter(
  location: Location,
  change: LocationChange,
  clears: ChangeOptions['clears'],
): { latitude?: number; longitude?: number } {
  const asked = (['latitude', 'longitude'] as const).filter((field) => clears(field) || change[field] !== undefined);
  if (asked.length > 0 && location.type !== 'STORE') fail(400, 'Only stores have a position');
  return Object.fromEntries(
    asked.map((field) => [field, clears(field) ? 0 : degrees(field, change[field], field === 'latitude' ? 90 : 180)]),
  );
}

const LOCALE = ['language', 'currency', 'timezone'] as const satisfies readonly (keyof Locale)[];

/** What is not sent stays or, if it is inherited or cleared, becomes the parent's. */
function localeAfter(
  world: World,
  location: Location,
  change: LocationChange,
  { clears, inheritLocale }: ChangeOptions,
): Locale {
  const own = localeOf(detailsOf(world, location));
  const parent = parentOf(world, location);
  const above = parent ? localeOf(detailsOf(world, parent)) : organisationLocale(world);
  const inherits = inheritLocale && location.type !== 'TILL';
  const after = { ...own };
  for (const field of LOCALE) {
    after[field] = clears(field) ? above[field] : change[field] || (inherits ? above[field] : own[field]);
  }
  return checkedLocale(after);
}

/** All external ids after the change; undefined if they stay. */
function externalIdsAfter(
  world: World,
  location: Location,
  { externalIds }: LocationChange,
  clears: ChangeOptions['clears'],
): readonly string[] | undefined {
  if (clears('externalIds')) return [];
  if (externalIds === undefined || externalIds === null) return undefined;
  const ids = [...new Set(Object.values(externalIds).map(textOf))].filter((id) => id !== '');
  checkExternalIds(world, location.type, ids, location);
  return ids;
}

/** Custom fields that are not sent stay; null removes one, and all if it is sent in place of them. */
function fieldsAfter(
  own: Readonly<Record<string, unknown>>,
  { customFields }: LocationChange,
  clears: ChangeOptions['clears'],
): Record<string, unknown> {
  if (clears('customFields')) return {};
  const merged = Object.entries({ ...own, ...customFields });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}
