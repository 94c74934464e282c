/** The configuration of a server, whatever its transport: flags, environment and files, checked once, as one typed Config. */
import type { FilterName, Filters } from '../discovery/selection.js';
import { ConfigError } from '../lib/config-error.js';
import type { UpstreamTarget } from '../organization/upstream.js';
import { readTarget } from './connection.js';
import { firstFlag, isGiven, readSettings, type SettingTexts, withDefaults } from './read.js';
import { type Settings, type SettingValues, settingLabel } from './table.js';
import { checkVariables } from './unknown-variables.js';

export interface Config extends Settings<'server'> {
  target: UpstreamTarget;
  /** Which tools are enabled and which are listed. */
  filters: Filters;
  /** What is ignored; for the log. */
  warnings: string[];
}

/**
 * Reads a configuration that must be right.
 *
 * @throws ConfigError naming what is wrong in one line, never a value
 */
export function readConfig(env: NodeJS.ProcessEnv, flags: SettingTexts = {}): Config {
  const config = readConfigLeniently(env, flags);
  if (config.target.kind === 'unconfigured') throw new ConfigError(config.target.problem);
  return config;
}

/**
 * Reads a configuration that may be wrong: its target is then `unconfigured`, with everything that is wrong, and what
 * is right of the rest is taken. Hosts show a server on stdio that does not start only as 'Connection closed'.
 */
export function readConfigLeniently(env: NodeJS.ProcessEnv, flags: SettingTexts = {}): Config {
  const { values, problems: wrong } = readSettings(['connection', 'tools', 'server'], env, flags);
  const { problems: misspelt, warnings } = checkVariables(env, { tenants: isGiven('tenantsFile', env, flags) });
  const problems = [...misspelt, ...wrong];
  const http = values.http === true;
  const stray = http ? undefined : firstFlag('hosting', flags);
  if (stray !== undefined) problems.push(`${stray} is for --http: give both, or neither.`);
  return {
    ...withDefaults('server', values, { http }),
    target: problems.length > 0 ? unconfigured(problems) : targetOf(values),
    filters: filtersOf(values),
    warnings,
  };
}

/** A target that answers every call with what is wrong. */
export const unconfigured = (problems: readonly string[]): UpstreamTarget => ({
  kind: 'unconfigured',
  problem: problems.join(' '),
});

/** The settings are only checked against each other where each is right by itself. */
function targetOf(values: Partial<SettingValues>): UpstreamTarget {
  try {
    return readTarget(values, settingLabel);
  } catch (error) {
    if (error instanceof ConfigError) return unconfigured([error.message]);
    throw error;
  }
}

/** Names are checked where the catalogue is known. */
function filtersOf(values: Partial<SettingValues>): Filters {
  const { readOnly, ...filters } = withDefaults('tools', values);
  // A bundle passes false for a box that is not ticked: that must not undo what the filters file says.
  return readOnly ? { ...filters, readOnly } : filters;
}

/** How a filter is named to the person who can change it: `--read-only (CAPILLARY_READ_ONLY)`. */
export const filterSetting: (filter: FilterName) => string = settingLabel;
