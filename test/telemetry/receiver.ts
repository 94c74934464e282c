/** A receiver of OTLP over HTTP in JSON: what an OpenTelemetry collector is to this server. */
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** Values by key. */
type Attributes = Record<string, unknown>;

export interface ReceivedSpan {
  name: string;
  /** 2 of a server, 3 of a client. */
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  links: string[];
  attributes: Attributes;
  events: { name: string; attributes: Attributes }[];
  /** 2 for an error. */
  status: number;
  resource: Attributes;
}

interface ReceivedPoint {
  attributes: Attributes;
  count: number;
  bounds: number[];
}

export interface Receiver {
  url: string;
  spans: ReceivedSpan[];
  /** By the name of the metric. */
  points: Record<string, ReceivedPoint[]>;
  /** The bodies as they came. */
  bodies: string[];
  close(): Promise<void>;
}

/** @param status - what requests are answered with; never, if it is undefined */
export async function startReceiver(status: number | undefined = 200): Promise<Receiver> {
  const received: Pick<Receiver, 'spans' | 'points' | 'bodies'> = { spans: [], points: {}, bodies: [] };
  const server = createServer(async (request: IncomingMessage, response) => {
    const body = await json(request);
    received.bodies.push(JSON.stringify(body));
    if (request.url === '/v1/traces') received.spans.push(...spansIn(body as TraceBody));
    if (request.url === '/v1/metrics') addPoints(received.points, body as MetricBody);
    if (status !== undefined) response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    ...received,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface KeyValue {
  key: string;
  value: Record<string, unknown>;
}

interface TraceBody {
  resourceSpans: { resource: { attributes: KeyValue[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

interface OtlpSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  links?: { traceId: string }[];
  attributes: KeyValue[];
  events?: { name: string; attributes: KeyValue[] }[];
  status: { code?: number };
}

interface MetricBody {
  resourceMetrics: {
    scopeMetrics: {
      metrics: {
        name: string;
        histogram?: { dataPoints: { attributes: KeyValue[]; count: number | string; explicitBounds: number[] }[] };
      }[];
    }[];
  }[];
}

const toAttributes = (pairs: KeyValue[]): Attributes =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, Object.values(value)[0]]));

const spansIn = ({ resourceSpans }: TraceBody): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map(({ name, kind, traceId, spanId, parentSpanId, links = [], attributes, events = [], status }) => ({
        name,
        kind,
        traceId,
        spanId,
        parentSpanId: parentSpanId || undefined,
        links: links.map((link) => link.traceId),
        attributes: toAttributes(attributes),
        events: events.map((event) => ({ name: event.name, attributes: toAttributes(event.attributes) })),
        status: status.code ?? 0,
        resource: toAttributes(resource.attributes),
      })),
  );

function addPoints(points: Record<string, ReceivedPoint[]>, { resourceMetrics }: MetricBody): void {
  for (const { name, histogram } of resourceMetrics.flatMap(({ scopeMetrics }) =>
    scopeMetrics.flatMap(({ metrics }) => metrics),
  )) {
    const read = (histogram?.dataPoints ?? []).map(({ attributes, count, explicitBounds }) => ({
      attributes: toAttributes(attributes),
      count: Number(count),
      bounds: explicitBounds,
    }));
    points[name] = [...(points[name] ?? []), ...read];
  }
}
