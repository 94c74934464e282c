/** Requests of every method are spans and measured, by the server that the organization creates. */
import { setImmediate } from 'node:timers/promises';
import { Client, InMemoryTransport } from '@modelcontextprotocol/client';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createServerFactory } from '../../src/server.js';
import { Recorder } from '../../src/telemetry/recorder.js';
import { selection, serverParts } from '../discovery/toolboxes.js';

async function serve(isReported: boolean) {
  const exporter = new InMemorySpanExporter();
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const meterProvider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter: metricExporter })],
  });
  const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const providers = { tracerProvider, meterProvider, close: () => meterProvider.shutdown() };
  const recorder = new Recorder(providers, { transport: 'pipe', onError: () => {} });
  const telemetry = recorder.of();
  const createServer = createServerFactory({
    ...serverParts(async (_, __, { trace } = {}) => {
      trace?.onCall({ tool: 'customer_get', result: 'success' });
      return { content: [{ type: 'text', text: '{}' }] };
    }),
    version: '1.2.3',
    sandbox: true,
    ...(isReported && { aroundRequest: (request, answer) => telemetry.aroundRequest(request, answer) }),
  });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await createServer({ selection: () => selection({}) }).connect(there);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(here);
  return {
    client,
    spans: async () => {
      await setImmediate();
      return exporter.getFinishedSpans();
    },
    durations: async () => {
      await setImmediate();
      await meterProvider.forceFlush();
      const [metric] = metricExporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics[0]?.metrics ?? []);
      return { name: metric?.descriptor.name, points: metric?.dataPoints ?? [] };
    },
    close: async () => {
      await client.close();
      await recorder.close();
    },
  };
}

describe('requests of clients', () => {
  it('are spans and measured, whatever their method', async () => {
    const { client, spans, durations, close } = await serve(true);
    await client.ping();
    await client.listTools();
    await client.callTool({ name: 'customer_get', arguments: { customerId: 1 } });
    const named = (await spans()).map(({ name, attributes }) => [name, attributes['mcp.protocol.version']]);
    const version = client.getNegotiatedProtocolVersion();
    expect(named).toEqual([
      ['initialize', version],
      ['ping', version],
      ['tools/list', version],
      ['tools/call customer_get', version],
    ]);
    const { name, points } = await durations();
    expect(name).toBe('mcp.server.operation.duration');
    const methods = points.map(({ attributes }) => attributes['mcp.method.name']);
    expect(methods.sort()).toEqual(['initialize', 'ping', 'tools/call', 'tools/list']);
    await close();
  });

  it.each(['resources/subscribe', 'asha/9198000'])(
    'of the unknown method %s are answered as without telemetry, and counted under one name',
    async (method) => {
      const answers = await Promise.all(
        [false, true].map(async (isReported) => {
          const { client, spans, durations, close } = await serve(isReported);
          const answer = await client.request({ method }, z.object({})).catch((error: unknown) => error);
          const reported = (await spans()).at(-1);
          const { points } = await durations();
          await close();
          return { answer, reported, points };
        }),
      );
      const [plain, reporting] = answers;
      expect(plain?.answer).toMatchObject({ code: -32_601 });
      expect(reporting?.answer).toEqual(plain?.answer);
      expect(plain?.reported).toBeUndefined();
      expect(reporting?.reported?.name).toBe('_OTHER');
      expect(reporting?.reported?.attributes).toMatchObject({ 'mcp.method.name': '_OTHER', 'error.type': '-32601' });
      expect(JSON.stringify([reporting?.reported?.attributes, reporting?.points])).not.toContain(method);
    },
  );
});
