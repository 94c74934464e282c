/** What the calls of this section answer. Numbers and flags are text, empty where nothing is set. */
import { lazy } from '../../lib/lazy.js';
import { inTouchAnswer, itemStatus, listOrOne, open, responseStatus } from '../schemas/answer.js';
import { email, idOf, mobile, personName } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { text, textOrNumber } from '../schemas/values.js';

/** Whom messages of the store name as their sender. */
const sender = lazy(() => open({ name: personName(), email: email(), mobile: mobile() }));

/** `time_zone.offset.summer` may be the text `NULL`. */
const store = lazy(() =>
  open({
    id: idOf('store', text()),
    name: text(),
    code: idOf('storeCode', text()),
    location: open({ latitude: text(), longitude: text() }),
    currency: open({ name: text(), symbol: text(), iso_code: open({ alpha: text(), numeric: text() }) }),
    language: text(),
    time_zone: open({ coordinates: text(), offset: open({ std: text(), summer: text() }) }),
    mobile: mobile(),
    email: email(),
    land_line: mobile(),
    external_id: idOf('storeExternalId', text()),
    external_id_1: idOf('storeExternalId', text()),
    external_id_2: idOf('storeExternalId', text()),
    country_name: text(),
    state_name: text(),
    city_name: text(),
    area_name: text(),
    template: open({ sms: sender(), email: sender() }),
    item_status: itemStatus(),
  }),
);

/** An associate or a manager. */
const member = lazy(() =>
  open({
    id: idOf('associate', text()),
    type: text(),
    code: idOf('associateCode', text()),
    firstname: personName(),
    lastname: personName(),
    mobile: mobile(),
    email: email(),
    store_id: idOf('store', text()),
    store_code: idOf('storeCode', text()),
  }),
);

const task = lazy(() =>
  open({
    id: idOf('task', text()),
    entry_id: idOf('taskEntry', text()),
    type: text(),
    associate_id: idOf('associate', text()),
    customer_id: idOf('customer', text()),
    store_id: idOf('store', text()),
    status: text(),
  }),
);

/** The till or store server that logged in. */
const login = lazy(() =>
  open({
    username: idOf('tillUsername', text()),
    first_name: personName(),
    last_name: personName(),
    org_name: text(),
    user_id: idOf('till', text()),
    type: text(),
    org_id: idOf('organization', text()),
    server_time: dateTime({ zone: 'offset' }),
    store_server_prefix: text(),
    associate_login_enabled: text(),
  }),
);

/** What one report says of the days from `start_date` to `end_date`. */
const loyaltyRow = lazy(() =>
  open({
    start_date: dateTime({ zone: 'organization' }),
    end_date: dateTime({ zone: 'organization' }),
    customers: textOrNumber(),
    transactions: textOrNumber(),
    not_interested_transactions: textOrNumber(),
    points_issued: textOrNumber(),
    points_redeemed: textOrNumber(),
  }),
);

const redemptionRow = lazy(() =>
  open({
    store_username: idOf('tillUsername', text()),
    customer: open({ firstname: personName(), lastname: personName(), mobile: mobile() }),
    transaction_number: idOf('billNumber', text()),
    points_redeemed: textOrNumber(),
    redemption_date: dateTime({ zone: 'organization' }),
  }),
);

/** A program that a till runs after an event. */
const hook = lazy(() => open({ id: text(), name: text(), client_monitoring_type: text() }));

const rulesPackage = lazy(() => open({ version: text(), file_id: text() }));

/** When each part of the configuration last changed. */
const lastModifiedTime = lazy(() =>
  open({
    configurations: dateTime({ zone: 'organization' }),
    custom_fields: dateTime({ zone: 'organization' }),
    countries: dateTime({ zone: 'organization' }),
    store_attributes: dateTime({ zone: 'organization' }),
    cron_entries: dateTime({ zone: 'organization' }),
    store_tasks: dateTime({ zone: 'organization' }),
    store_tasks_entries: dateTime({ zone: 'organization' }),
    purchased_features: dateTime({ zone: 'organization' }),
  }),
);

/** Files and templates are ids; -1 is none. */
const configurations = lazy(() =>
  open({
    last_modified_time: lastModifiedTime(),
    data_providers_file: text(),
    client_log_config_file: text(),
    printer_templates: open({
      dvs_coupon: text(),
      transaction: text(),
      customer: text(),
      campaign_coupon: text(),
      points_redemption: text(),
    }),
    rules_packages: open({ dvs_issue: rulesPackage(), dvs_redeem: rulesPackage() }),
    inventory_version: text(),
    integration_output_templates: open({
      points_redemption: text(),
      coupon_redemption: text(),
      coupon_issue: text(),
      customer_register: text(),
      customer_update: text(),
      transaction_submit: text(),
      gift_card: text(),
    }),
    integration_post_output_templates: hooks(),
    customer_attribute_version: text(),
    store_server_prefix: text(),
    time_zone_offset: text(),
    store_tasks_max_entries_id: idOf('taskEntry', text()),
    client_debug_level: text(),
    client_test_mode: text(),
    client_upload_logs: text(),
  }),
);

const hooks = lazy(() =>
  open({
    points_redemption: hook(),
    coupon_redemption: hook(),
    coupon_issue: hook(),
    customer_register: hook(),
    customer_update: hook(),
    transaction_submit: hook(),
    auto_configure: hook(),
    nightly_sync: hook(),
    eod_sync: hook(),
    pre_auto_configure: hook(),
    pre_nightly_sync: hook(),
    pre_eod_sync: hook(),
    os_startup: hook(),
    gift_card: hook(),
  }),
);

export const storeGetAnswer = () => inTouchAnswer({ stores: open({ store: listOrOne(store()) }) });

export const storeGetStaffAnswer = () => inTouchAnswer({ store: open({ staff: open({ user: listOrOne(member()) }) }) });

export const storeGetTasksAnswer = () => inTouchAnswer({ store: open({ tasks: open({ task: listOrOne(task()) }) }) });

/** The answer of both calls that check a login. */
export const loginVerified = lazy(() => inTouchAnswer({ store: open({ user: login() }) }));

/** The verdict is `response` itself. */
export const storeUploadLogsAnswer = () =>
  open({ response: open({ success: text(), code: textOrNumber(), message: text(), status: responseStatus() }) });

export const storeUploadReportsAnswer = () =>
  inTouchAnswer({
    store: open({
      report: listOrOne(
        open({
          type: text(),
          store_code: idOf('storeCode', text()),
          date: dateTime({ zone: 'organization' }),
          item_status: itemStatus(),
        }),
      ),
    }),
  });

export const storeGetReportsAnswer = () =>
  inTouchAnswer({
    report: open({
      loyalty: open({ row: listOrOne(loyaltyRow()) }),
      redemption: open({ row: listOrOne(redemptionRow()) }),
    }),
  });

export const storeGetConfigurationsAnswer = () => inTouchAnswer({ store: open({ configurations: configurations() }) });
