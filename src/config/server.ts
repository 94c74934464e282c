/** The configuration common to all transports: flags, environment and files, validated as one typed object. */
import type { FilterName, Filters } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import type { UpstreamTarget } from '../organization/upstream.js';
import { readTarget } from './connection.js';
import { firstFlag, isSet, readSettingValues, type SettingTexts, withDefaults } from './read.js';
import { type SettingTable, type SettingValues, settingLabel } from './table.js';
import { checkVariables } from './unknown-variables.js';

export interface Config extends SettingTable<'server'> {
  target: UpstreamTarget;
  /** Which tools are enabled and which are listed. */
  filters: Filters;
  /** SettingTable that are ignored, for the log. */
  warnings: string[];
}

/**
 * Reads a configuration that must be valid.
 *
 * @throws ConfigError that names all problems in one line, never a value
 */
export function readConfig(env: NodeJS.ProcessEnv, flags: SettingTexts = {}): Config {
  const config = readConfigLeniently(env, flags);
  if (config.target.kind === 'unconfigured') throw new ConfigError(config.target.problem);
  return config;
}

/**
 * Reads a configuration that may be invalid. Its target is then `unconfigured`, with all problems, and the other valid
 * settings apply. For stdio: if the server did not start, hosts would only show 'Connection closed'.
 */
export function readConfigLeniently(env: NodeJS.ProcessEnv, flags: SettingTexts = {}): Config {
  const { values, problems: invalid } = readSettingValues(['connection', 'tools', 'server'], env, flags);
  const { problems: misspelt, warnings } = checkVariables(env, { tenants: isSet('tenantsFile', env, flags) });
  const problems = [...misspelt, ...invalid];
  const http = values.http === true;
  const stray = http ? undefined : firstFlag('hosting', flags);
  if (stray !== undefined) {
    problems.push(`${settingLabel(stray)} requires ${settingLabel('http')}: set both or neither.`);
  }
  return {
    ...withDefaults('server', values, { http }),
    target: problems.length > 0 ? unconfigured(problems) : targetOf(values),
    filters: filtersOf(values),
    warnings,
  };
}

/** A target that answers every call with the problems. */
export const unconfigured = (problems: readonly string[]): UpstreamTarget => ({
  kind: 'unconfigured',
  problem: problems.join(' '),
});

/** Checks the settings against each other, once each is valid by itself. */
function targetOf(values: Partial<SettingValues>): UpstreamTarget {
  try {
    return readTarget(values, settingLabel);
  } catch (error) {
    if (error instanceof ConfigError) return unconfigured([error.message]);
    throw error;
  }
}

/** Names of tools and domains are checked later, when the catalogue is loaded. */
function filtersOf(values: Partial<SettingValues>): Filters {
  const { readOnly, ...filters } = withDefaults('tools', values);
  // A desktop bundle passes false for an unticked box; that must not override the filters file.
  return readOnly ? { ...filters, readOnly } : filters;
}

/** How messages name a filter: `--read-only (CAPILLARY_READ_ONLY)`. */
export const filterSetting: (filter: FilterName) => string = settingLabel;
