/** Reward expiry reminders, beyond the inventory: messages before rewards expire. */
import { lazy } from '../../lib/lazy.js';
import { section } from '../define.js';
import { page } from '../rewards/reward-catalog.answers.js';
import { REWARD_CATALOG } from '../rewards/reward-catalog.defaults.js';
import { open } from '../schemas/answer.js';
import { entityStatus } from '../schemas/answers.modern.js';
import { idOf } from '../schemas/leaf-types.js';
import { epoch } from '../schemas/times.js';
import { boolean, choice, custom, integer, list, object, text } from '../schemas/values.js';

export const rewardReminders = section('Reward expiry reminders', REWARD_CATALOG);

const reminder = lazy(() =>
  open({
    id: idOf('rewardReminder', integer()),
    orgId: integer(),
    duration: integer('days before the reward expires'),
    durationType: text(),
    cronTaskId: integer(),
    timing: text('HH:MM'),
    isActive: boolean(),
    createdOn: epoch({ unit: 'milliseconds' }),
    lastUpdatedOn: epoch({ unit: 'milliseconds' }),
    createdBy: integer(),
    lastUpdatedBy: integer(),
  }),
);

const reminderAnswer = lazy(() => open({ status: entityStatus(), rewardExpiryReminder: reminder() }));

const TIME_OF_DAY = /^([01]?\d|2[0-3]):[0-5]\d$/;

const schedule = () => ({
  duration: integer('Days before the reward expires', { min: 0 }),
  timing: custom<string>('a time of day, HH:MM', (input) => typeof input === 'string' && TIME_OF_DAY.test(input), {
    type: 'string',
    description: "HH:MM in the time of the API's servers; default 16:00",
  }).optional(),
});

const SWITCH = 'CONF_SEND_REWARD_EXPIRY_NOTIFICATION_ENABLED';

export const rewardReminderCreate = rewardReminders.post('api_gateway/rewards/core/v1/reward/expiryReminder', {
  tool: 'reward_reminder_create',
  title: 'Create Reward Expiry Reminder',
  summary:
    'Has ALL customers of the organization reminded a number of days before any reward they hold expires; nothing is sent while the switch for it is off. To change or stop one use reward_reminder_update; for single messages communication_send_sms_v1_1.',
  version: 'v1',
  inInventory: false,
  body: () => object(schedule()),
  answer: reminderAnswer,
  effect: 'create',
  destructive: true,
  checkedBy: ['reward_reminder_list'],
  evidence: 'a reminder with these days and this time',
  nextStep: `Nothing is sent unless ${SWITCH} is true: see reward_get_config, and set it with reward_set_config. The message itself is an event notification, set up in the web interface.`,
  example: { body: { duration: 7, timing: '18:00' } },
  sources: [
    'https://docs.capillarytech.com/reference/create-reward-expiry-reminder',
    'https://docs.capillarytech.com/docs/rewards-event-notification',
  ],
  keywords: [
    'remind members before their gift expires',
    'message a week before vouchers from the points shop run out',
    'notify customers of expiring rewards',
    'warn shoppers that a reward is about to lapse',
    'schedule a nudge to use rewards',
    'tell people to use their gift in time',
    'remind people days before their vouchers run out',
    'new reminder before rewards expire',
    'set up an expiry reminder for gifts',
    'let customers know before their rewards expire',
  ],
});

export const rewardReminderUpdate = rewardReminders.put(
  'api_gateway/rewards/core/v1/reward/expiryReminder/{reminderId}',
  {
    tool: 'reward_reminder_update',
    title: 'Update Reward Expiry Reminder',
    summary:
      'Changes the days or the time of a reminder before rewards expire, or stops it with isActive=false. Without timing it falls back to 16:00, so send it; to add one use reward_reminder_create.',
    version: 'v1',
    inInventory: false,
    path: () => ({ reminderId: idOf('rewardReminder', integer('Reminder id')) }),
    body: () => object({ ...schedule(), isActive: boolean('false stops it').optional() }),
    answer: reminderAnswer,
    effect: 'update',
    idempotent: true,
    checkedBy: ['reward_reminder_list'],
    evidence: 'the reminder with these settings; a stopped one with filter INACTIVE',
    example: { reminderId: 31, body: { duration: 5, timing: '12:00', isActive: true } },
    sources: [
      'https://docs.capillarytech.com/reference/update-reward-expiry-reminder',
      'Update Reward Expiry Reminder, documentation September 2025',
    ],
    keywords: [
      'stop reminding customers of expiring gifts',
      'send the reward reminder earlier',
      'change the time of day of the reward reminder',
      'five instead of seven days before a gift lapses',
      'switch a reward reminder back on',
      'edit the notice about expiring rewards',
      'send the expiry reminder at another time',
      'stop the reminder about expiring gifts',
      'change an expiry reminder of rewards',
    ],
  },
);

export const rewardReminderList = rewardReminders.get('api_gateway/rewards/core/v1/reward/expiryReminder', {
  tool: 'reward_reminder_list',
  title: 'Get Reward Expiry Reminders',
  summary:
    'Lists the reminders that go out before rewards expire, the active ones by default. Whether any are sent is the switch that reward_get_config shows; for reminders of tasks use task_get_reminders_v1_1.',
  version: 'v1',
  inInventory: false,
  query: () => ({
    filter: choice(['ACTIVE', 'INACTIVE'], 'Default ACTIVE').optional(),
    page: integer('Page, from 0', { min: 0 }).optional(),
    size: integer('Rows per page; default 10', { min: 1 }).optional(),
  }),
  response: { confirmation: ['rewardExpiryReminder'] },
  answer: () => open({ rewardExpiryReminder: list(reminder()), pagingDto: page() }),
  effect: 'read',
  whenEmpty: 'Stopped reminders are listed with filter INACTIVE.',
  limits: { pagination: 'page from 0, size 10' },
  example: { page: 0, size: 10 },
  sources: [
    'https://docs.capillarytech.com/reference/get-reward-expiry-reminder',
    'Get Reward Expiry Reminder, documentation September 2025: filter takes words; the OpenAPI file says boolean',
  ],
  keywords: [
    'when are members reminded of expiring gifts',
    'which reward reminders are set up',
    'are shoppers warned before vouchers lapse',
    'stopped reminders of rewards',
    'notices about expiring rewards',
    'how many days before expiry do we write',
    'reminders that go out before gifts expire',
    'list expiry reminders of rewards',
  ],
});
