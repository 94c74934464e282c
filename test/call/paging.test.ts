import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pagingNotes } from '../../src/call/paging.js';
import { definitions } from '../../src/tools/catalogue.js';
import { define } from '../client/definitions.js';

const listWith = (...names: string[]) =>
  define('get', 'v2/bills', {
    tool: 'bill_list',
    query: () => Object.fromEntries(names.map((name) => [name, z.unknown().optional()])),
  });

describe('the note on a page', () => {
  it.each([
    [
      'offset',
      { pagination: { limit: 10, offset: 20, total: 41 } },
      'Rows 21 to 30 of 41. For the next, pass offset: 30.',
    ],
    [
      'offset',
      { entity: { pagination: { limit: '10', offset: '0', total: 12 } } },
      'Rows 1 to 10 of 12. For the next, pass offset: 10.',
    ],
    [
      'page',
      { pagingDto: { totalElements: 25, size: 10, number: 1 }, rewardList: [] },
      'Rows 11 to 20 of 25. For the next, pass page: 2.',
    ],
    // Whether it counts rows or pages differs.
    [
      'offset',
      { ledgerDetails: { pageNumber: 0, pageSize: 10, totalEntries: 41 } },
      'Rows 1 to 10 of 41. For the next, pass offset.',
    ],
    [
      'name',
      { pagination: { limit: 100, offset: 0, total: 250 } },
      'Rows 1 to 100 of 250. No parameter returns the others: narrow the request.',
    ],
  ])('names the parameter for the next: %s, %j', (parameter, answer, note) => {
    expect(pagingNotes(listWith(parameter, 'limit'), answer)).toEqual([note]);
  });

  it.each([
    ['target_group_get_leaderboard', 'pageOffset'],
    ['target_get_tracked_events', 'offset'],
  ])('counts pages where the answer does: %s', (tool, parameter) => {
    const answer = { pagination: { limit: 10, offset: 1, total: 41 } };
    const definition = definitions.find((each) => each.tool === tool);
    if (!definition) throw new Error(`no tool ${tool}`);
    expect(pagingNotes(definition, answer)).toEqual([`Rows 11 to 20 of 41. For the next, pass ${parameter}: 2.`]);
  });

  it.each([
    [{ pagination: { limit: 10, offset: 0, total: 10 } }],
    [{ pagination: { limit: 10, offset: 40, total: 41 } }],
    [{ pagination: { limit: 0, offset: 0, total: 5 } }],
    [{ pagination: { limit: 10, offset: 0, total: -1 } }],
    [{ pagination: { limit: 10, total: 'many' } }],
    [{ pagination: null }],
    [{ data: [] }],
    [[]],
    [null],
  ])('is absent if no more rows are known of: %j', (answer) => {
    expect(pagingNotes(listWith('offset'), answer)).toEqual([]);
  });

  it('is never on a write', () => {
    for (const { effect, response } of definitions) if (effect !== 'read') expect(response.pages).toEqual([]);
  });
});
