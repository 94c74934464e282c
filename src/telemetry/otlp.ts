/** Providers that export traces and metrics as OTLP over HTTP, in JSON. Loaded only if an endpoint is set. */
import { metrics, trace } from '@opentelemetry/api';
import { setGlobalErrorHandler } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { PeriodicExportingMetricReader, MeterProvider as SdkMeterProvider } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { VERSION } from '../lib/version.js';
import type { Providers } from './telemetry.js';

/** How often metrics are sent, in milliseconds, as the specification has it. */
const METRIC_INTERVAL_MS = 60_000;

/**
 * The exporters read endpoints, headers and limits of time from the environment, and the tracer the sampler.
 *
 * @param onError - called when something could not be exported
 */
export function openProviders(
  exported: { traces: boolean; metrics: boolean },
  env: NodeJS.ProcessEnv,
  onError: (error: unknown) => void,
): Providers {
  setGlobalErrorHandler(onError);
  const resource = describeServer();
  const tracing = exported.traces ? openTraces(resource) : undefined;
  const metering = exported.metrics ? openMetrics(resource, env) : undefined;
  const opened = [tracing, metering].filter((provider) => provider !== undefined);
  return {
    tracerProvider: tracing ?? trace.getTracerProvider(),
    meterProvider: metering ?? metrics.getMeterProvider(),
    close: async () => {
      await Promise.allSettled(opened.map((provider) => provider.shutdown()));
    },
  };
}

/** `OTEL_SERVICE_NAME` and `OTEL_RESOURCE_ATTRIBUTES` override the name. */
function describeServer(): Resource {
  const own = resourceFromAttributes({ 'service.name': 'capillary-mcp', 'service.version': VERSION });
  return defaultResource()
    .merge(own)
    .merge(detectResources({ detectors: [envDetector] }));
}

const openTraces = (resource: Resource) =>
  new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())] });

function openMetrics(resource: Resource, env: NodeJS.ProcessEnv) {
  const exportIntervalMillis = positive(env['OTEL_METRIC_EXPORT_INTERVAL']) ?? METRIC_INTERVAL_MS;
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis,
    exportTimeoutMillis: Math.min(exportIntervalMillis, positive(env['OTEL_METRIC_EXPORT_TIMEOUT']) ?? 30_000),
  });
  return new SdkMeterProvider({ resource, readers: [reader] });
}

function positive(text: string | undefined): number | undefined {
  const number = Number(text);
  return number > 0 ? number : undefined;
}
