/** Section Store, InTouch layers: the store of the calling till. Codes are texts here. */
import { given, type JsonObject, numberOf, objectOf, objectsOf, oneOf, textOf } from '../../http/arguments.js';
import { type Call, type Handler, type Handlers, inTouch } from '../../http/handler.js';
import { momentsAsked } from '../../http/page-arguments.js';
import { type Item, inTouchReply, item, type Reply, reply, TEXT_CODES, verdictsAs } from '../../http/replies.js';
import { DAY, type Instant, later, now } from '../../world/clock.js';
import { localDateTime, offsetMinutes, offsetText, readDate, zonedDateTime } from '../../world/dates.js';
import { fail, SandboxFailure } from '../../world/failure.js';
import { lastId, type World } from '../../world/world.js';
import { identifierOf } from '../customer/rules.js';
import { customerName } from '../customer/shape.js';
import { detailsOf } from '../locations/rules.js';
import { idText } from '../tasks/serializers.js';
import { statusText } from '../tasks/statuses.js';
import { daysOfStore, kindOfAssociate, redemptionsAt, storeAsked, storeByCode, takeLog, takeReport } from './rules.js';
import type { StoreClient, StoreReport } from './state.js';

const OK = { success: 'true', code: '200', message: 'SUCCESS' };
const DONE = 900;

/** An answer of this section, with `content` next to the status. */
const answer = (content: object): Reply => reply({ response: { status: OK, ...content } });

/** An answer made of rows. */
const answerRows = (items: readonly Item[], content: object): Reply =>
  verdictsAs(TEXT_CODES, inTouchReply(items, content, { message: OK.message }));

const intl = (type: 'currency' | 'language', code: string): string =>
  new Intl.DisplayNames(['en'], { type }).of(code) ?? code;

/** The numbers of ISO 4217. */
const CURRENCY_NUMBERS: Readonly<Record<string, string>> = { AED: '784', INR: '356', SGD: '702' };

const currencySymbol = (code: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value ?? code;

const timeText = (world: World, at: Instant): string => localDateTime(at, world.organisation.timezone);

function get({ world, query }: Call): Reply {
  const asked = { id: textOf(query['id']), code: textOf(query['code']), externalId: textOf(query['external_id']) };
  const row = item({ id: asked.id, external_id: asked.externalId }, () => {
    const store = storeAsked(world, asked);
    const { currency, language, timezone } = detailsOf(world, { type: 'STORE', entity: store });
    const sender = { name: store.name, mobile: store.mobile, email: store.email };
    const fields = {
      id: String(store.id),
      name: store.name,
      code: store.code,
      location: { latitude: String(store.latitude), longitude: String(store.longitude) },
      currency: {
        name: intl('currency', currency),
        symbol: currencySymbol(currency),
        iso_code: { alpha: currency, numeric: CURRENCY_NUMBERS[currency] ?? '' },
      },
      language: intl('language', language.split('-')[0] ?? language),
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
    return { fields, code: DONE, message: 'Store found' };
  });
  return answerRows([row], { stores: { store: row.fields } });
}

function staff({ world, query }: Call): Reply {
  const kind = given(query['type'])
    ? (oneOf(['ASSOCIATE', 'MANAGER'], query['type']) ?? fail(400, 'type must be ASSOCIATE or MANAGER'))
    : null;
  const found = Object.values(world.associates).filter((each) => kind === null || kindOfAssociate(each) === kind);
  const user = found.map((each) => {
    const [firstname = '', ...rest] = each.name.split(' ');
    return {
      id: String(each.id),
      type: kindOfAssociate(each),
      code: each.username,
      firstname,
      lastname: rest.join(' '),
      mobile: each.mobile,
      email: each.email,
      store_id: idText(each.storeId),
      store_code: each.storeId === null ? '' : (world.stores[each.storeId]?.code ?? ''),
    };
  });
  return answer({ store: { staff: { user } } });
}

/**
 * A whole number from `least`; null if absent.
 * @throws `code` for any other value
 */
function wholeAsked(query: JsonObject, name: string, least: number, code: number): number | null {
  if (!given(query[name])) return null;
  const number = numberOf(query[name]);
  return number !== null && Number.isInteger(number) && number >= least
    ? number
    : fail(code, `${name} must be a whole number from ${least}`);
}

const TASKS_FAILED = 908;
const NO_TASKS = 909;

function tasks({ world, query, till }: Call): Reply {
  const associateId = wholeAsked(query, 'assoc_id', 0, TASKS_FAILED);
  const customerId = wholeAsked(query, 'customer_id', 0, TASKS_FAILED);
  const count = wholeAsked(query, 'count', 1, TASKS_FAILED);
  const within = momentsAsked(world, query['start_date'], query['end_date'], TASKS_FAILED);
  const action = given(query['all'])
    ? (oneOf(['sms', 'email', 'call', 'none'], query['all']) ??
      fail(TASKS_FAILED, 'all must be sms, email, call or none'))
    : null;
  const task = Object.values(world.taskEntries)
    .filter((entry) => {
      const definition = world.tasks[entry.taskId];
      return (
        entry.storeId === till.storeId &&
        definition !== undefined &&
        (associateId === null || entry.associateId === associateId) &&
        (customerId === null || entry.customerId === customerId) &&
        (action === null || definition.action.type === action) &&
        within(definition.createdOn)
      );
    })
    .slice(0, count ?? undefined)
    .map((entry) => ({
      id: String(entry.taskId),
      entry_id: String(entry.id),
      type: world.tasks[entry.taskId]?.targetType ?? '',
      associate_id: idText(entry.associateId),
      customer_id: idText(entry.customerId),
      store_id: idText(entry.storeId),
      status: statusText(world, entry.status),
    }));
  return task.length > 0 ? answer({ store: { tasks: { task } } }) : fail(NO_TASKS, 'No tasks found');
}

/** The caller itself. It is valid, because a call with wrong credentials does not get here. */
function login({ world, till }: Call): Reply {
  const { id, name, timezone } = world.organisation;
  const client = world.storeClients[till.storeId];
  const user = {
    username: till.username,
    first_name: world.stores[till.storeId]?.name ?? '',
    last_name: till.name,
    org_name: name,
    user_id: String(till.id),
    type: 'TILL',
    org_id: String(id),
    server_time: zonedDateTime(now(world), timezone),
    store_server_prefix: client?.serverPrefix ?? '',
    associate_login_enabled: String(
      Object.values(world.staffAccounts).some(
        (each) => each.active && world.tills[each.tillId]?.storeId === till.storeId,
      ),
    ),
  };
  return answer({ store: { user } });
}

/**
 * A date in the organization's time zone; null if absent.
 * @throws `code` if the value is not a date
 */
function dateAsked(world: World, value: unknown, code: number): Instant | null {
  if (!given(value)) return null;
  return readDate(textOf(value), world.organisation.timezone) ?? fail(code, `${textOf(value)} is not a date`);
}

const LOG_REFUSED = 907;

/** Unlike every other call of the layer, this one has a flat verdict. */
const uploadLogs: Handler = ({ world, till, headers, query, files }) => {
  try {
    takeLog(world, {
      tillId: till.id,
      storeId: till.storeId,
      fileName: textOf(headers['x-cap-client-logfilename']),
      size: numberOf(headers['x-cap-client-logfilesize'] ?? headers['x-cap-client-filesize']),
      signature: textOf(headers['x-cap-client-file-signature'] ?? headers['x-cap-client-filesignature']),
      bytes: Object.values(files)[0]?.bytes,
      loggedOn: dateAsked(world, query['logged_time'], LOG_REFUSED),
      uploadedOn: dateAsked(world, query['uploaded_time'], LOG_REFUSED) ?? now(world),
    });
    return reply({ response: OK });
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error;
    return reply({ response: { success: 'false', code: String(error.code), message: error.message } });
  }
};

const WRONG_TYPE = 911;
const REPORT_REFUSED = 912;

/** `type` is an XML attribute, which JSON writes as `-type`. */
const typeOf = (row: JsonObject): string => textOf(row['-type'] ?? row['type']);

function readReport(world: World, row: JsonObject, storeId: number): StoreReport {
  if (typeOf(row) !== 'loyalty') fail(WRONG_TYPE, 'The type of a report must be loyalty');
  const counts = objectOf(row['transaction_count']);
  const figure = (from: JsonObject, name: string): number | null => {
    if (!given(from[name])) return null;
    const number = numberOf(from[name]);
    return number !== null && number >= 0 ? number : fail(REPORT_REFUSED, `${name} must be a number from 0`);
  };
  return {
    storeId: given(row['store_code']) ? storeByCode(world, textOf(row['store_code'])).id : storeId,
    reportedFor: dateAsked(world, row['date'], REPORT_REFUSED) ?? now(world),
    bills: figure(row, 'total_transactions'),
    sales: figure(row, 'total_sales'),
    footfall: figure(row, 'footfall_count'),
    regularBills: figure(counts, 'regular'),
    notInterestedBills: figure(counts, 'not_interested'),
    enterLaterBills: figure(counts, 'total_enter_later'),
    enterLaterBillsOfDay: figure(counts, 'enter_later_for_today'),
  };
}

function uploadReports({ world, body, till }: Call): Reply {
  const rows = objectsOf(objectOf(objectOf(body)['root'])['report']);
  if (rows.length === 0) fail(REPORT_REFUSED, 'root.report is missing');
  const items = rows.map((row) => {
    const sent = { type: typeOf(row), store_code: textOf(row['store_code']), date: textOf(row['date']) };
    return item(sent, () => {
      const report = readReport(world, row, till.storeId);
      takeReport(world, report);
      const store_code = world.stores[report.storeId]?.code ?? '';
      const fields = { ...sent, store_code, date: timeText(world, report.reportedFor) };
      return { fields, code: DONE, message: 'Report saved' };
    });
  });
  return answerRows(items, {
    store: { report: items.length === 1 ? items[0]?.fields : items.map((each) => each.fields) },
  });
}

const REPORT_FAILED = 901;
const DAYS_SHOWN = 30;

function periodAsked(world: World, query: JsonObject): { from: Instant; to: Instant } {
  if (given(query['start_date']) !== given(query['end_date']))
    fail(REPORT_FAILED, 'start_date and end_date must be given together');
  const from = dateAsked(world, query['start_date'], REPORT_FAILED);
  const to = dateAsked(world, query['end_date'], REPORT_FAILED);
  return from !== null && to !== null ? { from, to } : { from: later(now(world), -DAYS_SHOWN * DAY), to: now(world) };
}

function reports({ world, query, till }: Call): Reply {
  const part = given(query['type'])
    ? (oneOf(['loyalty', 'redemption'], query['type']) ?? fail(WRONG_TYPE, 'Invalid report type'))
    : null;
  const { from, to } = periodAsked(world, query);
  const loyalty = (): object => ({
    row: daysOfStore(world, till.storeId, from, to).map((day) => ({
      start_date: timeText(world, day.from),
      end_date: timeText(world, day.to),
      customers: String(day.customers),
      transactions: String(day.bills),
      not_interested_transactions: String(day.notInterestedBills),
      points_issued: String(day.pointsIssued),
      points_redeemed: String(day.pointsRedeemed),
    })),
  });
  const redemption = (): object => ({
    row: redemptionsAt(world, till.storeId, from, to).map((each) => {
      const customer = world.customers[each.customerId];
      return {
        store_username: world.tills[each.tillId]?.username ?? '',
        customer: {
          firstname: customer ? customerName(customer).firstName : '',
          lastname: customer ? customerName(customer).lastName : '',
          mobile: customer ? identifierOf(customer, 'mobile') : '',
        },
        transaction_number: each.billNumber,
        points_redeemed: String(each.points),
        redemption_date: timeText(world, each.redeemedOn),
      };
    }),
  });
  return answer({
    report: {
      ...(part !== 'redemption' && { loyalty: loyalty() }),
      ...(part !== 'loyalty' && { redemption: redemption() }),
    },
  });
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

function configurations({ world, till }: Call): Reply {
  const entity = world.stores[till.storeId] ?? fail(REPORT_FAILED, 'The till does not belong to a store');
  const { timezone, updatedOn } = detailsOf(world, { type: 'STORE', entity });
  const client = world.storeClients[entity.id] ?? { ...UNSET, changedOn: updatedOn };
  const entries = Object.values(world.taskEntries).filter(({ storeId }) => storeId === entity.id);
  const lastEntry = entries.at(-1);
  return answer({
    store: {
      configurations: {
        last_modified_time: { configurations: client.changedOn === '' ? '' : timeText(world, client.changedOn) },
        data_providers_file: client.dataProvidersFile,
        client_log_config_file: client.logConfigFile,
        printer_templates: client.printerTemplates,
        rules_packages: client.rulesPackages,
        integration_output_templates: client.outputTemplates,
        integration_post_output_templates: client.postOutputTemplates,
        // Increases with each defined field.
        customer_attribute_version: String(lastId(world, 'customField')),
        store_server_prefix: client.serverPrefix,
        time_zone_offset: offsetText(offsetMinutes(timezone, now(world))),
        store_tasks_max_entries_id: idText(lastEntry?.id ?? null),
        client_debug_level: client.debugLevel,
        client_test_mode: client.testMode,
        client_upload_logs: client.uploadLogs,
      },
    },
  });
}

export const storeHandlers: Handlers = {
  ...inTouch('store_get', get),
  ...inTouch('store_get_staff', staff),
  ...inTouch('store_get_tasks', tasks),
  ...inTouch('store_verify_store_login', login),
  ...inTouch('store_verify_login', login),
  ...inTouch('store_upload_logs', uploadLogs),
  ...inTouch('store_upload_reports', uploadReports),
  ...inTouch('store_get_reports', reports),
  ...inTouch('store_get_configurations', configurations),
};
