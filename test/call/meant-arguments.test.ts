/** Arguments under the name that another tool has for the same thing. */
import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/call/call.js';
import { withMeantArguments } from '../../src/call/meant-arguments.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { pointersOf } from '../../src/tools/pointers.js';
import type { EntityName } from '../../src/tools/schemas/entities.js';
import { NAMES_OF_ENTITIES } from '../../src/tools/schemas/entity-names.js';

interface Made {
  args: Record<string, unknown>;
  notes: readonly string[];
}

async function callWith(tool: string, args: Record<string, unknown>): Promise<Made> {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  let made: Made | undefined;
  const call = withMeantArguments(async (_, sent, context: CallContext = {}) => {
    made = { args: sent, notes: context.notes ?? [] };
    return { content: [] };
  });
  await call(definition, args);
  if (!made) throw new Error('no call was made');
  return made;
}

describe('an argument under the name of another tool', () => {
  it.each([
    ['customer_get_points_balance', { customerId: 7 }, { userId: 7 }, 'userId: taken from customerId.'],
    ['customer_get', { user_id: 7 }, { customerId: 7 }, 'customerId: taken from user_id.'],
    ['loyalty_promotion_list_for_member', { id: '7' }, { memberId: '7' }, 'memberId: taken from id.'],
    ['customer_get', { id: 7 }, { customerId: 7 }, 'customerId: taken from id.'],
    ['customer_get_v1_1', { userId: 7 }, { id: 7 }, 'id: taken from userId.'],
    ['target_group_get', { groupId: 3 }, { targetGroupId: 3 }, 'targetGroupId: taken from groupId.'],
  ])('is taken for the one that %s has', async (tool, given, args, note) => {
    expect(await callWith(tool, given)).toEqual({ args, notes: [note] });
  });

  it.each([
    ['customer_search', { query: 'Asha', limit: 5 }, { q: 'Asha', limit: 5 }, 'q: taken from query.'],
    ['user_group_search', { name: 'Rao' }, { q: 'Rao' }, 'q: taken from name.'],
  ])('is taken for the text that %s searches for', async (tool, given, args, note) => {
    expect(await callWith(tool, given)).toEqual({ args, notes: [note] });
  });

  it('is taken for a field of the body if all that stand beside it are its own, and valid', async () => {
    const body = { seriesId: 7, customer: { mobile: '919800000001' } };
    expect(await callWith('coupon_issue', { ...body, fields: 'code' })).toEqual({
      args: { fields: 'code', body },
      notes: ['body: made of seriesId, customer.'],
    });
    const incomplete = { seriesId: 7 };
    expect(await callWith('coupon_issue', incomplete)).toEqual({ args: incomplete, notes: [] });
    const foreign = { ...body, colour: 'red' };
    expect(await callWith('coupon_issue', foreign)).toEqual({ args: foreign, notes: [] });
  });

  it('is not taken for a text that the call has, or may leave out', async () => {
    const given = { q: 'Asha', name: 'Rao' };
    expect(await callWith('customer_search', given)).toEqual({ args: given, notes: [] });
    expect((await callWith('customer_search', { name: 'Rao', text: 'Asha' })).notes).toEqual([]);
    expect((await callWith('product_search_brands', { name: 'Nord' })).notes).toEqual([]);
  });

  it('is taken for the path parameter of a write whose rows are about other customers', async () => {
    const body = { customerReferrals: [{ customer: { id: 9 } }] };
    expect(await callWith('customer_add_referrals', { customerId: 7, body })).toEqual({
      args: { userId: 7, body },
      notes: ['userId: taken from customerId.'],
    });
  });

  it('is taken for a required key of the body, wherever it was passed', async () => {
    const { args, notes } = await callWith('badge_earn', { userId: 7, body: { badgeMetaId: 'b' } });
    expect(args).toEqual({ body: { badgeMetaId: 'b', customerId: 7 } });
    expect(notes).toEqual(['body.customerId: taken from userId.']);
    const inBody = await callWith('badge_earn', { body: { badgeMetaId: 'b', userId: 7 } });
    expect(inBody.args).toEqual({ body: { badgeMetaId: 'b', customerId: 7 } });
  });
});

describe('an argument stays where it is', () => {
  it.each([
    ['if the right one is given as well', 'customer_get', { customerId: 7, userId: 8 }],
    ['if its value would be wrong', 'customer_get', { userId: 'Asha' }],
    ["if the tool's own argument is another role of the thing", 'points_redeem_v1_1', { userId: 7 }],
    ['if a write takes two such things', 'points_check_redeemable_v1_1', { user_id: 7 }],
    ['if two of them could be the one', 'customer_get', { userId: 7, memberId: 8 }],
    ['if no tool calls the thing so', 'customer_get', { shopper: 7 }],
    ['if the tool has the name itself', 'customer_update', { userId: 7, body: {} }],
  ])('%s', async (_, tool, given) => {
    expect(await callWith(tool, given)).toEqual({ args: given, notes: [] });
  });
});

it('every name of an entity is that of an argument of some tool', () => {
  const used = new Map<EntityName, Set<string>>();
  for (const definition of definitions) {
    for (const { path, entity } of pointersOf(definition)) {
      const name = path.replaceAll('[]', '').split('.').at(-1) ?? '';
      used.set(entity, (used.get(entity) ?? new Set()).add(name.replaceAll('_', '').toLowerCase()));
    }
  }
  const unused = Object.entries(NAMES_OF_ENTITIES).flatMap(([entity, names]) =>
    names
      .filter((name) => !used.get(entity as EntityName)?.has(name.toLowerCase()))
      .map((name) => `${entity}: ${name}`),
  );
  expect(unused).toEqual([]);
});
