import { describe, expect, it } from 'vitest';
import { createRouter } from '../../src/sandbox/http/routing.js';
import { routeOf } from '../../src/tools/routes.js';
import { endpoint } from './support.js';

const router = createRouter(
  [
    endpoint('GET', 'v2/customers/{customerId}', 'customer_get'),
    endpoint('PUT', 'v2/customers/{userId}', 'customer_update'),
    endpoint('GET', 'v2/customers/lookup', 'customer_lookup'),
    endpoint('GET', 'v2/customers/{id}/transactions', 'customer_transactions'),
    endpoint('GET', 'v2/customers/lookup/points', 'lookup_points'),
    endpoint('GET', 'v2/leads', 'leads_a'),
    endpoint('GET', 'v2/leads', 'leads_b'),
    endpoint('POST', 'api_gateway/v1/badges/{badgeId}/groups/{groupId}', 'badge_group'),
  ].map(routeOf),
);

const found = (
  method: string,
  path: string,
): { tools: string[]; path: Record<string, string> | undefined } | string => {
  const route = router.find(method, path);
  if (route.kind !== 'found') return route.kind === 'unknown' ? 'unknown' : route.allowed.join(' ');
  const [first] = route.routes;
  return { tools: route.routes.map((each) => each.tool), path: first && route.path(first) };
};

describe('routing', () => {
  it('prefers a fixed segment, and falls back to a placeholder', () => {
    expect(found('GET', '/v2/customers/lookup')).toEqual({ tools: ['customer_lookup'], path: {} });
    expect(found('GET', '/v2/customers/12')).toEqual({ tools: ['customer_get'], path: { customerId: '12' } });
    expect(found('PUT', '/v2/customers/lookup')).toEqual({ tools: ['customer_update'], path: { userId: 'lookup' } });
    expect(found('GET', '/v2/customers/lookup/transactions')).toEqual({
      tools: ['customer_transactions'],
      path: { id: 'lookup' },
    });
  });

  it('names placeholders as the definition does, and decodes them', () => {
    expect(found('POST', 'api_gateway/v1/badges/a%2Fb/groups/%C3%A9/')).toEqual({
      tools: ['badge_group'],
      path: { badgeId: 'a/b', groupId: 'é' },
    });
    expect(() => found('GET', '/v2/customers/%E0%A4%A')).toThrow(URIError);
  });

  it('finds all endpoints of one place in their order', () => {
    expect(found('GET', '/v2/leads')).toEqual({ tools: ['leads_a', 'leads_b'], path: {} });
  });

  it('tells a wrong method from an unknown path', () => {
    expect(found('DELETE', '/v2/customers/12')).toBe('GET PUT');
    expect(found('GET', '/v2')).toBe('unknown');
    expect(found('GET', '/v2/customers/12/nothing')).toBe('unknown');
  });
});
