/** Section Transaction: adding bills, returns and exchanges, changing and reading them. */
import type { Parameters } from '../../../tools/schemas/decoded.js';
import {
  transactionAdd,
  transactionAddBulk,
  transactionGet,
  transactionGetByBillNumber,
  transactionUpdate,
} from '../../../tools/transaction/transaction.js';
import { type JsonObject, objectOf } from '../../http/arguments.js';
import { inBody } from '../../http/codes.js';
import { handle } from '../../http/handle.js';
import type { Handlers } from '../../http/handler.js';
import { byOffset } from '../../http/paging.js';
import { handleRows } from '../../http/rows.js';
import { fail, failUnknown, type Warning } from '../../world/failure.js';
import { customerBy } from '../customer/rules.js';
import { customerName } from '../customer/shape.js';
import type { Customer } from '../customer/state.js';
import { toLoyaltyJson } from '../points/serializers.js';
import { billsNumbered, transactionById } from './lookup.js';
import { addSent, transactionNamed } from './named.js';
import { holding } from './rejection-rules.js';
import { updateTransaction } from './rules.js';
import { BILL_CODES } from './sent.js';
import {
  type TransactionExtras,
  toPostedJson,
  toRawSideEffectsJson,
  toSideEffectsJson,
  toTransactionJson,
} from './serializers.js';

/** A warning where loyalty processing is deferred; then the answer contains nothing about it. */
const QUEUED: Warning = { code: 687, message: 'Points are calculated in the background' };

const extrasMeant = (query: Parameters<typeof transactionGet.query>): TransactionExtras => ({
  tenders: query.tenders ?? false,
  creditNotes: query.credit_notes ?? false,
  points: (query.mlp && query.points_breakup) ?? false,
});

function toNameJson(customer: Customer) {
  const { firstName, lastName } = customerName(customer);
  return { firstName, lastName };
}

/** Maximum number of transactions of one number in an answer. */
const SAME_NUMBER_LIMIT = 100;

/** What a refused row of a bulk call is shown with. */
const echoOf = ({ identifierType, identifierValue, source, type, billNumber, billAmount }: JsonObject) => ({
  identifierType,
  identifierValue,
  source,
  type,
  billNumber,
  billAmount,
});

export const transactionHandlers: Handlers = {
  ...handle(
    transactionAdd,
    { envelope: 'single', codes: { identifierName: 8013, source: 8003, ...inBody(BILL_CODES) } },
    ({ world, till, query, headers, body, raw, warn }) => {
      const payload = objectOf(raw.body);
      const context = {
        world,
        tillId: till.id,
        source: query.source ?? 'INSTORE',
        billingDate: payload['billingDate'],
        skipDownstream: headers['SKIP-DOWNSTREAM'] ?? false,
      };
      const by = { name: query.identifierName, value: query.identifierValue };
      const posted = holding(world, payload, () => addSent(context, body, by));
      const customer = world.customers[posted.transaction.customerId ?? 0];
      const queued = (headers['X-CAP-DIRECT-REPLAY'] || query.use_async) && customer !== undefined;
      warn(posted.warnings);
      if (queued) warn([QUEUED]);
      return {
        createdId: posted.transaction.id,
        errors: [],
        sideEffects: queued ? [] : toSideEffectsJson(posted),
        rawSideEffects: query.rawSideEffects ? (queued ? [] : toRawSideEffectsJson(world, posted)) : undefined,
        loyaltyDetails: [],
        customerInfo: customer && toNameJson(customer),
      };
    },
  ),

  ...handleRows(
    transactionAddBulk,
    {
      envelope: 'bulk',
      batch: { none: 400, tooMany: 672 },
      codes: { identifierType: 8013, source: 8003, ...BILL_CODES },
      // Only some types of transactions need them.
      optional: ['identifierType', 'identifierValue', 'source', 'billAmount'],
      echo: echoOf,
    },
    ({ world, till, headers, row, raw, warn }) => {
      const { identifierType: name, identifierValue: value, source = 'INSTORE' } = row;
      const { billingDate } = raw.row;
      const context = { world, tillId: till.id, source, billingDate, skipDownstream: false };
      const posted = holding(world, raw.row, () => addSent(context, row, { name, value }));
      const queued = headers['X-CAP-DIRECT-REPLAY'];
      warn(posted.warnings);
      if (queued) warn([QUEUED]);
      return {
        entityId: posted.transaction.id,
        result: {
          ...toPostedJson(world, posted.transaction),
          identifierType: name ?? '',
          identifierValue: value ?? '',
          sideEffects: queued ? [] : toSideEffectsJson(posted),
        },
      };
    },
  ),

  ...handle(
    transactionUpdate,
    {
      envelope: 'single',
      codes: {
        identifierName: 8013,
        points: { malformed: 'ignored' },
        'body.id': 620,
        'body.type': 605,
        'body.deliveryStatus': 1636,
        'body.lineItems[].id': 1119,
      },
      oneOf: [{ of: ['body.id', 'body.number'], code: 670 }],
    },
    ({ world, query, body, warn }) => {
      const { identifierName = '', identifierValue } = query;
      const customer = identifierValue === undefined ? undefined : customerBy(world, identifierName, identifierValue);
      const transaction = transactionNamed(world, body, customer);
      warn(updateTransaction(world, transaction, { ...body, ...(customer && { customer }) }));
      const owner = world.customers[transaction.customerId ?? 0];
      const { pointsToCurrencyRatio } = world.organisation.program;
      const isShown = query.points === 'MLP' && owner?.loyaltyType === 'loyalty';
      return {
        errors: [],
        loyaltyDetails: isShown
          ? [{ ...toLoyaltyJson(world, owner), programPointsToCurrencyRatio: pointsToCurrencyRatio }]
          : [],
      };
    },
  ),

  ...handle(transactionGet, { envelope: 'single', codes: { id: 1628, type: 1623 } }, ({ world, path, query }) => {
    const { type = 'REGULAR' } = query;
    const transaction = transactionById(world, path.id);
    if (transaction.type !== type) fail(620, `Transaction ${path.id} is not of type ${type}`);
    if (world.customers[transaction.customerId ?? 0]?.piiDeleted) fail(500, 'The customer of the bill was deleted');
    return toTransactionJson(world, transaction, extrasMeant(query));
  }),

  ...handle(
    transactionGetByBillNumber,
    {
      envelope: 'list',
      codes: { billNumber: 602, type: 1623 },
      paging: byOffset({ limit: SAME_NUMBER_LIMIT, reported: true }),
    },
    ({ world, path, query, page }) => {
      const found = billsNumbered(world, path.billNumber)
        .filter(({ type }) => query.type === undefined || type === query.type)
        .reverse();
      if (found.length === 0) failUnknown(625, 'Bill', path.billNumber);
      return page(found).map((each) => toTransactionJson(world, each, extrasMeant(query)));
    },
  ),
};
