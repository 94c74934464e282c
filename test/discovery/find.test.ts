/** The answers of find_tools: an agent can act on them, and their cost is bounded. */
import { readFileSync } from 'node:fs';
import { countTokens } from 'gpt-tokenizer/model/gpt-4o';
import { describe, expect, it } from 'vitest';
import budgets from '../../bench/budgets.json' with { type: 'json' };
import { definitions } from '../../src/tools/catalogue.js';
import { inputJsonSchema } from '../../src/tools/input.js';
import { createRecordingToolbox, errorOf, selection, textOf } from './toolboxes.js';

const toolbox = createRecordingToolbox(selection());
const find = async (args: Record<string, unknown>): Promise<string> => textOf(await toolbox.call('find_tools', args));
/** The tools in an answer, in order: each starts a line. */
const toolsOf = (answer: string): string[] =>
  [...answer.matchAll(/^([a-z][a-z0-9_]+)\(/gm)].map(([, name]) => name ?? '');

describe('an answer', () => {
  it('has as many tools as requested, five by default, best first, each with its risk and purpose', async () => {
    const answer = await find({ query: 'give a customer a voucher' });
    expect(toolsOf(answer)).toHaveLength(5);
    expect(toolsOf(answer)[0]).toBe('coupon_issue');
    expect(answer.split('\n').filter((line) => /^ {2}(read|write|destructive): /.test(line))).toHaveLength(5);
    expect(toolsOf(await find({ query: 'give a customer a voucher', limit: 2 }))).toHaveLength(2);
    expect(toolsOf(await find({ query: 'give a customer a voucher', limit: '3' }))).toHaveLength(3);
    const absent = { domain: null, effect: null, version: null, limit: null };
    expect(await find({ query: 'give a customer a voucher', ...absent })).toBe(answer);
  });

  it('has only tools of the requested domain, effect and version', async () => {
    const tools = async (args: object) =>
      toolsOf(await find({ query: 'customer points', limit: 25, ...args })).map((name) =>
        definitions.find(({ tool }) => tool === name),
      );
    expect((await tools({ domain: 'points' })).every((each) => each?.toolset === 'points')).toBe(true);
    expect((await tools({ domain: 'User Group & Fleet' })).every((each) => each?.toolset === 'user-group')).toBe(true);
    expect((await tools({ effect: 'delete' })).every((each) => each?.effect === 'delete')).toBe(true);
    expect((await tools({ version: 'v1.1' })).every((each) => each?.version === 'v1.1')).toBe(true);
  });

  it('counts a tool as a read that some arguments make one', async () => {
    const tools = toolsOf(await find({ query: 'can these points be redeemed', effect: 'read', limit: 3 }));
    expect(tools).toContain('points_check_redeemable_v1_1');
  });

  it('names the tool that fits clearly better, but is outside the requested domain or version', async () => {
    expect(await find({ query: 'tasks of a store', domain: 'coupon' })).toMatch(
      /\n\(outside domain coupon: \w+ fits better\)$/,
    );
    expect(await find({ query: 'issue a coupon', domain: 'coupon' })).not.toContain('outside');
    expect(await find({ query: 'issue a coupon' })).not.toContain('outside');
  });

  it.each([
    ['reward', /^reward_/],
    ['cart_promotion', /^cart_promotion_/],
    ['Points Ledger', /^points_|^customer_/],
    ['cupon', /^coupon_/],
    ['Coupons', /^coupon_/],
    ['fleet', /^user_group_/],
  ])('takes %s for a domain', async (domain, expected) => {
    const tools = toolsOf(await find({ query: 'get by id', domain, limit: 10 }));
    expect(tools.length).toBeGreaterThan(1);
    for (const tool of tools) expect(tool).toMatch(expected);
  });

  it('says in the signature of a registration when it needs a source', async () => {
    const [signature = ''] = (await find({ query: 'register a new customer' })).split('\n', 1);
    expect(signature).toMatch(/^customer_add\(.*source\?: Source \/\* needed unless the call has source/);
  });

  it('says that one call serves many, if the request is about many', async () => {
    expect(await find({ query: 'issue a coupon to 12 customers' })).toMatch(
      /\(a tool for one also serves many, in one call: call_destructive_tool with calls\)$/,
    );
    expect(await find({ query: 'issue a coupon to a customer' })).not.toContain('serves many');
  });

  it('says what an unknown name of a domain was taken for', async () => {
    expect(await find({ query: 'redeem', domain: 'cupon' })).toMatch(/\n\(domain 'cupon' was taken for coupon\)$/);
    expect(await find({ query: 'redeem', domain: 'coupon' })).not.toContain('taken for');
  });

  it('has at most 25 tools, and says so if more were requested', async () => {
    const answer = await find({ query: 'customer points', limit: 100 });
    expect(toolsOf(answer)).toHaveLength(25);
    expect(answer).toMatch(/\n\(limit 100 was taken as 25, the maximum\)$/);
  });

  it('shows the details of each result if requested, of two by default', async () => {
    const answer = await find({ query: 'give a customer a voucher', detail: 'full' });
    expect(toolsOf(answer)).toHaveLength(2);
    expect(answer.match(/^Returns: /gm)).toHaveLength(2);
    expect(answer).toMatch(/^coupon_issue\(…\)\n {2}destructive: call it directly, or with call_destructive_tool\n/);
  });

  it('shows further results in short if their details do not fit into 1,500 tokens', async () => {
    const answer = await find({ query: 'create a promotion', detail: 'full', limit: 10 });
    expect(toolsOf(answer)).toHaveLength(10);
    expect(countTokens(answer)).toBeLessThanOrEqual(4_500);
    expect(answer.match(/^Returns: /gm)?.length).toBeGreaterThan(0);
    expect(answer.match(/^Returns: /gm)?.length).toBeLessThan(10);
  });

  it('shows the details of the best result of each of several queries, and others in short', async () => {
    const query = 'transfer points to another customer\ngive a customer a voucher\nset the status of a lead to won';
    const answer = await find({ query, detail: 'full', limit: 3 });
    for (const best of ['points_transfer', 'coupon_issue', 'lead_update_status'])
      expect(answer).toMatch(new RegExp(`^For .*\\n${best}\\(…\\)\\n.*call it`, 'm'));
    expect(answer.match(/^Returns: /gm)).toHaveLength(3);
  });

  it('shows how to get the ids that the best match needs, where the agent does not know that yet', async () => {
    const answer = await find({ query: 'set the status of a lead to won' });
    const [best = '', next = ''] = answer.split(/\n(?=\w+\()/);
    expect(best).toMatch(/^lead_update_status\(…\)\n/);
    expect(best).toMatch(/^ {2}leadId from lead_search\(.*\)$/m);
    expect(best).toMatch(/^ {2}reasonId from lead_get_reasons\(\)$/m);
    expect(next).not.toMatch(/^ {2}\w+ from /m);
    const listed = await find({ query: 'issue one coupon of a series to a customer', limit: 1 });
    expect(listed).toMatch(/^coupon_issue\(/);
    expect(listed).not.toMatch(/ from /);
  });

  it('shows the details of a write that fits best, if they are short: an agent would look them up next', async () => {
    const [best = '', next = ''] = (await find({ query: 'undo a reward order' })).split(/\n(?=\w+\()/);
    expect(best).toMatch(
      /^reward_revoke\(…\)\n {2}destructive: call it with call_destructive_tool\n[\s\S]*^Arguments:\n/m,
    );
    expect(next).toMatch(/^\w+\((?!…)/);
    // The details of this one take 2,000 tokens.
    expect(await find({ query: 'register a new customer', limit: 1 })).toMatch(/^customer_add\(body: /);
    expect(await find({ query: 'points balance of a customer' })).not.toContain('Returns: ');
  });

  it('says which newer tool replaces an older one', async () => {
    expect(await find({ query: 'add a transaction with the old v1.1 API' })).toMatch(/Superseded by transaction_add\./);
  });

  it('names the nearest tools, without describing them, if none seems to do what is requested', async () => {
    const answer = await find({ query: 'book a flight from Delhi to Goa' });
    expect(answer).toMatch(/^No tool seems to do that\. Nearest: (\w+, ){2}\w+ \(find_tools with a name shows it\)\./);
    expect(toolsOf(answer)).toEqual([]);
    expect(countTokens(answer)).toBeLessThan(80);
  });

  it('names the closest domains if nothing fits', async () => {
    expect(await find({ query: 'redeem a coupon', domain: 'survey', effect: 'delete' })).toMatch(
      /closest domains: coupon/,
    );
    expect(await find({ query: 'zzqqxx' })).toMatch(/No tool fits.*coupon.*points/);
  });

  it.each([
    [{}, /query: required/],
    [{ query: '  ' }, /query: is empty/],
    [{ query: 'x', domain: 'weather' }, /domain: unknown name 'weather'/],
    [{ query: ['x', 1] }, /query\.1: expected text/],
    [{ query: [] }, /query: is empty/],
    [{ query: 'x', detail: 'some' }, /detail: expected full/],
    [{ query: 'x', effect: 'write' }, /effect: expected one of read, create/],
    [{ query: 'x', limit: 0 }, /limit: must be at least 1/],
    [{ query: 'x', limt: 3 }, /limt: unknown argument/],
  ])('says what is wrong with %j', async (args, expected) => {
    const error = errorOf(await toolbox.call('find_tools', args));
    expect(error?.kind).toBe('invalid_arguments');
    expect(error?.message).toMatch(expected);
  });

  it('survives any query', async () => {
    for (const query of [
      'a'.repeat(100_000),
      '(((((',
      '../../etc/passwd',
      '\u0000',
      '💳 points',
      'v1.1',
      '{}',
      'GET /',
    ]) {
      expect(errorOf(await toolbox.call('find_tools', { query })), query.slice(0, 20)).toBeUndefined();
    }
  });
});

describe('several queries', () => {
  const queries = ['give a customer a voucher', 'points_transfer', 'send a coupon again'];

  it('are answered together, three tools for each, and each tool is described once', async () => {
    const answer = await find({ query: queries.join('\n') });
    expect(answer.match(/^For ".*":$/gm)).toEqual(queries.map((query) => `For "${query}":`));
    const [, first = '', second = '', third = ''] = answer.split(/^For .*\n/m);
    expect(toolsOf(first)).toHaveLength(3);
    expect(toolsOf(first)[0]).toBe('coupon_issue');
    expect(toolsOf(second)).toEqual(['points_transfer']);
    expect(second).toMatch(/^Returns: /m);
    expect(toolsOf(third)[0]).toBe('coupon_resend_v1_1');
    const repeated = await find({ query: 'issue a coupon to a customer\ngive a customer a voucher' });
    expect(repeated).toContain('coupon_issue(…)\n  as above');
    expect(repeated.match(/^coupon_issue\(…\)\n {2}destructive: call it/gm)).toHaveLength(1);
  });

  it('may be a list, or a list as JSON text', async () => {
    const answer = await find({ query: queries.join('\n') });
    expect(await find({ query: queries })).toBe(answer);
    expect(await find({ query: JSON.stringify(queries) })).toBe(answer);
    expect(toolsOf(await find({ query: queries, limit: 1 }))).toHaveLength(3);
  });

  it('are read up to the fifth', async () => {
    const answer = await find({ query: ['a bill', 'a badge', 'a lead', 'a card', 'a store', 'a survey'] });
    expect(answer.match(/^For /gm)).toHaveLength(5);
    expect(answer).toMatch(/\n\(only the first 5 requests were read\)$/);
  });

  it('are one if they are the same', async () => {
    expect(await find({ query: 'a badge\n a badge ' })).toBe(await find({ query: 'a badge' }));
  });

  it('each say for themselves that nothing fits, or that a tool is hidden', async () => {
    const readOnly = createRecordingToolbox(selection({ readOnly: true }));
    const answer = textOf(
      await readOnly.call('find_tools', { query: 'points_transfer\nzzqqxx\npoints of a customer' }),
    );
    expect(answer).toMatch(/^For "points_transfer":\n\(points_transfer is not enabled here: --readOnly hides it\)$/m);
    expect(answer).toMatch(/^For "zzqqxx":\nNo tool fits/m);
    expect(answer).toMatch(/^For "points of a customer":\n[a-z]/m);
  });
});

describe('a long query', () => {
  const intent = 'give a customer a voucher. ';

  it('is cut at 1,000 characters, and the answer says so', async () => {
    const note = '(only the first 1,000 characters of the query were read)';
    const fitting = intent.padEnd(1_000, 'points ').slice(0, 1_000).trim().padEnd(1_000, 'x');
    expect(await find({ query: fitting })).not.toContain(note);
    expect(await find({ query: `${fitting}yz` })).toBe(`${await find({ query: fitting })}\n${note}`);
    expect(await find({ query: `${' '.repeat(2_000)}points_transfer` })).toMatch(/^points_transfer\(/);
    expect(await find({ query: 'zzqqxx'.repeat(200) })).toMatch(/No tool fits.*\n\(only the first 1,000/);
  });

  it.each([
    ['http://', 'a'],
    ['v2/', 'v2/'],
    ['', '/'],
    ['', '.'],
    ['GET ', ' '],
    ['take ', 'take '],
    ['https://', '://'],
    ['', '('],
    ['without ', 'without '],
  ])('of 4 MB costs no more than a short one: %s%s…', async (start, repeated) => {
    const query = `${start}${repeated.repeat(4_000_000 / repeated.length)}!`;
    const began = performance.now();
    await find({ query });
    // Reading the whole text with a regular expression took minutes.
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('an exact query', () => {
  it.each([
    'points_transfer',
    ' Points_Transfer ',
    'points_transfer(body: …)',
    'v2/points/transfer',
    'POST /v2/points/transfer',
    'https://eu.api.capillarytech.com/v2/points/transfer',
    'https://eu.api.capillarytech.com/v2/points/transfer/?async=true#top',
    'post  v2/points/transfer',
    'Transfer Customer Points',
  ])('%s gives that tool in full', async (query) => {
    const answer = await find({ query });
    const [first] = query.includes('v2/') && !query.startsWith('POST') ? [undefined] : toolsOf(answer);
    if (first) expect(first).toBe('points_transfer');
    expect(toolsOf(answer)).toContain('points_transfer');
    expect(answer).toMatch(/^Returns: /m);
  });

  it('finds a path with its values in place', async () => {
    expect(toolsOf(await find({ query: 'GET /v2/customers/12345/coupons' }))[0]).toMatch(/^customer_/);
  });

  it('with a method gives no tool of another method', async () => {
    const methodOf = new Map(definitions.map(({ tool, method }) => [tool, method]));
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const definition = definitions.find((each) => each.method === method && !each.legacy);
      const path = definition?.path.replaceAll(/\{[^}]+\}/g, '12345');
      const found = toolsOf(await find({ query: `${method} /${path}` }));
      expect(found).toContain(definition?.tool);
      expect(new Set(found.map((tool) => methodOf.get(tool))), method).toEqual(new Set([method]));
    }
  });

  it('that several tools have gives as many as requested', async () => {
    const count = async (limit: number): Promise<number> =>
      toolsOf(await find({ query: '/v2/customers/12345', limit })).length;
    expect([await count(1), await count(2)]).toEqual([1, 2]);
  });

  it('first names the risk class and what to call it with', async () => {
    expect(await find({ query: 'points_transfer' })).toMatch(
      /^points_transfer\(…\)\n {2}destructive: call it with call_destructive_tool\n {2}Moves points .*\nArguments:\n/,
    );
    expect(await find({ query: 'coupon_issue' })).toMatch(/\n {2}destructive: call it directly, or with call_destru/);
    expect(await find({ query: 'points_check_redeemable_v1_1' })).toMatch(
      /\n {2}destructive: call it with call_destructive_tool; a read \(call_read_tool\) unless issue_otp is true or/,
    );
    const all = createRecordingToolbox(selection({ toolsets: ['all'] }));
    const answer = textOf(await all.call('find_tools', { query: 'points_transfer' }));
    expect(answer).toMatch(/\n {2}destructive: call it directly\n/);
    const readOnly = createRecordingToolbox(selection({ readOnly: true }));
    expect(textOf(await readOnly.call('find_tools', { query: 'points_check_redeemable_v1_1' }))).toMatch(
      /\n {2}read: call it with call_read_tool; disabled here if issue_otp is true or/,
    );
  });

  it('shows the arguments of a call that works, if the tool takes a body', async () => {
    expect(await find({ query: 'coupon_issue' })).toMatch(
      /^Example: \{"body":\{"seriesId":\d+,"customer":\{"mobile":/m,
    );
    expect(await find({ query: 'coupon_issue_v1' })).toMatch(/^Example: \{"body":\{"root":\{"coupon":/m);
    expect(await find({ query: 'target_group_create' })).toMatch(/^Example: \{"body":\{"name":.*"defaultValue":500/m);
    expect(await find({ query: 'customer_get' })).not.toMatch(/^Example:/m);
  });

  it('shows every argument and omits nothing', async () => {
    for (const tool of ['transaction_add', 'coupon_create_series', 'customer_add']) {
      const answer = await find({ query: tool });
      const definition = definitions.find((each) => each.tool === tool);
      if (!definition) throw new Error(`no tool ${tool}`);
      expect(answer).not.toContain('…+');
      for (const name of Object.keys(inputJsonSchema(definition).properties)) expect(answer).toContain(name);
    }
  });
});

describe('the cost', () => {
  it('of five results stays within its budget, at the median and at most', { timeout: 60_000 }, async () => {
    const queries: { q: string }[] = JSON.parse(
      readFileSync(new URL('../fixtures/queries-dev.json', import.meta.url), 'utf8'),
    );
    const costs: number[] = [];
    for (const { q } of queries) costs.push(countTokens(await find({ query: q })));
    costs.sort((a, b) => a - b);
    expect(costs[Math.floor(costs.length / 2)]).toBeLessThanOrEqual(budgets.tokens.findTools.median);
    expect(costs.at(-1)).toBeLessThanOrEqual(budgets.tokens.findTools.max);
  });

  it('of the results that are rarely the right ones is small', async () => {
    const results = (await find({ query: 'opt a customer out of sms' })).split(/\n(?=\w+\()/);
    const [first = '', , , fourth = ''] = results;
    expect(first).toMatch(/For |use |read with /);
    expect(fourth.split('\n')[1]).toMatch(/^[^.]*\.$/);
  });

  it('of the details of a tool stays within its budget at the median', { timeout: 60_000 }, async () => {
    const all = createRecordingToolbox(selection({ toolsets: ['all'] }));
    const costs: number[] = [];
    for (const { tool } of definitions) costs.push(countTokens(textOf(await all.call('find_tools', { query: tool }))));
    costs.sort((a, b) => a - b);
    expect(costs[Math.floor(costs.length / 2)]).toBeLessThanOrEqual(budgets.tokens.toolDetails.median);
  });

  it('cannot exceed 2,500 tokens, even for the five largest tools', async () => {
    const { formatSignature } = await import('../../src/presentation/signature.js');
    const largest = definitions
      .map((definition) => countTokens(`${formatSignature(definition)}\n${definition.summary}`))
      .sort((a, b) => b - a)
      .slice(0, 5);
    expect(largest.reduce((sum, each) => sum + each, 0)).toBeLessThanOrEqual(2_300);
  });
});
