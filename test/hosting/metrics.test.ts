/** The metrics for Prometheus: which series exist, and that their labels stay few. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERROR_KINDS } from '../../src/client/errors.js';
import { Metrics } from '../../src/hosting/metrics.js';

const TOOLS = ['customer_add', 'points_get_transfers'];

/** The value of a series, by its text up to the closing brace. */
async function seriesValue(metrics: Metrics, series: string): Promise<number | undefined> {
  const line = (await metrics.text()).split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe('metrics', () => {
  it('count calls by tenant, tool, risk and result, and time them', async () => {
    const metrics = new Metrics(TOOLS);
    metrics.onCall({ tenant: 'acme', tool: 'customer_add', risk: 'write', result: 'success', ms: 120 });
    metrics.onCall({ tenant: 'acme', tool: 'customer_add', risk: 'write', result: 'success', ms: 3_000 });
    metrics.onCall({ tenant: 'acme', tool: 'customer_add', risk: 'write', result: 'conflict', ms: 40 });
    const series = (result: string): string =>
      `capillary_mcp_calls_total{tenant="acme",tool="customer_add",risk="write",result="${result}"}`;
    expect(await seriesValue(metrics, series('success'))).toBe(2);
    expect(await seriesValue(metrics, series('conflict'))).toBe(1);
    const duration = 'capillary_mcp_call_duration_seconds';
    expect(await seriesValue(metrics, `${duration}_sum{tenant="acme",risk="write"}`)).toBeCloseTo(3.16);
    expect(await seriesValue(metrics, `${duration}_bucket{le="0.25",tenant="acme",risk="write"}`)).toBe(2);
  });

  it('count requests to the API by tenant and result', async () => {
    const metrics = new Metrics(TOOLS);
    metrics.onUpstream('acme', { result: 'success', ms: 80 });
    metrics.onUpstream('acme', { result: 'rate_limited', ms: 20 });
    expect(
      await seriesValue(metrics, 'capillary_mcp_upstream_requests_total{tenant="acme",result="rate_limited"}'),
    ).toBe(1);
    expect(await seriesValue(metrics, 'capillary_mcp_upstream_duration_seconds_count{tenant="acme"}')).toBe(2);
  });

  it('count responses, refusals, sessions and calls in flight', async () => {
    const metrics = new Metrics(TOOLS);
    metrics.onHttp('POST', 200);
    metrics.onRefused('authentication');
    metrics.onSlowReader();
    metrics.onSession(1);
    metrics.onSession(1);
    metrics.onSession(-1);
    let inFlight: [string, number][] = [['acme', 3]];
    metrics.setInFlightSource(() => inFlight);
    expect(await seriesValue(metrics, 'capillary_mcp_http_requests_total{method="POST",status="200"}')).toBe(1);
    expect(await seriesValue(metrics, 'capillary_mcp_refused_total{reason="authentication"}')).toBe(1);
    expect(await seriesValue(metrics, 'capillary_mcp_slow_readers_closed_total')).toBe(1);
    expect(await seriesValue(metrics, 'capillary_mcp_sessions')).toBe(1);
    expect(await seriesValue(metrics, 'capillary_mcp_calls_in_flight{tenant="acme"}')).toBe(3);
    inFlight = [];
    expect(await seriesValue(metrics, 'capillary_mcp_calls_in_flight{tenant="acme"}')).toBeUndefined();
  });

  it('include the version and the default metrics of the process', async () => {
    const text = await new Metrics(TOOLS).text();
    expect(text).toMatch(/^capillary_mcp_build_info\{version="\d+\.\d+\.\d+",node="[\d.]+"\} 1$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  it('never grow with what callers send', async () => {
    const metrics = new Metrics(TOOLS);
    for (let index = 0; index < 100; index += 1) {
      metrics.onCall({ tenant: 'acme', tool: `made_up_${index}`, risk: 'read', result: `kind ${index}`, ms: 1 });
      metrics.onUpstream('acme', { result: `kind ${index}`, ms: 1 });
      metrics.onHttp(`METHOD${index}`, 405);
    }
    const unknown = 'tenant="acme",tool="unknown",risk="read",result="unknown"';
    expect(await seriesValue(metrics, `capillary_mcp_calls_total{${unknown}}`)).toBe(100);
    expect(await seriesValue(metrics, 'capillary_mcp_http_requests_total{method="other",status="405"}')).toBe(100);
    expect(await metrics.text()).not.toMatch(/made_up|kind \d|METHOD/);
  });

  it('use nothing of a call event except the labels', async () => {
    const metrics = new Metrics(TOOLS);
    const event = {
      tool: 'customer_add',
      risk: 'write' as const,
      result: 'conflict',
      outcome: 'rejected',
      ms: 5,
      subject: 'asha@example.com',
    };
    metrics.onCall({ tenant: 'acme', ...event });
    expect(await metrics.text()).not.toMatch(/asha|rejected/);
  });

  it('drop the series of a removed tenant, and only of that one', async () => {
    const metrics = new Metrics(TOOLS);
    for (const tenant of ['acme', 'acme-eu']) {
      metrics.onCall({ tenant, tool: 'customer_add', risk: 'write', result: 'success', ms: 1 });
      metrics.onUpstream(tenant, { result: 'success', ms: 1 });
    }
    await metrics.forget('acme');
    const text = await metrics.text();
    expect(text).not.toContain('tenant="acme"');
    for (const name of ['calls_total', 'call_duration_seconds_count', 'upstream_requests_total']) {
      expect(text).toMatch(new RegExp(`^capillary_mcp_${name}\\{tenant="acme-eu"`, 'm'));
    }
  });

  it('of two servers in one process are separate', async () => {
    const [one, other] = [new Metrics(TOOLS), new Metrics(TOOLS)];
    one.onHttp('GET', 200);
    expect(await other.text()).not.toContain('capillary_mcp_http_requests_total{');
  });
});

describe('the queries and alerts of docs/operations.md', () => {
  const text = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');

  it('name metrics that exist', async () => {
    const exposed = await new Metrics(TOOLS).text();
    const names = new Set(text.match(/\bcapillary_mcp_[a-z_]+/g));
    expect(names.size).toBeGreaterThan(4);
    const base = (name: string): string => name.replace(/_bucket$/, '');
    expect([...names].filter((name) => !exposed.includes(`# TYPE ${base(name)} `))).toEqual([]);
  });

  it('name results that exist', () => {
    const kinds: ReadonlySet<string> = new Set(['success', ...ERROR_KINDS.map(({ kind }) => kind)]);
    const named = [...text.matchAll(/\bresult!?=~?"([^"]+)"/g)].flatMap(([, value]) => value?.split(/\\?\|/) ?? []);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((kind) => !kinds.has(kind))).toEqual([]);
  });
});
