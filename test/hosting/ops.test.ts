/** The operations port: health and metrics, and nothing else. */
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Metrics } from '../../src/hosting/metrics.js';
import { type OpsServer, serveOps } from '../../src/hosting/ops.js';

let ops: OpsServer;
let reason: string | undefined;

beforeAll(async () => {
  ops = await serveOps({ host: '127.0.0.1', port: 0, metrics: new Metrics([]), notReadyReason: () => reason });
});
afterAll(() => ops.close());

describe('the operations port', () => {
  it('reports that the process lives', async () => {
    const response = await fetch(`${ops.url}/healthz`);
    expect([response.status, await response.text()]).toEqual([200, 'ok\n']);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('reports whether the server is ready, and if not, why; health does not depend on it', async () => {
    expect((await fetch(`${ops.url}/readyz`)).status).toBe(200);
    reason = 'stopping';
    const response = await fetch(`${ops.url}/readyz`);
    expect([response.status, await response.text()]).toEqual([503, 'not ready: stopping\n']);
    expect((await fetch(`${ops.url}/healthz`)).status).toBe(200);
    reason = undefined;
    expect((await fetch(`${ops.url}/readyz`)).status).toBe(200);
  });

  it('serves metrics in the format that Prometheus reads', async () => {
    const response = await fetch(`${ops.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toMatch(/^# TYPE capillary_mcp_calls_total counter$/m);
  });

  it('answers HEAD without a body', async () => {
    const response = await fetch(`${ops.url}/readyz`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it.each([
    ['localhost', 200],
    ['capillary-mcp:9090', 200],
    ['10.0.0.7:9090', 200],
    ['[::1]:9090', 200],
    ['capillary-mcp.loyalty.svc', 200],
    ['capillary-mcp.loyalty.svc.cluster.local', 200],
    ['attacker.example', 403],
    ['127.0.0.1.attacker.example:9090', 403],
  ])('answers under addresses and internal names only, not under %s', async (host, status) => {
    const { port } = new URL(ops.url);
    const sent = request({ host: '127.0.0.1', port, path: '/metrics', headers: { host } }).end();
    const [response] = await once(sent, 'response');
    expect(response.statusCode).toBe(status);
    const body = await text(response);
    expect(body.includes('# TYPE')).toBe(status === 200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    const response = await fetch(`${ops.url}/metrics`, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it.each(['/', '/mcp', '/metrics/', '/debug', '//healthz'])('serves nothing at %s', async (path) => {
    expect((await fetch(`${ops.url}${path}`)).status).toBe(404);
  });

  it('refuses headers that are too large', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${ops.url}/healthz`, { headers: { 'x-large': 'x'.repeat(10_000) } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .once('error', reject)
        .end();
    });
    expect(status).toBe(431);
  });

  it('gives up on a client that never finishes its request', async () => {
    const metrics = new Metrics([]);
    const server = await serveOps({
      host: '127.0.0.1',
      port: 0,
      metrics,
      notReadyReason: () => undefined,
      timeoutMs: 100,
    });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write('GET /healthz HTTP/1.1\r\nHost: x\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
    await server.close();
  });

  it('does not reveal why metrics failed', async () => {
    const failing = { text: () => Promise.reject(new Error('secret')), contentType: 'text/plain' };
    const server = await serveOps({ host: '127.0.0.1', port: 0, metrics: failing, notReadyReason: () => undefined });
    const response = await fetch(`${server.url}/metrics`);
    expect([response.status, await response.text()]).toEqual([500, 'internal server error\n']);
    await server.close();
  });

  it('closes and frees its port while a client keeps its connection open', async () => {
    const metrics = new Metrics([]);
    const server = await serveOps({ host: '127.0.0.1', port: 0, metrics, notReadyReason: () => undefined });
    const port = Number(new URL(server.url).port);
    await (await fetch(`${server.url}/healthz`)).text();
    await server.close();
    const again = await serveOps({ host: '127.0.0.1', port, metrics, notReadyReason: () => undefined });
    await again.close();
  });

  it('fails to start on a port in use', async () => {
    const port = Number(new URL(ops.url).port);
    const metrics = new Metrics([]);
    await expect(serveOps({ host: '127.0.0.1', port, metrics, notReadyReason: () => undefined })).rejects.toThrow(
      'EADDRINUSE',
    );
  });
});
