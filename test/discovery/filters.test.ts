import { describe, expect, it } from 'vitest';
import { memoizeNarrowing, readRequestFilters, type ToolAccess } from '../../src/discovery/filters.js';
import { selection } from './toolboxes.js';

describe('the filters of a request', () => {
  const read = (headers: Record<string, string>, query = '') =>
    readRequestFilters({ headers: new Headers(headers), url: `http://localhost/mcp${query}` });

  it('are in headers or the query, of which the header counts', () => {
    expect(read({}, '?toolsets=points,coupon')).toEqual({ toolsets: ['points', 'coupon'] });
    expect(read({ 'x-mcp-toolsets': 'customer' }, '?toolsets=points')).toEqual({ toolsets: ['customer'] });
    expect(read({}, '?exclude-tools=customer_add&versions=v2')).toEqual({
      excludeTools: ['customer_add'],
      versions: ['v2'],
    });
  });

  it('that are empty or blank are none', () => {
    expect(read({})).toBeUndefined();
    expect(read({ 'x-mcp-tools': '' }, '?toolsets=%20')).toBeUndefined();
  });

  it('are read-only unless they plainly say no', () => {
    for (const value of ['true', '1', 'yes', 'what'])
      expect(read({ 'x-mcp-readonly': value })).toEqual({ readOnly: true });
    for (const value of ['false', '0', 'No', 'off'])
      expect(read({}, `?read-only=${value}%20`)).toEqual({ readOnly: false });
  });
});

describe('narrowing', () => {
  it('is done once for equal filters, of which the 200 latest are kept', () => {
    const access = (): ToolAccess => ({ filters: {}, selection: selection() });
    const allowed = access();
    const narrowed: unknown[] = [];
    const narrow = memoizeNarrowing((_, filters) => {
      narrowed.push(filters);
      return access();
    });
    const first = narrow(allowed, { tools: ['tool0'] });
    for (let number = 1; number < 200; number++) narrow(allowed, { tools: [`tool${number}`] });
    expect(narrow(allowed, { tools: ['tool0'] })).toBe(first);
    expect(narrowed).toHaveLength(200);
    narrow(allowed, { tools: ['tool200'] });
    narrow(allowed, { tools: ['tool199'] });
    expect(narrowed).toHaveLength(201);
    expect(narrow(allowed, { tools: ['tool0'] })).not.toBe(first);
  });
});
