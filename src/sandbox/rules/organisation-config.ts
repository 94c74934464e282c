/** Configuration keys of the organisation: limits that other rules go by. */
import { fail } from '../failure.js';
import type { OrganisationConfig } from '../state/organisation-config.js';
import { nextId, type World } from '../world.js';

/** Keys that can be set, each a number, and what counts until it is. */
const DEFAULTS = {
  CONF_MAX_CARDS_PER_ORG: 4,
  ORG_MAX_LABEL_COUNT: 10,
  CONF_MAX_FLEET_GROUP_SIZE: 30000,
  /** Days between the approval of a PII deletion and the deletion. */
  CONF_PII_DATA_DELETE_AFTER_DAYS: 0,
} as const;

export type ConfigKey = keyof typeof DEFAULTS;

const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(DEFAULTS, key);

/** The number that a key has now. */
export function configNumber(world: World, key: ConfigKey): number {
  const config = world.organisationConfigs[key];
  return config ? Number(config.value) : DEFAULTS[key];
}

/** Sets a key for the whole organisation. 3206 (unknown key), 3034 (negative), 400 (no whole number). */
export function setConfig(world: World, keyName: string, value: string): OrganisationConfig {
  if (!isConfigKey(keyName)) fail(3206, `Configuration key ${keyName} does not exist`);
  if (!/^-?\d+$/.test(value)) fail(400, `The value of ${keyName} must be a whole number`);
  if (Number(value) < 0) fail(3034, `The value of ${keyName} cannot be negative`);
  const known = world.organisationConfigs[keyName];
  const config = { id: known?.id ?? nextId(world, 'organisationConfig'), keyName, value: String(Number(value)) };
  world.organisationConfigs[keyName] = config;
  return config;
}
