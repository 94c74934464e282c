/** `capillary-mcp`: serves MCP over stdio. */

import type { RateBudget } from '../client/types.js';
import { openAuditFiles } from '../config/audit-file.js';
import { announceFallback } from '../config/consent.js';
import { openFilters } from '../config/filters-file.js';
import { openPolicyFile } from '../config/policy-file.js';
import { type Config, unconfigured } from '../config/server.js';
import { catalogue, catalogueWith } from '../discovery/built-catalogue.js';
import { ConfigError } from '../lib/config-error.js';
import { lazyAsync } from '../lib/lazy.js';
import { createLog, type Log, type LogLevel } from '../lib/log.js';
import { derived } from '../lib/observable.js';
import { isLive, openOrganization, summarizeError } from '../organization/organization.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { openTelemetry } from '../telemetry/open.js';
import { serveStdio } from '../transports/stdio.js';

/** Levels at which only failures are reported. */
const QUIET: readonly LogLevel[] = ['error', 'silent'];

/** Serves even if the configuration is wrong, because hosts show a failed start only as 'Connection closed'. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  if (isTerminal(process)) await greet(config);
  for (const warning of config.warnings) log('warn', warning);
  // Only the names in filters are checked against the catalogue. A start without filters does not read all of it.
  const hasFilters =
    config.filtersFile !== undefined || config.policyFile !== undefined || Object.keys(config.filters).length > 0;
  const facts = hasFilters ? (await catalogue.listed()).map((tool) => tool.facts) : [];
  const { target, filters, policy, audit } = await openTools(config, facts, log);
  if (target.kind === 'unconfigured') console.error(`capillary-mcp: ${target.problem}`);
  if (isLive(target)) announceFallback(config, log);
  const budget = lazyRateBudget(config.requestsPerMinute);
  const begunAt = performance.now();
  const onError = (error: unknown): void => log('warn', 'telemetry was not sent', { error: summarizeError(error) });
  const telemetry = await openTelemetry(process.env, { transport: 'pipe', onError });
  const organization = openOrganization({
    ...config,
    telemetry: telemetry?.of(),
    target,
    policy: derived(policy.policy, (written) => [written]),
    audit: audit.of(config.auditFile),
    journals: async () => (await import('../config/state-folder.js')).openJournals(config),
    catalogue: catalogueWith(config.schemas),
    outputSchemas: config.outputSchemas ? config.schemas : undefined,
    log,
    onSandbox: (page) => {
      if (!QUIET.includes(config.logLevel))
        console.error(`capillary-mcp: the sandbox has started; its page is ${page}`);
    },
    shared: () => ({ budget }),
  });
  serveStdio(organization.createServer, {
    allowed: filters.allowed,
    graceMs: config.deadlineMs,
    maxMessageBytes: config.maxBodyBytes,
    onClose: async () => {
      filters.close();
      policy.close();
      await organization.close();
      await audit.close();
      telemetry?.onSessionEnded(performance.now() - begunAt);
      await telemetry?.close();
    },
    onError: (error) => log('warn', 'protocol error', { error: summarizeError(error) }),
  });
}

/** Whether a person looks at this process: a host has pipes at both ends. */
export const isTerminal = ({ stdin, stdout }: Record<'stdin' | 'stdout', { isTTY?: boolean | undefined }>): boolean =>
  stdin.isTTY === true && stdout.isTTY === true;

async function greet({ target }: Config): Promise<void> {
  const [{ VERSION }, { welcome }] = await Promise.all([import('../lib/version.js'), import('./welcome.js')]);
  console.error(welcome(VERSION, target, { script: process.argv[1] ?? '', folder: process.cwd() }));
}

/** The rate budget of this process. Loaded with the first request to the API, because a start does not need it. */
function lazyRateBudget(requestsPerMinute: number): RateBudget {
  const budget = lazyAsync(async () => {
    const { RateBudgets } = await import('../hosting/replicas/budget.js');
    return new RateBudgets({ replicas: () => 1 }).of('own', requestsPerMinute);
  });
  return { take: async (signal, maxWaitMs) => (await budget()).take(signal, maxWaitMs) };
}

/** Opens the filters, the policy and the audit. Wrong ones make the server unconfigured; it then lists the default tools. */
async function openTools({ target, ...config }: Config, facts: readonly ToolFacts[], log: Log) {
  const warn = (message: string): void => log('warn', message);
  try {
    const policy = await openPolicyFile(config.policyFile, facts, warn);
    const audit = await openAuditFiles(config);
    return { target, policy, audit, filters: await openFilters(config, facts, warn) };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const problems = [...(target.kind === 'unconfigured' ? [target.problem] : []), error.message];
    const policy = await openPolicyFile(undefined, facts, warn);
    const audit = await openAuditFiles({ auditRequired: false, auditKeepDays: 1 });
    return { target: unconfigured(problems), policy, audit, filters: await openFilters({ filters: {} }, facts, warn) };
  }
}
