/** Store, InTouch layers: the calling till's store, its staff, reports and client. */
import { section } from '../define.js';
import { format } from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { date, dateTime } from '../schemas/times.js';
import { choice, file, integer, object, text } from '../schemas/values.js';
import { uploadReportsBody } from './store.bodies.js';
import * as answers from './store.legacy.answers.js';

export const storeLegacy = section('Store', {
  domain: 'Staff & Store Management',
  accessGroup: 'Store',
  response: { codes: { not_found: [909] } },
});

/** In this section the inventory names the access group for the v1 twins too. */
const v1 = { accessGroup: 'Store' };

export const storeGet = storeLegacy.inTouch.get('store/get', {
  tool: 'store_get',
  title: 'Get Store Details',
  summary:
    "One store by Capillary's store id, its code or its external id: name, code, place, contacts, currency, language, time zone, sender of SMS and email. To search by name use location_list, to list by parent organization_get_entities_v1_1, for its staff store_get_staff_v1_1.",
  v1,
  query: () => ({
    format: format(),
    id: idOf('store', integer("Capillary's store id; give id, code or external_id")).optional(),
    code: idOf('storeCode', text('Code of the store')).optional(),
    external_id: idOf('storeExternalId', text("The brand's own id of the store")).optional(),
  }),
  answer: answers.storeGetAnswer,
  effect: 'read',
  sources: [
    'Retrieve Store Details, v1.1 documentation 2021',
    'Response Codes of stores, v1.1 documentation 2021',
    'Public integrations, 2026 (code)',
  ],
  keywords: [
    'address and phone of a shop',
    'what is store 41207',
    'branch details by external id',
    'which currency does this outlet bill in',
    'coordinates of a showroom',
    'sms sender name a store uses',
    'contact email of the branch',
    'in which city is this outlet',
    'look up a location from its id on a bill',
    'details of a shop',
    'where is this store',
    'contact data of an outlet',
    'address of one store',
  ],
});

export const storeGetStaff = storeLegacy.inTouch.get('store/staff', {
  tool: 'store_get_staff',
  title: 'Get Store Staff Details',
  summary:
    'Lists the associates or managers known to the tills, with code, contacts and store; unpaged. Staff accounts (logins) are a separate list, staff_list_of_store: neither follows the other.',
  v1,
  query: () => ({
    format: format(),
    type: choice(['ASSOCIATE', 'MANAGER'], 'Only people of this kind').optional(),
  }),
  answer: answers.storeGetStaffAnswer,
  effect: 'read',
  sources: ['Retrieve Store Staff Details, v1.1 documentation 2021'],
  keywords: [
    'associates at our stores',
    'list of store managers',
    'associate code of a salesperson for the bill',
    'who sells at the tills',
    'manager phone numbers for all branches',
    'salespeople to pick from at checkout',
    'sync shop assistants to the pos',
    'id of an associate to assign a task to',
    'salespeople and managers of our shops',
    'list associates with their stores',
    'who sells in the stores',
    'staff of a store',
    'staff who work at a station',
  ],
});

export const storeGetTasks = storeLegacy.inTouch.get('store/tasks', {
  tool: 'store_get_tasks',
  title: 'Get Store Tasks',
  summary:
    'Lists task entries of the calling store with their status, by associate, customer or day; up to count, without paging. Titles and texts are in task_get_metadata, by the id beside each entry_id; the history is in task_get_logs.',
  v1,
  query: () => ({
    format: format(),
    all: choice(['sms', 'email', 'call', 'none'], 'Kind of action the tasks ask for').optional(),
    assoc_id: idOf('associate', integer('Only tasks of this associate')).optional(),
    customer_id: idOf('customer', integer('Only tasks about this customer')).optional(),
    start_date: date('Only tasks created on this day or later').optional(),
    end_date: date('Only tasks created on this day or earlier').optional(),
    count: integer('Tasks to return at most').optional(),
  }),
  answer: answers.storeGetTasksAnswer,
  effect: 'read',
  limits: { pagination: 'count only' },
  sources: ['Retrieve Store Tasks, v1.1 documentation 2021', 'Response Codes of stores, v1.1 documentation 2021'],
  keywords: [
    'to-do list of my store',
    'open calls an associate has to make today',
    'which customers should we follow up',
    'pending work at the shop',
    'jobs assigned to a salesperson',
    'tasks about one customer',
    'unfinished reminders of the outlet',
    'what is left to do at the counter',
    'to-dos of a shop',
    'what must the store still do',
    'tasks for associates, by day or customer',
    'what a store has to do',
  ],
});

export const storeVerifyStoreLogin = storeLegacy.inTouch.get('store/login', {
  tool: 'store_verify_store_login',
  title: 'Verify Store Login Credentials',
  summary:
    'Tests the till or store credentials this server is configured with and returns the store user they belong to; it starts no session. Same call as store_verify_login_v1_1, which also returns the kind of account; for customer passwords use user_auth_authorize.',
  v1,
  query: () => ({ format: format() }),
  answer: answers.loginVerified,
  effect: 'read',
  sources: ['Verify Store Login Credentials, v1.1 documentation 2021'],
  keywords: [
    'does the till password still work',
    'test the store login',
    'are these pos credentials valid',
    'which till am i logged in as',
    'counter cannot connect, check its username',
    'verify a shop account before go-live',
    'is associate login enabled at this store',
    'store user rejected with 401',
    "do the shop's login details work",
    "check a till's user and password",
    'store sign-in test',
  ],
});

export const storeUploadLogs = storeLegacy.inTouch.post('store/logs.file', {
  tool: 'store_upload_logs',
  title: 'Upload Store Logs',
  summary:
    'Uploads a log file of the store client InStore, refused if size or SHA-1 do not match. For sales figures use store_upload_reports_v1_1. Marked deprecated, but nothing replaces it.',
  listed: { 'v1.1': 'POST v1.1/store/logs', v1: 'POST v1/store/logs' },
  v1,
  query: () => ({
    uploaded_time: dateTime({ zone: 'organization' }, 'Time of the upload').optional(),
    logged_time: dateTime({ zone: 'organization' }, 'Time the log was written').optional(),
  }),
  headers: () => ({
    'X-CAP-CLIENT-LOGFILENAME': text('Name of the file at the store'),
    'X-CAP-CLIENT-LOGFILESIZE': integer('Size in bytes'),
    'X-CAP-CLIENT-FILE-SIGNATURE': text('SHA-1 of the file, in hex'),
  }),
  body: () => object({ file: file('The log file') }),
  multipart: true,
  answer: answers.storeUploadLogsAnswer,
  effect: 'create',
  checkedBy: { unverifiable: 'The reads do not list uploaded log files. A repeat uploads the file once more.' },
  sources: [
    'Upload Store Logs, v1.1 documentation 2021; the name of the file part is not documented',
    'Response Codes of stores, v1.1 documentation 2021',
  ],
  keywords: [
    'send the pos log file to support',
    'upload instore client logs',
    'ship performance log of a till',
    'attach a debug trace from the shop',
    'activity log of the store client',
    'till crashed, hand in its log',
    'diagnostic file from a counter',
    'hand in a log file from a shop computer',
    'upload till logs',
    'send diagnostics of the store software',
  ],
});

export const storeUploadReports = storeLegacy.inTouch.post('store/reports', {
  tool: 'store_upload_reports',
  title: 'Upload Store Reports',
  summary:
    "Uploads a store's daily figures: bills by kind, sales, footfall. To read reports use store_get_reports_v1_1, for the bills themselves transaction_add, for log files store_upload_logs_v1_1.",
  v1,
  query: () => ({ format: format() }),
  body: uploadReportsBody,
  answer: answers.storeUploadReportsAnswer,
  effect: 'create',
  checkedBy: {
    unverifiable:
      'store_get_reports_v1_1 shows the figures that Capillary counted itself, not the ones uploaded. Ask a person to check in Capillary before you upload again.',
  },
  sources: ['Upload Store Reports, v1.1 documentation 2021', 'Response Codes of stores, v1.1 documentation 2021'],
  keywords: [
    'submit end of day numbers',
    'report footfall of my shop',
    'send daily sales total of a branch',
    'push number of visitors and bills',
    'closing report of the till',
    'how many shoppers declined to join, report it',
    'z-report to head office',
    'store day-end sync of counts',
    "report the shop's sales of the day",
    'send in footfall and bill counts',
    'daily figures from a store',
  ],
});

export const storeGetReports = storeLegacy.inTouch.get('store/reports', {
  tool: 'store_get_reports',
  title: 'Get Store Reports',
  summary:
    'Reads daily reports of ONE store, the one whose login this server uses (the answer does not name it, store_verify_login_v1_1 does): new customers, bills, points issued and redeemed, each redemption with its customer. To upload figures use store_upload_reports_v1_1, for totals of the organization organization_get_statistics_v1_1.',
  v1,
  query: () => ({
    format: format(),
    type: choice(['loyalty', 'redemption'], 'Only this part').optional(),
    start_date: date('From, needed with end_date').optional(),
    end_date: date('Until, needed with start_date').optional(),
  }),
  answer: answers.storeGetReportsAnswer,
  effect: 'read',
  whenEmpty:
    "These are reports of the store of this server's login alone, not of another. Bills of a period in all stores: search_entities with billDate.",
  sources: ['Get Store Reports, v1.1 documentation 2021', 'Response Codes of stores, v1.1 documentation 2021'],
  keywords: [
    'daily closing figures of a till',
    'how did my store do yesterday',
    'points issued at this outlet last week',
    'who redeemed points here today',
    'new members signed up at the shop',
    'store performance for a period',
    'redemption register of the branch',
    'bills without membership at my counter',
    'daily loyalty figures for the manager',
    'how is the store doing',
    'loyalty report of a shop',
    'redemptions and new members per store',
  ],
});

export const storeGetConfigurations = storeLegacy.inTouch.get('store/configurations', {
  tool: 'store_get_configurations',
  title: 'Get Store Configurations',
  summary:
    'Configuration of the store client InStore for the calling store: printer and integration templates, rule packages, file ids, times of last changes, debug settings. For settings of the organization use organization_get_configs_v1_1.',
  v1,
  query: () => ({ format: format() }),
  answer: answers.storeGetConfigurationsAnswer,
  effect: 'read',
  sources: ['Retrieve Store Configurations, v1.1 documentation 2021'],
  keywords: [
    'printer template of the till',
    'instore client settings',
    'receipt layout for points redemption',
    'is debug mode on at this counter',
    'when did the store set-up last change',
    'version of the coupon rules package at the shop',
    'nightly sync configuration of the pos',
    'what does the store client download at start',
    'settings of the store software',
    "how is the shop's till program set up",
    'printer and sync set-up',
  ],
});

export const storeVerifyLogin = storeLegacy.inTouch.get('store/login', {
  tool: 'store_verify_login',
  title: 'Verify Login Credentials',
  summary:
    'Tests the credentials this server is configured with and returns their user, organization and kind of account (type, e.g. STR_SERVER); it starts no session. store_verify_store_login_v1_1 is the same call for store accounts.',
  v1,
  query: () => ({ format: format() }),
  answer: answers.loginVerified,
  effect: 'read',
  sources: [
    'https://docs.capillarytech.com/reference/verify-login-credentials',
    'Verify Login Credentials, v1.1 documentation 2021',
  ],
  keywords: [
    'are my api credentials right',
    'who am i logged in as',
    'test the connection to capillary',
    'account type behind this username',
    'is it a store server or a till user',
    'user and org of the current login',
    'what time does the server have',
    'authentication fails, check user and password',
    'do our login details work',
    'which account are we using',
    'sign-in test for credentials',
  ],
});
