/** Configuration keys of the organization: limits that other rules apply. */
import { fail, failUnknown } from '../../world/failure.js';
import { nextId, type World } from '../../world/world.js';
import type { OrganisationConfig } from './config-state.js';

/** Numeric keys that can be set, with their defaults. */
const DEFAULTS = {
  CONF_MAX_CARDS_PER_ORG: 4,
  ORG_MAX_LABEL_COUNT: 10,
  CONF_MAX_FLEET_GROUP_SIZE: 30000,
  /** Days between the approval of a PII deletion and the deletion. */
  CONF_PII_DATA_DELETE_AFTER_DAYS: 0,
  /** 0: not-interested bills cannot be claimed by a customer afterwards. */
  CONF_RETRO_ENABLED: 1,
  /** A customer must have joined within this many days after a bill to claim it; 0 sets no limit. */
  CONF_RETRO_REGISTRATION_DAYS: 0,
  /** 1: bills with unknown items or payment modes are held until those are known, instead of being booked. */
  CONF_SANITY_QUEUE_ENABLED: 0,
  /** 0: only admin tills may set custom fields of tills. */
  CONF_ALLOW_TILL_AUTH_FOR_ORG_ENTITY_CREATION: 1,
  /** 0: there are no user groups of the older kind. */
  CONF_USER_GROUP_ENABLED: 1,
} as const;

export type ConfigKey = keyof typeof DEFAULTS;

const isConfigKey = (key: string): key is ConfigKey => Object.hasOwn(DEFAULTS, key);

/** The current value of a key. */
export function configNumber(world: World, key: ConfigKey): number {
  const config = world.organisationConfigs[key];
  return config ? Number(config.value) : DEFAULTS[key];
}

/**
 * Sets a key for the whole organization.
 * @throws 3206 if the key does not exist
 * @throws 400 if the value is not a whole number
 * @throws 3034 if the value is negative
 */
export function setConfig(world: World, keyName: string, value: string): OrganisationConfig {
  if (!isConfigKey(keyName)) failUnknown(3206, 'Configuration key', keyName);
  if (!/^-?\d+$/.test(value)) fail(400, `The value of ${keyName} must be a whole number`);
  if (Number(value) < 0) fail(3034, `The value of ${keyName} cannot be negative`);
  const known = world.organisationConfigs[keyName];
  const config = { id: known?.id ?? nextId(world, 'organisationConfig'), keyName, value: String(Number(value)) };
  world.organisationConfigs[keyName] = config;
  return config;
}

/** The current state of a key; `module` is its subject. Keys without an id cannot be set by the API. */
export interface ConfigValue {
  id: number;
  keyName: string;
  value: string;
  module: string;
}

/** All keys with their current values: those that can be set, and those from the organization's settings. */
export function allConfigs(world: World): ConfigValue[] {
  const { settings, program } = world.organisation;
  const flag = (on: boolean): string => (on ? '1' : '0');
  const fixed: [string, string, string][] = [
    ['CONF_LOYALTY_IS_BILL_NUMBER_UNIQUE', '1', 'LOYALTY'],
    ['CONF_POINTS_REDEMPTION_VALIDATION', flag(settings.validateRedemptions), 'LOYALTY'],
    ['CONF_MIN_POINTS_REDEMPTION', String(program.redemption.min), 'LOYALTY'],
    ['CONF_MAX_POINTS_REDEMPTION', String(program.redemption.max), 'LOYALTY'],
    ['CONF_POINTS_REDEMPTION_MULTIPLE', String(program.redemption.multipleOf), 'LOYALTY'],
    ['CONF_POINTS_TRANSFER_ALLOWED', flag(settings.transfersAllowed), 'LOYALTY'],
    ['CONF_POINTS_REVERSAL_ALLOWED', flag(settings.reversalsAllowed), 'LOYALTY'],
    ['ENABLE_CROSS_MEMBER_REDEMPTION', flag(settings.crossMemberRedemption === true), 'LOYALTY'],
    ['CONF_RETURN_BILL_ALLOWED', flag(settings.returnsAllowed), 'TRANSACTION'],
    ['CONF_BILL_DAYS_BACK', String(settings.billDaysBack), 'TRANSACTION'],
    ['CONF_OTP_LENGTH', String(settings.otpLength), 'OTP'],
    ['CONF_OTP_VALIDITY_SECONDS', String(settings.otpValiditySeconds), 'OTP'],
    ['CONF_OTP_PER_DAY', String(settings.otpPerDay), 'OTP'],
  ];
  const settable = Object.entries(DEFAULTS).map(([keyName, absent]): ConfigValue => {
    const set = world.organisationConfigs[keyName];
    return { id: set?.id ?? 0, keyName, value: set?.value ?? String(absent), module: 'ORGANISATION' };
  });
  return [...settable, ...fixed.map(([keyName, value, module]) => ({ id: 0, keyName, value, module }))];
}
