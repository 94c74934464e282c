/** The calls of tasks in the terms of each server. The servers themselves need not be installed. */
import { describe, expect, it } from 'vitest';
import { MEASURED_TASKS } from '../../bench/lib/measured-tasks.mjs';
import { planDynamicCalls, planGenericCalls, planOurCalls } from '../../bench/lib/task-calls.mjs';
import { callsOf } from '../../evals/task.js';
import { TASKS } from '../../evals/tasks/index.js';
import { CALLERS, FIND_TOOLS } from '../../src/discovery/meta-tools.js';
import { createSearch } from '../../src/discovery/search.js';
import { definitions } from '../../src/tools/catalogue.js';

/** As find_tools returns by itself. */
const RESULTS = 5;

describe.each(Object.entries(MEASURED_TASKS))('%s', (id, words) => {
  const task = TASKS.find((each) => each.id === id);

  it('has words for each tool of its reference', () => {
    const tools = callsOf(task?.reference ?? []).map(([tool]) => tool);
    expect(new Set(Object.keys(words))).toEqual(new Set(tools));
  });

  it('finds its tools by these words', () => {
    const search = createSearch(definitions);
    const missed = Object.entries(words).filter(([tool, query]) => {
      const found = search(query).slice(0, RESULTS);
      return !found.some(({ definition }) => definition.tool === tool);
    });
    expect(missed).toEqual([]);
  });
});

const BALANCE = { source: 'INSTORE', identifierName: 'mobile', identifierValue: '919800000008' };
const balance = ['customer_lookup_get_points_balance', BALANCE] as const;
const gift = { pointsTobeTransferred: 300 };
const transfer = ['points_transfer', { body: gift }] as const;

describe('this server', () => {
  const metaTools = [FIND_TOOLS, ...Object.values(CALLERS)].map((name) => ({ name }));

  it('is called directly if it lists the tool', () => {
    const plan = planOurCalls([...metaTools, { name: 'points_transfer' }], {});
    expect(plan(...transfer)).toEqual([{ tool: 'points_transfer', arguments: { body: gift } }]);
  });

  it('is searched once for a tool that it does not list, which the caller of its risk calls', () => {
    const plan = planOurCalls(metaTools, { points_transfer: 'give points away' });
    const call = {
      tool: 'call_destructive_tool',
      arguments: { name: 'points_transfer', arguments: { body: gift } },
    };
    expect(plan(...transfer)).toEqual([
      { tool: 'find_tools', arguments: { query: 'give points away' }, finds: 'points_transfer' },
      call,
    ]);
    expect(plan(...transfer)).toEqual([call]);
  });
});

describe('the generic server with all tools', () => {
  const listed = (httpMethod: string, originalPath: string) => ({ name: 'the-tool', httpMethod, originalPath });

  it('takes parameters and the fields of the body side by side', () => {
    expect(planGenericCalls([listed('POST', '/v2/points/transfer')])(...transfer)).toEqual([
      { tool: 'the-tool', arguments: gift },
    ]);
    const plan = planGenericCalls([listed('POST', '/v2/leads/{leadId}/status'), listed('PUT', '/v2/leads/{leadId}')]);
    expect(plan('lead_update', { leadId: 7, body: { owner: 'imran.q' } })).toEqual([
      { tool: 'the-tool', arguments: { leadId: 7, owner: 'imran.q' } },
    ]);
  });

  it('takes no argument that only this server knows', () => {
    const plan = planGenericCalls([listed('GET', '/v2/customers/search')]);
    expect(plan('customer_search', { q: 'Asha', fields: ['data'] })).toEqual([
      { tool: 'the-tool', arguments: { q: 'Asha' } },
    ]);
  });

  it('cannot send a list', () => {
    const plan = planGenericCalls([listed('PUT', '/v2/product/skus')]);
    expect(() => plan('product_update_skus', { body: [] })).toThrow('it sends no list as body');
  });
});

describe('the generic server with three tools', () => {
  it('reads the list of endpoints once, and the schema of each endpoint once', () => {
    const plan = planDynamicCalls();
    const tools = [...plan(...balance), ...plan(...balance), ...plan(...transfer)].map(({ tool }) => tool);
    expect(tools).toEqual([
      'list-api-endpoints',
      'get-api-endpoint-schema',
      'invoke-api-endpoint',
      'invoke-api-endpoint',
      'get-api-endpoint-schema',
      'invoke-api-endpoint',
    ]);
  });

  it('sends the parameters of a GET, and otherwise the body', () => {
    const plan = planDynamicCalls();
    expect(plan(...balance).at(-1)?.arguments).toEqual({
      endpoint: '/v2/customers/lookup/points/balance',
      method: 'GET',
      params: BALANCE,
    });
    expect(plan(...transfer).at(-1)?.arguments).toEqual({
      endpoint: '/v2/points/transfer',
      method: 'POST',
      params: gift,
    });
  });

  it('cannot fill in a path, nor send a query with a body', () => {
    const plan = planDynamicCalls();
    expect(() => plan('lead_update', { leadId: 7, body: {} })).toThrow('it puts no leadId into a path');
    expect(() => plan('customer_add', { source: 'INSTORE', body: {} })).toThrow(
      'it sends no query parameter source with a POST',
    );
  });
});
