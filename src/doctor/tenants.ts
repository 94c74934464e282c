/** The tenants file, and the connection of each tenant. */
import { readFile } from 'node:fs/promises';
import { openForSetting } from '../config/read.js';
import type { Config } from '../config/server.js';
import { readTenants, type TenantSettings } from '../hosting/tenants/file.js';
import type { ToolFacts } from '../presentation/tool-list.js';
import { type ConnectionOptions, checkConnection } from './connection.js';
import { type Finding, ok, skip } from './finding.js';

/** Each takes several requests. */
const MAX_CONNECTIONS = 20;

export interface TenantsCheck {
  facts: readonly ToolFacts[];
  env: NodeJS.ProcessEnv;
  config: Config;
  connection: ConnectionOptions;
}

/** @throws ConfigError if the file is not valid */
export async function checkTenants(path: string, { facts, env, config, connection }: TenantsCheck): Promise<Finding[]> {
  const text = await openForSetting('tenantsFile', readFile(path, 'utf8'), { path });
  const needsAuditFile = config.auditRequired && config.auditFile === undefined;
  const { tenants } = readTenants(text, { path, facts, env, needsAuditFile });
  const all = [...tenants.values()];
  const checked = all.slice(0, MAX_CONNECTIONS);
  const findings = await Promise.all(checked.map((tenant) => checkTenant(tenant, connection)));
  const others = all.length - checked.length;
  return [
    ok('tenants', `the tenants file is valid: ${checked.map(({ id }) => id).join(', ')}${others > 0 ? ' …' : ''}`),
    ...findings.flat(),
    ...(others > 0 ? [skip('tenants', `the connections of ${others} more tenants were not checked`)] : []),
  ];
}

async function checkTenant({ id, target, filters }: TenantSettings, connection: ConnectionOptions): Promise<Finding[]> {
  if (target.kind !== 'capillary') return [];
  const findings = await checkConnection(target, { ...connection, accessGroups: filters.accessGroups });
  return findings.map((finding) => ({ ...finding, message: `tenant '${id}': ${finding.message}` }));
}
