/** Arguments that a call leaves out because the connection knows them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallContext } from '../../src/call/call.js';
import { type ConnectionValues, type Known, withConnectionValues } from '../../src/call/filled-in.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { apiJsonSchema, connectionParameters, inputJsonSchema, inputSchema } from '../../src/tools/input.js';

interface Made {
  args: Record<string, unknown>;
  notes: readonly string[];
}

const KNOWN: Readonly<Record<string, Known>> = {
  tillCode: { value: 'blr01.till01' },
  tillId: { value: 5001101 },
  programId: { value: 812 },
  organizationId: { value: 100900 },
  rewardBrandId: { value: 77 },
  rewardBrandName: { value: 'Kettle & Leaf' },
};

/** Makes a call with a connection that knows `known`. @returns the arguments and notes that the call is made with */
async function callWith(
  tool: string,
  args: Record<string, unknown>,
  { defaultSource, known = KNOWN }: { defaultSource?: string; known?: Readonly<Record<string, Known>> } = {},
): Promise<Made> {
  const definition = findDefinition(tool);
  if (!definition) throw new Error(`no tool ${tool}`);
  let made: Made | undefined;
  const values: ConnectionValues = {
    defaultSource,
    lookUp: async (value) => known[value] ?? { unknown: 'the API does not say' },
  };
  const call = withConnectionValues(async (_, sent, context: CallContext = {}) => {
    made = { args: sent, notes: context.notes ?? [] };
    return { content: [] };
  }, values);
  await call(definition, args);
  if (!made) throw new Error('no call was made');
  return made;
}

const BY_MOBILE = { identifierName: 'mobile', identifierValue: '919811100001' };

describe('a list of what the connection knows', () => {
  it.each([[{}], [{ body: {} }], [{ body: { orgIds: null } }]])(
    'is a list of one, also without a body: %o',
    async (args) => {
      expect(await callWith('reward_list_brands', args)).toEqual({
        args: { body: { orgIds: [100900] } },
        notes: ['body.orgIds: 100900 filled in.'],
      });
      const definition = findDefinition('reward_list_brands');
      expect(definition && inputJsonSchema(definition)['required']).toBeUndefined();
    },
  );
});

describe('the source of a read', () => {
  it('is INSTORE where a call leaves it out, and a note says so', async () => {
    expect(await callWith('customer_get_id', BY_MOBILE)).toEqual({
      args: { ...BY_MOBILE, source: 'INSTORE' },
      notes: ['source: INSTORE filled in (ALL spans every source).'],
    });
  });

  it.each([
    ['null', null],
    ['an empty text', ''],
    ['undefined', undefined],
  ])('is filled in for %s', async (_, source) => {
    const { args } = await callWith('customer_lookup_get_tier', { ...BY_MOBILE, source });
    expect(args['source']).toBe('INSTORE');
  });

  it.each([[{ source: 'WEBSITE' }], [{ source: 'nonsense' }], [{ SOURCE: 'website' }]])(
    'stays as it is given: %o',
    async (given) => {
      const args = { ...BY_MOBILE, ...given };
      expect(await callWith('customer_get_id', args, { defaultSource: 'LINE' })).toEqual({ args, notes: [] });
    },
  );

  it('is the one that the operator set', async () => {
    const { args } = await callWith('customer_get_id', BY_MOBILE, { defaultSource: 'WEBSITE' });
    expect(args['source']).toBe('WEBSITE');
  });

  it.each([
    ['wechat', 'WECHAT'],
    ['martjackId', 'MARTJACK'],
    ['fbId', 'FACEBOOK'],
    ['FBID', 'FACEBOOK'],
  ])('is that of the kind of identifier, if only one channel has it: %s', async (identifierName, source) => {
    const { args } = await callWith('customer_get_id', { identifierName, identifierValue: 'x' });
    expect(args['source']).toBe(source);
  });

  it('is filled in below the top, too, where the call needs it', async () => {
    const entity = { identifierType: 'mobile', identifierValue: '919811100001' };
    const { args } = await callWith('points_check_group_transferrable', {
      body: {
        programId: 1,
        pointsTobeTransferred: 5,
        fromEntity: { type: 'CUSTOMER', ...entity },
        toEntity: { type: 'USERGROUP2', ...entity },
      },
    });
    expect(args['body']).toMatchObject({
      fromEntity: { source: 'INSTORE' },
      toEntity: { type: 'USERGROUP2', ...entity },
    });
    expect(args['body']).not.toHaveProperty('toEntity.source');
  });

  it('is not filled in where the call does not take it', async () => {
    expect(await callWith('customer_lookup_get_loyalty_details', BY_MOBILE, { defaultSource: 'ALL' })).toEqual({
      args: BY_MOBILE,
      notes: ['source was not filled in: this call does not take ALL.'],
    });
    const byGroup = { id: 1 };
    expect(await callWith('user_group_get_transactions', byGroup)).toEqual({ args: byGroup, notes: [] });
  });
});

describe('the source of a write', () => {
  const update = { userId: 1, body: { profiles: [{ firstName: 'Asha' }] } };

  it('is not guessed, and a note says what to pass', async () => {
    const { args, notes } = await callWith('customer_update', update);
    expect(args).toEqual(update);
    expect(notes).toEqual([expect.stringMatching(/^source was not filled in: .*INSTORE if.*--default-source/)]);
  });

  it('is the one that the operator set', async () => {
    const { args, notes } = await callWith('customer_update', update, { defaultSource: 'WEBSITE' });
    expect(args).toEqual({ ...update, source: 'WEBSITE' });
    expect(notes).toEqual(['source: WEBSITE filled in.']);
  });

  it('is not set beside the sources of the profiles', async () => {
    const args = { userId: 1, body: { profiles: [{ firstName: 'Asha', source: 'LINE' }] } };
    expect(await callWith('customer_update', args, { defaultSource: 'WEBSITE' })).toEqual({ args, notes: [] });
  });

  it('is set in each row of a batch that lacks it, and noted once', async () => {
    const row = { identifierValue: '919811100001' };
    const body = { promotionDetails: { programId: 5 }, customers: [row, { ...row, source: 'LINE' }, row] };
    const { args, notes } = await callWith('promotion_enrol_and_earn_bulk', { body }, { defaultSource: 'WEBSITE' });
    expect(args).toMatchObject({
      body: { customers: [{ source: 'WEBSITE' }, { source: 'LINE' }, { source: 'WEBSITE' }] },
    });
    expect(notes).toEqual(['body.customers[].source: WEBSITE filled in.']);
    // What the caller passed is not changed.
    expect(body.customers[0]).toEqual(row);
  });
});

describe('the till, the program and the organization', () => {
  it.each([
    [
      'reward_issue_bulk',
      { body: { brand: 'Kettle & Leaf' } },
      { username: 'blr01.till01' },
      'username: blr01.till01 filled in.',
    ],
    [
      'lead_add_followup',
      { leadId: 1, body: {} },
      { body: { createdBy: 5001101 } },
      'body.createdBy: 5001101 filled in.',
    ],
    [
      'promotion_issue',
      { ...BY_MOBILE, source: 'LINE', body: { promotionId: 1 } },
      { body: { programId: 812 } },
      'body.programId: 812 filled in.',
    ],
    ['reward_list_for_user', {}, { brandName: 'Kettle & Leaf' }, 'brandName: Kettle & Leaf filled in.'],
    ['reward_search', { rewardName: 'tea' }, { brandId: 77 }, 'brandId: 77 filled in.'],
    ['reward_list_categories', {}, { brandId: 77 }, 'brandId: 77 filled in.'],
    ['reward_create_promotion', { body: {} }, { body: { brandId: 77 } }, 'body.brandId: 77 filled in.'],
    ['badge_create_org_meta', { body: { tags: [] } }, { body: { orgId: 100900 } }, 'body.orgId: 100900 filled in.'],
  ])('are filled in where a call needs them: %s', async (tool, args, filled, note) => {
    const made = await callWith(tool, args);
    expect(made.args).toMatchObject(filled);
    expect(made.notes).toEqual([note]);
  });

  it('are left out, with the reason, where they are not known', async () => {
    const several: Known = { unknown: 'the organization has several loyalty programs: 1 Gold, 2 Blue' };
    const args = { ...BY_MOBILE, source: 'LINE', body: { promotionId: 1 } };
    expect(await callWith('promotion_issue', args, { known: { programId: several } })).toEqual({
      args,
      notes: [`body.programId was not filled in: ${several.unknown}.`],
    });
  });

  it('are not looked up if the call passes them, or has no body that could hold them', async () => {
    const lookUp = async (): Promise<Known> => Promise.reject(new Error('looked up'));
    const call = withConnectionValues(async () => ({ content: [] }), { defaultSource: undefined, lookUp });
    const definition = findDefinition('promotion_create');
    if (!definition) throw new Error('no such tool');
    await call(definition, { body: { programId: 5 } });
    await call(definition, {});
    await call(definition, { body: 'text' });
  });
});

describe('any arguments', () => {
  const tools = [
    'promotion_enrol_and_earn_bulk',
    'points_check_group_transferrable',
    'customer_get',
    'lead_add_followup',
  ];
  const key = fc.constantFrom(
    'body',
    'customers',
    'source',
    'SOURCE',
    'promotionDetails',
    'fromEntity',
    'type',
    '__proto__',
    'x',
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(null, '', 'CUSTOMER', 1, true),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it('stay as they are, except for what is added, and are never changed in place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...tools),
        fc.dictionary(key, tree, { noNullPrototype: true }),
        async (tool, args) => {
          const before = structuredClone(args);
          const { args: made } = await callWith(tool, args);
          expect(args).toEqual(before);
          expect(withoutAdded(made, args)).toEqual(args);
        },
      ),
    );
  });
});

/** `made` without the keys that are absent, null or empty in `given`, where they may have been filled in. */
function withoutAdded(made: unknown, given: unknown): unknown {
  if (Array.isArray(made) && Array.isArray(given)) return made.map((each, index) => withoutAdded(each, given[index]));
  if (typeof made !== 'object' || made === null || typeof given !== 'object' || given === null) return made;
  const previous = new Map<string, unknown>(Object.entries(given));
  return Object.fromEntries(
    Object.entries(made).flatMap(([name, value]) => {
      if (!previous.has(name)) return [];
      const old = previous.get(name);
      return [[name, old === null || old === '' ? old : withoutAdded(value, old)]];
    }),
  );
}

describe('a parameter that the connection fills in', () => {
  const filledIn = definitions.filter((definition) => connectionParameters(definition).length > 0);

  it('occurs in many tools', () => {
    expect(filledIn.length).toBeGreaterThan(30);
  });

  it.each([['customer_get'], ['customer_lookup_get_tier'], ['reward_get_user_vouchers'], ['user_group_get_ledger']])(
    'is optional for agents, and required by the API: %s',
    (tool) => {
      const definition = findDefinition(tool);
      if (!definition) throw new Error(`no tool ${tool}`);
      const name = tool.startsWith('reward') ? 'username' : 'source';
      expect(inputJsonSchema(definition)['required'] ?? []).not.toContain(name);
      expect(inputJsonSchema(definition).properties[name]).toMatchObject({
        description: expect.stringContaining("(default: the connection's)"),
      });
      expect(apiJsonSchema(definition)['required']).toContain(name);
      expect(JSON.stringify(apiJsonSchema(definition))).not.toContain("the connection's");
      expect(inputSchema(definition).safeParse({}).success).toBe(false);
    },
  );

  it('stays required in a write if it is the source', () => {
    const definition = findDefinition('customer_update');
    expect(definition && inputJsonSchema(definition)['required']).toContain('source');
  });
});
