/** Stores, their staff, tasks, figures and clients as v1.1 shows them: nearly everything is text. */
import type { InTouchRowOf } from '../../../tools/schemas/decoded.js';
import type {
  storeGet,
  storeGetConfigurations,
  storeGetReports,
  storeGetStaff,
  storeGetTasks,
  storeVerifyLogin,
} from '../../../tools/store/store.legacy.js';
import { now } from '../../world/clock.js';
import { localDateTime, offsetMinutes, offsetText, zonedDateTime } from '../../world/dates.js';
import { lastId, type World } from '../../world/world.js';
import { identifierOf } from '../customer/rules.js';
import { customerName } from '../customer/shape.js';
import { detailsOf } from '../locations/rules.js';
import { currencyName, currencySymbol, languageName } from '../organization/serializers.js';
import type { Store, Till } from '../organization/state.js';
import type { PointsRedemption } from '../points/state.js';
import { idText } from '../tasks/serializers.js';
import type { Associate, TaskEntry } from '../tasks/state.js';
import { statusText } from '../tasks/statuses.js';
import { kindOfAssociate, type StoreDay } from './rules.js';
import type { StoreClient } from './state.js';

type StoreJson = InTouchRowOf<typeof storeGet.v1_1, 'stores', 'store'>;
type MemberJson = InTouchRowOf<typeof storeGetStaff.v1_1, 'store', 'staff', 'user'>;
type TaskJson = InTouchRowOf<typeof storeGetTasks.v1_1, 'store', 'tasks', 'task'>;
type LoginJson = InTouchRowOf<typeof storeVerifyLogin.v1_1, 'store', 'user'>;
type DayJson = InTouchRowOf<typeof storeGetReports.v1_1, 'report', 'loyalty', 'row'>;
type RedemptionJson = InTouchRowOf<typeof storeGetReports.v1_1, 'report', 'redemption', 'row'>;
type ConfigurationsJson = InTouchRowOf<typeof storeGetConfigurations.v1_1, 'store', 'configurations'>;

/** The numbers of ISO 4217. */
const CURRENCY_NUMBERS: Readonly<Record<string, string>> = { AED: '784', INR: '356', SGD: '702' };

export function toStoreJson(world: World, store: Store): StoreJson {
  const { currency, language, timezone } = detailsOf(world, { type: 'STORE', entity: store });
  const sender = { name: store.name, mobile: store.mobile, email: store.email };
  return {
    id: String(store.id),
    name: store.name,
    code: store.code,
    location: { latitude: String(store.latitude), longitude: String(store.longitude) },
    currency: {
      name: currencyName(currency),
      symbol: currencySymbol(currency),
      iso_code: { alpha: currency, numeric: CURRENCY_NUMBERS[currency] ?? '' },
    },
    language: languageName(language),
    time_zone: {
      coordinates: '',
      offset: { std: offsetText(offsetMinutes(timezone, now(world))), summer: 'NULL' },
    },
    mobile: store.mobile,
    email: store.email,
    land_line: '',
    external_id: store.externalId,
    external_id_1: store.externalId1,
    external_id_2: store.externalId2,
    country_name: store.country,
    state_name: store.state,
    city_name: store.city,
    area_name: store.address,
    template: { sms: sender, email: sender },
  };
}

export function toMemberJson(world: World, associate: Associate): MemberJson {
  const { id, username, mobile, email, storeId } = associate;
  const [firstname = '', ...rest] = associate.name.split(' ');
  return {
    id: String(id),
    type: kindOfAssociate(associate),
    code: username,
    firstname,
    lastname: rest.join(' '),
    mobile,
    email,
    store_id: idText(storeId),
    store_code: world.stores[storeId ?? 0]?.code ?? '',
  };
}

export const toTaskJson = (world: World, entry: TaskEntry): TaskJson => ({
  id: String(entry.taskId),
  entry_id: String(entry.id),
  type: world.tasks[entry.taskId]?.targetType ?? '',
  associate_id: idText(entry.associateId),
  customer_id: idText(entry.customerId),
  store_id: idText(entry.storeId),
  status: statusText(world, entry.status),
});

export function toLoginJson(world: World, till: Till): LoginJson {
  const { id, name, timezone } = world.organisation;
  const staff = Object.values(world.staffAccounts).filter((each) => each.active);
  return {
    username: till.username,
    first_name: world.stores[till.storeId]?.name ?? '',
    last_name: till.name,
    org_name: name,
    user_id: String(till.id),
    type: 'TILL',
    org_id: String(id),
    server_time: zonedDateTime(now(world), timezone),
    store_server_prefix: world.storeClients[till.storeId]?.serverPrefix ?? '',
    associate_login_enabled: String(staff.some((each) => world.tills[each.tillId]?.storeId === till.storeId)),
  };
}

/** What happened in a store on a day. */
export const toDayJson = ({ organisation }: World, day: StoreDay): DayJson => ({
  start_date: localDateTime(day.from, organisation.timezone),
  end_date: localDateTime(day.to, organisation.timezone),
  customers: String(day.customers),
  transactions: String(day.bills),
  not_interested_transactions: String(day.notInterestedBills),
  points_issued: String(day.pointsIssued),
  points_redeemed: String(day.pointsRedeemed),
});

export function toRedemptionJson(world: World, redemption: PointsRedemption): RedemptionJson {
  const customer = world.customers[redemption.customerId];
  const { firstName = '', lastName = '' } = customer ? customerName(customer) : {};
  return {
    store_username: world.tills[redemption.tillId]?.username ?? '',
    customer: { firstname: firstName, lastname: lastName, mobile: customer ? identifierOf(customer, 'mobile') : '' },
    transaction_number: redemption.billNumber,
    points_redeemed: String(redemption.points),
    redemption_date: localDateTime(redemption.redeemedOn, world.organisation.timezone),
  };
}

const UNSET: Omit<StoreClient, 'changedOn'> = {
  dataProvidersFile: '',
  logConfigFile: '',
  printerTemplates: {},
  rulesPackages: {},
  outputTemplates: {},
  postOutputTemplates: {},
  serverPrefix: '',
  debugLevel: '',
  testMode: '',
  uploadLogs: '',
};

/** The id of a template that is not set. */
const NO_TEMPLATE = '-1';

const NO_TEMPLATES = {
  points_redemption: NO_TEMPLATE,
  coupon_redemption: NO_TEMPLATE,
  coupon_issue: NO_TEMPLATE,
  customer_register: NO_TEMPLATE,
  customer_update: NO_TEMPLATE,
  transaction_submit: NO_TEMPLATE,
  gift_card: NO_TEMPLATE,
};

const NO_HOOK = { id: NO_TEMPLATE, name: '', client_monitoring_type: '' };

const NO_HOOKS = {
  points_redemption: NO_HOOK,
  coupon_redemption: NO_HOOK,
  coupon_issue: NO_HOOK,
  customer_register: NO_HOOK,
  customer_update: NO_HOOK,
  transaction_submit: NO_HOOK,
  auto_configure: NO_HOOK,
  nightly_sync: NO_HOOK,
  eod_sync: NO_HOOK,
  pre_auto_configure: NO_HOOK,
  pre_nightly_sync: NO_HOOK,
  pre_eod_sync: NO_HOOK,
  os_startup: NO_HOOK,
  gift_card: NO_HOOK,
};

const NO_PACKAGE = { version: '', file_id: '' };

/** How the client of a store is set up. */
export function toConfigurationsJson(world: World, entity: Store): ConfigurationsJson {
  const { timezone, updatedOn } = detailsOf(world, { type: 'STORE', entity });
  const client = world.storeClients[entity.id] ?? { ...UNSET, changedOn: updatedOn };
  const lastEntry = Object.values(world.taskEntries).findLast(({ storeId }) => storeId === entity.id);
  return {
    last_modified_time: {
      configurations: client.changedOn === '' ? '' : localDateTime(client.changedOn, world.organisation.timezone),
    },
    data_providers_file: client.dataProvidersFile,
    client_log_config_file: client.logConfigFile,
    printer_templates: {
      dvs_coupon: '',
      transaction: '',
      customer: '',
      campaign_coupon: '',
      points_redemption: '',
      ...client.printerTemplates,
    },
    rules_packages: { dvs_issue: NO_PACKAGE, dvs_redeem: NO_PACKAGE, ...client.rulesPackages },
    inventory_version: '',
    integration_output_templates: { ...NO_TEMPLATES, ...client.outputTemplates },
    integration_post_output_templates: { ...NO_HOOKS, ...client.postOutputTemplates },
    // Increases with each defined field.
    customer_attribute_version: String(lastId(world, 'customField')),
    store_server_prefix: client.serverPrefix,
    time_zone_offset: offsetText(offsetMinutes(timezone, now(world))),
    store_tasks_max_entries_id: idText(lastEntry?.id ?? null),
    client_debug_level: client.debugLevel,
    client_test_mode: client.testMode,
    client_upload_logs: client.uploadLogs,
  };
}
