/**
 * Every pointer is followed: the tools that an entity names are called, the id is taken from the answer, and is used
 * where a parameter refers to the entity. The API must know it.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BRAND_NAMES } from '../../src/sandbox/brands/names.js';
import { definitions } from '../../src/tools/catalogue.js';
import { type Definition, risk } from '../../src/tools/define.js';
import { type Pointer, pointersOf } from '../../src/tools/pointers.js';
import { ENTITIES, type EntityName } from '../../src/tools/schemas/entities.js';
import { Finder, type Person, setAt } from './pointers.js';

/** Sources that return nothing in the sandbox, and why. This list may only shrink. */
const EMPTY_SOURCES: Readonly<Record<string, string>> = {
  'badgeWindow badge_get data.badgeConstraints[].referenceId': 'no badge of the seed that is found first has a window',
  'badgeEnrolment badge_enroll_customers data.issuedBadges[].issuedId':
    'the example enrols in a badge of another organization',
  'allocationStrategy badge_get data.benefits[].allocationStrategyId': 'no badge of the seed gives points',
  'expiryStrategy badge_get data.benefits[].expirationStrategyId': 'no badge of the seed gives points',
  'sentEmail communication_send_email_v1_1 response.email.id':
    'the example answers with one email, and not with a list',
  'claimRequest request_get_details CHANGE_IDENTIFIER MERGE data[].id': 'the seed has no merge',
};

/** Pointers that cannot be followed, and why. This list may only shrink. */
const NOT_FOLLOWED: Readonly<Record<string, string>> = {
  'request_reject_v1_1 body.root.request[].id': 'the example rejects a coupon request, of which the seed has none',
  'request_approve_retro_v1_1 body.root.request[].id': 'the requests that are found first are of other types',
  'request_get_v1_1 card_external_id': 'the holder of such a card has made no request',
  'communication_get_email_v1_1 id': 'no email is sent before',
  'coupon_resend_v1_1 external_id': 'needs a coupon of the customer as well',
  'coupon_resend_v1_1 card_number': 'needs a coupon of the customer as well',
  'coupon_resend_v1_1 card_external_id': 'needs a coupon of the customer as well',
  'coupon_redeem_v1_1 body.root.coupon[].customer.card_external_id': 'the holder of such a card has no coupon',
  'coupon_check_redeemable_v1_1 card_external_id': 'the holder of such a card has no coupon',
  'product_label_update_assignments body.updates[].entityId':
    'only products that have the label already, which the example is not about',
  'product_label_update_assignments body.updates[].labelId':
    'only products that have the label already, which the example is not about',
  'product_label_remove_assignments body.removals[].entityId':
    'only products that have the label already, which the example is not about',
  'product_label_remove_assignments body.removals[].labelIds':
    'only products that have the label already, which the example is not about',
  'user_group_get_primary_and_secondary externalId': 'older versions of the API only',
};

/** People with the thing who are tried, and values of each. */
const MAX_PEOPLE = 4;
const MAX_VALUES = 8;

const ENTITY_NAMES = Object.keys(ENTITIES).filter((name): name is EntityName => name in ENTITIES);

const finders = new Map<string, Finder>();
beforeAll(async () => {
  for (const brand of BRAND_NAMES) finders.set(brand, await Finder.start(brand));
}, 60_000);
afterAll(async () => {
  for (const { sandbox } of finders.values()) await sandbox.close();
});

const finderOf = (brand: string): Finder => {
  const finder = finders.get(brand);
  if (!finder) throw new Error(`no sandbox of ${brand}`);
  return finder;
};

/** The first people, those with what the set-up left behind among them. */
const peopleOf = ({ people }: Finder): Person[] => [...people.slice(0, 3), ...people.slice(-1), ...people.slice(3, 40)];

/** `followed`; `refused` for another reason than the value; `not_found`; or `none`: there is no such value. */
type Result = 'followed' | 'refused' | 'not_found' | 'none';

/** Values that stand for nothing. */
const NO_ID = 987654321;
const NO_NAME = 'no-such-thing';

async function follow(finder: Finder, definition: Definition, { path, entity }: Pointer): Promise<Result> {
  let result: Result = 'none';
  let tried = 0;
  for (const person of peopleOf(finder)) {
    const values = await finder.valuesOf(entity, person);
    if (values.length === 0) continue;
    tried += 1;
    for (const value of values.slice(0, MAX_VALUES)) {
      const args = await finder.argumentsFor(definition, person);
      if (!args) continue;
      setAt(definition, args, path, value);
      const { failure } = await finder.call(definition, args);
      if (!failure) return 'followed';
      if (failure.kind !== 'not_found') return 'refused';
      setAt(definition, args, path, typeof value === 'number' || /^\d+$/.test(String(value)) ? NO_ID : NO_NAME);
      const other = await finder.call(definition, args);
      // What is not there, then, is something of this id, and not the id.
      if (other.failure?.code !== failure.code) return 'refused';
      result = 'not_found';
    }
    if (tried === MAX_PEOPLE) break;
  }
  return result;
}

it('explains in words where the value of an entity comes from if no tool returns it', () => {
  const withoutSource = ENTITY_NAMES.filter((name) => ENTITIES[name].foundBy.length === 0);
  expect(withoutSource.filter((name) => (ENTITIES[name].known ?? '') === '')).toEqual([]);
});

describe.each(ENTITY_NAMES.filter((name) => ENTITIES[name].foundBy.length > 0))('the entity %s', (name) => {
  it.each(ENTITIES[name].foundBy)('is returned by $tool at $at', async (source) => {
    const key = [name, source.tool, ...Object.values(source.with ?? {}), source.at].join(' ');
    const finder = finderOf('fashion');
    let found: readonly unknown[] = [];
    for (const person of peopleOf(finder)) {
      if (found.length > 0) break;
      found = await finder.valuesFrom(source, person);
      finder.undo();
    }
    if (key in EMPTY_SOURCES) expect(found).toEqual([]);
    else expect(found).not.toEqual([]);
  });
});

const isTwin = ({ legacy, version }: Definition): boolean => legacy && version === 'v1';
const followed = definitions.filter((definition) => !isTwin(definition) && pointersOf(definition).length > 0);

describe.each(followed.map(({ tool }) => tool))('%s', (tool) => {
  const definition = followed.find((each) => each.tool === tool);
  if (!definition) return;
  // The brands differ in what exists. Writes are refused for more reasons, so they are followed in one.
  const brands = risk(definition) === 'read' ? BRAND_NAMES : BRAND_NAMES.slice(0, 1);
  it.each(pointersOf(definition))('takes what leads to its $path', { timeout: 60_000 }, async (pointer) => {
    const results: Result[] = [];
    for (const brand of brands) {
      const finder = finderOf(brand);
      results.push(await follow(finder, definition, pointer));
      finder.undo();
    }
    // Not every brand has what the tool returns: groups, partner programs, card series.
    const isFollowed = results.some((each) => each === 'followed' || each === 'refused');
    const { known } = ENTITIES[pointer.entity];
    const key = `${tool} ${pointer.path}`;
    if (key in NOT_FOLLOWED) expect(isFollowed).toBe(false);
    else if (ENTITIES[pointer.entity].foundBy.length === 0) expect(known).toBeDefined();
    else expect(results.join(', '), results.join(', ')).toBe(isFollowed ? results.join(', ') : 'followed');
  });
});
