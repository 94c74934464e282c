/** Whether traces and metrics arrive. */
import { type Finding, fail, ok, warn } from './finding.js';
import { IN_TIME, isLate, probe } from './network.js';

const CHECK = 'telemetry';
const SIGNALS = [
  { variable: 'OTEL_EXPORTER_OTLP_ENDPOINT', path: 'v1/traces' },
  { variable: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', path: '' },
  { variable: 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT', path: '' },
] as const;
/** Where collectors listen for gRPC, which this server does not speak. */
const GRPC_PORT = '4317';

export async function checkTelemetry(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return [];
  const set = SIGNALS.flatMap(({ variable, path }) => {
    const text = env[variable]?.trim();
    return text ? [{ variable, path, text }] : [];
  });
  const findings = await Promise.all(set.map(checkEndpoint));
  const protocol = env['OTEL_EXPORTER_OTLP_PROTOCOL'];
  if (set.length === 0 || protocol === undefined || protocol === 'http/json') return findings.flat();
  const message = `OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}, but this server sends OTLP over HTTP in JSON`;
  return [...findings.flat(), warn(CHECK, message, 'Unset it, or set it to http/json; the collector must take that.')];
}

async function checkEndpoint({
  variable,
  path,
  text,
}: {
  variable: string;
  path: string;
  text: string;
}): Promise<Finding[]> {
  if (!/^https?:/i.test(text) || !URL.canParse(text)) {
    return [fail(CHECK, `${variable} is not an http URL`, 'Set it to a URL such as http://localhost:4318.')];
  }
  const url = new URL(text);
  if (url.port === GRPC_PORT) {
    const hint = `This server sends OTLP over HTTP: use port 4318, ${url.protocol}//${url.hostname}:4318.`;
    return [warn(CHECK, `${variable} has port ${GRPC_PORT}, where collectors speak gRPC`, hint)];
  }
  const answer = await probe(new URL(path, `${url.href.replace(/\/$/, '')}/`));
  if ('response' in answer) return [ok(CHECK, `the collector at ${url.host} answers`)];
  const reason = isLate(answer) ? `it did not answer ${IN_TIME}` : (REASONS[answer.reason] ?? answer.reason);
  return [
    fail(
      CHECK,
      `the collector at ${url.host} of ${variable} cannot be reached: ${reason}`,
      'Start it, or correct or unset the variable.',
    ),
  ];
}

const REASONS: Partial<Record<string, string>> = {
  refused: 'nothing is listening there',
  dns: 'its host name is not known',
  tls: 'it does not speak TLS',
};
