/** Which tools are listed, and that a tool that is filtered out cannot be called in any way. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALLERS } from '../../src/discovery/meta-tools.js';
import type { Filters } from '../../src/discovery/selection.js';
import { createToolbox } from '../../src/discovery/toolbox.js';
import { DEFAULT_TOOLS } from '../../src/discovery/toolsets.js';
import { asCalled, riskOf } from '../../src/tools/called-risk.js';
import { definitions, findDefinition } from '../../src/tools/catalogue.js';
import { risk } from '../../src/tools/define.js';
import { anyCharacter } from '../any-character.js';
import { catalogue, createRecordingToolbox, errorOf, selection, textOf } from './toolboxes.js';

const META = [
  'find_tools',
  'describe_connection',
  'call_read_tool',
  'preview_call',
  'call_write_tool',
  'call_destructive_tool',
];
const listed = (filters: Filters) => createRecordingToolbox(selection(filters)).names();

describe('tools/list', () => {
  it('shows the meta-tools alone by discovery', async () => {
    expect(await listed({ toolsets: ['discovery'] })).toEqual(META);
  });

  it('shows the everyday tools by default', async () => {
    expect((await listed({})).toSorted()).toEqual([...META, ...Object.keys(DEFAULT_TOOLS)].toSorted());
  });

  it('reads the whole catalogue only if a filter is set', async () => {
    const unread = { ...catalogue, listed: () => Promise.reject(new Error('read')) };
    const { list } = createToolbox({ catalogue: unread, callTool: async () => ({ content: [] }) });
    expect(await list(selection())).toEqual(await createRecordingToolbox(selection({ toolsets: ['default'] })).list());
    await expect(list(selection({ readOnly: true }))).rejects.toThrow('read');
  });

  it('marks the meta-tools, and no other, as always loaded', async () => {
    const marked = (await createRecordingToolbox(selection()).list()).filter(({ _meta }) => _meta !== undefined);
    expect(marked.map(({ name }) => name)).toEqual(META);
    for (const { _meta } of marked) expect(_meta).toEqual({ 'anthropic/alwaysLoad': true });
  });

  it('shows every tool by all, where only the meta-tools remain that reach nothing else', async () => {
    const names = (await catalogue.definitions()).map(({ tool }) => tool);
    expect(await listed({ toolsets: ['all'] })).toEqual(['describe_connection', 'preview_call', ...names]);
  });

  it('takes domains and sections together, by slug or by name, without what is legacy or superseded', async () => {
    const names = await listed({ toolsets: ['Reward Catalog', 'points-ledger'] });
    const expected = definitions.filter(
      ({ domain, section, legacy, supersededBy }) =>
        (domain === 'Reward Catalog' || section === 'Points ledger') && !legacy && supersededBy === undefined,
    );
    expect(names).toEqual([...META, ...expected.map(({ tool }) => tool)]);
  });

  it('adds the legacy tools of the named domains, or of all', async () => {
    const own = await listed({ toolsets: ['points', 'legacy'] });
    expect(own).toContain('points_redeem_v1');
    expect(own).not.toContain('customer_get_v1_1');
    expect(await listed({ toolsets: ['legacy'] })).toContain('customer_get_v1_1');
  });

  it('adds and takes away single tools', async () => {
    const names = await listed({ toolsets: ['discovery'], tools: ['badge_create'], excludeTools: ['coupon_issue'] });
    expect(names).toEqual([...META, 'badge_create']);
    expect(await listed({ excludeTools: ['coupon_issue'] })).not.toContain('coupon_issue');
  });

  it('shows only callers that have something to call', async () => {
    expect(await listed({ toolsets: ['discovery'], readOnly: true })).toEqual([
      'find_tools',
      'describe_connection',
      'call_read_tool',
    ]);
  });
});

describe('the list of a selection', () => {
  const failingFirst = () => {
    let loads = 0;
    const toolbox = createToolbox({
      catalogue: {
        ...catalogue,
        listed: async () => {
          loads += 1;
          if (loads === 1) throw new Error('the file was not there yet');
          return catalogue.listed();
        },
      },
      callTool: async () => ({ content: [] }),
    });
    return { toolbox, loads: () => loads };
  };

  it('is made again after a failure, and then cached', async () => {
    const { toolbox, loads } = failingFirst();
    const selected = selection({ toolsets: ['discovery'] });
    await expect(toolbox.list(selected)).rejects.toThrow('not there yet');
    const second = await toolbox.list(selected);
    expect(second.map(({ name }) => name)).toEqual(META);
    expect(await toolbox.list(selected)).toBe(second);
    expect(loads()).toBe(2);
  });

  it('is made once for concurrent requests', async () => {
    const { toolbox, loads } = failingFirst();
    const selected = selection({ toolsets: ['discovery'] });
    const [one, other] = await Promise.allSettled([toolbox.list(selected), toolbox.list(selected)]);
    expect([one?.status, other?.status]).toEqual(['rejected', 'rejected']);
    expect(loads()).toBe(1);
  });
});

/** Every way to call a tool: by its own name, and through each caller. */
const WAYS_TO_CALL = [
  (tool: string) => [tool, {}] as const,
  ...Object.values(CALLERS).map((caller) => (tool: string) => [caller, { name: tool, arguments: {} }] as const),
];

describe('a tool that is filtered out', () => {
  const cases: [string, Filters, (definition: (typeof definitions)[number]) => boolean][] = [
    ['read-only mode', { readOnly: true }, (definition) => riskOf(definition, {}) === 'read'],
    [
      'read-only mode with everything listed',
      { readOnly: true, toolsets: ['all', 'legacy'], tools: ['user_auth_generate_otp_v1'].filter(isTool) },
      (definition) => riskOf(definition, {}) === 'read',
    ],
    [
      'an access group',
      { accessGroups: ['points', 'none'], toolsets: ['all'] },
      ({ effectiveAccessGroup }) => effectiveAccessGroup === 'Points' || effectiveAccessGroup === null,
    ],
    [
      'a domain',
      { domains: ['points', 'PII deletion'], toolsets: ['all'] },
      ({ toolset, section }) => toolset === 'points' || section === 'PII deletion',
    ],
    ['a version', { versions: ['v2'], toolsets: ['all'] }, ({ version }) => version === 'v2'],
    ['no toolset that enables secrets', {}, (definition) => !asCalled(definition, {}).sensitive],
    ['an exclusion', { excludeTools: ['coupon_issue'], toolsets: ['all'] }, ({ tool }) => tool !== 'coupon_issue'],
  ];

  it.each(cases)('cannot be called or found in any way: %s; all others can', async (_, filters, isEnabled) => {
    const toolbox = createRecordingToolbox(selection(filters));
    const names = new Set(await toolbox.names());
    let hidden = 0;
    // There are thousands of calls, and an `expect` takes longer than one of them.
    const wrong: string[] = [];
    const check = (holds: boolean, what: string): void => {
      if (!holds) wrong.push(what);
    };
    for (const definition of definitions) {
      const { tool } = definition;
      for (const way of WAYS_TO_CALL) {
        const before = toolbox.calls.length;
        const [name, args] = way(tool);
        const error = errorOf(await toolbox.call(name, args));
        const callers = [CALLERS[riskOf(definition, {})], CALLERS[risk(definition)]];
        const isMatchingCaller = name === tool || callers.some((caller) => caller === name);
        const reaches = isEnabled(definition) && isMatchingCaller;
        const outcome = asCalled(definition, {}).effect === 'read' ? undefined : 'not_sent';
        const what = `${name} ${tool}`;
        check(toolbox.calls.length - before === (reaches ? 1 : 0), `${what}: ${reaches ? 'not called' : 'called'}`);
        if (!isEnabled(definition)) check(error?.kind === 'disabled_tool', `${what}: ${error?.kind}`);
        if (!reaches) check(error?.outcome === outcome, `${what}: ${error?.outcome}`);
        if (isEnabled(definition) && !isMatchingCaller)
          check(String(error?.hint).includes(callers[0] ?? ''), `${what}: ${error?.hint}`);
      }
      // Some tools are enabled for other arguments.
      if (isEnabled(definition) || definition.readUnless) continue;
      hidden += 1;
      check(!names.has(tool), `${tool}: listed`);
      const error = errorOf(await toolbox.call('find_tools', { query: tool }));
      check(error?.kind === 'disabled_tool' && error.message.includes('--'), `${tool}: found`);
    }
    expect(wrong).toEqual([]);
    expect(hidden).toBeGreaterThan(0);
  });

  it('stays hidden in its legacy twin if access groups filter', () => {
    for (const definition of definitions) {
      const newer = definitions.find(({ tool }) => tool === definition.tool.replace(/_v1$/, '_v1_1'));
      if (definition.version !== 'v1' || !definition.legacy || !newer || newer === definition) continue;
      expect(definition.effectiveAccessGroup, definition.tool).toBe(newer.effectiveAccessGroup);
    }
  });
});

function isTool(tool: string): boolean {
  return definitions.some((definition) => definition.tool === tool);
}

describe('a tool whose arguments decide whether it is a read', () => {
  const tool = 'points_check_redeemable_v1_1';
  const check = { mobile: '919811100001', points: 100 };
  const sends = { ...check, issue_otp: 'TRUE' };

  it('is called through the read caller as long as it only reads, and through its own caller always', async () => {
    const toolbox = createRecordingToolbox(selection());
    await toolbox.call('call_read_tool', { name: tool, arguments: check });
    await toolbox.call('call_destructive_tool', { name: tool, arguments: check });
    await toolbox.call('call_destructive_tool', { name: tool, arguments: sends });
    expect(toolbox.calls).toHaveLength(3);
    const refused = errorOf(await toolbox.call('call_read_tool', { name: tool, arguments: sends }));
    expect(refused).toMatchObject({ kind: 'invalid_arguments', outcome: 'not_sent' });
    expect(refused?.message).toContain(`${tool} is destructive if issue_otp is true; call_read_tool cannot call it`);
    expect(refused?.hint).toContain('call_destructive_tool');
    expect(toolbox.calls).toHaveLength(3);
  });

  it('is a read downstream, too, only if the call is one', async () => {
    const risks: string[] = [];
    const toolbox = createToolbox({
      catalogue,
      callTool: async (definition) => {
        risks.push(risk(definition));
        return { content: [{ type: 'text', text: '{}' }] };
      },
    });
    await toolbox.call(selection(), tool, check);
    await toolbox.call(selection(), tool, sends);
    await toolbox.call(selection(), 'call_read_tool', { name: tool, arguments: check });
    expect(risks).toEqual(['read', 'destructive', 'read']);
  });

  it('is listed and callable in read-only mode, but only as a read', async () => {
    const toolbox = createRecordingToolbox(selection({ readOnly: true, tools: [tool] }));
    expect(await toolbox.names()).toContain(tool);
    expect(await toolbox.names()).not.toContain('call_destructive_tool');
    const listedTool = (await toolbox.list()).find(({ name }) => name === tool);
    expect(listedTool?.annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(textOf(await toolbox.call('find_tools', { query: 'may she pay with her points' }))).toContain(
      'Disabled here if issue_otp is true or validation_code is given.',
    );
    const ways = [
      (args: Record<string, unknown>) => toolbox.call(tool, args),
      (args: Record<string, unknown>) => toolbox.call('call_read_tool', { name: tool, arguments: args }),
    ];
    for (const call of ways) {
      await call(check);
      expect(errorOf(await call(sends))).toMatchObject({
        kind: 'disabled_tool',
        outcome: 'not_sent',
        message: expect.stringContaining('is not a read if issue_otp is true, and --readOnly hides such calls'),
      });
    }
    expect(toolbox.calls).toEqual(Array(2).fill({ tool, args: check }));
  });

  it('shows no secret setting, unless it is enabled by name or by all, and never in read-only mode', async () => {
    const call = async (filters: Filters, name: string) => {
      const toolbox = createRecordingToolbox(selection(filters));
      return errorOf(await toolbox.call('organization_get_config_values', { name }))?.kind ?? 'called';
    };
    expect(await call({}, 'CONF_MAX_CARDS_PER_ORG')).toBe('called');
    expect(await call({ readOnly: true }, 'CONF_MAX_CARDS_PER_ORG')).toBe('called');
    expect(await call({}, 'SMTP_PASSWORD')).toBe('disabled_tool');
    expect(await call({ readOnly: true, toolsets: ['all'] }, 'SMTP_PASSWORD')).toBe('disabled_tool');
    expect(await call({ toolsets: ['all'] }, 'SMTP_PASSWORD')).toBe('called');
    expect(await call({ tools: ['organization_get_config_values'] }, 'SMTP_PASSWORD')).toBe('called');
  });

  it('is found with the condition', async () => {
    const answer = textOf(
      await createRecordingToolbox(selection()).call('find_tools', { query: 'may she pay with her points' }),
    );
    expect(answer).toContain('A read unless issue_otp is true or validation_code is given.');
  });
});

describe('a caller', () => {
  it('passes arguments on as they came, and fields with them', async () => {
    const toolbox = createRecordingToolbox(selection());
    await toolbox.call('call_read_tool', {
      name: 'customer_search',
      arguments: { q: 'Asha' },
      fields: 'data[].userId',
    });
    await toolbox.call('call_destructive_tool', { name: 'customer_add', arguments: { body: { a: 1 } } });
    expect(toolbox.calls).toEqual([
      { tool: 'customer_search', args: { q: 'Asha', fields: 'data[].userId' } },
      { tool: 'customer_add', args: { body: { a: 1 } } },
    ]);
  });

  it('takes arguments as JSON text, and null for what is absent', async () => {
    const toolbox = createRecordingToolbox(selection());
    await toolbox.call('call_read_tool', { name: 'customer_search', arguments: '{"q": "Asha"}', fields: null });
    await toolbox.call('call_read_tool', { name: 'customer_search', arguments: null });
    expect(toolbox.calls).toEqual([
      { tool: 'customer_search', args: { q: 'Asha', fields: null } },
      { tool: 'customer_search', args: {} },
    ]);
  });

  it.each(['mcp__capillary__', 'capillary:', 'capillary.', 'capillary-mcp/', 'mcp__plugin_x__capillary__'])(
    'and a tool are found with the prefix of a host: %s',
    async (prefix) => {
      const toolbox = createRecordingToolbox(selection());
      await toolbox.call(`${prefix}customer_search`, { q: 'Asha' });
      await toolbox.call(`${prefix}call_read_tool`, { name: `${prefix}customer_search`, arguments: { q: 'Asha' } });
      expect(toolbox.calls).toEqual(Array(2).fill({ tool: 'customer_search', args: { q: 'Asha' } }));
      const found = textOf(
        await toolbox.call(`${prefix}find_tools`, { query: `${prefix.toUpperCase()}customer_search` }),
      );
      expect(found).toContain('customer_search(');
    },
  );

  it('with a prefix that is not a tool is unknown', async () => {
    const toolbox = createRecordingToolbox(selection());
    expect(errorOf(await toolbox.call('mcp__capillary__no_such_tool', {}))).toMatchObject({ kind: 'unknown_tool' });
    expect(toolbox.calls).toEqual([]);
  });

  it('reaches tools that are enabled and not listed', async () => {
    const toolbox = createRecordingToolbox(selection({ toolsets: ['discovery'] }));
    await toolbox.call('badge_create', { body: {} });
    await toolbox.call('call_write_tool', { name: 'badge_create', arguments: { body: {} } });
    expect(toolbox.calls).toHaveLength(2);
  });

  it('says what is wrong with the call itself', async () => {
    const toolbox = createRecordingToolbox(selection());
    const wrong = async (name: string, args: Record<string, unknown>) =>
      errorOf(await toolbox.call(name, args))?.message;
    expect(await wrong('call_read_tool', {})).toMatch(/name: required/);
    expect(await wrong('call_read_tool', { name: 'customer_search', q: 'Asha' })).toMatch(/q: .*into 'arguments'/);
    expect(await wrong('call_read_tool', { name: 'customer_search', arguments: '["q"]' })).toMatch(
      /arguments: .*object/,
    );
    expect(await wrong('call_read_tool', { name: 'find_tools' })).toMatch(/called directly/);
    expect(await wrong('call_read_tool', { name: 'mcp__capillary__find_tools' })).toMatch(/^find_tools .*directly/);
    expect(toolbox.calls).toEqual([]);
  });
});

describe('an unknown tool', () => {
  const suggested = async (name: string, args = {}, selected = selection()) => {
    const { content } = await createRecordingToolbox(selected).call(name, args);
    const { error } = JSON.parse(content[0]?.text ?? '');
    const notes = (content[1]?.text ?? '').split('\n').filter((line) => /^\w+\(/.test(line));
    return { error, tools: notes.map((line) => line.split('(', 1)[0]) };
  };

  it('is answered with the arguments of the tools that it may mean, and with find_tools', async () => {
    const { error, tools } = await suggested('customer_get_ids');
    expect(error).toMatchObject({
      kind: 'unknown_tool',
      hint: expect.stringMatching(/customer_get_id\?.* and similar tools\..*find_tools/),
      details: { nearest: 'customer_get_id' },
    });
    expect(tools).toEqual(['customer_get_id', expect.any(String), expect.any(String)]);
  });

  it.each([
    ['customer_serch', 'customer_search'],
    ['redeem_coupon', 'coupon_redeem'],
    ['points_redeem', 'points_redeem_v1_1'],
    ['create_customer', 'customer_add'],
    ['updateCustomer', 'customer_update'],
    ['mcp__capillary__get_customer', 'customer_get'],
  ])('%s means %s', async (name, tool) => {
    expect((await suggested(name)).tools[0]).toBe(tool);
  });

  it.each(['get_customer_by_phone', 'list_coupons_of_customer', 'show_points', 'fetchTransactions'])(
    'that looks something up leads to a read first: %s',
    async (name) => {
      const { tools } = await suggested(name, { mobile: '919811200001' });
      expect(tools[0]).toBeDefined();
      expect(risk(findDefinition(tools[0] ?? '') ?? expect.fail())).toBe('read');
    },
  );

  it('is suggested only enabled tools, and no older form beside the newer one', async () => {
    const { error } = await suggested('call_read_tool', { name: 'coupon_isue' }, selection({ readOnly: true }));
    expect(error.kind).toBe('unknown_tool');
    expect(error.hint).not.toContain('coupon_issue');
    expect((await suggested('redeem_coupon')).tools).not.toContain('coupon_redeem_v1');
  });

  it.each([
    ['find_tool', 'find_tools'],
    ['search_tools', 'find_tools'],
    ['execute_tool', 'call_read_tool'],
  ])('%s means the meta-tool %s', async (name, tool) => {
    expect((await suggested(name)).error.details).toEqual({ nearest: tool });
  });

  it('that resembles none is referred to find_tools, and quoted up to 80 characters', async () => {
    const { error } = await suggested(`zzz${'x'.repeat(1_000_000)}`);
    expect(error.message).toContain(`'zzz${'x'.repeat(77)}'`);
    expect(error.hint).toContain('find_tools');
    expect(error).not.toHaveProperty('details');
  });
});

describe('find_tools', () => {
  it('never shows a hidden tool, and says so if it would have been the best match', async () => {
    const answer = textOf(
      await createRecordingToolbox(selection({ readOnly: true })).call('find_tools', {
        query: 'register a new customer',
      }),
    );
    for (const line of answer.split('\n')) expect(line).not.toMatch(/^customer_add\(/);
    expect(answer).toMatch(/\(customer_add fits better, but --readOnly hides it here\)$/);
  });

  it('says nothing of a hidden tool that fits hardly better than what it shows', async () => {
    const query = 'from now on people should be findable by passport number';
    const answer = textOf(await createRecordingToolbox(selection()).call('find_tools', { query }));
    expect(answer).toMatch(/^search_criteria_create\(/);
    expect(answer).not.toContain('fits better');
  });
});

describe('what the meta-tools answer', () => {
  /** The smallest limit that can be set. */
  const SMALLEST = 1_750;
  const toolbox = createToolbox({
    catalogue,
    callTool: async () => ({ content: [] }),
    maxCharacters: SMALLEST,
  });
  const hostile = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 60 }),
    fc.constantFrom('\u0001', '"', '\\', '💳', '\ud800', 'x').map((part) => part.repeat(3_000)),
    fc.constantFrom(...definitions).map(({ tool, title, path }) => `${tool} ${title} ${path}`),
  );
  const value = fc.oneof(
    hostile,
    fc.integer(),
    fc.constantFrom(null, [], {}),
    fc.dictionary(hostile, hostile, { maxKeys: 30 }),
  );
  const known = (...names: string[]) => fc.record(Object.fromEntries(names.map((name) => [name, value])));
  const args = fc.oneof(
    fc.record({ query: hostile, limit: fc.constantFrom(1, 25, '25') }),
    fc.tuple(known('query', 'domain', 'effect', 'version', 'limit'), fc.dictionary(hostile, value)).map(merge),
    fc.tuple(known('name', 'arguments', 'fields'), fc.dictionary(hostile, value, { maxKeys: 30 })).map(merge),
    fc.record({
      calls: fc.oneof(fc.array(fc.oneof(value, known('name', 'arguments', 'fields')), { maxLength: 22 }), value),
    }),
  );

  function merge(parts: Record<string, unknown>[]): Record<string, unknown> {
    return Object.assign({}, ...parts);
  }

  it('stays within the result limit, whatever they are asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...META), hostile), args, async (name, hostileArguments) => {
        const { content } = await toolbox.call(selection(), name, hostileArguments);
        const length = content.reduce((sum, { text }) => sum + JSON.stringify(text).length, 0);
        // Errors and lists are JSON in a text, which the protocol encodes once more.
        const limit = /^(\{"error"|\[\{"call")/.test(content[0]?.text ?? '') ? 2 * SMALLEST : SMALLEST;
        expect(length).toBeLessThanOrEqual(limit);
        expect(content[0]?.text.length).toBeLessThanOrEqual(SMALLEST);
      }),
      { numRuns: 300 },
    );
  });

  it('shows the first matches whole, and says that there are more', async () => {
    const { content } = await toolbox.call(selection(), 'find_tools', { query: 'add points to a customer', limit: 25 });
    expect(content[0]?.text).toMatch(/^\w+\(/);
    expect(content[0]?.text).toMatch(/\n {2}(read|write|destructive): .*\n(\(.*\)\n)*\(cut here: .*\)$/);
  });
});
