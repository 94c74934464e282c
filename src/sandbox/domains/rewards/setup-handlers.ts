/** What the catalog is set up with: categories, switches, custom fields, and reminders of rewards that expire. */
import { rewardCreateCategory, rewardUpdateCategoryStatus } from '../../../tools/beyond/reward-catalog.js';
import {
  rewardReminderCreate,
  rewardReminderList,
  rewardReminderUpdate,
} from '../../../tools/beyond/reward-reminders.js';
import { rewardGetConfig, rewardSetConfig, rewardUpdateCustomField } from '../../../tools/beyond/reward-settings.js';
import type { Answer, ElementOf, PartOf } from '../../../tools/schemas/decoded.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import type { World } from '../../world/world.js';
import { toEpochsJson } from './authorship.js';
import { addCategory, categoryById, setCategoryEnabled } from './categories.js';
import { updateRewardField } from './fields.js';
import { paged } from './pages.js';
import { addReminder, changeReminder } from './reminders.js';
import { rewardBrand } from './rules.js';
import { succeeded, toRewardFieldJson } from './serializers.js';
import { rewardFieldIn } from './settings.js';
import type { RewardReminder, RewardSwitch } from './state.js';
import { setSwitch, switchesOf } from './switches.js';

const UNKNOWN_BRAND = { brandId: 3004 } as const;

const toSwitchJson = ({
  key,
  value,
  brandId,
  label,
}: RewardSwitch): ElementOf<PartOf<Answer<typeof rewardGetConfig>, 'configList'>> => ({
  configKeyName: key,
  configKeyValue: value,
  brandId,
  label,
});

function toReminderJson(
  world: World,
  reminder: RewardReminder,
): PartOf<Answer<typeof rewardReminderCreate>, 'rewardExpiryReminder'> {
  return {
    id: reminder.id,
    orgId: world.organisation.id,
    duration: reminder.duration,
    durationType: 'DAYS',
    cronTaskId: reminder.jobId,
    timing: reminder.timing,
    isActive: reminder.isActive,
    ...toEpochsJson(reminder),
  };
}

export const rewardSetupHandlers: Handlers = {
  ...handle(
    rewardCreateCategory,
    { envelope: 'rewards', codes: { 'body.brandId': { malformed: 3004 } } },
    ({ world, till, body: { name, brandId } }) => {
      const { id, enabled } = addCategory(world, { name, brand: rewardBrand(world, brandId) }, till.id);
      return { status: succeeded(2002, 'Category saved successfully'), category: { id, name, enabled } };
    },
  ),

  ...handle(
    rewardUpdateCategoryStatus,
    { envelope: 'rewards', codes: { ...UNKNOWN_BRAND, categoryId: 2004 } },
    ({ world, till, path: { categoryId, action, brandId } }) => {
      const category = categoryById(world, categoryId, rewardBrand(world, brandId));
      setCategoryEnabled(world, category, action === 'enable', till.id);
      return { status: succeeded(2006, 'Category updated successfully') };
    },
  ),

  ...handle(
    rewardSetConfig,
    { envelope: 'rewards', codes: { 'body.brandId': { malformed: 3011 } } },
    ({ world, body: { configKeyName: key, configKeyValue: value, brandId = null, label } }) => ({
      status: succeeded(3008, 'Org config updated successfully'),
      configList: [toSwitchJson(setSwitch(world, { key, value, brandId, label }))],
    }),
  ),

  ...handle(rewardGetConfig, { envelope: 'rewards', codes: UNKNOWN_BRAND }, ({ world, path: { brandId } }) => ({
    status: succeeded(3012, 'Org configs fetched successfully'),
    configList: switchesOf(world, rewardBrand(world, brandId)).map(toSwitchJson),
  })),

  ...handle(
    rewardUpdateCustomField,
    { envelope: 'plain', codes: { 'body.enumValues[]': { missing: 3030, malformed: 3028 } } },
    ({ world, till, path: { id }, body }) =>
      toRewardFieldJson(world, updateRewardField(world, id, rewardFieldIn(body), till.id)),
  ),

  ...handle(rewardReminderCreate, { envelope: 'rewards' }, ({ world, till, body }) => ({
    status: succeeded(12038, 'Reward expiry reminder created'),
    rewardExpiryReminder: toReminderJson(world, addReminder(world, body, till.id)),
  })),

  ...handle(rewardReminderUpdate, { envelope: 'rewards' }, ({ world, till, path: { reminderId }, body }) => ({
    status: succeeded(12040, 'Reward expiry reminder updated'),
    rewardExpiryReminder: toReminderJson(world, changeReminder(world, reminderId, body, till.id)),
  })),

  ...handle(rewardReminderList, { envelope: 'plain' }, ({ world, query }) => {
    const wanted = query.filter !== 'INACTIVE';
    const found = Object.values(world.rewardReminders).filter(({ isActive }) => isActive === wanted);
    const { rows, pagingDto } = paged(found, query, { size: 10, first: 0, code: 400 });
    return { rewardExpiryReminder: rows.map((each) => toReminderJson(world, each)), pagingDto };
  }),
};
