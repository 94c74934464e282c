/** The switches of the rewards catalog: what they may be set to, and what holds for a brand. */
import { fail, failUnknown } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { WEEKDAYS } from '../badges/limits.js';
import { rewardBrand } from './rules.js';
import type { RewardBrand, RewardSwitch } from './state.js';

type SwitchKey = keyof typeof SWITCHES;

interface Setting {
  readonly value: string;
  readonly accepts: (value: string) => boolean;
  readonly label: string;
  readonly isShared?: true;
}

const isFlag = (value: string): boolean => /^(true|false)$/i.test(value);

/**
 * With the values that hold where nothing is set. Those for outside vendors, for reminders and for the minutes after a
 * promotion have no effect here. Some hold for the organization, whatever brand is sent.
 */
const SWITCHES = {
  REVOKE_ENABLE: { value: 'false', accepts: isFlag, label: 'Issued rewards can be revoked' },
  CONF_EXT_POINTS_VENDOR: { value: 'false', accepts: isFlag, label: 'An outside vendor redeems points' },
  CONF_ENABLE_FEATURE_CATALOG_PROMOTION: { value: 'true', accepts: isFlag, label: 'Catalog promotions' },
  CONF_CATALOG_PROMOTION_BUFFER_END_TIME_MINUTES: {
    value: '0',
    accepts: (value: string) => /^\d+$/.test(value) && Number(value) <= 30,
    label: 'Minutes after its end in which a catalog promotion still counts',
  },
  CONF_START_OF_THE_WEEK_FOR_ORG_RESTRICTION: {
    value: 'MONDAY',
    accepts: (value: string) => WEEKDAYS.includes(value),
    label: 'First day of the week in points restrictions',
    isShared: true,
  },
  CONF_SEND_REWARD_EXPIRY_NOTIFICATION_ENABLED: {
    value: 'false',
    accepts: isFlag,
    label: 'Customers are reminded before rewards expire',
  },
  CONF_SEND_EXPIRY_NOTIFICATION_FOR_REWARD_TIME: {
    value: '16:00',
    accepts: (value: string) => /^([01]\d|2[0-3]):[0-5]\d$/.test(value),
    label: 'When they are reminded',
  },
  CONF_ENABLE_ORG_TIMEZONE: {
    value: 'false',
    accepts: isFlag,
    label: "Points restrictions count in the organization's time zone",
    isShared: true,
  },
} as const satisfies Record<string, Setting>;

const isKey = (key: string): key is SwitchKey => Object.hasOwn(SWITCHES, key);

const placeOf = (key: string, brandId: number | null): string => (brandId === null ? key : `${key} ${brandId}`);

/** The value that holds: the brand's, else the organization's, else the default. */
export function switchOf(world: World, key: SwitchKey, brandId: number | null): string {
  const { rewardSwitches: set } = world;
  return (set[placeOf(key, brandId)] ?? set[key])?.value ?? SWITCHES[key].value;
}

export const isOn = (world: World, key: SwitchKey, brandId: number | null): boolean =>
  switchOf(world, key, brandId).toLowerCase() === 'true';

/** All switches as they hold for a brand. */
export const switchesOf = (world: World, brand: RewardBrand): RewardSwitch[] =>
  Object.entries(SWITCHES).map(([key, { value, label }]) => {
    const { rewardSwitches: set } = world;
    return set[placeOf(key, brand.id)] ?? set[key] ?? { key, value, brandId: null, label };
  });

/**
 * Sets a switch, for a brand or for the organization.
 * @throws 3011 if there is no such key or brand
 * @throws 400 if the value is none of this key
 */
export function setSwitch(
  world: World,
  { key, value, brandId, label }: { key: string; value: string; brandId: number | null; label?: string | undefined },
): RewardSwitch {
  if (!isKey(key)) return failUnknown(3011, 'Config key', key);
  if (brandId !== null) rewardBrand(world, brandId, 3011);
  if (!SWITCHES[key].accepts(value)) fail(400, `${value} is not a value of ${key}`);
  const setting: Setting = SWITCHES[key];
  const holder = setting.isShared ? null : brandId;
  const set: RewardSwitch = { key, value, brandId: holder, label: label || setting.label };
  world.rewardSwitches[placeOf(key, holder)] = set;
  return set;
}
