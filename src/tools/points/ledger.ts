/** Points ledger: balances, entries and the details behind an entry. */
import { section } from '../define.js';
import {
  accountId,
  identifierName,
  identifierValue,
  limit,
  offset,
  ownSourceOrAll,
  programId,
  sortOrder,
} from '../schemas/common.js';
import { idOf } from '../schemas/leaf-types.js';
import { dateTime } from '../schemas/times.js';
import { boolean, choice, integer, text } from '../schemas/values.js';
import * as answers from './ledger.answers.js';
import { POINTS_LEDGER } from './ledger.defaults.js';

export const pointsLedger = section('Points ledger', POINTS_LEDGER);

const pageOffset = () => offset('Page number, not row number; default 0');

const entryFilters = () => ({
  ledgerEntryType: choice(['CREDIT', 'DEBIT', 'OPENING_BALANCE'], 'Only entries of this type').optional(),
  pointCategoryType: choice(
    ['REGULAR', 'PROMISED', 'TRIGGER_BASED'],
    'Only these points; PROMISED are not yet redeemable',
  ).optional(),
  includeTillConceptEvents: boolean(
    "true adds deductions at the concept's tills outside the program; default false",
  ).optional(),
});

const alternateCurrencies = () => ({
  includeAlternateCurrencies: boolean('true adds every alternate currency').optional(),
  alternateCurrencyNames: text(
    'Only these alternate currencies, comma list; not with includeAlternateCurrencies=true',
  ).optional(),
});

export const pointsLedgerGetBalance = pointsLedger.get('v2/pointsLedger/getCustomerLedgerBalance', {
  tool: 'points_ledger_get_balance',
  title: 'Get Customer Ledger Balance',
  summary:
    "A customer's closing points balance per points category and program, now or at a past time. For the entries behind it use points_ledger_get_entries; for a plain current balance customer_lookup_get_points_balance.",
  query: () => ({
    identifierName: identifierName(),
    identifierValue: identifierValue(),
    source: ownSourceOrAll(),
    accountId: accountId(),
    endDate: dateTime({ zone: 'organization', iso: true }, 'Balance at this time, now if absent').optional(),
    tillId: idOf('till', integer('Only events of this till')).optional(),
    ...entryFilters(),
    ...alternateCurrencies(),
    limit: limit('Rows per page, at most 10; default 10'),
    offset: pageOffset(),
  }),
  answer: answers.pointsLedgerGetBalanceAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10 (max 10), offset is the page number' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-ledger-balance',
    'Get Customer Ledger Balance, documentation 2022 and September 2025',
  ],
  keywords: [
    'what was the points balance on 31 march',
    'points as of the end of last month for one customer',
    'closing balance per program for the auditor',
    'opening and closing points like a bank account',
    'balance split into main, promised and trigger based points',
    'how many coins of the second currency does she hold',
    'point-in-time loyalty balance for reconciliation',
    'historical wallet balance by mobile number',
    'balance on a certain date',
    'points he had at the end of a month',
    'past balance by category',
  ],
});

export const pointsLedgerGetEntries = pointsLedger.get('v2/pointsLedger/getCustomerLedgerInfo', {
  tool: 'points_ledger_get_entries',
  title: 'Get Customer Ledger Information',
  summary:
    "A customer's or group's points statement: every credit and debit by event, with program, store and bill; page with limit and offset (a page number). For a balance use points_ledger_get_balance, for details of single events points_ledger_explode.",
  query: () => ({
    identifierName: choice(
      ['id', 'mobile', 'email', 'externalId', 'cardnumber', 'cardExternalId', 'cuid', 'groupId', 'primaryUserId'],
      'Kind of identifier; groups take groupId, externalId or primaryUserId',
    ),
    identifierValue: identifierValue(),
    source: ownSourceOrAll(),
    accountId: accountId(),
    type: choice(
      ['CUSTOMER', 'USERGROUP2', 'FLEET'],
      'Whose ledger; USERGROUP2 or FLEET for a group, default CUSTOMER',
    ).optional(),
    startDate: dateTime({ zone: 'organization', iso: true }, 'From, at most 90 days before endDate').optional(),
    endDate: dateTime({ zone: 'organization', iso: true }, 'Until; without dates, the whole history').optional(),
    includeLastOneYearData: boolean('true spans a year instead of 90 days if only one date is set').optional(),
    isFilterBasedOnDate: boolean('false ignores the dates; default true').optional(),
    programId: programId('Only this program; needed when includeTillConceptEvents=true'),
    tillId: idOf('till', integer('Only this till; give one of tillId, tillIds, storeId, storeCode')).optional(),
    tillIds: idOf('till', text('Only these tills: ids separated by commas, no spaces')).optional(),
    storeId: idOf('store', integer('Only this store, by id')).optional(),
    storeCode: idOf('storeCode', text('Only this store, by code')).optional(),
    ...entryFilters(),
    ...alternateCurrencies(),
    includeConceptDetails: boolean('true adds conceptId and conceptName to each entry').optional(),
    includeParentEventLogDetails: boolean(
      'true adds to a PointsRedemptionReversal the eventLogId of the redemption it undoes',
    ).optional(),
    excludePointCategories: boolean(
      'true lists alternate currencies alone; with includeAlternateCurrencies=true',
    ).optional(),
    limit: limit('Events per page, at most 100; default 10'),
    offset: pageOffset(),
    sortOrder: sortOrder(),
  }),
  answer: answers.pointsLedgerGetEntriesAnswer,
  effect: 'read',
  limits: { pagination: 'limit 10 (max 100), offset is the page number' },
  sources: [
    'https://docs.capillarytech.com/reference/get-ledger-information',
    'https://docs.capillarytech.com/reference/connectedorgs-get-customer-ledger-info',
    'Get Customer Ledger Information, documentation 2022',
    'Get Points Ledger, documentation September 2025',
    'Release notes April to June 2026 (includeConceptDetails) and July to September 2026 (includeParentEventLogDetails)',
  ],
  keywords: [
    'points statement for the last three months',
    'where did my points go',
    'passbook of earned and spent points',
    'list every points movement of this customer',
    'why did her balance drop last week',
    'points history with bill numbers and stores',
    'audit trail of credits and debits',
    'how did my points change over time',
    'account statement of loyalty points',
    'points that expired or were deducted in may',
    'all points in and out',
    'detailed points history',
  ],
});

export const pointsLedgerExplode = pointsLedger.get('v2/pointsLedger/getLedgerExplodeInfo', {
  tool: 'points_ledger_explode',
  title: 'Get Points Ledger Explode info',
  summary:
    'Shows details of selected events of a points ledger: bill and lines, points by promotion with expiry, custom fields, payment modes. Take the eventLogIds from points_ledger_get_entries, or give eventName with eventReferenceIds.',
  query: () => ({
    identifierName: choice(
      ['mobile', 'id', 'email', 'externalId', 'cuid', 'primaryUserId'],
      "Kind of identifier; primaryUserId is a group's primary member",
    ),
    identifierValue: identifierValue(),
    source: ownSourceOrAll(),
    accountId: accountId(),
    type: choice(['CUSTOMER', 'USERGROUP2'], 'Whose ledger; USERGROUP2 for a group').optional(),
    isPrimaryUser: boolean("Groups: true gives only the primary member's events").optional(),
    eventIds: idOf(
      'ledgerEvent',
      text('eventLogIds separated by commas; or give eventName and eventReferenceIds'),
    ).optional(),
    eventName: choice(
      [
        'ManualPointsAdjustment',
        'PointsExpiry',
        'AllocateGoodwillPoints',
        'GenericEvent',
        'TransactionAdd',
        'TransactionUpdate',
        'TargetCompleted',
        'PointsRedemption',
        'VoucherRedemption',
        'DelayedAccrual',
        'PointsTransfer',
        'PointsRedemptionReversal',
        'CustomerRegistration',
        'CustomerUpdate',
        'BulkAllocatePoints',
      ],
      'Kind of the events in eventReferenceIds; GenericEvent for behavioural events',
    ).optional(),
    eventReferenceIds: idOf(
      'transaction',
      text('Up to 10, separated by commas: transaction ids, or request ids of behavioural events'),
    ).optional(),
    getBillDetails: boolean('true adds bill number, amount, discount, lines').optional(),
    getPointsEarnedBreakup: boolean('true adds category, allocation and expiry strategy of the points').optional(),
    getCustomFields: boolean('true adds custom fields').optional(),
    getExtendedFields: boolean('true adds extended fields').optional(),
    getMaxConversionDetails: boolean('true adds maxConversionDate, when delayed points are all released').optional(),
    getPaymentModes: boolean('true adds payment modes').optional(),
    ...alternateCurrencies(),
    includeLastOneYearData: boolean('true looks back one year').optional(),
    limit: limit('Events per page'),
    offset: offset('Page number, from 0'),
  }),
  answer: answers.pointsLedgerExplodeAnswer,
  effect: 'read',
  limits: { pagination: 'limit, offset', batch: '10 eventReferenceIds' },
  sources: [
    'https://docs.capillarytech.com/reference/get-points-ledger-explode-info',
    'Get Points Ledger Explode info, documentation September 2025',
    'Release notes July to September 2026 (promised points name their promotion)',
  ],
  keywords: [
    'drill down into one points entry',
    'which promotion gave these 50 points and when do they expire',
    'line by line points of a single bill',
    'what exactly caused this debit',
    'bonus versus base points on this purchase',
    'which target or milestone awarded the points',
    'expand ledger event 30263001',
    'payment mode and custom fields behind a points credit',
    'why did the customer earn less on this invoice',
    'where do these points come from',
    'details behind a points entry',
    'break down points by item and campaign',
  ],
});
