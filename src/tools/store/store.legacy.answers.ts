/** What the calls of this section answer. */
import { lazy } from '../../lib/lazy.js';
import { email, itemStatus, mobile, open, personName, responseStatus, time } from '../schemas/answer.js';
import { customer } from '../schemas/answers.in-touch.js';
import { idOf } from '../schemas/leaf.js';
import { list, text } from '../schemas/values.js';

const user = lazy(() =>
  open({
    username: text(),
    first_name: personName(),
    last_name: personName(),
    org_name: text(),
    user_id: text(),
    type: text(),
    org_id: text(),
    server_time: time({ zone: 'offset' }),
    store_server_prefix: text(),
    associate_login_enabled: text(),
  }),
);

const store = lazy(() =>
  open({
    store: storeGetStore(),
  }),
);

const storeGetStore = lazy(() =>
  open({
    id: idOf('store', text()),
    name: text(),
    code: text(),
    location: open({
      latitude: text(),
      longitude: text(),
    }),
    currency: open({
      name: text(),
      symbol: text(),
      iso_code: open({
        alpha: text(),
        numeric: text(),
      }),
    }),
    language: text(),
    time_zone: open({
      coordinates: text(),
      offset: open({
        std: text(),
        summer: text(),
      }),
    }),
    mobile: mobile(),
    email: email(),
    land_line: mobile(),
    external_id: text(),
    external_id_1: text(),
    external_id_2: text(),
    country_name: text(),
    state_name: text(),
    city_name: text(),
    area_name: text(),
    template: template(),
    item_status: itemStatus(),
  }),
);

const template = lazy(() =>
  open({
    sms: open({
      name: personName(),
      email: email(),
      mobile: mobile(),
    }),
    email: open({
      name: personName(),
      mobile: mobile(),
      email: email(),
    }),
  }),
);

export const storeGetAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      stores: store(),
    }),
  });

const storeGetStaffStore = lazy(() =>
  open({
    staff: storeGetStaffStaff(),
  }),
);

const storeGetStaffStaff = lazy(() =>
  open({
    user: list(storeGetStaffUser()),
  }),
);

const storeGetStaffUser = lazy(() =>
  open({
    id: idOf('associate', text()),
    type: text(),
    code: text(),
    firstname: personName(),
    lastname: personName(),
    mobile: mobile(),
    email: email(),
    store_id: idOf('store', text()),
    store_code: text(),
  }),
);

export const storeGetStaffAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      store: storeGetStaffStore(),
    }),
  });

const storeGetTasksStore = lazy(() =>
  open({
    tasks: task(),
  }),
);

const task = lazy(() =>
  open({
    task: list(
      open({
        id: idOf('task', text()),
        entry_id: idOf('taskEntry', text()),
        type: text(),
        associate_id: idOf('associate', text()),
        customer_id: idOf('customer', text()),
        store_id: idOf('store', text()),
        status: text(),
      }),
    ),
  }),
);

export const storeGetTasksAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      store: storeGetTasksStore(),
    }),
  });

const storeVerifyStoreLoginStore = lazy(() =>
  open({
    user: user(),
  }),
);

export const storeVerifyStoreLoginAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      store: storeVerifyStoreLoginStore(),
    }),
  });

const storeVerifyLoginStore = lazy(() =>
  open({
    user: user(),
  }),
);

export const storeVerifyLoginAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      store: storeVerifyLoginStore(),
    }),
  });

export const storeUploadLogsAnswer = () =>
  open({
    response: open({
      success: text(),
      code: text(),
      message: text(),
    }),
  });

const storeUploadReportsStore = lazy(() =>
  open({
    report: open({
      type: text(),
      store_code: text(),
      date: time({ zone: 'organization' }),
      item_status: itemStatus(),
    }),
  }),
);

export const storeUploadReportsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      store: storeUploadReportsStore(),
    }),
  });

const report = lazy(() =>
  open({
    loyalty: loyalty(),
    redemption: redemption(),
  }),
);

const loyalty = lazy(() =>
  open({
    row: list(
      open({
        start_date: time({ zone: 'organization' }),
        end_date: time({ zone: 'organization' }),
        customers: text(),
        transactions: text(),
        not_interested_transactions: text(),
        points_issued: text(),
        points_redeemed: text(),
      }),
    ),
  }),
);

const redemption = lazy(() =>
  open({
    row: list(storeGetReportsRow()),
  }),
);

const storeGetReportsRow = lazy(() =>
  open({
    store_username: text(),
    customer: customer(),
    transaction_number: text(),
    points_redeemed: text(),
    redemption_date: time({ zone: 'organization' }),
  }),
);

export const storeGetReportsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      report: report(),
    }),
  });

const storeGetConfigurationsStore = lazy(() =>
  open({
    configurations: configuration(),
  }),
);

const configuration = lazy(() =>
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
    rules_packages: open({
      dvs_issue: open({
        version: text(),
        file_id: text(),
      }),
      dvs_redeem: open({
        version: text(),
        file_id: text(),
      }),
    }),
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
    integration_post_output_templates: integrationPostOutputTemplate(),
    customer_attribute_version: text(),
    store_server_prefix: text(),
    time_zone_offset: text(),
    store_tasks_max_entries_id: idOf('taskEntry', text()),
    client_debug_level: text(),
    client_test_mode: text(),
    client_upload_logs: text(),
  }),
);

const lastModifiedTime = lazy(() =>
  open({
    configurations: time({ zone: 'organization' }),
    custom_fields: time({ zone: 'organization' }),
    countries: time({ zone: 'organization' }),
    store_attributes: time({ zone: 'organization' }),
    cron_entries: time({ zone: 'organization' }),
    store_tasks: time({ zone: 'organization' }),
    store_tasks_entries: time({ zone: 'organization' }),
    purchased_features: time({ zone: 'organization' }),
  }),
);

const integrationPostOutputTemplate = lazy(() =>
  open({
    points_redemption: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    coupon_redemption: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    coupon_issue: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    customer_register: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    customer_update: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    transaction_submit: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    auto_configure: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    nightly_sync: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    eod_sync: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    pre_auto_configure: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    pre_nightly_sync: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    pre_eod_sync: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    os_startup: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
    gift_card: open({
      id: text(),
      name: text(),
      client_monitoring_type: text(),
    }),
  }),
);

export const storeGetConfigurationsAnswer = () =>
  open({
    response: open({
      status: responseStatus(),
      store: storeGetConfigurationsStore(),
    }),
  });
