/** Points ledger. */
import { section } from '../define.js';
import { accountId, identifierName, limit, offset, programId, sortOrder } from '../schemas/common.js';
import { boolean, dateTime, integer, oneOf, text } from '../schemas/values.js';

export const pointsLedger = section('Points ledger', { domain: 'Points Management', accessGroup: 'Points' });

pointsLedger.get('v2/pointsLedger/getCustomerLedgerBalance', {
  tool: 'points_ledger_get_balance',
  title: 'Get Customer Ledger Balance',
  summary:
    "Gives a customer's closing points balance per category and program at a date. For the entries behind it use Get Customer Ledger Information; for a plain current balance use Get Points Balance.",
  query: () => ({
    identifierName: identifierName('Identifier kind (id added by newer siblings)'),
    identifierValue: text('Its value'),
    source: oneOf(
      [
        'INSTORE',
        'MARTJACK',
        'WECHAT',
        'FACEBOOK',
        'WEB_ENGAGE',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'ALL',
      ],
      'Source holding the customer',
    ),
    accountId: accountId(),
    tillId: integer('Balance of one till').optional(),
    limit: limit('Entries a page, max 10; default 10'),
    offset: offset('PAGE number, not row offset; default 0'),
    endDate: dateTime('Closing balance on this moment, YYYY-MM-DDThh:mm:ss').optional(),
    includeTillConceptEvents: boolean(
      "Include deductions made at tills of the program's concept though of another program; default false",
    ).optional(),
    ledgerEntryType: oneOf(['CREDIT', 'DEBIT', 'OPENING_BALANCE'], 'Only this kind of entry').optional(),
    pointCategoryType: oneOf(['REGULAR', 'PROMISED', 'TRIGGER_BASED'], 'Only this category type').optional(),
    includeAlternateCurrencies: boolean('true lists every alternate currency').optional(),
    alternateCurrencyNames: text(
      'Comma list of alternate currency names; keep includeAlternateCurrencies false with it',
    ).optional(),
  }),
  returns:
    'customerDetails { userId, externalId, firstName, lastName, entityType }, ledgerDetails { pageNumber, pageSize, totalEntries, pageCount, ledgerClosingBalance[] { pointsCategory, programName, programId, closingBalance, alternateCurrencyName } }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'limit default and maximum 10; offset is the page number, default 0' },
  sources: [
    'https://docs.capillarytech.com/reference/get-customer-ledger-balance',
    '2022 edition: Get Customer Ledger Balance',
    'September 2025 edition: 01-get-customer-ledger-balance.md',
    'September 2025 edition: index.md',
  ],
});

pointsLedger.get('v2/pointsLedger/getCustomerLedgerInfo', {
  tool: 'points_ledger_get_entries',
  title: 'Get Customer Ledger Information',
  summary:
    "Lists a customer's points ledger (credits and debits per event, with program and store) for a period. The same path with type=USERGROUP2 is Retrieve group ledger information; for details of single events use Get Points Ledger Explode info.",
  query: () => ({
    identifierName: oneOf(
      ['id', 'mobile', 'email', 'externalId', 'cardnumber', 'cardExternalId', 'cuid', 'groupId', 'primaryUserId'],
      'Identifier kind; for groups groupId, externalId, primaryUserId (id in samples); cuid is from the v2.1 sibling, card kinds from 2022',
    ),
    identifierValue: text('Its value'),
    source: oneOf(
      [
        'INSTORE',
        'MARTJACK',
        'WECHAT',
        'FACEBOOK',
        'WEB_ENGAGE',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'ALL',
      ],
      'Source holding the customer',
    ),
    accountId: accountId(),
    type: oneOf(
      ['CUSTOMER', 'USERGROUP2', 'FLEET'],
      'Whose ledger; CUSTOMER when left out, the group table lists USERGROUP2 and FLEET; default CUSTOMER',
    ).optional(),
    tillId: integer('One till; only one of tillId, tillIds, storeId, storeCode may be sent').optional(),
    tillIds: text('Comma list of till ids, no blanks').optional(),
    storeId: integer('One store by id').optional(),
    storeCode: text('One store by code').optional(),
    programId: programId('One program; needed when includeTillConceptEvents=true'),
    startDate: dateTime(
      'From, YYYY-MM-DDThh:mm:ss; span to endDate max 90 days (30 in 2022); one date alone gives 90 days',
    ).optional(),
    endDate: dateTime('Until, same form').optional(),
    isFilterBasedOnDate: boolean(
      'Apply the date filter. With neither date sent the whole history comes back; default true',
    ).optional(),
    includeLastOneYearData: boolean('One year instead of 90 days when just one date is sent; default false').optional(),
    limit: limit('Entries a page, max 100 on the current page (11029 above; 10 in 2022); default 10'),
    offset: offset('PAGE number; default 0'),
    sortOrder: sortOrder(),
    includeTillConceptEvents: boolean('As in the balance call; needs programId when true; default false').optional(),
    ledgerEntryType: oneOf(['CREDIT', 'DEBIT', 'OPENING_BALANCE'], 'Only this kind of entry').optional(),
    pointCategoryType: oneOf(['REGULAR', 'PROMISED', 'TRIGGER_BASED'], 'Only this category type').optional(),
    includeAlternateCurrencies: boolean('true lists every alternate currency').optional(),
    alternateCurrencyNames: text(
      'Comma list of alternate currency names (table types it boolean by mistake); keep includeAlternateCurrencies false with it',
    ).optional(),
    excludePointCategories: boolean('With includeAlternateCurrencies=true: alternate currencies only').optional(),
  }),
  returns:
    'customerDetails { userId, externalId, firstName, lastName, entityType }, ledgerDetails { pageNumber, pageSize, totalEntries, pageCount }, ledgerEntries[] { eventLogId, eventName, customerId, ledgerCreatedDate, customerDetails, entryDetails, netPointsOnEvent, netAlternateCurrenciesOnEvent, transactionDetails, store, storeCode, tillCode, eventDetails, sourceProgramId, sourceProgramName, orgId }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: {
    pagination: 'limit default 10, max 100 (10 in 2022 docs); offset is the page number',
    batch: '90 days (30 in 2022 docs)',
  },
  sources: [
    'https://docs.capillarytech.com/reference/get-ledger-information',
    'docs.capillarytech.com, full page',
    'https://docs.capillarytech.com/reference/connectedorgs-get-customer-ledger-info',
    '2022 edition: Get Customer Ledger Information',
    'September 2025 edition: 02-get-ledger-information.md',
    'September 2025 edition: index.md',
  ],
});

pointsLedger.get('v2/pointsLedger/getLedgerExplodeInfo', {
  tool: 'points_ledger_explode',
  title: 'Get Points Ledger Explode info',
  summary:
    'Opens up chosen ledger events of a customer or group: bill, line items, earned points with promotion and expiry, custom fields, payment modes. First get the eventLogIds from Get Customer Ledger Information.',
  query: () => ({
    identifierName: oneOf(
      ['mobile', 'id', 'email', 'externalId', 'cuid', 'primaryUserId'],
      'Identifier kind; the newest table writes MOBILE, ID, EMAIL, CustomerID, EXTERNALID, primaryUserId, its samples lower case',
    ),
    identifierValue: text('Its value'),
    source: oneOf(
      [
        'INSTORE',
        'MARTJACK',
        'WECHAT',
        'FACEBOOK',
        'WEB_ENGAGE',
        'TMALL',
        'TAOBAO',
        'JD',
        'ECOMMERCE',
        'WEBSITE',
        'LINE',
        'ALL',
      ],
      'Source holding the customer',
    ),
    eventIds: text('Comma list of eventLogIds; needed when eventName + eventReferenceIds are not sent').optional(),
    eventName: oneOf(
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
      'Event kind, with eventReferenceIds; needed when eventReferenceIds is sent',
    ).optional(),
    eventReferenceIds: text(
      'Comma list, max 10: transaction ids for bills, request ids for behavioural events; needed when eventName is sent',
    ).optional(),
    accountId: accountId(),
    type: oneOf(['CUSTOMER', 'USERGROUP2'], 'Whose ledger').optional(),
    isPrimaryUser: boolean("Groups: only the primary member's entries").optional(),
    getBillDetails: boolean('Add bill number, amount, discount, lines').optional(),
    getPointsEarnedBreakup: boolean('Add category, allocation and expiry strategy').optional(),
    getCustomFields: boolean('Add custom fields').optional(),
    getExtendedFields: boolean('Add extended fields').optional(),
    getMaxConversionDetails: boolean('Add maxConversionDate of delayed points').optional(),
    getPaymentModes: boolean('Add payment modes').optional(),
    includeAlternateCurrencies: boolean('true lists every alternate currency').optional(),
    alternateCurrencyNames: text(
      'Comma list of alternate currency names; keep includeAlternateCurrencies false with it',
    ).optional(),
    includeLastOneYearData: boolean('Look back one year (seen in a sample URL only)').optional(),
    limit: limit('Page size (seen in a sample URL only)'),
    offset: offset('Page (seen in a sample URL only)'),
  }),
  returns:
    'events[] { eventLogId, eventName, eventReferenceId, uniqueId, eventDetails { redemptionDetails }, pointsEarned, targetCompletedDetails, pointsBreakup, billDetails, customFields, behavioralEventMetadata }, warnings',
  effect: 'read',
  pii: true,
  keywords: [],
  limits: { pagination: 'supported (limit/offset in samples)', batch: '10 eventReferenceIds' },
  sources: [
    'https://docs.capillarytech.com/reference/get-points-ledger-explode-info',
    'docs.capillarytech.com, full page',
    'September 2025 edition: 03-get-points-ledger-explode-info.md',
  ],
});
