/** Section Store, InTouch layers: the store of the calling till. Codes are texts here. */
import type { Body } from '../../../tools/schemas/decoded.js';
import {
  storeGet,
  storeGetConfigurations,
  storeGetReports,
  storeGetStaff,
  storeGetTasks,
  storeUploadLogs,
  storeUploadReports,
  storeVerifyLogin,
  storeVerifyStoreLogin,
} from '../../../tools/store/store.legacy.js';
import { numberOf, textOf } from '../../http/arguments.js';
import type { Loosened } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { handleInTouchRows } from '../../http/in-touch-rows.js';
import { item, reply, TEXT_CODES } from '../../http/replies.js';
import { DAY, later, now } from '../../world/clock.js';
import { endOfDay, localDateTime } from '../../world/dates.js';
import { fail, type SandboxFailure } from '../../world/failure.js';
import type { World } from '../../world/world.js';
import { daysOfStore, kindOfAssociate, redemptionsAt, storeAsked, storeByCode, takeLog, takeReport } from './rules.js';
import {
  toConfigurationsJson,
  toDayJson,
  toLoginJson,
  toMemberJson,
  toRedemptionJson,
  toStoreJson,
  toTaskJson,
} from './serializers.js';
import type { StoreReport } from './state.js';

const DONE = 900;
const REPORT_FAILED = 901;
const UNKNOWN_STORE = 902;
const LOG_REFUSED = 907;
const TASKS_FAILED = 908;
const NO_TASKS = 909;
const WRONG_TYPE = 911;
const REPORT_REFUSED = 912;

const DAYS_SHOWN = 30;

const VERDICTS = { message: 'SUCCESS', verdicts: TEXT_CODES } as const;
const ENVELOPE = { envelope: 'inTouch', ...VERDICTS } as const;

const LOG_SAVED = { success: 'true', code: '200', message: VERDICTS.message };

/** Unlike every other call of the layer, the one that uploads logs has a flat verdict. */
const flatly = ({ code, message }: SandboxFailure) =>
  reply({ response: { success: 'false', code: String(code), message } });

type ReportRow = Loosened<Body<typeof storeUploadReports.v1_1>['root']['report'], '-type'>;

function reportIn(world: World, row: ReportRow, storeId: number): StoreReport {
  const { transaction_count: counts = {}, store_code: code } = row;
  const figure = (name: string, text: string | undefined): number | null => {
    if (!text) return null;
    const number = numberOf(text);
    return number !== null && number >= 0 ? number : fail(REPORT_REFUSED, `${name} must be a number from 0`);
  };
  return {
    storeId: code ? storeByCode(world, code).id : storeId,
    reportedFor: row.date ?? now(world),
    bills: figure('total_transactions', row.total_transactions),
    sales: figure('total_sales', row.total_sales),
    footfall: figure('footfall_count', row.footfall_count),
    regularBills: figure('regular', counts.regular),
    notInterestedBills: figure('not_interested', counts.not_interested),
    enterLaterBills: figure('total_enter_later', counts.total_enter_later),
    enterLaterBillsOfDay: figure('enter_later_for_today', counts.enter_later_for_today),
  };
}

export const storeHandlers: Handlers = {
  ...handle(storeGet, { ...ENVELOPE, codes: { id: UNKNOWN_STORE } }, ({ world, query }) => {
    const row = item({ id: textOf(query.id), external_id: query.external_id ?? '' }, () => ({
      fields: toStoreJson(world, storeAsked(world, query)),
      code: DONE,
      message: 'Store found',
    }));
    return { rows: [row], response: { stores: { store: row.fields } } };
  }),

  ...handle(storeGetStaff, ENVELOPE, ({ world, query: { type } }) => {
    const found = Object.values(world.associates).filter(
      (each) => type === undefined || kindOfAssociate(each) === type,
    );
    return { response: { store: { staff: { user: found.map((each) => toMemberJson(world, each)) } } } };
  }),

  ...handle(storeGetTasks, { ...ENVELOPE, code: TASKS_FAILED }, ({ world, till, query }) => {
    const { assoc_id: associateId, customer_id: customerId, all: action, count, start_date: from } = query;
    if (count !== undefined && count < 1) fail(TASKS_FAILED, 'count must be a whole number from 1');
    const until = query.end_date && endOfDay(query.end_date, world.organisation.timezone);
    const found = Object.values(world.taskEntries).filter((entry) => {
      const definition = world.tasks[entry.taskId];
      return (
        entry.storeId === till.storeId &&
        definition !== undefined &&
        (associateId === undefined || entry.associateId === associateId) &&
        (customerId === undefined || entry.customerId === customerId) &&
        (action === undefined || definition.action.type === action) &&
        (from === undefined || definition.createdOn >= from) &&
        (until === undefined || definition.createdOn <= until)
      );
    });
    if (found.length === 0) fail(NO_TASKS, 'No tasks found');
    const task = found.slice(0, count).map((each) => toTaskJson(world, each));
    return { response: { store: { tasks: { task } } } };
  }),

  // The caller itself. It is valid, because a call with wrong credentials does not get here.
  ...handle(
    [...Object.values(storeVerifyStoreLogin), ...Object.values(storeVerifyLogin)],
    ENVELOPE,
    ({ world, till }) => ({ response: { store: { user: toLoginJson(world, till) } } }),
  ),

  ...handle(
    storeUploadLogs,
    {
      envelope: 'plain',
      refused: flatly,
      code: LOG_REFUSED,
      codes: { 'X-CAP-CLIENT-FILE-SIGNATURE': 905, body: 906, 'body.file': 906 },
    },
    ({ world, till, headers, query, body }) => {
      takeLog(world, {
        tillId: till.id,
        storeId: till.storeId,
        fileName: headers['X-CAP-CLIENT-LOGFILENAME'],
        size: headers['X-CAP-CLIENT-LOGFILESIZE'],
        signature: headers['X-CAP-CLIENT-FILE-SIGNATURE'],
        bytes: body.file.bytes,
        loggedOn: query.logged_time ?? null,
        uploadedOn: query.uploaded_time ?? now(world),
      });
      return { response: LOG_SAVED };
    },
  ),

  ...handleInTouchRows(
    storeUploadReports,
    {
      sent: 'report',
      answered: ['store', 'report'],
      alone: true,
      batch: { none: { code: REPORT_REFUSED, message: 'root.report is missing' } },
      code: REPORT_REFUSED,
      codes: { '-type': WRONG_TYPE },
      optional: ['-type'],
      ...VERDICTS,
      echo: ({ '-type': type, type: attribute, store_code, date }) => ({
        type: textOf(type ?? attribute),
        store_code: textOf(store_code),
        date: textOf(date),
      }),
    },
    ({ world, till, row, raw }) => {
      // XML has the type as an attribute.
      const { type: attribute } = raw.row;
      const type = row['-type'] ?? attribute;
      if (type !== 'loyalty') fail(WRONG_TYPE, 'The type of a report must be loyalty');
      const report = reportIn(world, row, till.storeId);
      takeReport(world, report);
      const store_code = world.stores[report.storeId]?.code ?? '';
      const date = localDateTime(report.reportedFor, world.organisation.timezone);
      return { fields: { type: 'loyalty', store_code, date }, code: DONE, message: 'Report saved' };
    },
  ),

  ...handle(
    storeGetReports,
    { ...ENVELOPE, code: REPORT_FAILED, codes: { type: WRONG_TYPE } },
    ({ world, till: { storeId }, query: { type, start_date, end_date } }) => {
      if ((start_date === undefined) !== (end_date === undefined)) {
        fail(REPORT_FAILED, 'start_date and end_date must be given together');
      }
      const { from = later(now(world), -DAYS_SHOWN * DAY), to = now(world) } = { from: start_date, to: end_date };
      const days = type === 'redemption' ? [] : daysOfStore(world, storeId, from, to);
      const redemptions = type === 'loyalty' ? [] : redemptionsAt(world, storeId, from, to);
      return {
        response: {
          report: {
            ...(type !== 'redemption' && { loyalty: { row: days.map((each) => toDayJson(world, each)) } }),
            ...(type !== 'loyalty' && {
              redemption: { row: redemptions.map((each) => toRedemptionJson(world, each)) },
            }),
          },
        },
      };
    },
  ),

  ...handle(storeGetConfigurations, ENVELOPE, ({ world, till }) => {
    const store = world.stores[till.storeId] ?? fail(REPORT_FAILED, 'The till does not belong to a store');
    return { response: { store: { configurations: toConfigurationsJson(world, store) } } };
  }),
};
