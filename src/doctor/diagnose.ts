/** All checks of a set-up, at the same time and within a limit of time. */
import { requireAuditFile } from '../config/audit-file.js';
import { checkPlans } from '../config/consent.js';
import { readHosting } from '../config/hosting.js';
import { withDefaults } from '../config/read.js';
import { type Config, readConfigLeniently } from '../config/server.js';
import type { ResourceSetting } from '../config/table.js';
import { catalogue, catalogueWith } from '../discovery/built-catalogue.js';
import type { HostName } from '../hosts/hosts.js';
import { ConfigError } from '../lib/config-error.js';
import { withTimeout } from '../lib/timeout.js';
import { checkConnection } from './connection.js';
import { type Finding, fail, ok, skip } from './finding.js';
import { checkHostEntry } from './host-entry.js';
import { checkListedTools } from './listed-tools.js';
import { checkMachine } from './machine.js';
import { type ResourceContext, resourceChecks } from './resources.js';
import { checkSandbox } from './sandbox.js';
import { hiddenIn } from './secrets.js';
import { readSettings, type Sources } from './settings.js';
import { checkTelemetry } from './telemetry.js';
import { checkTenants } from './tenants.js';

export interface DiagnosisOptions extends Sources {
  /** The host whose limits are checked; all of them if undefined. */
  mcpHost?: HostName | undefined;
  /** Milliseconds since 1970; replaced in tests. */
  now?: () => number;
  /** Replaced in tests. */
  nodeVersion?: string;
  /** Time limit for a connection to the API and its first answer, in milliseconds; four seconds by default. */
  probeMs?: number;
  /** Called when a check has ended. */
  onProgress?: (done: number, total: number) => void;
}

/** No check takes longer. */
const LIMIT_MS = 18_000;

/** A check that runs besides the others. */
interface Check {
  name: string;
  run: () => Promise<Finding[]>;
}

/** @returns the findings, in the order in which they are best read */
export async function diagnose(options: DiagnosisOptions): Promise<Finding[]> {
  const { env, onProgress, nodeVersion = process.versions.node } = options;
  const { values, findings: settings } = readSettings(options);
  const isHidden = hiddenIn(values, env);
  const checks = await chooseChecks(options, values, settings);
  let done = 0;
  const results = await Promise.all(
    checks.map(async (check) => {
      const findings = await runCheck(check);
      done += 1;
      onProgress?.(done, checks.length);
      return findings;
    }),
  );
  return [...(await checkMachine(nodeVersion, env)), ...settings, ...results.flat()].map((finding) => ({
    ...finding,
    message: isHidden(finding.message),
    ...(finding.hint !== undefined && { hint: isHidden(finding.hint) }),
  }));
}

async function runCheck({ name, run }: Check): Promise<Finding[]> {
  try {
    const ended = await withTimeout(LIMIT_MS, run());
    return (
      ended?.value ?? [fail(name, `no result within ${LIMIT_MS / 1000} seconds`, 'Check the network, and try again.')]
    );
  } catch (thrown) {
    if (thrown instanceof ConfigError) return [fail(name, thrown.message)];
    const type = thrown instanceof Error ? thrown.name : typeof thrown;
    return [
      fail(name, `the check itself failed (${type})`, 'Report this as a bug, with the settings but without secrets.'),
    ];
  }
}

async function chooseChecks(
  { env, flags, mcpHost, now = Date.now, probeMs }: DiagnosisOptions,
  values: ResourceContext['values'],
  settings: readonly Finding[],
): Promise<Check[]> {
  const config = readConfigLeniently(env, flags);
  const facts = (await catalogue.listed()).map((tool) => tool.facts);
  const options = { env, now, accessGroups: config.filters.accessGroups, probeMs };
  const context: ResourceContext = {
    values,
    hosting: withDefaults('hosting', values),
    config,
    facts,
    now,
    checkTenants: (path) => checkTenants(path, { facts, env, config, connection: options }),
  };
  const isValid = !settings.some(({ status }) => status === 'fail');
  return [
    { name: 'connection', run: async () => (isValid ? checkTarget(config, values, options) : [NOT_CONNECTED]) },
    { name: 'audit', run: async () => checkAudit(context) },
    { name: 'http', run: async () => (isValid && config.http ? checkHosting(context, { env, flags }) : []) },
    ...resourceChecks(context),
    { name: 'telemetry', run: () => checkTelemetry(env) },
    { name: 'host set-up', run: async () => (mcpHost === undefined ? [] : checkHostEntry(mcpHost)) },
    { name: 'tools', run: () => checkListedTools(config, facts, catalogueWith(config.schemas), mcpHost) },
  ];
}

const NOT_CONNECTED = skip('connection', 'not checked: correct the settings first');

/** The API, or the sandbox that stands in for it. */
async function checkTarget(
  { target }: Config,
  { tenantsFile }: Partial<Record<ResourceSetting, unknown>>,
  options: Parameters<typeof checkConnection>[1],
): Promise<Finding[]> {
  if (target.kind === 'unconfigured') return [fail('connection', target.problem)];
  if (target.kind === 'capillary') return checkConnection(target, options);
  return tenantsFile === undefined ? checkSandbox(target) : [];
}

/** @throws ConfigError if the audit is required but has no file */
function checkAudit({ config, values }: ResourceContext): Finding[] {
  requireAuditFile(config, { tenants: values.tenantsFile !== undefined });
  return [];
}

/** @throws ConfigError if the settings of the HTTP server contradict each other */
async function checkHosting({ config }: ResourceContext, { env, flags }: Sources): Promise<Finding[]> {
  const hosting = readHosting(env, flags, config);
  checkPlans(config, hosting);
  const { host, authentication } = hosting;
  const who = authentication === undefined ? 'without authentication' : 'with authentication';
  return [ok('http', `the settings of the HTTP server fit together: it listens on ${host}, ${who}`)];
}
