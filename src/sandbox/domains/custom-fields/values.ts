/** Values of custom fields of the organization, of places, and of records. */
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { describeLocation, detailsOf, findLocations, type Location } from '../locations/rules.js';
import { customFieldsOf } from './rules.js';
import type { Scope } from './state.js';

interface NewValue {
  scope: Scope;
  entityId: number;
  name: string;
  value: string;
}

const PLACES = {
  STORE_CUSTOM_FIELDS: 'STORE',
  ZONE_CUSTOM_FIELDS: 'ZONE',
  TILL_CUSTOM_FIELDS: 'TILL',
} as const;

const isOfPlaces = (scope: Scope): scope is keyof typeof PLACES => Object.hasOwn(PLACES, scope);

/**
 * Sets a value, in place of the earlier one. The documentation says what `entityId` is for the organization only; here
 * it is the id of the place, the bill, or the card for other scopes.
 * @throws 400 if the scope has no such field, nothing has the id, or values of the scope are not set this way
 */
export function setFieldValue(world: World, { scope, entityId, name, value }: NewValue): void {
  checkField(world, scope, name);
  const set = { [name]: value };
  if (isOfPlaces(scope)) setOfPlace(world, placeWith(world, scope, entityId), set);
  else Object.assign(holderOf(world, scope, entityId), set);
}

function checkField(world: World, scope: Scope, name: string): void {
  const fields = customFieldsOf(world).filter((each) => each.name === name);
  if (fields.some((each) => each.scope === scope)) return;
  const [other] = fields;
  if (other) fail(400, `${name} is a field of the scope ${other.scope}`);
  failUnknown(400, 'Custom field', name);
}

function placeWith(world: World, scope: keyof typeof PLACES, id: number): Location {
  const type = PLACES[scope];
  return (
    findLocations(world, { type }).find(({ entity }) => entity.id === id) ?? failUnknown(400, type.toLowerCase(), id)
  );
}

function setOfPlace(world: World, place: Location, set: Record<string, unknown>): void {
  describeLocation(world, place, { customFields: { ...detailsOf(world, place).customFields, ...set } });
}

/** What has the values of a scope. */
function holderOf(world: World, scope: Scope, id: number): Record<string, unknown> {
  switch (scope) {
    case 'ORG_CUSTOM_FIELD':
      if (id !== world.organisation.id) failUnknown(400, 'Organization', id);
      return world.organisationFields;
    case 'LOYALTY_TRANSACTION':
      return (world.transactions[id] ?? failUnknown(400, 'Transaction', id)).customFields;
    case 'CUSTOMER_CARD':
      return (world.cards[id] ?? failUnknown(400, 'Card', id)).customFields;
    default:
      return fail(400, `Values of the scope ${scope} are set on the records themselves`);
  }
}
