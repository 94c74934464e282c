/** When OpenTelemetry is used, and to what end. A start without it loads nothing of it. */
import type { Telemetry, TelemetryOptions } from './telemetry.js';

/** Where `@opentelemetry/api` of any version keeps what is registered. */
const REGISTERED = Symbol.for('opentelemetry.js.api.1');

/**
 * Where `--import` has registered a provider of traces or metrics, everything goes there. Otherwise it is exported by OTLP
 * over HTTP, if the environment names an endpoint. Without either, nothing is loaded.
 *
 * @param env - read for the variables of the OpenTelemetry specification
 */
export async function openTelemetry(env: NodeJS.ProcessEnv, options: TelemetryOptions): Promise<Telemetry | undefined> {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return undefined;
  const registered: unknown = Reflect.get(globalThis, REGISTERED);
  if (typeof registered === 'object' && registered && ('trace' in registered || 'metrics' in registered)) {
    const { Recorder, registeredProviders } = await import('./recorder.js');
    return new Recorder(registeredProviders(), options);
  }
  const exported = { traces: isExported('TRACES', env), metrics: isExported('METRICS', env) };
  if (!exported.traces && !exported.metrics) return undefined;
  const [{ Recorder }, { openProviders }] = await Promise.all([import('./recorder.js'), import('./otlp.js')]);
  return new Recorder(openProviders(exported, env, options.onError), options);
}

/** Whether an endpoint is set for a signal, and its exporter is not `none`. */
function isExported(signal: 'TRACES' | 'METRICS', env: NodeJS.ProcessEnv): boolean {
  if (env[`OTEL_${signal}_EXPORTER`] === 'none') return false;
  return Boolean(env[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] || env['OTEL_EXPORTER_OTLP_ENDPOINT']);
}
